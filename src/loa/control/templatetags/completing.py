"""The tag that says on every page of a draft what keeps it from being in force."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone

from loa.control.completing.queries import gate
from loa.people.access import person
from loa.plans.models import Plan

register = template.Library()


@register.inclusion_tag("control/parts/plan_gate.html", takes_context=True)
def plan_gate(context: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """Say who puts a draft in force, and let those who may do it."""
    request = context["request"]
    found = gate(plan, person(request), today=timezone.localdate())
    return {"gate": found, "plan": plan, "request": request}
