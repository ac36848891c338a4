"""A ledger's usual lines, read fast and many at a time.

Nearly every line is short ASCII of a known shape. For those one pattern says that the line
is canonical and gives its members; it takes nothing that `core.ledger.read_entry` would
refuse. Every other line, and every refusal with its sentence, is left to that.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import lt

from loa.core.words import Clock

MAX_LINE = 4096
_TOGETHER = 128  # lines; one that is unusual makes so many be read singly
# However wrong a clock is, no zone and no sum of days leads out of the calendar from here.
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
_TEXT = r"[ !#-\[\]-~]"  # what stands for itself in JSON: no quote, backslash or control
_POSITIVE = r"[1-9][0-9]{0,14}+"  # fewer digits than MAX_WHOLE; longer ones take the slow way
_PAIR = rf'"{_TEXT}*+":(?:"{_TEXT}*+"|0|-?{_POSITIVE})'
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"
# Nothing is tried twice (`++`): a line fits at once or not at all.
_LINES = re.compile(
    rf'^\{{"at":"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_TIME})"'
    rf',"boot":(0|{_POSITIVE})'
    rf',"clock":"({"|".join(map(re.escape, Clock))})"'
    rf'(?:,"data":(\{{{_PAIR}(?:,{_PAIR})*+\}}))?+'
    r',"event":"([a-z-]++)"'
    rf'(?:,"item":"({_TEXT}++)")?+'
    rf'(?:,"late":({_POSITIVE}))?+'
    rf',"mono":(0|{_POSITIVE})'
    rf'(?:,"ms":({_POSITIVE}))?+'
    rf',"n":({_POSITIVE}),"prev":"([0-9a-f]{{64}})"\}}\n',
    re.MULTILINE,
).findall
_KEYS = re.compile(r'[{,]"([^"]*+)":(?:"[^"]*+"|[-0-9]++)').findall


# The members of a usual line as they are spelled, empty where one is left out: at, boot, clock,
# data (canonical JSON), event, item, late, mono, ms, n, prev. Whether its event is one, and
# whether it follows the line before, is for the caller to see.
Usual = tuple[str, str, str, str, str, str, str, str, str, str, str]


def read_usual(lines: Sequence[bytes]) -> Iterator[Usual | None]:
    """Yield for each line its members, or None where it is not of the usual shape."""
    for start in range(0, len(lines), _TOGETHER):
        some = lines[start : start + _TOGETHER]
        together = _read_together(some)
        if together is not None:
            yield from together
            continue
        for line in some:
            alone = _read_together([line])
            yield alone[0] if alone else None


def _read_together(lines: Sequence[bytes]) -> list[Usual] | None:
    """Return the members of lines that are all of the usual shape, else None."""
    count = len(lines)
    data = b"\n".join(lines) + b"\n"
    if data.count(b"\n") != count or not data.isascii() or max(map(len, lines)) > MAX_LINE:
        return None
    found: list[Usual] = _LINES(data.decode())
    if len(found) != count:  # each match is one whole line
        return None
    days = {at[:10] for at, *_ in found}
    orders = {tuple(_KEYS(one[3])) for one in found if one[3]}
    return found if all(map(_is_day, days)) and all(map(_in_order, orders)) else None


@lru_cache(1024)
def _is_day(text: str) -> bool:
    """Whether the calendar has a day, and a clock may say any time of it."""
    try:
        return EARLIEST.date() <= date.fromisoformat(text) < LATEST.date()
    except ValueError:
        return False


@lru_cache(256)
def _in_order(keys: tuple[str, ...]) -> bool:
    """Whether keys stand once each and in order; players use a handful of such lists."""
    return all(map(lt, keys, keys[1:]))
