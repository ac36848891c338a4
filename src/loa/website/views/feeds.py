"""Feeds: news as RSS, sound as a podcast, events as iCalendar, and the map of the site."""

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import icalendar
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from loa.channels.portal import queries, sharing, sites
from loa.channels.portal.models import ArticlePage
from loa.channels.portal.sound import mp3_bytes
from loa.people.access import public
from loa.theme.keeping import kept
from loa.website.queries import events
from loa.website.rules import When

IN_A_FEED, ON_THE_MAP = 30, 5000
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


class NewsFeed(Feed):  # type: ignore[type-arg]  # generic in its types alone
    """The news of a site."""

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        return _name(request)

    def link(self, _request: HttpRequest) -> str:
        return reverse("portal:news")

    def description(self, _request: HttpRequest) -> str:
        return _("What was approved for residents, the newest first.")

    def items(self, request: HttpRequest) -> list[ArticlePage]:
        here = sites.here(request)
        return list(queries.shown(here.key, timezone.now())[:IN_A_FEED]) if here else []

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: ArticlePage) -> str:
        return item.body

    def item_link(self, item: ArticlePage) -> str:
        return sharing.address(item)

    def item_pubdate(self, item: ArticlePage) -> datetime:
        return item.shows_from

    def item_updateddate(self, item: ArticlePage) -> datetime:
        return item.updated_at

    def item_author_name(self, item: ArticlePage) -> str | None:
        return item.author or None

    def item_categories(self, item: ArticlePage) -> list[str]:
        return [item.subject] if item.subject else []


class Itunes(Rss201rev2Feed):
    """RSS with the few words that players of podcasts ask for."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:itunes": ITUNES}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", self.feed["title"])
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:category", None, {"text": "Government"})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("itunes:duration", str(item["seconds"]))


class Podcast(NewsFeed):
    """What can be heard, as episodes."""

    feed_type = Itunes

    def description(self, _request: HttpRequest) -> str:
        return _("What the loudspeakers say, to hear again.")

    def items(self, request: HttpRequest) -> list[ArticlePage]:
        here = sites.here(request)
        if here is None:
            return []
        heard = queries.shown(here.key, timezone.now()).exclude(sound={})
        return list(heard[:IN_A_FEED])

    def item_description(self, item: ArticlePage) -> str:
        return item.summary

    def item_guid(self, item: ArticlePage) -> str:
        return f"{item.key}:{item.sound['digest']}"

    item_guid_is_permalink = False

    def item_enclosures(self, item: ArticlePage) -> list[Enclosure]:
        said = item.sound
        # Feed makes an address whole for pages, never for enclosures.
        return [Enclosure(self._whole(said), str(mp3_bytes(said["digest"], said["ms"])), MP3)]

    def item_extra_kwargs(self, item: ArticlePage) -> dict[str, Any]:
        return {"seconds": round(item.sound["ms"] / 1000)}

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        made = Podcast()
        made.request = request  # type: ignore[attr-defined]  # read below, by this one answer
        return Feed.__call__(made, request, *args, **kwargs)

    def _whole(self, said: dict[str, Any]) -> str:
        address = reverse("portal:listen_mp3", args=[said["digest"]])
        return str(self.request.build_absolute_uri(address))  # type: ignore[attr-defined]


MP3 = "audio/mpeg"
news = public(reason="a feed of public news")(require_safe(kept(NewsFeed())))
podcast = public(reason="a feed of public sound")(require_safe(kept(Podcast())))


@public(reason="events are announced to everybody")
@require_safe
@kept
def calendar(request: HttpRequest) -> HttpResponse:
    """Give events that have days as iCalendar; what is not sure says so."""
    book = icalendar.Calendar()
    book.add("prodid", "-//Loa//events//VI")
    book.add("version", "2.0")
    book.add("x-wr-calname", _name(request))
    stamp = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for one in events.everything(timezone.localdate()):
        if one.event.starts is None:
            continue
        entry = icalendar.Event()
        address = reverse("website:event", args=[one.event.plan.key, one.event.key])
        entry.add("uid", f"{one.event.plan.key}.{one.event.key}@{request.get_host()}")
        entry.add("dtstamp", stamp)
        entry.add("summary", one.event.name)
        entry.add("dtstart", one.event.starts)
        if one.event.ends:
            entry.add("dtend", one.event.ends)
        entry.add("url", request.build_absolute_uri(address))
        entry.add("status", _status(one))
        if one.event.theme:
            entry.add("description", one.event.theme)
        book.add_component(entry)
    return HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")


def _status(one: events.Shown) -> str:
    if one.count.when is When.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if one.tentative else "CONFIRMED"


@public(reason="for search engines")
@require_safe
@kept
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page of a site that stands now."""
    here = sites.here(request)
    now = timezone.now()
    rows = [(reverse("website:home"), now), (reverse("portal:news"), now)]
    rows += [(reverse("website:events"), now)]
    if here:
        shown = queries.shown(here.key, now).only("slug", "updated_at")[:ON_THE_MAP]
        rows += [(sharing.address(page), page.updated_at) for page in shown]
        below = Page.objects.descendant_of(here.site.root_page).live().public()
        for page in below.filter(sectionpage__isnull=False):
            rows.append((page.get_url(request) or "/", page.last_published_at or now))
    lines = (
        f"<url><loc>{escape(request.build_absolute_uri(address))}</loc>"
        f"<lastmod>{changed.date().isoformat()}</lastmod></url>"
        for address, changed in rows
    )
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{xmlns}">{"".join(lines)}</urlset>'
    )
    return HttpResponse(body, content_type="application/xml")


@public(reason="for search engines")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Name the map of the site; staff pages are not for search engines."""
    where = request.build_absolute_uri(reverse("website:sitemap"))
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /accounts/", f"Sitemap: {where}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def _name(request: HttpRequest) -> str:
    here = sites.here(request)
    return here.name if here else _("Local information")
