"""The control room's pages, one module a place."""
