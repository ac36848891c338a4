"""What every page of a report asks first: which report, and what this person may do with it."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date

from loa.core.periods import DAY
from loa.people.access import allowed
from loa.people.models import Organisation
from loa.places import queries as places
from loa.places.rules import Unit
from loa.plans.models import Plan
from loa.reports.documents.heading import office_of
from loa.reports.models import KeptReport

FREEZE = "report.freeze"
LONGEST_DAY = 10
CENTURY = range(2000, 2100)


def kept_or_404(number: int) -> KeptReport:
    rows = KeptReport.objects.select_related("frozen_by")
    return get_object_or_404(rows, pk=number)


def answers(
    request: HttpRequest,
    permission: str,
    *,
    codes: Collection[str],
    as_of: date,
    office: Organisation | None = None,
) -> bool:
    """Whether a person answers for a body, or for all of these units as a day meant them.

    A unit that is gone is answered for by whoever covers all that it has become: a commune of
    today by its own officer, a district of then by no single commune of its.
    """
    if office is not None and allowed(request.user, permission, organisation=office):
        return True
    return bool(codes) and all(_covers(request, permission, code, as_of) for code in codes)


def _covers(request: HttpRequest, permission: str, code: str, as_of: date) -> bool:
    if allowed(request.user, permission, unit_code=code):
        return True
    after = become(code, as_of, timezone.localdate())
    return bool(after) and all(
        allowed(request.user, permission, unit_code=unit.code) for unit in after
    )


def become(code: str, as_of: date, today: date) -> list[Unit]:
    """Return what a unit that is gone has become by a day; nothing for one that still is."""
    if places.unit_on(code, today):
        return []
    states = places.register([code]).states(code)
    held = [as_of] if places.unit_on(code, as_of) else [s.valid_from for s in states[-1:]]
    return [unit for day in held for unit in places.successors(code, day, today)]


def day_asked(text: str) -> date | None:
    """Read a day of a form or an address; None for what is none of this century."""
    try:
        day = parse_date(text[:LONGEST_DAY])
    except ValueError:  # the form of a day, but no such day
        return None
    return day if day is not None and day.year in CENTURY else None


def area_of(plan_key: str) -> list[str]:
    """Return the codes of a plan's area; none for a plan that is gone."""
    found = Plan.objects.filter(key=plan_key).values_list("area", flat=True).first()
    return list(found or [])


def may_freeze(request: HttpRequest, row: KeptReport) -> bool:
    """Whether a person answers for a report: its unit or its plan's area, or who sends it."""
    codes = [row.unit_code] if row.unit_code else area_of(row.plan_key)
    return answers(request, FREEZE, codes=codes, as_of=row.cut_on, office=office_of(row))


def still_running(row: KeptReport, today: date) -> bool:
    """Whether days of a report are still to come; today's count as over."""
    return row.until > today + DAY


def demand_freeze(request: HttpRequest, row: KeptReport) -> None:
    """Raise PermissionDenied unless the person asking answers for the report."""
    refuse_unless(allowed_to=may_freeze(request, row))


def refuse_unless(*, allowed_to: bool) -> None:
    """Raise PermissionDenied for a no."""
    if not allowed_to:
        raise PermissionDenied
