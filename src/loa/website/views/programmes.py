"""Programmes as a podcast: the bulletins that were aired, each in one sound.

What was retracted or taken off the air is gone from the feed, and its sound with it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.feedgenerator import Enclosure
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loa.channels.portal import sites
from loa.channels.portal.sound import as_mp3, mp3_bytes
from loa.devices.files import serve
from loa.devices.objects import ObjectStore
from loa.newsroom.bulletins.queries import Episode, episodes
from loa.people.access import public
from loa.places.queries import units_within
from loa.website.views.feeds import MP3, Podcast

WHILE_IT_STANDS = "public, max-age=3600"  # it may be retracted


class Programmes(Podcast):
    """The bulletins of a site's units, the latest first."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        made = Programmes()
        made.request = request  # type: ignore[attr-defined]  # read below, by this one answer
        return super(Podcast, made).__call__(request, *args, **kwargs)

    def title(self, request: HttpRequest) -> str:
        return _("Programmes of %(site)s") % {"site": super().title(request)}

    def link(self, _request: HttpRequest) -> str:
        return reverse("website:loudspeaker")

    def description(self, _request: HttpRequest) -> str:
        return _("What the loudspeakers said in each session, whole and in its order.")

    def items(self, request: HttpRequest) -> list[Any]:
        return list(_heard(request))

    def item_title(self, item: Episode) -> str:
        opens = timezone.localtime(item.opens)
        said = {"office": item.issuer, "when": formats.date_format(opens, "H:i d/m/Y")}
        return _("%(office)s, %(when)s") % said

    def item_description(self, item: Episode) -> str:
        return " · ".join(item.headlines)

    def item_link(self, item: Episode) -> str:
        return reverse("website:commune", args=[item.unit_code])

    def item_guid(self, item: Episode) -> str:
        return f"{item.key}:{item.sound}"

    def item_pubdate(self, item: Episode) -> datetime:
        return item.opens

    def item_updateddate(self, item: Episode) -> datetime:
        return item.opens

    def item_author_name(self, item: Episode) -> str:
        return item.issuer

    def item_categories(self, _item: Episode) -> list[str]:
        return []

    def item_enclosures(self, item: Episode) -> list[Enclosure]:
        address = reverse("website:programme", args=[item.sound])
        whole = self.request.build_absolute_uri(address)  # type: ignore[attr-defined]
        return [Enclosure(whole, str(mp3_bytes(item.sound, item.ms)), MP3)]

    def item_extra_kwargs(self, item: Episode) -> dict[str, Any]:
        return {"seconds": round(item.ms / 1000)}


programmes = public(reason="a feed of public sound")(require_safe(Programmes()))


@public(reason="what the loudspeakers have said in public")
@require_safe
def programme(request: HttpRequest, address: str) -> HttpResponse:
    """Give a bulletin that was aired, whole, as MP3."""
    found = next((one for one in _heard(request) if one.sound == address), None)
    if found is None:
        raise Http404(address)
    path = ObjectStore(settings.DATA_DIR / "objects").path(address)
    made = as_mp3(path, address, title=f"{found.issuer} {found.day:%d/%m/%Y}")
    return serve(request, made, etag=f"{address}-mp3", cache=WHILE_IT_STANDS)


def _heard(request: HttpRequest) -> Sequence[Episode]:
    here = sites.here(request)
    if here is None:
        return ()
    today = timezone.localdate()
    inside = {here.unit_code, *(unit.code for unit in units_within(here.unit_code, today))}
    return [one for one in episodes(timezone.now()) if one.unit_code in inside]
