"""What every page of a report asks first: which report, and what this person may do with it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from loa.people.access import allowed, demand
from loa.people.models import Organisation
from loa.plans.models import Plan
from loa.reports.documents.heading import office_of
from loa.reports.models import KeptReport

FREEZE = "report.freeze"


def kept_or_404(number: int) -> KeptReport:
    rows = KeptReport.objects.select_related("frozen_by")
    return get_object_or_404(rows, pk=number)


def scope(row: KeptReport) -> dict[str, Any]:
    """Return over what somebody must hold a role to answer for a report.

    That is the unit whose report it is, or the first unit of its plan, and the body that sends it.
    """
    office: Organisation | None = office_of(row)
    if row.unit_code:
        return {"unit_code": row.unit_code, "organisation": office, "as_of": row.cut_on}
    area = Plan.objects.filter(key=row.plan_key).values_list("area", flat=True).first()
    unit = area[0] if area and len(area) == 1 else None
    if office is not None and office.unit_code and unit is None:
        unit = office.unit_code
    return {"unit_code": unit, "organisation": office, "as_of": row.cut_on}


def may_freeze(request: HttpRequest, row: KeptReport) -> bool:
    return allowed(request.user, FREEZE, **scope(row))


def demand_freeze(request: HttpRequest, row: KeptReport) -> None:
    """Raise PermissionDenied unless the person asking answers for the report."""
    demand(request, FREEZE, **scope(row))
