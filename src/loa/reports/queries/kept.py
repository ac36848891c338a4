"""What pages ask of kept reports: the list by due day, what may be made, what may be compared."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from loa.core.periods import DAY, Days
from loa.people.models import Organisation
from loa.plans.models import Plan
from loa.reports.models import KeptReport
from loa.reports.queries.scope import office_of, practice_of
from loa.reports.rules.asking import Ask
from loa.reports.rules.periods import Practice, terms
from loa.reports.rules.report import Kind

CALENDAR = (Kind.MONTH, Kind.QUARTER, Kind.HALF_YEAR, Kind.YEAR)
SHOWN = 12  # periods of a kind, the latest first
LIGHT = ("document",)  # what a list does not read


def kept(*, unit: str = "", plan: str = "") -> QuerySet[KeptReport]:
    """Return reports, what is due last first; of a unit those that are its own."""
    rows = KeptReport.objects.defer(*LIGHT).select_related("frozen_by", "publication")
    if unit:
        rows = rows.filter(Q(unit_code=unit) | ~Q(plan_key=""))
    return rows.filter(plan_key=plan) if plan else rows


def others_like(row: KeptReport) -> QuerySet[KeptReport]:
    """Return what a report may be compared with: reports of the same plan or unit."""
    rows = KeptReport.objects.defer(*LIGHT).exclude(pk=row.pk)
    return rows.filter(
        plan_key=row.plan_key, unit_code=row.unit_code, organisation_key=row.organisation_key
    )


def plans_reported() -> list[Plan]:
    """Return the plans of which a report could be made: those with a phase that has days."""
    return list(Plan.objects.filter(phases__starts__isnull=False).distinct().order_by("key"))


@dataclass(frozen=True, slots=True)
class Offer:
    """A report that can be made now; `over` is whether all of its days have passed."""

    ask: Ask
    number: int
    year: int
    name: str
    over: bool


def offers_of_plan(plan: Plan, *, today: date) -> list[Offer]:
    """Return the reports that can be made of a plan, the latest first, by kind."""
    phases = [phase for phase in plan.phases.order_by("position") if phase.starts]
    if not phases:
        return []
    first = min(phase.starts for phase in phases if phase.starts)
    ends = [phase.ends for phase in phases]
    last = None if None in ends else max(end for end in ends if end)
    until = min(last or today + DAY, today + DAY)
    if until <= first:
        return []
    made = list(_calendar(Days(first, until), practice_of(plan.issuer_key), today, plan=plan.key))
    for phase in phases:
        if phase.starts and phase.starts <= today:
            end = phase.ends or today + DAY
            ask = Ask(Kind.PHASE, Days(phase.starts, end), plan=plan.key, phase=phase.key)
            over = phase.ends is not None and phase.ends <= today
            made.append(Offer(ask, 0, phase.starts.year, phase.name, over))
    end = last or today + DAY
    final = Ask(Kind.FINAL, Days(first, end), plan=plan.key)
    made.append(Offer(final, 0, first.year, "", last is not None and last <= today))
    return made


def offers_of_unit(code: str, *, today: date) -> list[Offer]:
    """Return the reports of a unit over the last year, the latest first, by kind."""
    office = office_of(code)
    practice = practice_of(office.key if office else "")
    return list(_calendar(Days(today - 365 * DAY, today + DAY), practice, today, unit=code))


def _calendar(
    days: Days, practice: Practice, today: date, *, plan: str = "", unit: str = ""
) -> Iterator[Offer]:
    for kind in CALENDAR:
        found = list(terms(kind, days, practice))[::-1][:SHOWN]
        for one in found:
            ask = Ask(kind, one.days, plan=plan, unit=unit)
            yield Offer(ask, one.number, one.year, "", one.until <= today)


def offices(keys: Collection[str]) -> dict[str, Organisation]:
    """Return organisations by their keys."""
    return {row.key: row for row in Organisation.objects.filter(key__in=keys)}
