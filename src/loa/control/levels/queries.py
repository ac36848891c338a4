"""What the pages of upper and lower plans read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loa.control.levels.rules import Duty, Side, Standing, side_of, standings
from loa.people.models import Organisation, User
from loa.places.queries import units_within
from loa.plans import comparing, records
from loa.plans.comparing import Comparison
from loa.plans.models import Assignment, Plan
from loa.plans.reach import reach

Kind = Organisation.Kind
# Who makes plans of its own for a territory; agencies and centres have duties instead.
PLANNING_KINDS = (Kind.COMMITTEE, Kind.AUTHORITY, Kind.COMMUNE_OFFICE, Kind.PARTY_CELL)


@dataclass(frozen=True, slots=True)
class Beside:
    """A plan that implements another, and what it makes of it; None where that cannot be said."""

    plan: Plan
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Held:
    """An organisation's duties, and whether the reader may take on those that wait."""

    standing: Standing
    may_take: bool


def upper_of(plan: Plan) -> Plan | None:
    """Return the plan that a plan implements, if it is here."""
    return Plan.objects.filter(key=plan.implements).first() if plan.implements else None


def beside(upper: Plan, lower: Plan) -> Beside:
    """Compare two plans as they stand now."""
    try:
        found = comparing.compare(records.plan_of(upper), records.plan_of(lower))
    except ValueError:  # an event's move has turned one of their phases round
        return Beside(lower, None)
    return Beside(lower, found)


def lowers_of(plan: Plan) -> list[Beside]:
    """Return the plans that implement one, the latest issued first."""
    rows = Plan.objects.filter(implements=plan.key).exclude(key=plan.key)
    ordered = sorted(rows, key=lambda row: (row.issued_on or date.min, row.key), reverse=True)
    return [beside(plan, row) for row in ordered]


def without_plan(plan: Plan, lowers: list[Beside], *, today: date) -> list[Organisation]:
    """Return the organisations below a plan's issuer that have no plan implementing it.

    Those under it, and those of units in the plan's area; where one organisation of a unit has
    made its plan, the unit has one.
    """
    day = _day(plan, today)
    inside = {unit.code for code in plan.area for unit in units_within(code, day)}
    inside |= set(plan.area)
    issuer = Organisation.objects.filter(key=plan.issuer_key).first()
    under = issuer.pk if issuer is not None else 0
    inside -= {issuer.unit_code} if issuer is not None else set()
    below = [
        row
        for row in Organisation.objects.filter(kind__in=PLANNING_KINDS)
        if row.pk != under and (row.unit_code in inside or (under and row.parent_id == under))
    ]
    have = {one.plan.issuer_key for one in lowers}
    units = {row.unit_code for row in below if row.key in have and row.unit_code}
    return [row for row in below if row.key not in have and row.unit_code not in units]


def held_by(plan: Plan, user: User, *, today: date) -> list[Held]:
    """Return who has which duties of a plan, and how they stand."""
    rows = list(plan.assignments.order_by("position"))
    duties = [Duty(row.organisation_key, row.organisation_name, row.state, row.due) for row in rows]
    found = standings(
        duties, _sides(plan, {row.organisation_key for row in rows}, today), today=today
    )
    own = reach(user, today=today)
    return [Held(one, one.open > 0 and own.may_answer(one.organisation)) for one in found]


def waiting(plan: Plan, organisation: str) -> list[Assignment]:
    """Return the duties that an organisation has not taken on yet."""
    rows = plan.assignments.filter(organisation_key=organisation, state=Assignment.State.OPEN)
    return list(rows.order_by("position"))


def _sides(plan: Plan, keys: set[str], today: date) -> Mapping[str, Side]:
    rows = list(Organisation.objects.values_list("key", "parent__key", "unit_code"))
    above = {key: parent or "" for key, parent, _unit in rows}
    unit = next((unit for key, _parent, unit in rows if key == plan.issuer_key), "")
    inside = {one.code for one in units_within(unit, _day(plan, today))} if unit else set()
    within = {key for key, _parent, code in rows if code and code != unit and code in inside}
    return {key: side_of(key, issuer=plan.issuer_key, above=above, within=within) for key in keys}


def _day(plan: Plan, today: date) -> date:
    """Return the day on which a plan's codes are meant: its first."""
    days = [day for day in plan.phases.values_list("starts", flat=True) if day]
    return min(days, default=plan.issued_on or today)
