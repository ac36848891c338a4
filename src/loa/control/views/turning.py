"""One change of phase: everything that has to be changed for it, to be ticked off on paper."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.control.queries import turning
from loa.control.rules.turning import Placed
from loa.people.access import requires
from loa.plans.models import Plan


@requires("plan.view")
@require_safe
def turn_page(request: HttpRequest, key: str, day: str) -> HttpResponse:
    plan = get_object_or_404(Plan, key=key)
    now = timezone.now()
    try:
        whole = turning.whole(plan, date.fromisoformat(day), now=now)
    except (ValueError, OverflowError) as error:
        raise Http404(day) from error
    if whole is None:
        raise Http404(day)
    return render(request, "control/turn.html", _context(whole) | {"plan": plan, "now": now})


def _context(whole: turning.Whole) -> dict[str, Any]:
    change = whole.change
    return {
        "here": "plans",
        "whole": whole,
        "turn": change.turn,
        "expiring": _by_message(change.expiring),
        "lingering": _by_message(change.lingering),
        "today": timezone.localdate(),
    }


def _by_message(placed: tuple[Placed, ...]) -> list[tuple[Placed, list[str]]]:
    """Return each message once, with the channels that carry it."""
    first: dict[str, Placed] = {}
    channels: dict[str, list[str]] = {}
    for one in placed:
        first.setdefault(one.message, one)
        if one.channel not in channels.setdefault(one.message, []):
            channels[one.message].append(one.channel)
    return [(one, channels[message]) for message, one in first.items()]
