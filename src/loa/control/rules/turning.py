"""A change of phase: what ends and what begins that day, and what has to be changed for it. Pure.

The day of a change is the first day on which things are otherwise: the first day of a phase,
or the first day after its last. Days are dates; periods are half-open.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from loa.core.periods import DAY, Days

AHEAD = 7 * DAY


@dataclass(frozen=True, slots=True)
class Dated:
    """A phase with its days."""

    key: str
    name: str
    days: Days


@dataclass(frozen=True, slots=True)
class Turn:
    """One day on which a plan changes phase."""

    day: date
    ending: tuple[Dated, ...]
    beginning: tuple[Dated, ...]

    def in_days(self, today: date) -> int:
        return (self.day - today).days


@dataclass(frozen=True, slots=True)
class Placed:
    """A message where it is placed: for which phase, until when it is shown and holds."""

    key: str
    message: str
    headline: str
    channel: str
    phase: str  # empty: it serves none
    ends: date | None  # first day after; None: as long as it holds
    holds_until: date  # the last day on which the message holds


@dataclass(frozen=True, slots=True)
class Promised:
    """A target of a phase, and how many items and placements it has by now."""

    key: str
    name: str
    channel: str
    phase: str
    has: int


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick in circulation: until when it is played, what is on it and not taken off."""

    number: int
    station: str
    last_day: date
    messages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """Everything that has to be changed for one turn."""

    turn: Turn
    expiring: tuple[Placed, ...] = ()  # their messages hold no longer
    lingering: tuple[Placed, ...] = ()  # placed for what ends, and shown beyond it
    sticks: tuple[Stick, ...] = ()  # still played, with sound of what ends
    bare: tuple[Promised, ...] = ()  # promised for what begins, and nothing is there yet

    @property
    def count(self) -> int:
        return len(self.expiring) + len(self.lingering) + len(self.sticks) + len(self.bare)


@dataclass(frozen=True, slots=True)
class Stock:
    """What a plan has in hand."""

    placed: Sequence[Placed] = ()
    promised: Sequence[Promised] = ()
    sticks: Sequence[Stick] = ()
    closed: Collection[str] = field(default_factory=frozenset)  # messages taken back


def turns(phases: Iterable[Dated], *, today: date) -> tuple[Turn, ...]:
    """Return the changes from tomorrow on until a week ahead, in order."""
    begins: dict[date, list[Dated]] = {}
    ends: dict[date, list[Dated]] = {}
    for phase in phases:
        begins.setdefault(phase.days.start, []).append(phase)
        if phase.days.end is not None:
            ends.setdefault(phase.days.end, []).append(phase)
    days = sorted(day for day in {*begins, *ends} if today < day <= today + AHEAD)
    return tuple(Turn(day, tuple(ends.get(day, ())), tuple(begins.get(day, ()))) for day in days)


def change(turn: Turn, stock: Stock, *, today: date) -> Change:
    """Return what has to be changed for a turn.

    A message holds no longer when its last day lies before the turn; it is over with a phase
    when it is placed for phases that end, and for none that goes on.
    """
    ending = {phase.key for phase in turn.ending}
    beginning = {phase.key for phase in turn.beginning}
    standing = [one for one in stock.placed if one.message not in stock.closed]
    shown = [one for one in standing if one.ends is None or one.ends > today]
    over = _over(standing, ending)
    gone = over | {one.message for one in standing if one.holds_until < turn.day} | {*stock.closed}
    return Change(
        turn,
        expiring=tuple(one for one in shown if today <= one.holds_until < turn.day),
        lingering=tuple(
            one
            for one in shown
            if one.phase in ending
            and one.holds_until >= turn.day
            and (one.ends is None or one.ends > turn.day)
        ),
        sticks=tuple(s for s in stock.sticks if s.last_day >= turn.day and s.messages & gone),
        bare=tuple(one for one in stock.promised if one.phase in beginning and not one.has),
    )


def expired(
    sticks: Iterable[Stick], holds_until: Mapping[str, date], *, today: date
) -> tuple[Stick, ...]:
    """Return the sticks still played with a message that holds no longer today."""
    past = {message for message, last in holds_until.items() if last < today}
    return tuple(one for one in sticks if one.last_day >= today and one.messages & past)


def _over(placed: Iterable[Placed], ending: Collection[str]) -> set[str]:
    phases: dict[str, set[str]] = {}
    for one in placed:
        phases.setdefault(one.message, set()).add(one.phase)
    return {message for message, served in phases.items() if served <= {*ending}}
