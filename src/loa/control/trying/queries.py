"""Trials of a plan, what they changed in words, and the names that their result speaks of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from loa.channels.broadcast import inputs
from loa.channels.broadcast.homes import Homes
from loa.channels.broadcast.models import Station
from loa.core.dayparts import Daypart
from loa.core.periods import DAY, Days
from loa.core.policy import Policy
from loa.plans.models import Plan
from loa.plans.queries import unit_register
from loa.rehearsal.changes import Changes
from loa.rehearsal.models import Run

LISTED = 12


def trials(plan: Plan) -> list[Run]:
    """Return a plan's trials, those that were kept first, then the latest."""
    rows = Run.objects.filter(plan_key=plan.key, kind=Run.Kind.TRIAL)
    return list(rows.defer("result").order_by("-kept", "-asked_at", "-pk")[:LISTED])


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand for a plan: what most of its stations have, and all hours there are.

    `hours` are those of one day with the number of stations, the most frequent first.
    """

    policy: Policy
    hours: tuple[tuple[tuple[Daypart, ...], int], ...]


def standing(plan: Plan, *, today: date) -> Standing | None:
    """Return how things stand for the stations that serve a plan; None while none does."""
    keys = sorted(key for key, _code in Homes.now().receivers(plan.area, today))
    stations = list(Station.objects.filter(key__in=keys))
    found = inputs.policies(stations)
    policies = [found[key].policy() for key in keys if key in found]
    if not policies:
        return None
    of = [dayparts(policy, today + DAY) for policy in policies]
    hours = Counter(of).most_common()
    usual = next(policy for policy, parts in zip(policies, of, strict=True) if parts == hours[0][0])
    return Standing(usual, tuple(hours))


def dayparts(policy: Policy, day: date) -> tuple[Daypart, ...]:
    """Return the hours of a station's day in their order, whatever decided them."""
    parts = (replace(part, source="") for part in policy.dayparts(day))
    return tuple(sorted(parts, key=lambda part: part.opens))


def unit_names(codes: Iterable[str], day: date) -> dict[str, str]:
    """Return the names of units as they stand on a day, else as they stood last."""
    register = unit_register()
    names = {}
    for code in codes:
        states = register.states(code)
        unit = register.unit_on(code, day) or (states[-1] if states else None)
        names[code] = unit.full_name if unit else code
    return names


def target_names(plan: Plan) -> dict[str, str]:
    """Return what each target is about: its own name, else its topic's; "" for every topic."""
    rows = plan.targets.select_related("topic")
    return {row.key: row.name or (row.topic.name if row.topic else "") for row in rows}


def differences(plan: Plan, changes: Changes) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Yield what a trial changed: a code, what it is about, and its values."""
    if changes.hours:
        yield "hours", "", {"hours": changes.hours}
    for code in ("session_s", "day_s"):
        if seconds := getattr(changes, code):
            yield code, "", {"minutes": seconds // 60}
    if changes.weight:
        yield "weight", "", {"weight": changes.weight}
    phases = dict(plan.phases.values_list("key", "name"))
    for key, days in changes.phases.items():
        yield "phase", phases.get(key, key), {"days": Days(days.start, days.end)}
    targets = target_names(plan)
    for key, often in changes.targets.items():
        yield "target", targets.get(key) or key, {"often": often}
