"""A unit's sheet of one month: what only its people can count, asked target by target."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from loa.core.periods import Days
from loa.delivery import registry
from loa.plans.queries import local_day
from loa.reports.models import Statement
from loa.reports.queries.composing import compose
from loa.reports.queries.scope import office_of, practice_of
from loa.reports.rules import sheet
from loa.reports.rules.asking import Ask
from loa.reports.rules.periods import Practice, Term, term_on, term_over
from loa.reports.rules.report import Kind, Line, Report, State

_Of = tuple[str, str, str, str]  # plan, target, channel, measure


@dataclass(frozen=True, slots=True)
class Row:
    """One question: what is counted for which target, and what was said of it.

    `days` are those of the month on which the target's phase runs. `extra` is a count of
    heads, which no plan may promise and nobody owes.
    """

    plan: str
    plan_name: str
    target: str
    topic: str
    channel: str
    measure: str
    days: Days
    standing: Statement | None
    owed: bool
    extra: bool = False

    @property
    def key(self) -> str:
        """What tells the question from every other of its sheet, for a form."""
        return f"{self.plan}|{self.target}|{self.channel}|{self.measure}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of a unit for one month."""

    unit_code: str
    term: Term
    rows: tuple[Row, ...]

    @property
    def missing(self) -> int:
        """How many that are due are not answered yet."""
        return sum(row.owed for row in self.rows)


def term_of(unit_code: str, *, today: date, day: date | None = None) -> Term:
    """Return the month of a day by the unit's practice; without a day the latest that is over."""
    office = office_of(unit_code)
    practice: Practice = practice_of(office.key if office else "")
    if day is None or day > today:
        return term_over(Kind.MONTH, today, practice)
    return term_on(Kind.MONTH, day, practice)


def sheet_of(unit_code: str, term: Term, *, now: datetime) -> Sheet:
    """Return a unit's sheet. Raises AskError where no report can be made of the unit."""
    report = compose(Ask(Kind.MONTH, term.days, unit=unit_code), now=now)
    standing = {
        (row.plan_key, row.target_key, row.channel, row.measure): row
        for row in Statement.objects.filter(
            unit_code=unit_code, ended_at=None, starts__gte=term.days.start, until__lte=term.until
        )
    }
    today = local_day(now)
    rows: dict[str, Row] = {}
    for row in _rows(report, unit_code, term, standing, today=today):
        # A total is promised on one line and done on another: it is asked for once.
        same = rows.get(row.key)
        rows[row.key] = replace(row, owed=row.owed or same.owed) if same else row
    return Sheet(unit_code, term, tuple(rows.values()))


def _rows(
    report: Report,
    unit_code: str,
    term: Term,
    standing: Mapping[_Of, Statement],
    *,
    today: date,
) -> Iterator[Row]:
    """Yield the questions in the order of the report, heads after what they came to.

    A line without a unit is a total of which the whole area lies within this unit.
    """
    asked = sheet.measures(registry.channels())
    own = {place.key for place in report.places if place.code == unit_code}
    plans = {plan.key: plan.number or plan.title for plan in report.plans}
    topics = {(topic.plan, topic.key): topic.name for topic in report.topics}
    for line in report.lines:
        counted = line.measure in asked.get(line.channel, ())
        extra = line.measure in sheet.ATTENDED.get(line.channel, ())
        here = not line.unit or line.unit in own
        if not here or not line.target or not counted or extra:
            continue
        days = _days(report, line, term)
        if days is None:
            continue
        for measure in (line.measure, *sheet.ATTENDED.get(line.channel, ())):
            head = measure != line.measure
            yield Row(
                plan=line.plan,
                plan_name=plans.get(line.plan, line.plan),
                target=line.target,
                topic=topics.get((line.plan, line.topic), ""),
                channel=line.channel,
                measure=measure,
                days=days,
                standing=standing.get((line.plan, line.target, line.channel, measure)),
                owed=not head and line.figure.state is State.MISSING and term.until <= today,
                extra=head,
            )


def _days(report: Report, line: Line, term: Term) -> Days | None:
    """Return the days of the month on which a line's phase runs."""
    for phase in report.phases:
        if (phase.plan, phase.key) == (line.plan, line.phase) and phase.starts:
            return Days(phase.starts, phase.until).overlap(term.days)
    return None
