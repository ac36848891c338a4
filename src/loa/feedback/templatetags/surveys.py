"""How a survey's figures are written, and the parts that other rooms' pages show."""

import math
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.feedback.surveys import queries, words
from loa.feedback.surveys.margins import Difference
from loa.feedback.surveys.queries import Cell, Part, Row
from loa.feedback.surveys.rules import Which
from loa.people.access import allowed
from loa.plans.models import Plan

register = template.Library()
NEARLY = 1e-9  # what sums of fractions may be off by


@register.filter
def percent(share: float) -> str:
    """Write a share from 0 to 1 in whole per cent."""
    return str(math.floor(share * 100 + 0.5 + NEARLY))


@register.filter
def points(margin: float) -> str:
    """Write a margin in whole percentage points, never smaller than it is."""
    return str(math.ceil(margin * 100 - NEARLY))


@register.filter
def signed(by: float) -> str:
    """Write a difference in whole percentage points with its sign."""
    whole = math.floor(abs(by) * 100 + 0.5 + NEARLY)
    return f"{'−' if by < 0 and whole else '+' if whole else ''}{whole}"


@register.filter
def css_percent(share: float) -> str:
    """Write a share for use inside style="": a decimal point, whatever the language."""
    return format(share * 100, ".2f")


@register.filter
def verdict(difference: Difference) -> str:
    """Say what a difference is worth."""
    if not difference.sure:
        return _("not enough to say that it differs")
    return _("more than before") if difference.by > 0 else _("less than before")


@register.filter
def wave(which: str) -> str:
    """Name a time of asking."""
    return str(words.WAVES[Which(which)])


@register.filter
def times(part: Part) -> list[tuple[str, int | None]]:
    """List how many answered at each time of asking."""
    return [(Which.BEFORE.value, part.before), (Which.AFTER.value, part.after)]


@register.filter
def cells(row: Row) -> list[tuple[str, Cell]]:
    """List a line's figures that there are, each with its time of asking in a word."""
    both = ((_("Before"), row.before), (_("After"), row.after))
    return [(word, cell) for word, cell in both if cell is not None]


@register.inclusion_tag("feedback/surveys/of_plan.html", takes_context=True)
def surveys_of(context: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """Show the surveys around a plan's phases, and how to make one."""
    request = context.get("request")
    return {
        "plan": plan,
        "surveys": [(one, queries.phase_name(one)) for one in queries.of_plan(plan.key)],
        "may_edit": request is not None and allowed(request.user, "survey.edit"),
    }


@register.inclusion_tag("feedback/surveys/open_here.html")
def open_surveys(unit_code: str = "") -> dict[str, Any]:
    """Show the surveys that ask in a commune today; without one: all that are open."""
    return {"surveys": queries.open_on(timezone.localdate(), unit_code)}
