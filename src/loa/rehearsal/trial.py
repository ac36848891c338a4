"""A trial: the days of a plan are built once as things stand and once with changes.

By the same builder that makes the stations' programmes, over the placements that there are.
Nothing is written, signed or published. What is counted is planned, never proven.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils import timezone

from loa.channels.broadcast import inputs
from loa.channels.broadcast.actions import serving
from loa.channels.broadcast.homes import Homes
from loa.core.build import Candidate, Drawing, Request, Unplaced, draw
from loa.core.canonical import Json, header
from loa.core.periods import Days, day_span
from loa.core.policy import Policy
from loa.core.words import Kind
from loa.plans.models import Plan, Target
from loa.rehearsal.changes import Changes, candidate_with, grid_with, policy_with

LONGEST = 120  # days
Progress = Callable[[str, int, int], None]
Hours = tuple[tuple[str, str], ...]  # of one day, in order, as wall time
Compared = defaultdict[tuple[Hours, Hours], set[str]]  # as they stand and changed: stations


class TrialError(ValueError):
    """Days or a plan that cannot be tried; the sentence says why."""


@dataclass
class Side:
    """What one arrangement brings: plays by unit and topic, and what finds no place."""

    planned: Counter[tuple[str, str]] = field(default_factory=Counter)
    lost: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # and the reason
    items: defaultdict[tuple[str, str], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # headline and reason: units
    ms: int = 0

    def count(self, unit: str, plan: str, drawing: Drawing) -> None:
        """Add a station's days."""
        for sheet in drawing.sheets:
            for line in sheet.lines:
                why = line.why
                if line.item.kind is Kind.MESSAGE and why is not None and why.plan == plan:
                    self.planned[unit, line.item.target.partition("/")[2]] += 1
                    self.ms += line.item.ms
        for one in drawing.unplaced:
            self._lose(unit, plan, one)

    def _lose(self, unit: str, plan: str, one: Unplaced) -> None:
        candidate = one.candidate
        if candidate is None or candidate.plan != plan:
            return
        if one.later and not candidate.every_days:
            return  # a run may still be whole after these days; a rotation's day is lost
        plays = candidate.times_a_day * (1 if candidate.every_days else candidate.run)
        reason = str(one.reason)
        self.lost[unit, candidate.target.partition("/")[2], reason] += plays
        self.items[candidate.headline, reason].add(unit)

    def document(self) -> Json:
        """Return it as plain values, in a steady order."""
        return {
            "planned": [[u, t, n] for (u, t), n in sorted(self.planned.items())],
            "lost": [[u, t, why, n] for (u, t, why), n in sorted(self.lost.items())],
            "items": [[h, why, sorted(us)] for (h, why), us in sorted(self.items.items())],
            "minutes": round(self.ms / 60_000),
        }


def run(plan_key: str, days: Days, changes: Changes, progress: Progress) -> Json:
    """Build the days twice; return both sides as one document, `loa.trial` 1.0.

    Raises TrialError for a plan that is not there, and for days without an end, too many of
    them, or on which no station serves the plan.
    """
    plan = Plan.objects.filter(key=plan_key).first()
    if plan is None:
        raise TrialError(f"{plan_key}: no such plan")
    if days.end is None or not 0 < (days.end - days.start).days <= LONGEST:
        raise TrialError(f"a trial has from 1 to {LONGEST} days")
    homes = dict(Homes.now().receivers(plan.area, days.start))
    now = day_span(days.start, timezone.get_default_timezone()).start
    stations = [station for station in serving(now) if station.key in homes]
    if not stations:
        raise TrialError(f"{plan_key}: no station serves it on {days.start}")
    programme = inputs.read_programme(days.start, days.end - timedelta(days=1))
    phases = _phases(plan)
    now_side, changed = Side(), Side()
    hours: Compared = defaultdict(set)
    for number, station in enumerate(stations):
        progress("stations", number, len(stations))
        wanted = inputs.requests({station: list(days)}, programme, serial=0)
        for request in wanted.values():
            now_side.count(homes[station.key], plan_key, draw(request))
            other = _changed(request, changes, plan_key, phases)
            changed.count(homes[station.key], plan_key, draw(other))
            for day in days:
                hours[_hours(request.policy, day), _hours(other.policy, day)].add(station.name)
    progress("stations", len(stations), len(stations))
    return header("trial") | {
        "plan": plan_key,
        "from": days.start.isoformat(),
        "until": days.end.isoformat(),
        "stations": len(stations),
        "changes": changes.document(),
        "hours": [
            [[*map(list, stands)], [*map(list, then)], sorted(names)]
            for (stands, then), names in sorted(hours.items())
        ],
        "now": now_side.document(),
        "changed": changed.document(),
    }


def _hours(policy: Policy, day: date) -> Hours:
    parts = sorted(policy.dayparts(day), key=lambda part: part.opens)
    return tuple((f"{part.opens:%H:%M}", f"{part.closes:%H:%M}") for part in parts)


def _changed(
    request: Request,
    changes: Changes,
    plan: str,
    phases: Mapping[str, tuple[str, Days | None]],
) -> Request:
    shares = dict(request.shares) | ({plan: changes.weight} if changes.weight else {})
    return replace(
        request,
        policy=policy_with(request.policy, changes),
        grid=grid_with(request.grid, request.policy, changes, request.days[0]),
        candidates=tuple(_all_with(request.candidates, changes, plan, phases)),
        shares=shares,
    )


def _all_with(
    candidates: Iterable[Candidate],
    changes: Changes,
    plan: str,
    phases: Mapping[str, tuple[str, Days | None]],
) -> Iterable[Candidate]:
    return (candidate_with(one, changes, plan, phases) for one in candidates)


def _phases(plan: Plan) -> dict[str, tuple[str, Days | None]]:
    rows = Target.objects.filter(plan=plan).select_related("phase")
    return {row.key: (row.phase.key, row.phase.days) for row in rows}
