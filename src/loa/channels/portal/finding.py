"""Articles and sections in the search: found as long as their page answers.

An article whose time is over stays found, as it stays to be read; what was taken away is
not. Pages are saved by Wagtail as well as by us, so the index follows their saving.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils.html import strip_tags
from wagtail.models import Page

from loa.channels.portal.models import ArticlePage, SectionPage, SiteUnit
from loa.channels.portal.words import WORD
from loa.delivery.models import Placement
from loa.search.actions import forget, index
from loa.search.rules import Entry

ENDS = re.compile(r"</(?:p|li|h\d|td|th|tr|caption)>|<br>")


def follow() -> None:
    """Keep the index in step with what is saved and deleted."""
    for model in (ArticlePage, SectionPage):
        post_save.connect(_saved, sender=model, dispatch_uid=f"portal-found-{model.__name__}")
    post_delete.connect(_gone, sender=Page, dispatch_uid="portal-found-no-more")


def entries() -> Iterator[Entry]:
    """Yield everything of the portal that can be found."""
    areas = placed()
    for page in ArticlePage.objects.filter(live=True, gone_at=None).iterator():
        yield article(page, areas)
    for section in SectionPage.objects.live().iterator():
        yield from _section(section)


def refresh(pages: Iterable[ArticlePage]) -> None:
    """Bring articles in the index to what they are now."""
    for page in pages:
        if page.live and page.gone_at is None:
            index(article(page))
        else:
            forget(_key(page))


def placed(key: str = "") -> dict[str, set[str]]:
    """Return for which units messages stand on the portal, by their keys: all, or one."""
    rows = Placement.objects.filter(channel=WORD, state=Placement.State.ACTIVE)
    rows = rows.filter(message__key=key) if key else rows
    found: dict[str, set[str]] = {}
    for message, areas in rows.values_list("message__key", "areas").iterator():
        found.setdefault(message, set()).update(areas)
    return found


def article(page: ArticlePage, areas: Mapping[str, set[str]] | None = None) -> Entry:
    """Return what is found of an article, under the units that it was placed for."""
    units = (placed(page.key) if areas is None else areas).get(page.key, set())
    if not units:  # brought in from elsewhere: what its site speaks for
        sites = SiteUnit.objects.filter(key=page.site_key)
        units = set(sites.values_list("unit_code", flat=True))
    parts = (page.body, page.author, page.issuer, page.source)
    others = (edition.get("body", "") for edition in page.editions)
    return Entry(
        key=_key(page),
        url=f"/tin/{page.slug}/",
        title=page.title,
        text="\n".join(_plain(part) for part in (*parts, *others) if part),
        kind=page.genre,
        unit=" ".join(sorted(units)),
        site=page.site_key,
        topic=page.subject,
        published_at=page.written_at or page.shows_from if page.imported else page.shows_from,
    )


def _section(page: SectionPage) -> Iterator[Entry]:
    """Yield what is found of a section; nothing while no site leads to it."""
    address = page.get_url_parts()
    if address is None or not address[2]:
        return
    unit = SiteUnit.objects.filter(site_id=address[0]).first()
    body = page.body.stream_block.get_searchable_content(page.body)
    yield Entry(
        key=_key(page),
        url=address[2],
        title=page.title,
        text="\n".join((page.introduction, *(_plain(str(part)) for part in body))),
        kind="section",
        unit=unit.unit_code if unit else "",
        site=unit.key if unit else "",
        published_at=page.first_published_at,
    )


def _plain(html: str) -> str:
    return unescape(strip_tags(ENDS.sub(" ", html)))  # words of two cells are no one word


def _key(page: Page) -> str:
    return f"portal:page:{page.pk}"


def _saved(instance: Page, **_facts: Any) -> None:
    if isinstance(instance, ArticlePage):
        refresh([instance])
    elif isinstance(instance, SectionPage):
        found = list(_section(instance)) if instance.live else []
        for entry in found:
            index(entry)
        if not found:
            forget(_key(instance))


def _gone(instance: Page, **_facts: Any) -> None:
    forget(_key(instance))
