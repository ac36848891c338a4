"""What plans promise on the lines of a report, and who owes a figure that no system knows."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache

from loa.core.periods import DAY, Days
from loa.delivery import queries as delivery
from loa.delivery import registry
from loa.delivery.queries import TargetCoverage
from loa.places.rules import Level, Unit
from loa.plans.models import Assignment, Plan, Target
from loa.reports.queries.scope import Scope, office_of, worked_on
from loa.reports.rules import sheet
from loa.reports.rules.figures import Asked, Expected, Promise
from loa.reports.rules.periods import terms
from loa.reports.rules.report import Kind, Owed


def promises(scope: Scope) -> Iterator[Promise]:
    """Yield what the plans promise to the units of the report, and to its area as a whole."""
    for plan in scope.plans:
        wanted = {row.key: row for row in scope.targets.values() if row.plan_id == plan.pk}
        counted = delivery.coverage(plan, simulated=False, until=scope.ask.until)
        for target in counted.targets:
            if target.key in wanted:
                yield from _promises(scope, wanted[target.key], target)


def expected(scope: Scope, *, today: date) -> Iterator[Expected]:
    """Yield each statement that is owed by today, month by month: no month that still runs."""
    installed = registry.channels()
    find = cache(office_of)
    for row in scope.targets.values():
        if not sheet.asked_for(row.channel, row.unit, installed):
            continue
        for days in _months(scope, row):
            if _until(days) > today:
                continue
            if row.quantity:
                if scope.covers(_area(row)):
                    asked = _asked(row, "")
                    yield Expected(asked, days, _assigned(row, _until(days)), everywhere=True)
                continue
            day = _until(days) - DAY
            for unit in _communes(scope, row, day):
                key = scope.cut.unit(unit.code, day)
                if scope.has(key):
                    office = find(unit.code)
                    name = office.name if office else unit.full_name
                    who = Owed(name, office.key if office else "", unit.code, _until(days))
                    yield Expected(_asked(row, key), days, who)


def _promises(scope: Scope, row: Target, target: TargetCoverage) -> Iterator[Promise]:
    if row.quantity:
        if scope.covers(_area(row)):
            yield Promise(_asked(row, ""), row.quantity)
        return
    day = _last(row, scope)
    for unit in target.units:
        key = scope.cut.unit(unit.unit_code, day)
        if unit.promised and scope.has(key):
            yield Promise(_asked(row, key), unit.promised)


def _asked(row: Target, unit: str) -> Asked:
    topic = row.topic.key if row.topic else ""
    return Asked(row.plan.key, row.phase.key, topic, row.key, row.channel, row.unit, unit)


def _area(row: Target) -> list[str]:
    return list(row.area or row.plan.area)


def _last(row: Target, scope: Scope) -> date:
    """Return the last day of a target's phase within the report, or its first."""
    days = row.phase.days
    ends = [end for end in (days.end if days else None, scope.ask.until) if end]
    return max(min(ends) - DAY, days.start if days else scope.since)


def _months(scope: Scope, row: Target) -> Iterator[Days]:
    """Yield the days of each month of reports that a target's phase and the period share."""
    days = worked_on(row.plan, row.phase)
    owed = days.overlap(scope.ask.period) if days else None
    if owed is None or owed.end is None:
        return
    for term in terms(Kind.MONTH, owed, scope.practice):
        days = term.days.overlap(owed)
        if days is not None:
            yield days


def _until(days: Days) -> date:
    return days.end or days.start


def _communes(scope: Scope, row: Target, day: date) -> list[Unit]:
    """Return the communes of a target's area on a day, its codes followed to what they became."""
    found: Mapping[str, Unit] = {
        unit.code: unit
        for code in _area(row)
        for top in _meant(scope, code, day)
        for unit in scope.register.within(top, day, Level.COMMUNE)
    }
    return [found[code] for code in sorted(found)]


def _meant(scope: Scope, code: str, day: date) -> Collection[str]:
    if scope.register.unit_on(code, day):
        return [code]
    held = [unit for unit in scope.register.states(code) if unit.valid_from <= day]
    after = scope.register.successors(code, held[-1].valid_from, day) if held else []
    return [unit.code for unit in after]


def _assigned(row: Target, since: date) -> Owed:
    """Return the body that the plan put in charge of a target, else the plan's issuer."""
    plan: Plan = row.plan
    topic = row.topic.key if row.topic else ""
    charged = [
        one
        for one in plan.assignments.all()
        if row.channel in one.channels and (not one.topics or topic in one.topics)
    ]
    leads = [one for one in charged if one.role == Assignment.Role.LEAD] or charged
    if not leads:
        return Owed(plan.issuer_name, plan.issuer_key, "", since)
    one = min(leads, key=lambda each: each.position)
    return Owed(one.organisation_name or one.organisation_key, one.organisation_key, "", since)
