"""Searching what is published.

Everything works without a script, and every answer has an address to keep and send.
"""

from collections.abc import Container, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from loa.channels.portal import sites
from loa.channels.portal.words import GENRES
from loa.feedback import queries as feedback
from loa.people.access import public
from loa.search.queries import find
from loa.search.rules import Narrowed
from loa.website.finding import ANSWERED, EVENT
from loa.website.queries import areas

LONGEST = 200
SPANS: Mapping[str, tuple[str | Promise, int]] = {
    "week": (_("the last 7 days"), 7),
    "month": (_("the last 30 days"), 30),
    "year": (_("the last year"), 365),
}
KINDS: Mapping[str, str | Promise] = GENRES | {
    EVENT: _("Event"),
    ANSWERED: _("Question answered"),
    "section": _("Page of the site"),
}


@public(reason="what is published can be searched by everybody")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer a question, or ask for one."""
    now = timezone.now()
    asked = request.GET.get("q", "").strip()[:LONGEST]
    chosen = {
        "kind": _known(request.GET.get("kind", ""), KINDS),
        "span": _known(request.GET.get("span", ""), SPANS),
        "topic": request.GET.get("topic", "")[:LONGEST],
    }
    communes = feedback.communes(timezone.localdate(now))
    chosen["unit"] = _known(request.GET.get("unit", ""), {one.unit_code for one in communes})
    page = _page(request.GET.get("page", ""))
    answer = None
    if asked:
        narrowed = _narrowed(request, chosen, now)
        answer = find(asked, now=now, narrowed=narrowed, page=page)
    kept = {"q": asked, **{name: value for name, value in chosen.items() if value}}
    return render(
        request,
        "website/search.html",
        {
            "here": "search",
            "asked": asked,
            "answer": answer,
            "hits": [(hit, KINDS.get(hit.kind, "")) for hit in answer.hits] if answer else [],
            "chosen": chosen,
            "narrowed": any(chosen.values()),
            "page": page,
            "kinds": KINDS.items(),
            "communes": communes,
            "besides": urlencode({name: kept[name] for name in kept if name != "topic"}),
            "spans": [(key, label) for key, (label, _days) in SPANS.items()],
            "older": urlencode({**kept, "page": page + 1}),
            "newer": urlencode({**kept, "page": page - 1}),
        },
    )


def _narrowed(request: HttpRequest, chosen: Mapping[str, str], now: datetime) -> Narrowed:
    here = sites.here(request)
    days = SPANS[chosen["span"]][1] if chosen["span"] else 0
    return Narrowed(
        kinds=(chosen["kind"],) if chosen["kind"] else (),
        topics=(chosen["topic"],) if chosen["topic"] else (),
        units=areas.around(chosen["unit"]) if chosen["unit"] else (),
        sites=(here.key, "") if here else (),
        since=now - timedelta(days=days) if days else None,
    )


def _known(word: str, words: Container[str]) -> str:
    return word if word in words else ""


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000") else 1
