"""Events as residents see them: the plan's facts, and what site editors add."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loa.channels.portal.models import EventNotes, UnitState
from loa.places.models import AdminUnit
from loa.plans.models import Event, EventMove, Plan
from loa.website import rules
from loa.website.rules import Countdown, When

ORDER = {When.NOW: 0, When.AHEAD: 1, When.UNKNOWN: 2, When.OVER: 3, When.CANCELLED: 4}


@dataclass(frozen=True, slots=True)
class Shown:
    """An event with its place in time; `last` is its last day."""

    event: Event
    count: Countdown
    last: date | None

    @property
    def tentative(self) -> bool:
        """Whether its days may still change."""
        return self.event.state in {Event.State.TENTATIVE, Event.State.MOVED} and bool(
            self.event.starts
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A unit on the board of a series."""

    name: str
    state: str
    label: str
    day: date | None
    pilot: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything on an event's page."""

    shown: Shown
    moves: Sequence[EventMove]
    notes: EventNotes | None
    board: Sequence[Row]
    counts: Sequence[tuple[str, str, int]]  # state, label, units


def everything(today: date) -> list[Shown]:
    """Return the events of approved plans: now, ahead, without a day, over."""
    rows = Event.objects.filter(plan__state=Plan.State.APPROVED).select_related("plan")
    once: dict[str, Shown] = {}
    for event in rows.order_by("plan__key", "position"):
        once.setdefault(event.key, _shown(event, today))  # two plans may name the same congress
    return sorted(once.values(), key=_order)


def whole(plan: str, key: str, today: date) -> Whole | None:
    """Return an event with all that is known; None where there is none to show."""
    event = (
        Event.objects.filter(plan__state=Plan.State.APPROVED, plan__key=plan, key=key)
        .select_related("plan")
        .first()
    )
    if event is None:
        return None
    notes = (
        EventNotes.objects.filter(plan_key=plan, event_key=key)
        .prefetch_related("agenda", "papers__document", "units")
        .first()
    )
    board = _board(event, notes) if event.series else []
    labels = dict(UnitState.State.choices)
    counts = [
        (state, str(label), sum(row.state == state for row in board))
        for state, label in labels.items()
    ]
    return Whole(_shown(event, today), list(event.moves.order_by("on")), notes, board, counts)


def _shown(event: Event, today: date) -> Shown:
    count = rules.countdown(event.state, event.starts, event.ends, today)
    return Shown(event, count, event.ends - timedelta(days=1) if event.ends else None)


def _order(one: Shown) -> tuple[int, int, str]:
    starts = one.event.starts or date.max
    far = starts.toordinal()
    over = one.count.when in {When.OVER, When.CANCELLED}
    return (ORDER[one.count.when], -far if over else far, one.event.name)


def _board(event: Event, notes: EventNotes | None) -> list[Row]:
    """Return every unit of the series, those without a word yet as not begun.

    The units are those of its day; of one without a day, of the latest that a unit names.
    """
    said = {row.unit_code: row for row in notes.units.all()} if notes else {}
    labels = dict(UnitState.State.choices)
    rows = []
    for unit in units_of(event, notes):
        known = said.get(unit.code)
        state = known.state if known else UnitState.State.WAITING
        name = f"{unit.form} {unit.name}".strip()
        pilot = unit.code == event.pilot
        rows.append(Row(name, state, str(labels[state]), known.day if known else None, pilot))
    return rows


def units_of(event: Event, notes: EventNotes | None) -> list[AdminUnit]:
    """Return the units of a series, each of which has an event of its own, by their names."""
    held = [row.day for row in notes.units.all() if row.day] if notes else []
    day = event.starts or max(held, default=None) or _plan_day(event)
    units = AdminUnit.objects.filter(level=event.level, valid_from__lte=day).exclude(
        valid_until__lte=day
    )
    area = list(event.plan.area)
    inside = units.filter(parent_code__in=area) | units.filter(code__in=area)
    return list(inside.order_by("name"))


def _plan_day(event: Event) -> date:
    first = event.plan.phases.exclude(starts=None).order_by("starts").first()
    return first.starts if first and first.starts else date.today()  # noqa: DTZ011
