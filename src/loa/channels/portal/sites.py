"""Sites: opening one, and the one that a request is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from wagtail.models import Locale, Page, Site

from loa.channels.portal import caching, rules
from loa.channels.portal.models import HomePage, NewsPage, SiteUnit
from loa.places.models import AdminUnit

MAIN, COUNTRY = "main", "VN"
NEWS = "tin"


@dataclass(frozen=True, slots=True)
class Here:
    """The site that a request is for."""

    site: Site
    key: str
    name: str
    unit_code: str
    welcome: str
    contact: str


class SiteError(ValueError):
    """A site that cannot be opened; the sentence is for a person."""


@transaction.atomic
def open_site(*, key: str, name: str, unit_code: str, hostname: str = "", port: int = 80) -> Site:
    """Open a site, or change the one that has this key; the first is everybody's default.

    Raises SiteError when the area has another site already.
    """
    if SiteUnit.objects.filter(unit_code=unit_code).exclude(key=key).exists():
        raise SiteError(f"{unit_code}: this area has a site already")
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    known = SiteUnit.objects.select_related("site").filter(key=key).first()
    site = known.site if known else _first(key, name)
    site.site_name = name
    if hostname:
        site.hostname, site.port = hostname, port
    site.save()
    if site.root_page.title != name:
        home = site.root_page.specific
        home.title = name
        home.save()
    SiteUnit.objects.update_or_create(key=key, defaults={"site": site, "unit_code": unit_code})
    caching.turn()
    return site


def _first(key: str, name: str) -> Site:
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=HomePage(title=name, slug=key))
    home.add_child(instance=NewsPage(title="Tin tức", slug=NEWS))
    default = Site.objects.filter(is_default_site=True, unit__isnull=True).first()
    if default is None:
        hostname = f"{key}.invalid"  # until the real one is named
        is_default = not Site.objects.filter(is_default_site=True).exists()
        return Site(hostname=hostname, root_page=home, is_default_site=is_default)
    greeting = default.root_page  # the one that Wagtail makes, in English and nobody's
    default.root_page = home
    default.save()
    greeting.delete()
    return default


def ensure_main() -> None:
    """Open the installation's own site where there is none yet."""
    if not SiteUnit.objects.exists():
        open_site(key=MAIN, name=settings.WAGTAIL_SITE_NAME, unit_code=COUNTRY)


def here(request: HttpRequest) -> Here | None:
    """Return the site of a request; None while none is open."""
    if (kept := getattr(request, "portal_here", None)) is not None:
        return kept  # type: ignore[no-any-return]  # written below
    site = Site.find_for_request(request)
    home = "site__root_page__homepage"
    rows = SiteUnit.objects.filter(site=site).values_list(
        "key", "unit_code", f"{home}__welcome", f"{home}__contact"
    )
    row = rows.first() if site else None
    if site is None or row is None:
        return None
    key, unit_code, welcome, contact = row
    found = Here(site, key, site.site_name, unit_code, welcome, contact)
    request.portal_here = found  # type: ignore[attr-defined]  # asked for by every part of a page
    return found


def areas() -> list[rules.SiteArea]:
    """Return every site's area."""
    return [
        rules.SiteArea(key, code)
        for key, code in SiteUnit.objects.order_by("key").values_list("key", "unit_code")
    ]


class Atlas:
    """Units and what they lie in, read once and asked often."""

    def __init__(self) -> None:
        self.units = list(
            AdminUnit.objects.order_by().values_list(
                "code", "parent_code", "valid_from", "valid_until"
            )
        )
        self.sites = areas()
        self._above: dict[date, dict[str, str]] = {}

    def above(self, day: date) -> dict[str, str]:
        """Return the unit directly above each that exists on a day."""
        if day not in self._above:
            self._above[day] = {
                code: parent
                for code, parent, since, until in self.units
                if since <= day and (until is None or day < until)
            }
        return self._above[day]

    def receivers(self, wanted: Sequence[str], day: date) -> list[tuple[str, str]]:
        """Return (site, unit code) of the sites that serve areas on a day."""
        found = rules.nearest(wanted, self.sites, self.above(day))
        return [(site.key, site.unit_code) for site in found]
