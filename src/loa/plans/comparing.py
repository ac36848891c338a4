"""A lower plan beside the upper plan that it implements: taken over, added, missed, at odds.

Keys are each plan's own, so parts are matched by what they say: the number of a basis document,
the code and the words of a topic, the folded name. Matching is symmetric: what one plan misses
of another is what the other adds to it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from loa.core.fold import fold
from loa.core.periods import Days
from loa.plans.rules import Event, Phase, PlanText, Topic, resolve_phases


class Sort(StrEnum):
    """What kind of part was compared."""

    TOPIC = "topic"
    PHASE = "phase"
    EVENT = "event"


class Why(StrEnum):
    """Why two parts are taken for one."""

    NAME = "name"
    BASIS = "basis"
    CODE = "code"
    WORDS = "words"  # most words are the same
    WITHIN = "within"  # what it lies within was taken over


class Odds(StrEnum):
    """How days contradict the upper plan's."""

    APART = "apart"  # the phases share no day
    BEYOND = "beyond"  # the lower phase begins before or ends after the upper one
    OTHER_DAY = "other-day"  # one event, two dates
    BEFORE_UPPER = "before-upper"  # issued before the plan that it implements
    LATE = "late"  # issued after the day that the upper plan set


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a plan: its key there, its name, its days where it has some."""

    sort: Sort
    key: str
    name: str
    days: Days | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A part of the upper plan with those of the lower plan that take it over."""

    upper: Part
    lower: tuple[Part, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Clash:
    """Two dates that contradict each other; `upper` and `lower` say what of."""

    odds: Odds
    upper: Part
    lower: Part


@dataclass(frozen=True, slots=True)
class Late:
    """A plan that was issued too early or too late: its day, and the one that bounds it."""

    odds: Odds
    issued: date
    bound: date


@dataclass(frozen=True, slots=True)
class Comparison:
    taken: tuple[Taken, ...] = ()
    added: tuple[Part, ...] = ()
    missed: tuple[Part, ...] = ()
    clashes: tuple[Clash, ...] = ()
    late: tuple[Late, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all of the upper plan is taken over and no date is at odds."""
        return not (self.missed or self.clashes or self.late)


_P = TypeVar("_P")
_ALIKE = 0.75  # of the words of two names, shared
_SAME_CODE = 0.4  # of the words, where the codes are the same
_DOCUMENT = re.compile(
    r"\b\d+[\dA-Za-z]*\s*[-/]\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\w&-]*(?:\s*/\s*[\w&-]+)*"
)
_EMPTY = {"ve", "va", "cua", "cac", "cho", "trong", "o", "den", "theo", "voi"}


def compare(upper: PlanText, lower: PlanText) -> Comparison:
    """Return what the lower plan makes of the upper one.

    Raises rules.PeriodError or KeyError for plans that `lint` would have refused.
    """
    pairs = [_topics(upper, lower), _phases(upper, lower), _events(upper, lower)]
    phases, events = pairs[1].taken, pairs[2].taken
    return Comparison(
        taken=tuple(one for pair in pairs for one in pair.taken),
        added=tuple(one for pair in pairs for one in pair.added),
        missed=tuple(one for pair in pairs for one in pair.missed),
        clashes=(*_phase_clashes(phases), *_event_clashes(events)),
        late=tuple(_late(upper, lower)),
    )


def words_of(name: str) -> frozenset[str]:
    """Return the words by which names are compared."""
    return frozenset(fold(name).split()) - _EMPTY


def alike(left: str, right: str) -> float:
    """Return how many of the words of two names they share, 0 to 1."""
    one, other = words_of(left), words_of(right)
    return len(one & other) / len(one | other) if one or other else 0.0


def documents_of(bases: Iterable[str]) -> frozenset[str]:
    """Return the numbers of documents that bases name, folded: "05-CT/TW" is "05 ct tw"."""
    return frozenset(fold(found[0]) for one in bases for found in _DOCUMENT.finditer(one))


def _topics(upper: PlanText, lower: PlanText) -> Comparison:
    def why(one: Topic, other: Topic) -> Why | None:
        if fold(one.name) == fold(other.name):
            return Why.NAME
        if documents_of((*one.basis, one.name)) & documents_of((*other.basis, other.name)):
            return Why.BASIS
        likeness = alike(one.name, other.name)
        if one.code == other.code and likeness >= _SAME_CODE:
            return Why.CODE
        return Why.WORDS if likeness >= _ALIKE else None

    matched = [(u, x, w) for u in upper.topics for x in lower.topics if (w := why(u, x))]
    by_upper = _covered(upper.topics, lower.topics, [(u, x) for u, x, _w in matched])
    by_lower = _covered(lower.topics, upper.topics, [(x, u) for u, x, _w in matched])
    taken = [
        Taken(
            _topic(one),
            tuple(_topic(x) for u, x, _w in matched if u is one),
            next((w for u, _x, w in matched if u is one), Why.WITHIN),
        )
        for one in upper.topics
        if one.code in by_upper
    ]
    return Comparison(
        tuple(taken),
        tuple(_topic(one) for one in lower.topics if one.code not in by_lower),
        tuple(_topic(one) for one in upper.topics if one.code not in by_upper),
    )


def _covered(
    topics: Sequence[Topic], others: Sequence[Topic], pairs: Sequence[tuple[Topic, Topic]]
) -> set[str]:
    """Return the codes that the other plan speaks of: matched, within one that is, or over such.

    A heading that the other plan does not divide stands for all that is under it; one that it
    divides, too, is held against it topic by topic. A heading is spoken of when all of its
    topics are.
    """
    by_code = {one.code: one for one in topics}
    divided = {one.parent for one in others}
    covered = {one.code for one, _other in pairs}
    whole = {one.code for one, other in pairs if other.code not in divided}
    for one in topics:
        above = one.parent
        while above in by_code:
            if above in whole:
                covered.add(one.code)
                break
            above = by_code[above].parent
    for one in sorted(topics, key=lambda one: -one.code.count(".")):
        below = [child for child in topics if child.parent == one.code]
        if below and all(child.code in covered for child in below):
            covered.add(one.code)
    return covered


def _topic(one: Topic) -> Part:
    return Part(Sort.TOPIC, one.code, one.name)


def _phases(upper: PlanText, lower: PlanText) -> Comparison:
    uppers = {one.key: one for one in upper.events}
    lowers = {one.key: one for one in lower.events}

    def why(one: Phase, other: Phase) -> Why | None:
        if fold(one.name) == fold(other.name):
            return Why.NAME
        staged = one.stage and one.stage == other.stage
        if staged and one.event in uppers and other.event in lowers:
            return Why.BASIS if _event_why(uppers[one.event], lowers[other.event]) else None
        return Why.WORDS if alike(one.name, other.name) >= _ALIKE else None

    days = resolve_phases(upper.phases, upper.events)
    others = resolve_phases(lower.phases, lower.events)
    return _paired(
        [(one, Part(Sort.PHASE, one.key, one.name, days[one.key].days)) for one in upper.phases],
        [(one, Part(Sort.PHASE, one.key, one.name, others[one.key].days)) for one in lower.phases],
        why,
    )


def _events(upper: PlanText, lower: PlanText) -> Comparison:
    return _paired(
        [(one, Part(Sort.EVENT, one.key, one.name, one.days)) for one in upper.events],
        [(one, Part(Sort.EVENT, one.key, one.name, one.days)) for one in lower.events],
        _event_why,
    )


def _event_why(one: Event, other: Event) -> Why | None:
    if fold(one.name) == fold(other.name):
        return Why.NAME
    if one.level != other.level or one.series or other.series:
        return None
    return Why.WORDS if alike(one.name, other.name) >= _ALIKE else None


def _paired(
    uppers: Sequence[tuple[_P, Part]],
    lowers: Sequence[tuple[_P, Part]],
    why: Callable[[_P, _P], Why | None],
) -> Comparison:
    found = [
        (part, other, reason)
        for one, part in uppers
        for another, other in lowers
        if (reason := why(one, another))
    ]
    taken = [
        Taken(part, tuple(other for _u, other, _w in mine), mine[0][2])
        for _one, part in uppers
        if (mine := [row for row in found if row[0] is part])
    ]
    return Comparison(
        tuple(taken),
        tuple(part for _one, part in lowers if all(row[1] is not part for row in found)),
        tuple(part for _one, part in uppers if all(row[0] is not part for row in found)),
    )


def _phase_clashes(taken: Iterable[Taken]) -> Iterable[Clash]:
    """Yield matched phases whose days do not fit; where one of several fits, none is told."""
    for one in taken:
        odds = [(_phase_odds(one.upper.days, other.days), other) for other in one.lower]
        if all(how for how, _other in odds):
            yield from (Clash(how, one.upper, other) for how, other in odds if how)


def _phase_odds(upper: Days | None, lower: Days | None) -> Odds | None:
    if upper is None or lower is None:
        return None
    if upper.overlap(lower) is None:
        return Odds.APART
    ends_later = upper.end is not None and (lower.end is None or lower.end > upper.end)
    return Odds.BEYOND if lower.start < upper.start or ends_later else None


def _event_clashes(taken: Iterable[Taken]) -> Iterable[Clash]:
    for one in taken:
        dated = [other for other in one.lower if other.days and one.upper.days]
        if all(other.days != one.upper.days for other in dated):
            yield from (Clash(Odds.OTHER_DAY, one.upper, other) for other in dated)


def _late(upper: PlanText, lower: PlanText) -> Iterable[Late]:
    issued = lower.issued_on
    if issued is None:
        return
    if upper.issued_on is not None and issued < upper.issued_on:
        yield Late(Odds.BEFORE_UPPER, issued, upper.issued_on)
    mine = [one.due for one in upper.assignments if one.organisation == lower.issuer_key]
    due = min((one for one in mine if one), default=None)
    if due is not None and issued > due and upper.key != lower.key:
        yield Late(Odds.LATE, issued, due)
