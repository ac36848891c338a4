"""What residents see: the first page; other matters have files of their own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.channels.portal import queries, sites
from loa.people.access import public
from loa.theme.keeping import kept
from loa.website.queries.events import everything
from loa.website.rules import When

NEWS, EVENTS = 7, 3


@public(reason="the first page of the address, for residents")
@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    """Show what matters now: news, events, the loudspeaker at home."""
    now = timezone.now()
    here = sites.here(request)
    latest = list(queries.shown(here.key, now)[:NEWS]) if here else []
    coming = [
        one for one in everything(timezone.localdate()) if one.count.when in {When.NOW, When.AHEAD}
    ]
    context = {
        "site": here,
        "first": latest[0] if latest else None,
        "latest": latest[1:],
        "subjects": queries.subjects(here.key, now) if here else [],
        "coming": coming[:EVENTS],
        "sections": queries.sections(here.site) if here else [],
    }
    return render(request, "website/home.html", context)
