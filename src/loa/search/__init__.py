"""Finding: one index of what was written, on either database, kept beside its source.

Whoever writes something down that people look for calls `actions.index(entry)` in the same
transaction, and `actions.forget(url)` when it is gone. `queries.find` answers. Why it is
built as it is: docs/decisions/0014-search.md.
"""
