"""Tags of the pages on which a document becomes a plan."""

from collections.abc import Mapping
from typing import Any

from django import template

from loa.control.queries.documents import GROUPS, origin
from loa.people.access import allowed
from loa.plans.drafting import queries, words
from loa.plans.importing import reasons
from loa.plans.models import Plan

register = template.Library()


@register.filter
def group_of(kind: str) -> str:
    """Name the colour of a kind of finding."""
    return GROUPS.get(kind, "other")


@register.filter
def kind_word(kind: str) -> str:
    """Name a kind of finding."""
    return reasons.TITLES[kind][words.language()]


@register.simple_tag(takes_context=True)
def may_bring_plans(context: Mapping[str, Any]) -> bool:
    """Whether this person may bring documents in."""
    return allowed(context["request"].user, queries.EDIT)


@register.inclusion_tag("control/parts/plan_origin.html", takes_context=True)
def plan_origin(context: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """Show the document that a plan came from, and what the plan still lacks."""
    return origin(plan) | {"request": context["request"]}
