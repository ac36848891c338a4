"""The log of an event while it goes on: written by staff, read live by residents."""
