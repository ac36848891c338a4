"""What a log says now, from the lines that were written one after the other. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was written; `entry` is the number of the line that it speaks of.

    That of a line which takes an entry back is why.
    """

    number: int
    entry: int
    happened_at: datetime
    written_at: datetime
    text: str
    byline: str
    withdrawn: bool = False
    unit_code: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said at a time, as it stands; `before` are its earlier wordings, oldest first.

    `last` is the number of its latest line. `changed_at` is when it was corrected or taken
    back; None while it stands as it was first said. `unit_code` names the unit of a
    series whose own event it tells of.
    """

    number: int
    last: int
    happened_at: datetime
    text: str
    byline: str
    changed_at: datetime | None = None
    withdrawn: bool = False
    before: tuple[Line, ...] = ()
    unit_code: str = ""


def entries(lines: Iterable[Line]) -> list[Entry]:
    """Return what a log says, what happened last first; lines come in their order."""
    written: dict[int, list[Line]] = {}
    for line in lines:
        written.setdefault(line.entry, []).append(line)
    found = [_entry(wordings) for wordings in written.values()]
    return sorted(found, key=lambda one: (one.happened_at, one.number), reverse=True)


def _entry(wordings: list[Line]) -> Entry:
    first, now = wordings[0], wordings[-1]
    return Entry(
        number=first.number,
        last=now.number,
        happened_at=first.happened_at,
        text=now.text,
        byline=now.byline,
        changed_at=now.written_at if len(wordings) > 1 else None,
        withdrawn=now.withdrawn,
        before=tuple(wordings[:-1]),
        unit_code=first.unit_code,
    )
