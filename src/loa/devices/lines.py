"""A ledger's lines as rows of a table, without an object for each."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from loa.core.canonical import canonical
from loa.core.ledger import EVENTS, GENESIS, LedgerError, verify_chain
from loa.core.lines import read_usual
from loa.core.message import instant


class Row(NamedTuple):
    """One verified entry: what a table keeps of it."""

    n: int
    at: str  # an instant: 2026-11-23T22:00:00.000Z
    clock: str
    boot: int
    mono_ms: int
    event: str
    item: str
    ms: int
    late_ms: int
    data: str  # canonical JSON
    hash: str  # the digest of its line


def read_rows(lines: Iterable[bytes], *, after: tuple[int, str] = (0, GENESIS)) -> list[Row]:
    """Read consecutive lines that follow entry `after` = (number, digest of its line).

    Takes and refuses what `core.ledger.verify_chain` does, with the same LedgerError, and
    refuses besides what no database can keep: a null character in a text.
    """
    n, head = after
    rows = []
    for line in lines:
        row = _fast(line, n + 1, head) or _slow(line, n, head)
        n, head = row.n, row.hash
        rows.append(row)
    return rows


def _fast(line: bytes, n: int, prev: str) -> Row | None:
    usual = read_usual(line, n, prev)
    if usual is None or usual.event not in EVENTS:
        return None
    return Row(
        n, usual.at, usual.clock, usual.boot, usual.mono_ms, usual.event, usual.item,
        usual.ms, usual.late_ms, usual.data or "{}", sha256(line).hexdigest(),
    )  # fmt: skip


def _slow(line: bytes, n: int, prev: str) -> Row:
    (entry,) = verify_chain([line], after=(n, prev))
    if "\0" in entry.item or any("\0" in str(part) for pair in entry.data for part in pair):
        raise LedgerError(entry.n, "a text holds a null character")
    return Row(
        entry.n, instant(entry.at), str(entry.clock), entry.boot, entry.mono_ms, str(entry.event),
        entry.item, entry.ms, entry.late_ms, canonical(dict(entry.data)).decode(),
        sha256(line).hexdigest(),
    )  # fmt: skip
