"""The newsroom's pages. Each view calls one action or one query."""
