"""The days of reports: months from cut-off to cut-off, what is made of months, due days.

All half-open. With the cut-off on the 15th, November runs from 15 October to 14 November;
with the cut-off on the 1st a month is the calendar's. Quarter, half-year and year are three,
six and twelve such months, so every kind tiles time without a gap, and a year of one kind is
the same days as a year of another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loa.core.periods import DAY, Days
from loa.reports.rules.report import Kind

MONTHS = 12
LATEST_CUT_OFF = 28  # every month has such a day
LENGTH = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF_YEAR: 6, Kind.YEAR: MONTHS}
LONGEST_DUE = 60  # days


@dataclass(frozen=True, slots=True)
class Practice:
    """When an office's months end and its reports are due, and the document that says so.

    `cut_off` is the day of the month on which a new month of reports begins, 1 to 28.
    `due_days` is how many days after the last day counted the report is due. Raises
    ValueError for a practice that no month could follow.
    """

    cut_off: int
    due_days: int
    source: str

    def __post_init__(self) -> None:
        if not 1 <= self.cut_off <= LATEST_CUT_OFF:
            raise ValueError(f"cut-off on day {self.cut_off}: only 1 to {LATEST_CUT_OFF}")
        if not 0 <= self.due_days <= LONGEST_DUE:
            raise ValueError(f"due after {self.due_days} days: only 0 to {LONGEST_DUE}")


# What offices of the state do, from general knowledge: no text of a rule was read for it.
STATE = Practice(cut_off=15, due_days=3, source="Thông lệ: chốt số liệu ngày 14 hằng tháng")


@dataclass(frozen=True, slots=True)
class Term:
    """One period of a kind: the `number`-th of its `year`, counted from 1."""

    kind: Kind
    year: int
    number: int
    days: Days

    @property
    def until(self) -> date:
        """The first day that is not counted; a term always has one."""
        return self.days.start if self.days.end is None else self.days.end

    @property
    def last_day(self) -> date:
        return self.until - DAY


def term(kind: Kind, year: int, number: int, practice: Practice) -> Term:
    """Return one period. Raises ValueError for a kind that has no calendar or no such number."""
    if kind not in LENGTH:
        raise ValueError(f"{kind}: its days are a plan's, not the calendar's")
    length = LENGTH[kind]
    if not 1 <= number <= MONTHS // length:
        raise ValueError(f"{kind} {number}: a year has {MONTHS // length}")
    first = year * MONTHS + (number - 1) * length
    days = Days(_begins(first, practice), _begins(first + length, practice))
    return Term(kind, year, number, days)


def term_on(kind: Kind, day: date, practice: Practice) -> Term:
    """Return the period that a day lies in."""
    month = day.year * MONTHS + day.month - 1
    if day >= _begins(month + 1, practice):
        month += 1
    year, place = divmod(month, MONTHS)
    return term(kind, year, place // LENGTH[kind] + 1, practice)


def term_over(kind: Kind, today: date, practice: Practice) -> Term:
    """Return the latest period that is over: its last day lies before today."""
    running = term_on(kind, today, practice)
    return term_on(kind, running.days.start - DAY, practice)


def terms(kind: Kind, days: Days, practice: Practice) -> Iterator[Term]:
    """Yield the periods that touch some days, in order. Raises ValueError for open days."""
    if days.end is None:
        raise ValueError("an open period has no last day")
    one = term_on(kind, days.start, practice)
    while one.days.start < days.end:
        yield one
        one = term_on(kind, one.until, practice)


def due_on(until: date, practice: Practice) -> date:
    """Return the last day on which a report is in time; `until` is its first day not counted."""
    return until - DAY + timedelta(days=practice.due_days)


def kind_of(days: Days, practice: Practice) -> Term | None:
    """Return the period that some days are, the shortest such kind first; None for none."""
    for kind in LENGTH:
        one = term_on(kind, days.start, practice)
        if one.days == days:
            return one
    return None


def _begins(month: int, practice: Practice) -> date:
    """Return the first day of a month of reports; months are counted from year 0."""
    if practice.cut_off > 1:
        month -= 1
    year, place = divmod(month, MONTHS)
    return date(year, place + 1, practice.cut_off)
