"""Devices: every player that we trust, from its first claim to its last ledger line.

This package's own modules are free of Django where their names say nothing of rows:
`disk`, `objects`, `keys`, `repository`, `office` and `signer` run without a database, the
signer as another user in another process. Here a station is only a key (text) and what
is published about it are documents; how a rundown comes to be is not this room's affair.
"""
