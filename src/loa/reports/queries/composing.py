"""A report made of what the database holds now."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from loa.plans.models import Plan
from loa.plans.queries import local_day
from loa.reports.queries import evidence, expected, stated
from loa.reports.queries.scope import Scope, office_of, scope_of
from loa.reports.queries.standings import Outages, compared
from loa.reports.rules import asking, figures
from loa.reports.rules.asking import Ask
from loa.reports.rules.periods import due_on
from loa.reports.rules.report import Kind, Line, Named, Place, PlanHead, Report


def compose(
    ask: Ask,
    *,
    now: datetime,
    apart: int | None = None,
    listed: bool | None = None,
    outages: Outages | None = None,
) -> Report:
    """Make a report. Raises AskError for one that cannot be made, with what to change.

    `apart` keeps evidence that came after a row id in sources of its own, `listed` says
    whether each row is told by itself: both to hold a report against an earlier one.
    """
    today = local_day(now)
    asking.check(ask, today=today)
    scope = scope_of(ask)
    simulated = _simulated(scope)
    proven = evidence.sources(scope, simulated=simulated, apart=apart, listed=listed)
    # A trial beside real work counts what it proved itself; in a demonstration all is one.
    whole = settings.CONFIG.demo or not simulated
    said = [*stated.statements(scope), *stated.registers(scope)] if whole else []
    sources = [*proven.sources, *said]
    phases = {(row.plan.key, row.key): row.phase.key for row in scope.targets.values()}
    lines = figures.lines(
        sources,
        expected.promises(scope),
        expected.expected(scope, today=today) if whole else (),
        phases=phases,
        period=ask.period,
    )
    issuer, issuer_key, subject = _issuer(scope)
    return Report(
        kind=ask.kind,
        title=asking.title(ask, scope.practice, subject=subject, phase=_phase_name(scope)),
        issuer=issuer,
        issuer_key=issuer_key,
        unit=scope.top or _area(scope),
        starts=ask.period.start,
        until=ask.until,
        since=scope.since,
        due_on=due_on(ask.until, scope.practice),
        cut_on=scope.cut.on,
        as_of=now,
        simulated=simulated,
        plans=tuple(_head(plan) for plan in scope.plans),
        phases=_phases(scope),
        topics=_topics(scope),
        places=_places(scope, lines),
        lines=lines,
        sources=figures.shown(sources, lines),
        watermark=proven.watermark,
        comparison=compared(scope, simulated=simulated, outages=outages or Outages()),
    )


def _simulated(scope: Scope) -> bool:
    """Return what was asked for; else real evidence, unless all there is is simulated.

    In a demonstration the stations are simulated and are what people want to see.
    """
    if scope.ask.simulated is not None:
        return scope.ask.simulated
    kinds = evidence.kinds(scope)
    return kinds == {True} or (settings.CONFIG.demo and True in kinds)


def _issuer(scope: Scope) -> tuple[str, str, str]:
    """Return who sends the report, that body's key, and what the report is about."""
    if not scope.top:
        plan = scope.plans[0]
        named = f"Kế hoạch số {plan.number}" if plan.number else f"Kế hoạch “{plan.title}”"
        return plan.issuer_name, plan.issuer_key, named
    unit = scope.register.unit_on(scope.ask.unit, scope.cut.on)
    office = office_of(scope.ask.unit)
    name = unit.full_name if unit else scope.ask.unit
    about = f"công tác thông tin cơ sở của {name}"
    return (office.name, office.key, about) if office else (name, "", about)


def _phase_name(scope: Scope) -> str:
    if scope.ask.kind is not Kind.PHASE:
        return ""
    row = scope.plans[0].phases.filter(key=scope.ask.phase).first()
    return row.name if row else ""


def _area(scope: Scope) -> str:
    """Return the one unit that a plan is for; nothing where it is for several."""
    area = scope.plans[0].area
    return scope.cut.unit(area[0], scope.ask.last_day) if len(area) == 1 else ""


def _head(plan: Plan) -> PlanHead:
    return PlanHead(
        key=plan.key,
        number=plan.number,
        title=plan.title,
        issuer=plan.issuer_name,
        issued_on=plan.issued_on,
        revision=plan.revision,
        digest=plan.digest,
    )


def _phases(scope: Scope) -> tuple[Named, ...]:
    return tuple(
        Named(plan.key, row.key, row.name, row.starts, row.ends)
        for plan in scope.plans
        for row in plan.phases.order_by("position")
    )


def _topics(scope: Scope) -> tuple[Named, ...]:
    return tuple(
        Named(plan.key, row.key, row.name)
        for plan in scope.plans
        for row in plan.topics.order_by("position")
    )


def _places(scope: Scope, lines: Sequence[Line]) -> tuple[Place, ...]:
    keys = {line.unit for line in lines if line.unit}
    top = scope.top or _area(scope)
    return scope.cut.places([*keys, *([top] if top else [])], top=scope.top)
