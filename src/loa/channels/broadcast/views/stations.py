"""All stations as they stand now, and one station's sound as it is on air."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.channels.broadcast.models import Station
from loa.channels.broadcast.queries import now as standing
from loa.channels.broadcast.queries import units
from loa.channels.broadcast.rules import Standing
from loa.core.words import Kind
from loa.people import choice
from loa.people.access import covered, requires

UNCHANGED = 204


@requires("station.view")
@require_safe
def stations_page(request: HttpRequest) -> HttpResponse:
    """Show the stations of the unit chosen, by unit; the list alone is asked for every 10 s."""
    now = timezone.now()
    code = choice.unit_code(request)
    unit = units.within(code, today=timezone.localdate(now)) if code else None
    found = [
        one for one in standing.stations_now(now) if unit is None or one.station.pk in unit.stations
    ]
    text = request.GET.get("q", "").strip()
    attention = request.GET.get("attention") == "1"
    shown = standing.matching(found, text=text, attention=attention)
    context = {
        "groups": standing.grouped(shown),
        "unit": unit.name if unit else "",
        "total": len(found),
        "shown": len(shown),
        "attention_count": sum(one.standing in standing.ATTENTION for one in found),
        "on_air_count": sum(one.standing in {Standing.ON_AIR, Standing.PLANNED} for one in found),
        "text": text,
        "attention": attention,
        "now": now,
        "here": "today",
        "query": request.GET.urlencode(),
        "may_copy": covered(request.user, "usb.export"),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(
        request, "broadcast/stations_list.html" if part else "broadcast/stations.html", context
    )


@requires("station.view")
@require_safe
def station_today(_request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the station's own today."""
    station = get_object_or_404(Station, key=key)
    today = timezone.now().astimezone(ZoneInfo(station.zone)).date()
    return redirect("broadcast:day", key=key, day=today.isoformat())


@requires("station.view")
@require_safe
def on_air(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is on air now, with its sound; 204 when that is what the page shows already."""
    station = get_object_or_404(Station, key=key)
    context = live(station, timezone.now())
    if request.GET.get("shown") == context["shown"]:
        return HttpResponse(status=UNCHANGED)
    return render(request, "broadcast/live.html", context)


def live(station: Station, now: datetime) -> dict[str, object]:
    """Return what the live part of a page needs."""
    found = standing.stations_now(now, only=[station.key])
    one = found[0] if found else None
    item = one.on_air if one else None
    return {
        "station": station,
        "one": one,
        "item": item,
        "relay": bool(item and item.kind is Kind.RELAY),
        "again": [] if item else standing.just_played(station, now),
        "shown": item.id if item else f"quiet-{one.next.id if one and one.next else ''}",
        "now": now,
    }
