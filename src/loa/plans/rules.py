"""What a plan means: its periods, its promises, its pauses, what moves with an event.

Everything here is pure; nothing reads a clock or a database. Days are half-open periods
(`core.periods.Days`); the plan file's own inclusive last days are turned on reading.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loa.core.periods import Days
from loa.core.words import Mood
from loa.places.rules import Level, Register


@dataclass(frozen=True, slots=True)
class Move:
    """An event's change of days; `before` is None where no day had been set."""

    on: date
    before: Days | None
    after: Days
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    key: str
    name: str
    level: str
    state: str = "tentative"
    days: Days | None = None  # None: not yet known
    theme: str = ""
    motto: str = ""
    series: bool = False  # one such event in every unit of the plan's area
    pilot: str = ""  # the unit whose event of the series goes first
    moves: tuple[Move, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day counted from an event: `days` before its first or after its last day."""

    event: str
    edge: str  # "before" or "after"
    days: int


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a plan; `ends` is exclusive when a date, None when open."""

    key: str
    name: str
    starts: date | Anchor
    ends: date | Anchor | None = None
    parent: str = ""
    event: str = ""
    stage: str = ""  # how it stands to its event: before, during, after
    level: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    name: str
    parent: str = ""
    levels: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    weights: tuple[tuple[str, int], ...] = ()  # phase and its weight there


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised on one channel; exactly one of the four forms of quantity is set.

    A run: `items`, each `times_a_day` on `days` consecutive days by every receiver.
    A rotation: `items`, each `times_a_day` on every `every_days`-th day, phase-long.
    A total: `quantity`. A total for each unit: `quantity_per_unit`.
    """

    key: str
    phase: str
    channel: str
    unit: str
    topic: str = ""  # empty: every topic of the phase
    name: str = ""
    area: tuple[str, ...] = ()  # empty: the plan's
    audience: str = ""
    languages: tuple[str, ...] = ()
    items: int = 0
    times_a_day: int = 0
    days: int = 0
    every_days: int = 0
    quantity: int = 0
    quantity_per_unit: int = 0


@dataclass(frozen=True, slots=True)
class Coordinating:
    """An organisation that helps with a duty which another one leads."""

    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A duty; `product` is what it yields, in the document's words."""

    key: str
    organisation: str
    organisation_name: str
    duty: str
    role: str = "lead"
    topics: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    due: date | None = None
    coordinating: tuple[Coordinating, ...] = ()
    product: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence by place and days; an empty area is the plan's, no channels are all."""

    key: str
    days: Days
    stops: str
    reason: str
    area: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    document: str = ""

    def stills(self, mood: Mood, *, notice: bool = False) -> bool:
        """Whether content of this mood falls silent; notices stay in a lesser pause too."""
        return mood is Mood.FESTIVE if self.stops == "festive" else not notice


@dataclass(frozen=True, slots=True)
class Consecutive:
    """How many days in a row an item has to be aired, and the document that says so."""

    days: int
    source: str


# Grassroots Democracy Law 2022, Art. 13; a plan may set its own, with its source.
CONSECUTIVE = Consecutive(3, "Luật Thực hiện dân chủ ở cơ sở 2022, Điều 13")


@dataclass(frozen=True, slots=True)
class PlanText:
    """A whole plan as its file states it."""

    key: str
    number: str
    kind: str
    title: str
    issuer_key: str
    issuer_name: str
    area: tuple[str, ...]
    issued_on: date | None = None
    implements: str = ""
    basis: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("vi",)
    weight: int = 1
    consecutive: Consecutive = CONSECUTIVE
    events: tuple[Event, ...] = ()
    phases: tuple[Phase, ...] = ()
    topics: tuple[Topic, ...] = ()
    targets: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    pauses: tuple[Pause, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A phase's days, or the events without a day that it still waits for.

    A phase that only its end waits for is open until that day is known.
    """

    days: Days | None
    waits_for: tuple[str, ...] = ()


class PeriodError(ValueError):
    """A phase that would end before it starts."""

    def __init__(self, phase: str, starts: date, ends: date) -> None:
        super().__init__(f"{phase}: ends on {ends}, before it starts on {starts}")
        self.phase = phase
        self.starts = starts
        self.ends = ends  # exclusive


def resolve_phases(phases: Iterable[Phase], events: Iterable[Event]) -> dict[str, Resolved]:
    """Work out each phase's days from dates and anchors.

    Raises PeriodError for a phase that ends before it starts, KeyError for an anchor to
    an event that is not there.
    """
    known = {event.key: event.days for event in events}
    return {phase.key: resolve(phase, known) for phase in phases}


def resolve(phase: Phase, events: Mapping[str, Days | None]) -> Resolved:
    """Work out one phase's days; errors as in `resolve_phases`."""
    starts, start_waits = _edge(phase.starts, events, last=False)
    ends, end_waits = _edge(phase.ends, events, last=True)
    waits = tuple(dict.fromkeys(name for name in (start_waits, end_waits) if name))
    if starts is None:
        return Resolved(None, waits)
    if ends is not None and ends <= starts:
        raise PeriodError(phase.key, starts, ends)
    return Resolved(Days(starts, ends), waits)


def _edge(
    edge: date | Anchor | None, events: Mapping[str, Days | None], *, last: bool
) -> tuple[date | None, str]:
    """Return a phase's first day or (exclusive) end, and the event that it waits for."""
    if not isinstance(edge, Anchor):
        return edge, ""
    days = events[edge.event]
    if days is None or (edge.edge == "after" and days.end is None):
        return None, edge.event
    if edge.edge == "before":
        day = days.start - timedelta(days=edge.days)
    else:
        # The event's own last day is the one before its exclusive end.
        day = (days.end or days.start) - timedelta(days=1) + timedelta(days=edge.days)
    return day + timedelta(days=1) if last else day, ""


def active_phases(resolved: Mapping[str, Resolved], day: date) -> tuple[str, ...]:
    """Return the phases that hold on a day, in the plan's order; several may overlap."""
    return tuple(key for key, phase in resolved.items() if phase.days and day in phase.days)


def active_targets(
    targets: Iterable[Target], resolved: Mapping[str, Resolved], day: date
) -> tuple[Target, ...]:
    """Return the targets whose phase holds on a day, in the plan's order."""
    phases = set(active_phases(resolved, day))
    return tuple(target for target in targets if target.phase in phases)


def promised(target: Target, units_by_day: Mapping[date, Collection[str]]) -> int:
    """Return how much a target promises over the given days, in the target's unit.

    `units_by_day` names, for each day of the phase on which the channel serves, the
    receivers (stations or units of the target's area) that are valid on that day. A
    rotation is counted day by day. A run, and a total for each unit, is owed to those of
    the last day: a unit that merges hands what it was owed to its successor.
    """
    if target.quantity:
        return target.quantity
    if not units_by_day:
        return 0
    if target.every_days:
        first = min(units_by_day)
        return sum(
            len(units) * target.times_a_day * _airing(target, (day - first).days)
            for day, units in units_by_day.items()
        )
    at_last = len(units_by_day[max(units_by_day)])
    if target.quantity_per_unit:
        return at_last * target.quantity_per_unit
    return at_last * target.items * target.times_a_day * target.days


def units_by_day(
    area: Collection[str], days: Days, register: Register
) -> dict[date, frozenset[str]]:
    """Return the communes of an area on each day, followed through their lineage.

    `days` has an end. A code of the area that no longer holds means what became of it.
    """
    found: dict[date, frozenset[str]] = {}
    for day in days:
        tops = {code for one in area for code in _on_day(one, days.start, day, register)}
        found[day] = frozenset(
            unit.code for top in tops for unit in register.within(top, day, Level.COMMUNE)
        )
    return found


def _on_day(code: str, start: date, day: date, register: Register) -> list[str]:
    if register.unit_on(code, day):
        return [code]
    return [unit.code for unit in register.successors(code, start, day)]


def _airing(target: Target, day_number: int) -> int:
    """Return how many of a rotation's items are due on a day; the days share them evenly."""
    return sum(item in due_items(target, day_number) for item in range(target.items))


def due_items(target: Target, day_number: int) -> range:
    """Return which items of a rotation, counted from 0, are due on its n-th day (from 0)."""
    return range(day_number % target.every_days, target.items, target.every_days)


def pauses_on(
    pauses: Iterable[Pause],
    places: Collection[str],
    day: date,
    *,
    channel: str,
    plan_area: Collection[str],
) -> tuple[Pause, ...]:
    """Return the pauses that hold for a unit and a channel on a day.

    `places` are the codes of the unit and of all above it on that day.
    """
    here = set(places)
    return tuple(
        pause
        for pause in pauses
        if day in pause.days
        and channel in (pause.channels or (channel,))
        and here & set(pause.area or plan_area)
    )


def topic_weights(topics: Iterable[Topic], phase: str) -> dict[str, int]:
    """Return the topics that a phase speaks of, with their weights."""
    found = ((topic.code, dict(topic.weights).get(phase, 0)) for topic in topics)
    return {code: weight for code, weight in found if weight > 0}


@dataclass(frozen=True, slots=True)
class Shift:
    phase: str
    before: Days | None
    after: Days | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What moving an event does: phases that follow it, and phases that no longer fit."""

    shifted: tuple[Shift, ...] = ()
    misfits: tuple[str, ...] = ()  # would end before they start, or miss their event


def consequences(
    phases: Sequence[Phase], events: Sequence[Event], key: str, days: Days
) -> Consequences:
    """Foresee a move of event `key` to `days`; raises KeyError for an unknown event."""
    old = {event.key: event.days for event in events}
    if key not in old:
        raise KeyError(key)
    new: dict[str, Days | None] = old | {key: days}
    shifted: list[Shift] = []
    misfits: list[str] = []
    for phase in phases:
        before = resolve(phase, old).days
        try:
            after = resolve(phase, new).days
        except PeriodError:
            misfits.append(phase.key)
            continue
        if before != after:
            shifted.append(Shift(phase.key, before, after))
        if not fits_event(phase.stage, after, new.get(phase.event)):
            misfits.append(phase.key)
    return Consequences(tuple(shifted), tuple(misfits))


def fits_event(stage: str, phase: Days | None, event: Days | None) -> bool:
    """Whether a phase stands to its event as its stage says; unknown days always fit.

    Before: over by the event's first day. During: holds on every day of the event.
    After: begins no earlier than the day after the event.
    """
    if phase is None or event is None or not stage:
        return True
    ends = event.end or event.start + timedelta(days=1)
    if stage == "before":
        return phase.end is not None and phase.end <= event.start
    if stage == "during":
        return phase.start <= event.start and (phase.end is None or ends <= phase.end)
    return phase.start >= ends


def move(event: Event, days: Days, *, on: date, reason: str, document: str = "") -> Event:
    """Return the event on its new days, with the move noted."""
    noted = Move(on, event.days, days, reason, document)
    return replace(event, days=days, state="moved", moves=(*event.moves, noted))
