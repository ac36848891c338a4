"""Where residents read a message now, for staff who send it on."""

from datetime import datetime

from django.http import HttpRequest

from loa.channels.portal import queries, sharing, sites
from loa.channels.portal.models import SiteUnit
from loa.newsroom.posted import Posted

UNNAMED = ".invalid"  # how the host name of a site ends that has no address of its own yet


def on_the_portal(request: HttpRequest, message: str, now: datetime) -> Posted | None:
    """Return the article of a message: on the site of this address, else on another's."""
    here = sites.here(request)
    own = here.key if here else ""
    rows = SiteUnit.objects.exclude(site__hostname__endswith=UNNAMED).order_by("key")
    others = [key for key in rows.values_list("key", flat=True) if key != own]
    for key in [own, *others]:
        page = queries.shown(key, now).filter(digest=message).first()
        if page is None:
            continue
        pictures = queries.pictures(page)
        picture = pictures[0].image.get_rendition(queries.PICTURE).url if pictures else ""
        url = sharing.share(request, page).url if key == own else page.get_full_url()
        return Posted(url, picture)
    return None
