"""What stands on the roadmap over all plans: read with one query for each kind of part."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from loa.channels.broadcast.queries.units import lies_in
from loa.control.rules.timeline import Entry, Kind, Timeline, Zoom, overlapping, timeline
from loa.core.periods import DAY, Days
from loa.places.rules import Register
from loa.plans.models import Event, Plan
from loa.plans.queries import unit_register


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: empty is all of it."""

    zoom: Zoom
    at: date
    plan: str = ""
    kind: str = ""
    level: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Road:
    """The timeline, the plans of its lanes by key, and every plan that may be chosen."""

    timeline: Timeline
    plans: dict[str, Plan]
    choices: tuple[Plan, ...]
    firsts: dict[str, date]  # the first day of each plan that has one


def road(asked: Asked, *, today: date) -> Road:
    """Return all plans that concern a unit, on one axis; approved ones, and drafts after them."""
    register = unit_register() if asked.unit else None
    rows = Plan.objects.prefetch_related(
        "phases", "events__moves", "assignments", "pauses"
    ).order_by("key")
    seen = [row for row in rows if register is None or concerns(row, asked.unit, register)]
    lanes = []
    for row in seen:
        if asked.plan in {"", row.key}:
            entries = _entries(row, asked)
            if entries:
                lanes.append((row, entries))
    lanes.sort(key=lambda lane: _rank(lane[0], lane[1], today))
    found = timeline(
        [(row.key, entries) for row, entries in lanes], zoom=asked.zoom, at=asked.at, today=today
    )
    firsts = {row.key: min(entry.days.start for entry in entries) for row, entries in lanes}
    return Road(found, {row.key: row for row, _entries in lanes}, tuple(seen), firsts)


def concerns(plan: Plan, code: str, register: Register) -> bool:
    """Whether a plan reaches a unit, reached what it was made of, or lies in it."""
    states = register.states(code)
    around = {code}
    for state in states:
        around |= {above.code for above in register.ancestors(code, state.valid_from)}
    if not plan.area or around & set(plan.area):
        return True
    return any(
        lies_in(register, one, code, state.valid_from)
        for one in plan.area
        for state in register.states(one)
    )


def _rank(plan: Plan, entries: Sequence[Entry], today: date) -> tuple[bool, bool, int, str]:
    running = any(today in entry.days for entry in entries if entry.kind is Kind.PHASE)
    start = min(entry.days.start for entry in entries)
    return plan.state != Plan.State.APPROVED, not running, -start.toordinal(), plan.key


def _entries(plan: Plan, asked: Asked) -> list[Entry]:
    wanted = {Kind(asked.kind)} if asked.kind in set(Kind) else set(Kind)
    return overlapping(
        [
            *(_phases(plan, asked.level) if Kind.PHASE in wanted else ()),
            *(_events(plan, asked.level) if Kind.EVENT in wanted else ()),
            *(_tasks(plan, asked.level) if Kind.TASK in wanted else ()),
            *(_pauses(plan, asked.level) if Kind.PAUSE in wanted else ()),
        ]
    )


def _phases(plan: Plan, level: str) -> list[Entry]:
    return [
        Entry(Kind.PHASE, row.key, row.name, row.days)
        for row in plan.phases.all()
        if row.days and level in {"", row.level}
    ]


def _events(plan: Plan, level: str) -> list[Entry]:
    return [
        Entry(Kind.EVENT, row.key, row.name, _whole(row), row.state)
        for row in plan.events.all()
        if row.days and level in {"", row.level}
    ]


def _whole(row: Event) -> Days:
    """Return an event's days; one that states no end lasts one day."""
    days = row.days
    if days is None:
        raise ValueError(row.key)
    return Days(days.start, days.end or days.start + DAY)


def _tasks(plan: Plan, level: str) -> Collection[Entry]:
    """Return duties by the day on which they are due; they are of no level."""
    if level:
        return ()
    return [
        Entry(
            Kind.TASK, row.key, row.duty, Days(row.due, row.due + DAY), row.state,
            row.organisation_name or row.organisation_key,
        )
        for row in plan.assignments.all()
        if row.due
    ]  # fmt: skip


def _pauses(plan: Plan, level: str) -> Collection[Entry]:
    if level:
        return ()
    return [
        Entry(Kind.PAUSE, row.key, row.reason, Days(row.starts, row.ends), row.stops)
        for row in plan.pauses.all()
    ]
