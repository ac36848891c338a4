"""One station's day, and promising again what was not heard."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.channels.broadcast import actions
from loa.channels.broadcast.models import Station
from loa.channels.broadcast.queries.day import day_page
from loa.channels.broadcast.queries.now import unit_names
from loa.channels.broadcast.queries.owed import owed
from loa.channels.broadcast.rules import Fate
from loa.channels.broadcast.views.stations import live
from loa.core.periods import DAY
from loa.people.access import allowed, demand, requires
from loa.theme import toast


def day_of(text: str) -> date:
    """Read a day of an address; Http404 when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404(text) from error


@requires("rundown.view")
@require_safe
def station_day(request: HttpRequest, key: str, day: str) -> HttpResponse:
    """Show a station's day: the strip, what became of each item, what found no place."""
    station, of = get_object_or_404(Station, key=key), day_of(day)
    now = timezone.now()
    today = now.astimezone(ZoneInfo(station.zone)).date()
    page = day_page(station, of, now=now)
    may = {
        word: allowed(request.user, permission, unit_code=page.unit_code)
        for word, permission in (("make_good", "placement.edit"), ("usb", "usb.export"))
    }
    context = {
        "page": page,
        "station": station,
        "unit": unit_names([page.unit_code], of).get(page.unit_code, ""),
        "day": of,
        "today": today,
        "is_today": of == today,
        "yesterday": of - DAY,
        "tomorrow": of + DAY,
        "heard": page.count(Fate.AIRED, Fate.LATE, Fate.REPORTED),
        "planned": page.count(),
        "lost": page.count(Fate.MISSED, Fate.CUT),
        "owed": owed(station, of, now=now) if may["make_good"] and of <= today else [],
        "may": may,
        "now": now,
        "here": "today",
    }
    if of == today:
        context |= live(station, now)
    return render(request, "broadcast/day.html", context)


@requires("placement.edit")
@require_POST
def make_good(request: HttpRequest, key: str, day: str, item: str) -> HttpResponse:
    """Promise once more what was not heard."""
    station, of = get_object_or_404(Station, key=key), day_of(day)
    now = timezone.now()
    page = day_page(station, of, now=now)
    demand(request, "placement.edit", unit_code=page.unit_code)
    found = next((one for one in owed(station, of, now=now) if one.item.id == item), None)
    if found is None:
        toast.say(request, _("This item needs no make-good any more, or there is no room for it."))
    else:
        actions.make_good(station, found.item, found.candidate, now=now)
        toast.say(
            request,
            _("“%(title)s” will be heard once more, from tomorrow on.")
            % {"title": found.item.title},
        )
    return redirect("broadcast:day", key=key, day=of.isoformat())
