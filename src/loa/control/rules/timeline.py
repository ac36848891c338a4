"""All plans on one axis of time: phases, events, tasks and pauses, in a stretch of days. Pure.

Places along the axis are percentages from 0 to 100. What begins before the stretch or goes
on after it says so; what lies outside altogether is left out and counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from loa.control.rules.roadmap import Axis, Tick, ticks
from loa.core.periods import Days

MARGIN = timedelta(days=7)  # before the first and after the last day when all is shown
OPEN_TAIL = timedelta(days=60)  # how far what has no end is drawn when all is shown
LEAST = timedelta(days=28)
WEEK = 7


class Zoom(StrEnum):
    """How much of time is shown."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


class Kind(StrEnum):
    """What stands on the axis."""

    PHASE = "phase"
    EVENT = "event"
    TASK = "task"
    PAUSE = "pause"


MONTHS = {Zoom.MONTH: 1, Zoom.QUARTER: 3, Zoom.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with its days; `state` is a word of its kind, `overlaps` names its like."""

    kind: Kind
    key: str
    name: str
    days: Days
    state: str = ""
    note: str = ""
    overlaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """An entry on the axis; `earlier` and `later` say that it goes on outside."""

    entry: Entry
    start: float
    end: float
    earlier: bool
    later: bool
    current: bool

    @property
    def open_end(self) -> bool:
        return self.entry.days.end is None


@dataclass(frozen=True, slots=True)
class Lane:
    """One plan's bars by kind, those of one kind in the order of their days."""

    key: str
    bars: tuple[Bar, ...]
    outside: int

    def of(self, kind: Kind) -> tuple[Bar, ...]:
        return tuple(bar for bar in self.bars if bar.entry.kind is kind)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The axis with what is on it; `before` and `after` are days to go to from here."""

    axis: Axis
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    today: float | None
    before: date | None
    after: date | None


def stretch(zoom: Zoom, at: date, entries: Iterable[Entry]) -> Axis:
    """Return the days that are shown: whole months around `at`, or room for every entry."""
    if zoom is not Zoom.ALL:
        count = MONTHS[zoom]
        first = date(at.year, (at.month - 1) // count * count + 1, 1)
        return Axis(first, _months_on(first, count))
    days = [entry.days for entry in entries] or [Days(at, at + LEAST)]
    first = min(one.start for one in days) - MARGIN
    last = max(one.end + MARGIN if one.end else one.start + OPEN_TAIL for one in days)
    return Axis(first, max(last, first + LEAST))


def timeline(
    plans: Sequence[tuple[str, Sequence[Entry]]], *, zoom: Zoom, at: date, today: date
) -> Timeline:
    """Lay plans out, each given as its key and its entries."""
    axis = stretch(zoom, at, (entry for _key, entries in plans for entry in entries))
    turned = zoom is not Zoom.ALL
    return Timeline(
        axis=axis,
        ticks=weeks(axis) if zoom is Zoom.MONTH else ticks(axis),
        lanes=tuple(_lane(axis, key, entries, today) for key, entries in plans),
        today=axis.at(today) if axis.start <= today < axis.end else None,
        before=_months_on(axis.start, -MONTHS[zoom]) if turned else None,
        after=axis.end if turned else None,
    )


def weeks(axis: Axis) -> tuple[Tick, ...]:
    """Return the Mondays of a stretch."""
    first = axis.start + timedelta(days=-axis.start.weekday() % WEEK)
    count = ((axis.end - first).days + WEEK - 1) // WEEK
    days = (first + timedelta(days=WEEK * n) for n in range(count))
    return tuple(Tick(day, axis.at(day)) for day in days)


def overlapping(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries with the names of those of their kind that hold on some of their days."""
    return [
        replace(
            one,
            overlaps=tuple(
                other.name
                for other in entries
                if other is not one
                and other.kind is one.kind
                and one.days.overlap(other.days) is not None
            ),
        )
        for one in entries
    ]


def _lane(axis: Axis, key: str, entries: Sequence[Entry], today: date) -> Lane:
    kinds = list(Kind)
    inside = [e for e in entries if _inside(axis, e.days)]
    inside.sort(key=lambda e: (kinds.index(e.kind), e.days.start, e.key))
    return Lane(key, tuple(_bar(axis, e, today) for e in inside), len(entries) - len(inside))


def _inside(axis: Axis, days: Days) -> bool:
    return days.start < axis.end and (days.end is None or days.end > axis.start)


def _bar(axis: Axis, entry: Entry, today: date) -> Bar:
    days = entry.days
    return Bar(
        entry=entry,
        start=axis.at(days.start),
        end=axis.at(days.end) if days.end else 100.0,
        earlier=days.start < axis.start,
        later=days.end is None or days.end > axis.end,
        current=today in days,
    )


def _months_on(day: date, count: int) -> date:
    number = day.year * 12 + day.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)
