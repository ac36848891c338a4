"""Surveys' reads: which are open where, what may be shown of what was answered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from loa.core.periods import DAY
from loa.feedback.surveys import fewness, margins, rules, words
from loa.feedback.surveys.fewness import Table
from loa.feedback.surveys.margins import Difference, Share
from loa.feedback.surveys.models import Recording, Survey, Tally
from loa.feedback.surveys.rules import Mode, Question, Sampling, State, Which
from loa.places import queries as places
from loa.plans.models import Phase

ALL = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One line at one time of asking; `share` is of those who answered the question."""

    count: int
    n: int
    share: Share


@dataclass(frozen=True, slots=True)
class Row:
    """Choices counted together, at both times; empty where nothing may be shown."""

    label: str
    before: Cell | None
    after: Cell | None
    difference: Difference | None

    @property
    def people(self) -> int:
        """How many stand behind the line, at both times."""
        return sum(cell.count for cell in (self.before, self.after) if cell)


@dataclass(frozen=True, slots=True)
class Result:
    """What may be shown of one question. `held` are choices of which nothing is said."""

    number: int
    text: str
    rows: tuple[Row, ...]
    held: tuple[str, ...]

    @property
    def given(self) -> list[Row]:
        """The lines that somebody stands behind."""
        return [row for row in self.rows if row.people]

    @property
    def never(self) -> list[str]:
        """The choices that nobody gave."""
        return [row.label for row in self.rows if not row.people]


