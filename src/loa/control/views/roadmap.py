"""The roadmap over all plans that concern the unit looked at, on one axis."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from loa.control import choice, words
from loa.control.queries.timeline import Asked, Road, road
from loa.control.rules.timeline import Bar, Kind, Zoom
from loa.people.access import requires
from loa.plans.models import Assignment, Event
from loa.theme.figures import State

ZOOMS = {
    Zoom.MONTH: pgettext_lazy("zoom", "Month"),
    Zoom.QUARTER: pgettext_lazy("zoom", "Quarter"),
    Zoom.YEAR: pgettext_lazy("zoom", "Year"),
    Zoom.ALL: pgettext_lazy("zoom", "All"),
}
KINDS = {
    Kind.PHASE: pgettext_lazy("on the roadmap", "Phases"),
    Kind.EVENT: pgettext_lazy("on the roadmap", "Events"),
    Kind.TASK: pgettext_lazy("on the roadmap", "Tasks due"),
    Kind.PAUSE: pgettext_lazy("on the roadmap", "Pauses"),
}


@requires("plan.view")
@require_safe
def roadmap_page(request: HttpRequest) -> HttpResponse:
    """Show phases, events, tasks and pauses of all plans; filtered, zoomed, printed."""
    today, unit = timezone.localdate(), choice.unit(request)
    asked = _asked(request.GET, today, unit.code if unit else "")
    found = road(asked, today=today)
    return render(
        request,
        "control/roadmap.html",
        {
            "here": "plans",
            "asked": asked,
            "road": found.timeline,
            "today": today,
            "unit": unit,
            "lanes": [_lane(found, lane, today) for lane in found.timeline.lanes],
            "plans": found.choices,
            "zooms": [(z, label, _url(asked, zoom=z)) for z, label in ZOOMS.items()],
            "kinds": KINDS,
            "levels": words.LEVELS,
            "before_url": _url(asked, at=found.timeline.before),
            "after_url": _url(asked, at=found.timeline.after),
            "today_url": _url(asked, at=today),
            "narrowed": bool(asked.plan or asked.kind or asked.level),
        },
    )


def _asked(query: QueryDict, today: date, unit: str) -> Asked:
    try:
        at = date.fromisoformat(query.get("at", ""))
    except ValueError:
        at = today
    zoom = query.get("zoom", "")
    return Asked(
        zoom=Zoom(zoom) if zoom in set(Zoom) else Zoom.YEAR,
        at=at,
        plan=query.get("plan", ""),
        kind=query.get("kind", ""),
        level=query.get("level", ""),
        unit=unit,
    )


def _url(asked: Asked, **changes: Any) -> str:
    """Return the page's address with some of what was asked changed."""
    query = QueryDict(mutable=True)
    for name in ("zoom", "at", "plan", "kind", "level"):
        if value := changes.get(name, getattr(asked, name)):
            query[name] = str(value)
    return f"?{query.urlencode()}"


def _lane(found: Road, lane: Any, today: date) -> dict[str, Any]:
    plan = found.plans[lane.key]
    first = found.firsts[lane.key]
    return {
        "plan": plan,
        "outside": lane.outside,
        "elsewhere": f"?zoom={Zoom.ALL}&plan={lane.key}" if not lane.bars else "",
        "first": first,
        "kinds": [
            (label, [_bar(lane.key, bar, today) for bar in lane.of(kind)])
            for kind, label in KINDS.items()
            if lane.of(kind)
        ],
    }


def _bar(plan: str, bar: Bar, today: date) -> dict[str, Any]:
    entry = bar.entry
    urls = {
        Kind.PHASE: f"{reverse('control:coverage', args=(plan,))}?phase={entry.key}",
        Kind.EVENT: reverse("control:event", args=(plan, entry.key)),
        Kind.TASK: reverse("control:assignments", args=(plan,)),
        Kind.PAUSE: reverse("control:pauses"),
    }
    late = entry.kind is Kind.TASK and entry.state != Assignment.State.DONE
    state = None
    if entry.kind is Kind.TASK:
        done = entry.state == Assignment.State.DONE
        overdue = late and entry.days.start < today
        state = State.DONE if done else State.LATE if overdue else State.DUE
    return {
        "bar": bar,
        "entry": entry,
        "url": urls[entry.kind],
        "state": state,
        "sure": entry.state in {Event.State.CONFIRMED, Event.State.HELD},
        "label": _label(bar),
    }


def _label(bar: Bar) -> str:
    """Say what kind of state an entry is in, as its chip says it."""
    entry = bar.entry
    if entry.kind is Kind.EVENT:
        return str(Event.State(entry.state).label)
    if entry.kind is Kind.TASK:
        return str(Assignment.State(entry.state).label)
    if entry.kind is Kind.PAUSE:
        return words.said(words.STOPS, entry.state)
    return ""
