"""Trying changes of a plan and of the hours: the form, the comparison, keeping, discarding."""
