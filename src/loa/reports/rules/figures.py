"""Lines of a report from the rows behind them, the plan's promises and what is owed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from loa.core.periods import Days
from loa.core.words import Grade
from loa.reports.rules.report import (
    NOTHING,
    Figure,
    Graded,
    Line,
    Origin,
    Owed,
    Source,
    State,
    UnitKey,
)

LEAST_PEOPLE = 5
ANSWERED = "-answered"  # of matters, after the kind
MATTERS = ("question", "complaint", "loudness")
# Measures whose count is a count of people.
PEOPLE = frozenset({"attendees", *MATTERS, *(f"{kind}{ANSWERED}" for kind in MATTERS)})
LineKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a line counts, before it has a figure; the same fields as a Line's."""

    plan: str
    phase: str
    topic: str
    target: str
    channel: str
    measure: str
    unit: UnitKey

    @property
    def key(self) -> LineKey:
        return (self.plan, self.target, self.channel, self.measure, self.topic, self.unit)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a plan promises on a line, over the whole phase."""

    asked: Asked
    quantity: int


@dataclass(frozen=True, slots=True)
class Expected:
    """A statement that a unit or body owes for some days: no system knows this figure.

    `days` have an end. `everywhere`: a total for the whole area, which a statement of any
    unit in it answers.
    """

    asked: Asked
    days: Days
    owed: Owed
    everywhere: bool = False


def lines(
    sources: Sequence[Source],
    promises: Iterable[Promise],
    expected: Iterable[Expected],
    *,
    phases: Mapping[tuple[str, str], str],
    period: Days,
) -> tuple[Line, ...]:
    """Return every line that has a source, a promise or somebody who owes it, by its key.

    `phases` names the phase of a (plan, target). `period` has an end. A source counts on its
    last day: one that was over before the period is in the cumulative figure alone. None
    ends after the period.
    """
    asked: dict[LineKey, Asked] = {}
    own: defaultdict[LineKey, list[Source]] = defaultdict(list)
    for source in sources:
        one = _asked(source, phases)
        asked.setdefault(one.key, one)
        own[one.key].append(source)
    promised: dict[LineKey, int] = {}
    for promise in promises:
        key = promise.asked.key
        asked.setdefault(key, promise.asked)
        promised[key] = promised.get(key, 0) + promise.quantity
    owed = _owed(sources, expected)
    for key, (one, _who) in owed.items():
        asked.setdefault(key, one)
    made = (
        _line(asked[key], own.get(key, ()), promised.get(key), owed.get(key), period)
        for key in sorted(asked)
    )
    return tuple(made)


def shown(sources: Iterable[Source], lines: Iterable[Line]) -> tuple[Source, ...]:
    """Leave out the sources that no line names: those behind a figure that is withheld."""
    named = {key for line in lines for key in line.figure.sources}
    return tuple(source for source in sources if source.key in named)


def _asked(source: Source, phases: Mapping[tuple[str, str], str]) -> Asked:
    return Asked(
        plan=source.plan,
        phase=phases.get((source.plan, source.target), ""),
        topic=source.topic,
        target=source.target,
        channel=source.channel,
        measure=source.measure,
        unit=source.unit,
    )


def _owed(
    sources: Iterable[Source], expected: Iterable[Expected]
) -> dict[LineKey, tuple[Asked, Owed]]:
    """Return who owes what first, for every line on which something has not come."""
    said: defaultdict[tuple[str, ...], list[Days]] = defaultdict(list)
    for source in sources:
        if source.origin is Origin.SHEET:
            what = (source.plan, source.target, source.channel, source.measure)
            for unit in (source.unit, "*"):
                said[*what, unit].append(Days(source.starts, source.until))
    found: dict[LineKey, tuple[Asked, Owed]] = {}
    for one in sorted(expected, key=lambda e: (e.owed.since, e.owed.unit_code, e.owed.name)):
        what = (one.asked.plan, one.asked.target, one.asked.channel, one.asked.measure)
        answers = said.get((*what, "*" if one.everywhere else one.asked.unit), ())
        if not any(days.overlap(one.days) for days in answers):
            found.setdefault(one.asked.key, (one.asked, one.owed))
    return found


def _line(
    asked: Asked,
    sources: Sequence[Source],
    promised: int | None,
    owed: tuple[Asked, Owed] | None,
    period: Days,
) -> Line:
    figure = Figure(
        period=graded(one for one in sources if one.until > period.start),
        cumulative=graded(sources),
        promised=promised,
        state=State.MISSING if owed else State.KNOWN,
        owed=owed[1] if owed else None,
        sources=tuple(sorted(one.key for one in sources)),
    )
    if asked.measure in PEOPLE and few(figure):
        figure = replace(
            figure, period=NOTHING, cumulative=NOTHING, state=State.WITHHELD, sources=()
        )
    return Line(
        plan=asked.plan,
        phase=asked.phase,
        topic=asked.topic,
        target=asked.target,
        channel=asked.channel,
        measure=asked.measure,
        unit=asked.unit,
        figure=figure,
    )


def graded(sources: Iterable[Source]) -> Graded:
    """Sum sources by grade."""
    sums = dict.fromkeys(Grade, 0)
    for source in sources:
        sums[source.grade] += source.quantity
    return Graded(sums[Grade.REPORTED], sums[Grade.RECORDED], sums[Grade.CONFIRMED])


def few(figure: Figure) -> bool:
    """Whether a count of people could point at them, by itself or by what is left of it."""
    now, all_of_it = figure.period.total, figure.cumulative.total
    return any(0 < count < LEAST_PEOPLE for count in (now, all_of_it, all_of_it - now))
