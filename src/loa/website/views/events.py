"""Events: what is coming, what it is about, how far each unit is."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.channels.portal import queries, results, sites
from loa.channels.portal.live import queries as live
from loa.channels.portal.live import streams
from loa.channels.portal.live.queries import NOTHING_YET
from loa.channels.portal.results import Told
from loa.channels.portal.tables import html
from loa.people.access import public
from loa.theme.keeping import kept
from loa.website.asking import may_report
from loa.website.queries import events
from loa.website.rules import When
from loa.website.structured import structured

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
    entries = live.log(plan, key)
    context = {
        "here": HERE,
        "whole": whole,
        "one": whole.shown,
        "news": news,
        "results": _results(plan, key, here.key, now) if here else [],
        "entries": entries,
        "last": max((entry.last for entry in entries), default=0),
        "live": whole.shown.count.when is When.NOW,
        "may_report": may_report(request.user, whole.shown.event),
        "data": structured(request, whole),
    }
    return render(request, "website/events/event.html", context)


def _results(plan: str, key: str, site: str, now: datetime) -> list[tuple[Told, list[str]]]:
    """Return announced results, each with its tables as HTML."""
    found = results.told(plan, key, site, now)
    return [(one, [html(t, caption=one.page.title) for t in one.tables]) for one in found]


@public(reason="the log of an event is for everybody")
@require_safe
def log(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Give what is new of a log, once: where `live.streams` does not stand in front.

    The browser comes back by itself with the number of the last line that it had.
    """
    news = live.news({(plan, key): NOTHING_YET})[plan, key]
    if news is None:
        raise Http404(key)
    had = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    since = streams.number(had)
    fresh = sorted((one for one in news.fragments if one.last > since), key=lambda one: one.last)
    said = streams.written(fresh, request.GET.get("lang", ""))
    return HttpResponse(
        f"retry: {streams.LATER_MS}\n\n{said}",
        content_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )
