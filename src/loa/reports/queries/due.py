"""Which reports are due of whom, so that their drafts stand when somebody asks for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loa.core.periods import Days
from loa.people.models import Organisation
from loa.places.rules import Register
from loa.plans import queries as plans
from loa.plans.models import Plan
from loa.reports.models import KeptReport
from loa.reports.queries.scope import OFFICES, Area, area_of, practice_of, worked_on
from loa.reports.rules.asking import Ask
from loa.reports.rules.periods import LENGTH, Practice, due_on, term_over
from loa.reports.rules.report import Kind
from loa.reports.rules.units import Cut

LATE_BY = timedelta(days=31)  # what was due longer ago and nobody asked for is not made unasked


@dataclass(frozen=True, slots=True)
class Due:
    """A report that ought to be there, and until which day it is wanted."""

    ask: Ask
    due_on: date


def due(*, today: date) -> list[Due]:
    """Return the reports of periods that are over and still wanted, what is due first."""
    register = plans.unit_register()
    running = [
        (plan, days)
        for plan in Plan.objects.filter(state__in=(Plan.State.APPROVED, Plan.State.CLOSED))
        .prefetch_related("phases")
        .order_by("key")
        if (days := _days(plan)) is not None
    ]
    found = [*_of_plans(running, today), *_of_offices(running, register, today)]
    wanted = [one for one in found if today <= one.due_on + LATE_BY]
    return sorted(wanted, key=lambda one: (one.due_on, one.ask.plan, one.ask.unit, one.ask.kind))


def unmade(*, today: date) -> list[Ask]:
    """Return those of which there is neither a draft nor a frozen report, what is due first."""
    names = ("kind", "plan_key", "phase_key", "unit_code", "starts", "until")
    made = set(KeptReport.objects.filter(until__gte=today - 12 * LATE_BY).values_list(*names))
    return [one.ask for one in due(today=today) if _name(one.ask) not in made]


def waiting(*, today: date) -> list[Ask]:
    """Return those of which there is a draft that is not due yet: late figures still count."""
    wanted = {_name(one.ask): one.ask for one in due(today=today) if today <= one.due_on}
    names = ("kind", "plan_key", "phase_key", "unit_code", "starts", "until")
    rows = KeptReport.objects.filter(until__gte=today - 12 * LATE_BY)
    frozen = set(rows.exclude(frozen_at=None).values_list(*names))
    drafts = rows.filter(frozen_at=None).order_by("made_at").values_list(*names)
    return [wanted[name] for name in drafts if name in wanted and name not in frozen]


def _name(ask: Ask) -> tuple[str, str, str, str, date, date]:
    return (str(ask.kind), ask.plan, ask.phase, ask.unit, ask.period.start, ask.until)


def _days(plan: Plan) -> Days | None:
    """Return the days on which a plan is worked on; None before any phase has a day."""
    worked = (worked_on(plan, phase) for phase in plan.phases.all())
    found = [days for days in worked if days is not None]
    if not found:
        return None
    ends = [days.end for days in found]
    last = None if None in ends else max(end for end in ends if end)
    return Days(min(days.start for days in found), last)


def _of_plans(running: list[tuple[Plan, Days]], today: date) -> Iterator[Due]:
    for plan, days in running:
        practice = practice_of(plan.issuer_key)
        if plan.kind == Plan.Kind.CAMPAIGN:
            over = term_over(Kind.MONTH, today, practice)
            if days.overlap(over.days):
                yield _due(Ask(Kind.MONTH, over.days, plan=plan.key), practice)
        for phase in plan.phases.all():
            if phase.days is not None and phase.ends and phase.ends <= today:
                yield _due(Ask(Kind.PHASE, phase.days, plan=plan.key, phase=phase.key), practice)
        ends = [phase.ends for phase in plan.phases.all() if phase.starts]
        if plan.kind == Plan.Kind.CAMPAIGN and all(end and end <= today for end in ends):
            yield _due(Ask(Kind.FINAL, days, plan=plan.key), practice)


def _of_offices(running: list[tuple[Plan, Days]], register: Register, today: date) -> Iterator[Due]:
    """Yield what each office reports of its unit, where some plan touched it in the period."""
    cuts: dict[date, Cut] = {}
    areas: dict[tuple[str, date], Area] = {}
    offices = Organisation.objects.filter(kind__in=OFFICES).exclude(unit_code="")
    seen = set()
    for office in offices.order_by("kind", "key"):
        if office.unit_code in seen:
            continue
        seen.add(office.unit_code)
        practice = practice_of(office.key)
        for kind in LENGTH:
            over = term_over(kind, today, practice)
            cut = cuts.setdefault(over.last_day, Cut(register, over.last_day))
            if register.unit_on(office.unit_code, over.last_day) is None:
                continue
            top = cut.unit(office.unit_code, over.last_day)
            for plan, days in running:
                if days.overlap(over.days) is None:
                    continue
                if (plan.key, cut.on) not in areas:
                    areas[plan.key, cut.on] = area_of(plan, cut)
                if areas[plan.key, cut.on].touches(top, cut):
                    yield _due(Ask(kind, over.days, unit=office.unit_code), practice)
                    break


def _due(ask: Ask, practice: Practice) -> Due:
    return Due(ask, due_on(ask.until, practice))
