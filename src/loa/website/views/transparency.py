"""What a commune's residents may check: plans, quiet hours, what was aired, what was answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.channels.broadcast.queries import listening
from loa.feedback.models import Matter
from loa.feedback.rules import LEAST_PEOPLE
from loa.people.access import public
from loa.theme.keeping import kept
from loa.website.queries.openness import openness
from loa.website.views.loudspeaker import commune_of

HERE = "transparency"


@public(reason="what is planned, decided, aired and answered is open to those it concerns")
@require_safe
@kept
def choose(request: HttpRequest) -> HttpResponse:
    """Let a resident choose the commune."""
    known = listening.communes(timezone.now())
    return render(request, "website/transparency/choose.html", {"here": HERE, "communes": known})


@public(reason="what is planned, decided, aired and answered is open to those it concerns")
@require_safe
def commune(request: HttpRequest, code: str) -> HttpResponse:
    """Show one commune's page."""
    now = timezone.now()
    place = commune_of(code, now)
    today = timezone.localdate(now)
    page = openness(code, listening.heard_near(code, now=now), today=today)
    context = {
        "here": HERE,
        "place": place,
        "page": page,
        "today": today,
        "least": LEAST_PEOPLE,
        "kinds": dict(Matter.Kind.choices),
        "states": dict(Matter.State.choices),
        "hours": [(one, one.policy.dayparts(today) if one.policy else ()) for one in page.stations],
    }
    return render(request, "website/transparency/commune.html", context)
