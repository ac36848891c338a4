"""Settling: from what players' ledgers say to what became of each planned item.

Repeatable at any time: the same entries give the same rows, evidence bears the ledger
entry's own name, so that nothing counts twice, and an entry that arrives late mends what
had been given up. An item yields one play at most, however many players report it; what
a person reported of it before yields to the log.

`due` says which days, `outcomes` decides (pure), `keeping` writes, `settling` is the whole.
Stations are settled many at a time: what costs is the statement, not the row.
"""

from loa.channels.broadcast.as_run.keeping import logged, simulated
from loa.channels.broadcast.as_run.settling import CURSOR, Settled, UnsettledError, settle

__all__ = ["CURSOR", "Settled", "UnsettledError", "logged", "settle", "simulated"]