@dataclass(frozen=True, slots=True)
class Part:
    """The results of one way of answering; n is None below five answers and before closing."""

    mode: Mode
    before: int | None
    after: int | None
    results: tuple[Result, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return self.before is None and self.after is None


def surveys() -> QuerySet[Survey]:
    """Return all surveys with what their pages need, the latest asked first."""
    rows = Survey.objects.select_related("organisation", "made_by")
    return rows.prefetch_related("waves", "questions__recordings").order_by("-area_on", "key")


def of_plan(plan_key: str) -> QuerySet[Survey]:
    """Return the surveys around the phases of a plan."""
    return surveys().filter(plan_key=plan_key)


def open_on(day: date, unit_code: str = "") -> list[Survey]:
    """Return the surveys that take answers on a day; with a unit: those that ask there."""
    rows = surveys().filter(state=State.APPROVED, waves__opens__lte=day, waves__closes__gt=day)
    found = list(rows.distinct())
    if not unit_code:
        return found
    around = {unit_code, *(unit.code for unit in places.ancestors(unit_code, day))}
    return [survey for survey in found if around.intersection(survey.area)]


def closed_by(day: date) -> list[Survey]:
    """Return the surveys of which at least one time of asking is over: they have results."""
    rows = surveys().filter(state=State.APPROVED, waves__closes__lte=day)
    return list(rows.distinct())


def spoken(address: str) -> bool:
    """Whether a sound is that of a question which everybody may hear."""
    return Recording.objects.filter(
        address=address, question__survey__state=State.APPROVED
    ).exists()


def phase_name(survey: Survey) -> str:
    """Return what the phase is called that a survey stands around."""
    row = Phase.objects.filter(plan__key=survey.plan_key, key=survey.phase_key).first()
    return row.name if row else survey.phase_key


def phase_names() -> dict[tuple[str, str], str]:
    """Return what the phases around which surveys stand are called, by plan's and phase's key."""
    rows = Phase.objects.filter(plan__key__in=Survey.objects.order_by().values("plan_key"))
    return {(plan, key): name for plan, key, name in rows.values_list("plan__key", "key", "name")}


def area_names(survey: Survey) -> list[str]:
    """Return what the units are called in which a survey asks, as they stood then."""
    units = (places.unit_on(code, survey.area_on) for code in survey.area)
    return [unit.full_name for unit in units if unit is not None]


def last_days(survey: Survey) -> dict[str, tuple[date, date]]:
    """Return the first and the last day of each time of asking."""
    return {which.value: (opens, closes - DAY) for which, (opens, closes) in survey.periods.items()}


def so_far(survey: Survey, day: date) -> dict[Mode, int | None]:
    """Return how many have answered in the time of asking that holds; None below five.

    Only how many: shares that move while people answer would tell what the last one said.
    """
    which = rules.wave_on(survey.periods, day)
    rows = Tally.objects.filter(wave__survey=survey, wave__which=which, number=ALL)
    return {
        Mode(mode): n if fewness.enough(n) else None for mode, n in rows.values_list("mode", "n")
    }


def results(survey: Survey, day: date) -> list[Part]:
    """Return what may be shown on a day: times of asking that are over, five answers at least."""
    over = [which for which, (_opens, closes) in survey.periods.items() if closes <= day]
    if survey.state != State.APPROVED:
        return []
    counted = _counted(survey, over)
    return [_part(survey, mode, over, counted) for mode in (Mode.INTERVIEW, Mode.OPEN)]


Counted = Mapping[tuple[Mode, Which, int], Mapping[str, int]]


def _counted(survey: Survey, over: Collection[Which]) -> Counted:
    found: dict[tuple[Mode, Which, int], dict[str, int]] = {}
    rows = Tally.objects.filter(wave__survey=survey, wave__which__in=over)
    for mode, which, number, choice, n in rows.values_list(
        "mode", "wave__which", "number", "choice", "n"
    ):
        found.setdefault((Mode(mode), Which(which), number), {})[choice] = n
    return found


def _part(survey: Survey, mode: Mode, over: Collection[Which], counted: Counted) -> Part:
    population = _population(survey, mode)
    ns = {
        which: counted.get((mode, which, ALL), {}).get("", 0) if which in over else 0
        for which in Which
    }
    found = []
    for number, question in enumerate(survey.asked, start=1):
        tables = {
            which: _table(question, ns[which], counted.get((mode, which, number), {}))
            for which in Which
        }
        found.append(_result(number, question, tables, population))
    shown = {which: n if fewness.enough(n) else None for which, n in ns.items()}
    return Part(mode, shown[Which.BEFORE], shown[Which.AFTER], tuple(found))


def _population(survey: Survey, mode: Mode) -> int | None:
    """Return how many people were drawn from: only where they were drawn by lot."""
    drawn = mode is Mode.INTERVIEW and survey.sampling == Sampling.LOT
    return survey.population if drawn else None


def _table(question: Question, n: int, counts: Mapping[str, int]) -> Table:
    listed = {choice: counts.get(choice, 0) for choice in question.choices}
    if question.several:
        return fewness.several_each(n, listed)
    return fewness.one_each(listed, question.near)


def _result(
    number: int, question: Question, tables: Mapping[Which, Table], population: int | None
) -> Result:
    listed = {line.choices for table in tables.values() for line in table.lines}
    order = {choice: place for place, choice in enumerate(question.choices)}
    ordered = sorted(listed, key=lambda choices: (order[choices[0]], len(choices)))
    rows = tuple(_row(question, choices, tables, population) for choices in ordered)
    told = {choice for choices in listed for choice in choices}
    answered = any(table.n for table in tables.values())
    held = [choice for choice in question.choices if choice not in told] if answered else []
    return Result(
        number, question.text, rows, tuple(words.choice(question, choice) for choice in held)
    )


def _row(
    question: Question,
    choices: tuple[str, ...],
    tables: Mapping[Which, Table],
    population: int | None,
) -> Row:
    label = "; ".join(words.choice(question, choice) for choice in choices)
    before = _cell(tables[Which.BEFORE], choices, population)
    after = _cell(tables[Which.AFTER], choices, population)
    both = margins.difference(before.share, after.share) if before and after else None
    return Row(label, before, after, both)


def _cell(table: Table, choices: tuple[str, ...], population: int | None) -> Cell | None:
    count = fewness.count_of(table, choices)
    if count is None or table.n is None:
        return None
    return Cell(count, table.n, margins.share(count, table.n, population=population))
