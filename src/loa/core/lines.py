"""A ledger's usual lines, read fast.

Nearly every line is short ASCII of a known shape. For those one pattern says that the line
is canonical and gives its members; it takes nothing that `core.ledger.read_entry` would
refuse. Every other line, and every refusal with its sentence, is left to that.
"""

import re
from datetime import UTC, datetime
from operator import lt
from typing import NamedTuple

from loa.core.words import Clock

MAX_LINE = 4096
# However wrong a clock is, no zone and no sum of days leads out of the calendar from here.
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
_TEXT = r"[ !#-\[\]-~]"  # what stands for itself in JSON: no quote, backslash or control
_POSITIVE = r"[1-9][0-9]{0,14}"  # fewer digits than MAX_WHOLE; longer ones take the slow way
_VALUE = rf'(?:"{_TEXT}*"|0|-?{_POSITIVE})'
_PAIR = rf'"{_TEXT}*":{_VALUE}'
_BEFORE_NUMBER = re.compile(
    r'\{"at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)"'
    rf',"boot":(0|{_POSITIVE})'
    rf',"clock":"({"|".join(map(re.escape, Clock))})"'
    rf'(?:,"data":(\{{{_PAIR}(?:,{_PAIR})*\}}))?'
    r',"event":"([a-z-]+)"'
    rf'(?:,"item":"({_TEXT}+)")?'
    rf'(?:,"late":({_POSITIVE}))?'
    rf',"mono":(0|{_POSITIVE})'
    rf'(?:,"ms":({_POSITIVE}))?'
).fullmatch


class Usual(NamedTuple):
    """The members of a usual line; whether its event is one is for the caller to see."""

    at: str  # an instant: 2026-11-23T22:00:00.000Z
    moment: datetime
    boot: int
    clock: str
    data: str  # canonical JSON, or empty
    event: str
    item: str
    late_ms: int
    mono_ms: int
    ms: int


def read_usual(line: bytes, n: int, prev: str) -> Usual | None:
    """Return the members of a line of the usual shape that is number n and follows `prev`."""
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
    return Usual(
        at, moment, int(boot), clock, data or "", event, item or "",
        int(late or 0), int(mono), int(ms or 0),
    )  # fmt: skip


def _sorted_keys(data: str) -> bool:
    """Whether the keys stand once each and in order; no text of it holds a quote."""
    parts = data.split('"')  # outside, text, outside, text, …
    keys = [text for text, after in zip(parts[1::2], parts[2::2], strict=True) if after[0] == ":"]
    return all(map(lt, keys, keys[1:]))
