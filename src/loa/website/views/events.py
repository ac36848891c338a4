"""Events: what is coming, what it is about, how far each unit is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.channels.portal import queries, sites
from loa.channels.portal.caching import kept
from loa.people.access import public
from loa.website.queries import events

HERE = "events"
RELATED = 6


@public(reason="events are announced to everybody")
@require_safe
@kept
def listed(request: HttpRequest) -> HttpResponse:
    """List all events: now, ahead, without a day yet, over."""
    rows = events.everything(timezone.localdate())
    return render(request, "website/events/list.html", {"here": HERE, "events": rows})


@public(reason="events are announced to everybody")
@require_safe
@kept
def event(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Show one event with its days, theme, agenda, documents and board."""
    whole = events.whole(plan, key, timezone.localdate())
    if whole is None:
        raise Http404(key)
    here = sites.here(request)
    now = timezone.now()
    news = queries.shown(here.key, now).filter(plan_key=plan)[:RELATED] if here else []
    context = {"here": HERE, "whole": whole, "one": whole.shown, "news": news}
    return render(request, "website/events/event.html", context)
