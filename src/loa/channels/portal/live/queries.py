"""Reads of logs: for a page, and for all who listen at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connections
from django.template.loader import render_to_string
from django.utils import translation

from loa.channels.portal.live import rules
from loa.channels.portal.live.rules import Entry, Line
from loa.channels.portal.models import LiveLine, LiveLog
from loa.plans.models import Event, Plan

Key = tuple[str, str]  # plan, event
NOTHING_YET = -1


@dataclass(frozen=True, slots=True)
class Fragment:
    """An entry as a page shows it, by language; `last` is the number of its latest line."""

    entry: int
    last: int
    html: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class News:
    """What is new of a log: its latest number, and the entries with later lines than asked."""

    last: int
    fragments: Sequence[Fragment]


def log(plan_key: str, event_key: str) -> list[Entry]:
    """Return an event's log, what happened last first; empty when nothing was written."""
    return rules.entries(_lines(plan_key, event_key))


def news(asked: Mapping[Key, int]) -> Mapping[Key, News | None]:
    """Return what is new of several logs since a number; None for what is no event.

    With NOTHING_YET everything is new. One query when nothing is, however many listen.
    """
    keys = {event for _plan, event in asked}
    rows = LiveLog.objects.filter(event_key__in=keys)
    last = {(p, e): n for p, e, n in rows.values_list("plan_key", "event_key", "last")}
    found: dict[Key, News | None] = {}
    for key, since in asked.items():
        if last.get(key, 0) > since and key in last:
            fresh = [one for one in log(*key) if one.last > since]
            found[key] = News(last[key], [fragment(one) for one in fresh])
        elif since == NOTHING_YET:
            found[key] = News(0, ()) if _exists(key) else None
    return found


def news_alone(asked: Mapping[Key, int]) -> Mapping[Key, News | None]:
    """Return that, in a thread that has no end of request to let its connection go at."""
    try:
        return news(asked)
    finally:
        connections.close_all()


def fragment(entry: Entry) -> Fragment:
    """Render an entry in every language of the site."""
    html = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            html[code] = render_to_string("portal/live/entry.html", {"entry": entry})
    return Fragment(entry.number, entry.last, html)


def _exists(key: Key) -> bool:
    plan, event = key
    approved = Event.objects.filter(plan__state=Plan.State.APPROVED)
    return approved.filter(plan__key=plan, key=event).exists()


def _lines(plan_key: str, event_key: str) -> list[Line]:
    rows = LiveLine.objects.filter(log__plan_key=plan_key, log__event_key=event_key)
    return [
        Line(
            number=row.number,
            entry=row.entry,
            happened_at=row.happened_at,
            written_at=row.written_at,
            text=row.text,
            byline=row.byline,
            withdrawn=row.withdrawn,
            unit_code=row.unit_code,
        )
        for row in rows.order_by("number")
    ]
