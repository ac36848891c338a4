"""A ledger's lines as rows of a table, without an object for each."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from loa.core.canonical import canonical
from loa.core.ledger import EVENTS, GENESIS, LedgerError, verify_chain
from loa.core.lines import read_usual
from loa.core.message import instant


class Row(NamedTuple):
    """One verified entry: what a table keeps of it, spelled as its statement takes it."""

    n: int
    at: str  # an instant: 2026-11-23T22:00:00.000Z
    clock: str
    boot: str
    mono_ms: str
    event: str
    item: str
    ms: str
    late_ms: str
    data: str  # canonical JSON
    hash: str  # the digest of its line


_row = Row._make


def read_rows(lines: Iterable[bytes], *, after: tuple[int, str] = (0, GENESIS)) -> list[Row]:
    """Read consecutive lines that follow entry `after` = (number, digest of its line).

    Takes and refuses what `core.ledger.verify_chain` does, with the same LedgerError, and
    refuses besides what no database can keep: a null character in a text.
    """
    lines = list(lines)
    n, head = after
    rows: list[Row] = []
    # Written out: a province's lines come by here within minutes.
    for line, usual in zip(lines, read_usual(lines), strict=True):
        if usual and usual[10] == head and usual[9] == str(n + 1) and usual[4] in EVENTS:
            at, boot, clock, data, event, item, late, mono, ms, _, _ = usual
            n, head = n + 1, sha256(line).hexdigest()
            row = _row(
                (n, at, clock, boot, mono, event, item, ms or "0", late or "0", data or "{}", head)
            )
        else:
            row = _slow(line, n, head)
            n, head = row.n, row.hash
        rows.append(row)
    return rows


def _slow(line: bytes, n: int, prev: str) -> Row:
    (entry,) = verify_chain([line], after=(n, prev))
    if "\0" in entry.item or any("\0" in str(part) for pair in entry.data for part in pair):
        raise LedgerError(entry.n, "a text holds a null character")
    return Row(
        entry.n, instant(entry.at), str(entry.clock), str(entry.boot), str(entry.mono_ms),
        str(entry.event), entry.item, str(entry.ms), str(entry.late_ms),
        canonical(dict(entry.data)).decode(),
        sha256(line).hexdigest(),
    )  # fmt: skip
