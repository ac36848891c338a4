"""A unit's sheet of one month: what only its people can count, asked target by target."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from loa.core.periods import Days
from loa.delivery import registry
from loa.reports.actions import Said
from loa.reports.models import Statement
from loa.reports.queries.composing import compose
from loa.reports.queries.scope import office_of, practice_of
from loa.reports.rules import sheet
from loa.reports.rules.asking import Ask
from loa.reports.rules.periods import Term, term_on, term_over
from loa.reports.rules.report import Kind, Line, Report, State


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the sheet: what is counted, for which plan, and what was said of it."""

    key: str
    plan: str  # its number, else its title
    topic: str
    said: Said  # with the quantity that stands, 0 where none does
    standing: Statement | None
    owed: bool
    promised: int | None

    @property
    def channel(self) -> str:
        return self.said.channel

    @property
    def measure(self) -> str:
        return self.said.measure


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of a unit for one month; `missing` of them are not answered yet."""

    unit_code: str
    term: Term
    rows: tuple[Row, ...]

    @property
    def missing(self) -> int:
        return sum(row.owed for row in self.rows)


def latest_term(unit_code: str, *, now: datetime) -> Term:
    """Return the latest month that is over, by the practice of the unit's office."""
    return term_over(Kind.MONTH, _today(now), _practice(unit_code))


def term_at(unit_code: str, day: object) -> Term:
    raise NotImplementedError(day, unit_code)


def sheet_of(unit_code: str, term: Term, *, now: datetime) -> Sheet:
    """Return a unit's sheet. Raises AskError where no report can be made of the unit."""
    report = compose(Ask(Kind.MONTH, term.days, unit=unit_code), now=now)
    standing = {
        _of(row): row
        for row in Statement.objects.filter(
            unit_code=unit_code,
            ended_at=None,
            starts__gte=term.days.start,
            until__lte=term.until,
        )
    }
    rows = tuple(_rows(report, unit_code, term.days, standing))
    return Sheet(unit_code, term, rows)
