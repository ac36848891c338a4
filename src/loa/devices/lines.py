"""A ledger's lines as rows of a table, read fast.

Nearly every line is short ASCII of a known shape. For those one pattern says that the line
is canonical and gives its members; the pattern takes nothing that `core.ledger` would
refuse. Every other line, and every refusal with its sentence, is left to `core.ledger`.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from operator import lt
from typing import NamedTuple

from loa.core.canonical import canonical
from loa.core.ledger import EARLIEST, GENESIS, LATEST, MAX_LINE, Event, LedgerError, verify_chain
from loa.core.message import instant
from loa.core.words import Clock

_TEXT = r"[ !#-\[\]-~]"  # what stands for itself in JSON: no quote, backslash or control
_POSITIVE = r"[1-9][0-9]{0,14}"  # fewer digits than MAX_WHOLE; longer ones take the slow way
_VALUE = rf'(?:"{_TEXT}*"|0|-?{_POSITIVE})'
_PAIR = rf'"{_TEXT}*":{_VALUE}'
_BEFORE_NUMBER = re.compile(
    r'\{"at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)"'
    rf',"boot":(0|{_POSITIVE})'
    rf',"clock":"({"|".join(map(re.escape, Clock))})"'
    rf'(?:,"data":(\{{{_PAIR}(?:,{_PAIR})*\}}))?'
    rf',"event":"({"|".join(map(re.escape, Event))})"'
    rf'(?:,"item":"({_TEXT}+)")?'
    rf'(?:,"late":({_POSITIVE}))?'
    rf',"mono":(0|{_POSITIVE})'
    rf'(?:,"ms":({_POSITIVE}))?'
).fullmatch


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
    """Return the row of a line of the usual shape that is number n and follows `prev`."""
    if len(line) > MAX_LINE or not line.isascii():
        return None
    text = line.decode()
    tail = f',"n":{n},"prev":"{prev}"}}'
    if not text.endswith(tail):
        return None
    match = _BEFORE_NUMBER(text, 0, len(text) - len(tail))
    if match is None:
        return None
    at, boot, clock, data, event, item, late, mono, ms = match.groups()
    try:
        moment = datetime.fromisoformat(at)  # a day that the calendar has
    except ValueError:
        return None
    if not EARLIEST <= moment <= LATEST or (data and not _sorted_keys(data)):
        return None
    return Row(
        n, at, clock, int(boot), int(mono), event, item or "",
        int(ms or 0), int(late or 0), data or "{}", sha256(line).hexdigest(),
    )  # fmt: skip


def _sorted_keys(data: str) -> bool:
    """Whether the keys stand once each and in order; no text of it holds a quote."""
    parts = data.split('"')  # outside, text, outside, text, …
    keys = [text for text, after in zip(parts[1::2], parts[2::2], strict=True) if after[0] == ":"]
    return all(map(lt, keys, keys[1:]))


def _slow(line: bytes, n: int, prev: str) -> Row:
    (entry,) = verify_chain([line], after=(n, prev))
    if "\0" in entry.item or any("\0" in str(part) for pair in entry.data for part in pair):
        raise LedgerError(entry.n, "a text holds a null character")
    return Row(
        entry.n, instant(entry.at), str(entry.clock), entry.boot, entry.mono_ms, str(entry.event),
        entry.item, entry.ms, entry.late_ms, canonical(dict(entry.data)).decode(),
        sha256(line).hexdigest(),
    )  # fmt: skip
