"""The signer: its own process and user, the only holder of the online key.

It believes nobody but its pinned root: policies and keyrings come from the leaders' signed
metadata, rundowns and messages from the object store by their digests. `judge` is the
decision, `memory` what it has signed before, `signing` the two together, `server` and
`client` the Unix socket between it and the web server. No Django.
"""
