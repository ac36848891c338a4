"""Reads on plans: what stands, what holds on a day, what is paused where."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from loa.core.periods import Days
from loa.places import queries as places
from loa.places.models import AdminUnit, Succession
from loa.places.rules import Lineage, Register
from loa.plans import records, rules
from loa.plans.models import Pause, Plan, Target
from loa.plans.register import shipped_register


def plans() -> QuerySet[Plan]:
    """Return every plan, by key."""
    return Plan.objects.all()


def plan(key: str) -> Plan:
    """Return one plan. Raises Plan.DoesNotExist."""
    return Plan.objects.get(key=key)


def plan_text(key: str) -> rules.PlanText:
    """Return the whole plan as it stands now. Raises Plan.DoesNotExist."""
    return records.plan_of(plan(key))


def resolved_phases(row: Plan) -> dict[str, rules.Resolved]:
    """Return the phases' days, in the plan's order."""
    text = records.plan_of(row)
    return rules.resolve_phases(text.phases, text.events)


def active_plans(day: date) -> list[Plan]:
    """Return the approved plans of which some phase holds on a day, heaviest first."""
    approved = Plan.objects.filter(state=Plan.State.APPROVED).prefetch_related("phases")
    active = [row for row in approved if any(p.days and day in p.days for p in row.phases.all())]
    return sorted(active, key=lambda row: (-row.weight, row.key))


def active_targets(day: date, *, channel: str) -> list[Target]:
    """Return the targets of approved plans whose phase holds on a day, on one channel."""
    rows = Target.objects.filter(plan__state=Plan.State.APPROVED, channel=channel)
    related = rows.select_related("plan", "phase", "topic").order_by("plan__key", "position")
    return [row for row in related if row.phase.days and day in row.phase.days]


def pauses_for(unit: str, day: date, *, channel: str) -> list[tuple[str, rules.Pause]]:
    """Return the pauses for a unit and channel on a day, each with the key of its plan.

    Each silences its place whoever planned what would be heard there.
    """
    codes = {unit, *(above.code for above in places.ancestors(unit, day))}
    found = []
    for row in holding_pauses().filter(starts__lte=day, ends__gt=day).order_by("plan__key"):
        one = [records.pause_of(row)]
        holding = rules.pauses_on(one, codes, day, channel=channel, plan_area=row.plan.area)
        found += [(row.plan.key, pause) for pause in holding]
    return found


def holding_pauses() -> QuerySet[Pause]:
    """Return the pauses that are in force: of approved plans, and whatever the office stated.

    A plan's file that is being revised must not let a mourning's music sound again.
    """
    office = Q(in_file=False) | Q(plan__state=Plan.State.APPROVED)
    return Pause.objects.filter(office).select_related("plan")


def promised(target: Target, days: Days, register: Register) -> int:
    """Return what a target promises over days of its phase, counted in units of its area.

    A caller that has more than one receiver in a unit counts with `rules.promised`.
    """
    if target.phase.days is None:
        return 0
    counted = target.phase.days.overlap(days)
    if counted is None:
        return 0
    area = target.area or target.plan.area
    return rules.promised(records.target_of(target), rules.units_by_day(area, counted, register))


def unit_register() -> Register:
    """Return every unit that is known here: the installation's, or those that come with loa.

    For many questions at once; whoever asks often keeps it.
    """
    units = [row.as_unit() for row in AdminUnit.objects.all()]
    if not units:
        return shipped_register()
    steps = Succession.objects.values_list("predecessor__code", "successor__code", "on", "part")
    return Register(units, [Lineage(*step) for step in steps])


def local_day(moment: datetime) -> date:
    """Return the calendar day of an instant in the installation's zone."""
    return timezone.localdate(moment)


def summary(row: Plan) -> dict[str, str | int | None]:
    """Return what a list of plans says of one; days are inclusive and in ISO form."""
    days = [phase.days for phase in row.phases.all() if phase.days]
    ends = [period.end for period in days]
    last = None if None in ends else max((end for end in ends if end), default=None)
    return {
        "key": row.key,
        "number": row.number,
        "kind": row.kind,
        "title": row.title,
        "issuer": row.issuer_name,
        "state": row.state,
        "revision": row.revision,
        "starts": min(period.start for period in days).isoformat() if days else None,
        "last_day": (last - timedelta(days=1)).isoformat() if last else None,
    }
