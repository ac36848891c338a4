"""The approval pages; each view calls one action or query."""
