"""What every page of a report asks first: which report, and what this person may do with it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from loa.people.access import allowed, demand
from loa.people.models import Organisation
from loa.places.queries import unit_on
from loa.places.rules import Level
from loa.plans.models import Plan
from loa.reports.documents.heading import office_of
from loa.reports.models import KeptReport

FREEZE = "report.freeze"


def kept_or_404(number: int) -> KeptReport:
    rows = KeptReport.objects.select_related("frozen_by")
    return get_object_or_404(rows, pk=number)


def scope(row: KeptReport) -> dict[str, Any]:
    """Return over what somebody must hold a role to answer for a report.

    That is the unit whose report it is, or the one unit of its plan, and the body that sends it.
    """
    office: Organisation | None = office_of(row)
    if row.unit_code:
        return {**over(row.unit_code, row), "organisation": office}
    area = Plan.objects.filter(key=row.plan_key).values_list("area", flat=True).first() or []
    if len(area) == 1:
        return {**over(area[0], row), "organisation": office}
    return {"unit_code": office.unit_code or None if office else None, "organisation": office}


def over(code: str, row: KeptReport) -> dict[str, Any]:
    """Return a unit as a report meant it.

    A commune's papers are kept by the one that took it in; a district that is gone has left
    its own to no commune.
    """
    unit = unit_on(code, row.cut_on)
    commune = unit is not None and unit.level is Level.COMMUNE
    return {"unit_code": code, "as_of": row.cut_on if commune else None}


def may_freeze(request: HttpRequest, row: KeptReport) -> bool:
    return allowed(request.user, FREEZE, **scope(row))


def demand_freeze(request: HttpRequest, row: KeptReport) -> None:
    """Raise PermissionDenied unless the person asking answers for the report."""
    demand(request, FREEZE, **scope(row))
