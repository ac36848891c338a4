"""“Trên loa nhà mình”: what the loudspeakers of one's own commune say, to read and hear again.

The commune stands in the address, so a page can be kept, sent and printed, and nothing about
its reader is kept here. Everything works without a script.
"""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from loa.channels.broadcast.queries import listening
from loa.channels.broadcast.queries.listening import Commune, Near
from loa.channels.portal.sound import as_mp3
from loa.core.fold import fold
from loa.core.periods import DAY
from loa.devices import files
from loa.devices.objects import ObjectStore
from loa.people.access import public
from loa.theme.keeping import kept

HERE = "loudspeaker"
OPUS, MP3 = "opus", "mp3"
NAMED_DAYS = {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}
LONGEST_NAME = 80


@public(reason="what loudspeakers say is public")
@require_safe
@kept
def choose(request: HttpRequest) -> HttpResponse:
    """Let a resident find the commune: a list, or a few letters of its name."""
    asked = request.GET.get("q", "")[:LONGEST_NAME]
    known = listening.communes(timezone.now())
    found = [one for one in known if fold(asked) in fold(one.name)]
    context = {"here": HERE, "asked": asked, "communes": found, "any": bool(known)}
    return render(request, "website/loudspeaker/choose.html", context)


@public(reason="what loudspeakers say is public")
@require_safe
def commune(request: HttpRequest, code: str) -> HttpResponse:
    """Show a commune's loudspeakers: now, next, and one station's day."""
    now = timezone.now()
    place = commune_of(code, now)
    stations = listening.heard_near(code, now=now)
    station = _chosen(stations, request.GET.get("station", ""))
    zone = station.policy.zone if station.policy else settings.TIME_ZONE
    days = listening.days_shown(zone, now)
    day = _day(request.GET.get("day", ""), days)
    today = days[listening.PAST_DAYS]
    context = {
        "here": HERE,
        "place": place,
        "stations": stations,
        "station": station,
        "heard": listening.heard_on(station.key, day, now=now),
        "days": [(one, NAMED_DAYS.get((one - today) // DAY, "")) for one in days],
        "day": day,
        "today": today,
        "hours": station.policy.dayparts(today) if station.policy else (),
        "now": now,
    }
    return render(request, "website/loudspeaker/commune.html", context)


@public(reason="only a sound that was aired in public in this commune, and stands")
@require_safe
def sound(request: HttpRequest, code: str, address: str, kind: str) -> HttpResponse:
    """Serve a sound again, in whole or by range; anything else is not there.

    As it was aired, or as MP3 for a telephone that does not know Opus.
    """
    if not listening.may_hear_again(code, address, now=timezone.now()):
        return files.missing()
    path = ObjectStore(Path(settings.DATA_DIR) / "objects").path(address)
    if kind == MP3:
        path = as_mp3(path, address, title="")
    # It may be taken back any minute: nobody keeps it without asking again.
    return files.serve(request, path, etag=f"{address}-{kind}", cache=files.ASK_AGAIN)


def commune_of(code: str, now: datetime) -> Commune:
    """Return the commune of an address; Http404 where no loudspeaker stands."""
    for one in listening.communes(now):
        if one.code == code:
            return one
    raise Http404(code)


def _chosen(stations: list[Near], key: str) -> Near:
    return next((one for one in stations if one.key == key), stations[0])


def _day(text: str, days: list[date]) -> date:
    """Return the day asked for; today when it is none of those shown."""
    return next((day for day in days if day.isoformat() == text), days[listening.PAST_DAYS])
