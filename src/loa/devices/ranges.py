"""HTTP ranges (RFC 9110, section 14), as far as players and browsers that seek need them."""

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


class UnsatisfiableError(Exception):
    """The range begins behind the end."""


@dataclass(frozen=True, slots=True)
class Range:
    """Bytes [start, end) of a file."""

    start: int
    end: int


def read_range(header: str | None, size: int) -> Range | None:
    """Return the one range that is asked for; None when the whole file is to be sent.

    Several ranges, other units and what cannot be read are ignored, as the standard
    allows. Raises UnsatisfiableError when nothing of the range exists.
    """
    found = _ONE_RANGE.fullmatch(header or "")
    if found is None or found[1] == found[2] == "":
        return None
    if found[1] == "":
        suffix = int(found[2])
        if suffix == 0 or size == 0:
            raise UnsatisfiableError
        return Range(max(0, size - suffix), size)
    start = int(found[1])
    last = int(found[2]) if found[2] else max(start, size - 1)
    if last < start:
        return None
    if start >= size:
        raise UnsatisfiableError
    return Range(start, min(last + 1, size))
