"""A plan on one axis of time: phases, events with the days they were moved from, pauses. Pure.

Places along the axis are percentages from 0 to 100. Days are half-open; what has no end
runs to the axis's own end and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loa.core.periods import Days
from loa.plans.rules import Event, Pause, PlanText, Resolved

MARGIN_DAYS = 10
OPEN_TAIL = 0.18  # of what is dated: how far an open end is drawn beyond the last date
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)
MOST_TICKS = 10
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month, and where it stands."""

    day: date
    at: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days; `open_end` fades, `current` holds today."""

    key: str
    name: str
    days: Days
    start: float
    end: float
    open_end: bool
    current: bool
    note: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """An event on the axis; `start` is None while it has no day."""

    event: Event
    start: float | None
    end: float | None
    before: tuple[tuple[Days, float], ...]  # days it was moved away from, oldest first


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Everything that has its place on the axis, and the phases that wait for a day."""

    ticks: tuple[Tick, ...]
    phases: tuple[Bar, ...]
    waiting: tuple[tuple[str, tuple[str, ...]], ...]  # phase's name, keys of the events
    stops: tuple[Stop, ...]
    pauses: tuple[Bar, ...]
    today: float | None  # None when it lies outside


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands on a day: the phases that hold, else the next, else none."""

    holding: tuple[str, ...]
    following: str = ""
    starts: date | None = None


def standing(phases: Iterable[Bar], *, today: date) -> Standing:
    """Say where a plan stands; nothing holding and nothing following: it is over."""
    dated = list(phases)
    ahead = sorted((p for p in dated if p.days.start > today), key=lambda p: p.days.start)
    holding = tuple(p.name for p in dated if p.current)
    return Standing(holding, ahead[0].name, ahead[0].days.start) if ahead else Standing(holding)


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day to the first day after."""

    start: date
    end: date

    def at(self, day: date) -> float:
        """Return where a day begins, clamped to the axis."""
        place = 100 * (day - self.start).days / (self.end - self.start).days
        return min(100.0, max(0.0, place))


def roadmap(text: PlanText, resolved: Mapping[str, Resolved], *, today: date) -> Roadmap | None:
    """Lay a plan out along one axis; None while nothing in it has a day."""
    axis = axis_of(text, resolved)
    if axis is None:
        return None
    phases = [
        _bar(axis, phase.key, phase.name, days, today)
        for phase in text.phases
        if (days := resolved[phase.key].days) is not None
    ]
    waiting = tuple(
        (phase.name, resolved[phase.key].waits_for)
        for phase in text.phases
        if resolved[phase.key].waits_for
    )
    return Roadmap(
        ticks=ticks(axis),
        phases=tuple(phases),
        waiting=waiting,
        stops=tuple(_stop(axis, event) for event in _by_day(text.events)),
        pauses=tuple(_pause(axis, pause, today) for pause in text.pauses),
        today=axis.at(today) if axis.start <= today < axis.end else None,
    )


def axis_of(text: PlanText, resolved: Mapping[str, Resolved]) -> Axis | None:
    """Return an axis that holds every date, with room for what has no end."""
    periods = [phase.days for phase in resolved.values() if phase.days]
    periods += [event.days for event in text.events if event.days]
    periods += [move.before for event in text.events for move in event.moves if move.before]
    periods += [pause.days for pause in text.pauses]
    if not periods:
        return None
    first = min(days.start for days in periods)
    last = max(days.end or days.start for days in periods)
    length = max((last - first).days, 30)
    open_end = any(days.end is None for days in periods)
    tail = max(MARGIN_DAYS, round(length * OPEN_TAIL)) if open_end else MARGIN_DAYS
    return Axis(first.replace(day=1), first + timedelta(days=length + tail))


def ticks(axis: Axis) -> tuple[Tick, ...]:
    """Return months, at most about ten: one, two, three, six, or a year and more apart."""
    months = [axis.start.replace(day=1)]
    while (following := _next_month(months[-1])) < axis.end:
        months.append(following)
    step = next((s for s in MONTH_STEPS if len(months) / s <= MOST_TICKS), MONTH_STEPS[-1])
    shown = [m for m in months if (m.year * MONTHS + m.month - 1) % step == 0]
    return tuple(Tick(month, axis.at(month)) for month in shown)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _bar(axis: Axis, key: str, name: str, days: Days, today: date) -> Bar:
    end = axis.at(days.end) if days.end else 100.0
    return Bar(key, name, days, axis.at(days.start), end, days.end is None, today in days)


def _pause(axis: Axis, pause: Pause, today: date) -> Bar:
    bar = _bar(axis, pause.key, pause.reason, pause.days, today)
    return Bar(
        bar.key,
        bar.name,
        bar.days,
        bar.start,
        bar.end,
        bar.open_end,
        bar.current,
        pause.stops,
        pause.document,
    )


def _stop(axis: Axis, event: Event) -> Stop:
    old = [move.before for move in event.moves if move.before is not None]
    before = tuple((days, axis.at(days.start)) for days in old)
    if event.days is None:
        return Stop(event, None, None, before)
    end = axis.at(event.days.end) if event.days.end else 100.0
    return Stop(event, axis.at(event.days.start), end, before)


def _by_day(events: Iterable[Event]) -> Sequence[Event]:
    """Return dated events in the order of their days, then those without, as the plan has them."""
    return sorted(events, key=lambda event: event.days.start if event.days else date.max)
