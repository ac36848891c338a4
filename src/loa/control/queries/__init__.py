"""The control room's reads, one module a page."""
