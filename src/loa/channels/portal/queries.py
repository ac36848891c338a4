"""Reads of what residents find on a site now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet
from wagtail.models import Site

from loa.channels.portal.models import ArticlePage, ArticlePicture, SectionPage

PICTURE = "max-960x960"


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic under which articles stand."""

    name: str
    slug: str
    articles: int


@dataclass(frozen=True, slots=True)
class Headline:
    """An article as others point to it."""

    slug: str
    title: str
    shows_from: datetime


def sections(site: Site) -> list[SectionPage]:
    """Return what site editors have made right below a site's first page, in their order."""
    below = SectionPage.objects.live().public().child_of(site.root_page)
    return list(below.order_by("path"))


def shown(site_key: str, now: datetime) -> QuerySet[ArticlePage]:
    """Return the articles of a site that are news now, the newest first."""
    return (
        ArticlePage.objects.filter(site_key=site_key, gone_at=None, shows_from__lte=now)
        .filter(Q(shows_until=None) | Q(shows_until__gt=now))
        .order_by("-shows_from", "-pk")
    )


def opened(site_key: str, slug: str, now: datetime) -> ArticlePage | None:
    """Return an article by its address, also one that is over or was taken away."""
    return ArticlePage.objects.filter(
        site_key=site_key, slug=slug, live=True, shows_from__lte=now
    ).first()


def neighbours(page: ArticlePage, now: datetime) -> tuple[Headline | None, Headline | None]:
    """Return the articles before and after one, in the order in which they were shown."""
    around = shown(page.site_key, now)
    at = page.shows_from
    older = Q(shows_from__lt=at) | Q(shows_from=at, pk__lt=page.pk)
    newer = Q(shows_from__gt=at) | Q(shows_from=at, pk__gt=page.pk)
    (before,) = _headlines(around.filter(older), 1) or (None,)
    (after,) = _headlines(around.filter(newer).order_by("shows_from", "pk"), 1) or (None,)
    return before, after


def _headlines(rows: QuerySet[ArticlePage], most: int) -> list[Headline]:
    return [Headline(*row) for row in rows.values_list("slug", "title", "shows_from")[:most]]


def related(page: ArticlePage, now: datetime) -> Sequence[Headline]:
    """Return the latest few articles of the same topic."""
    if not page.subject_slug:
        return []
    alike = shown(page.site_key, now).filter(subject_slug=page.subject_slug).exclude(pk=page.pk)
    return _headlines(alike, 4)


def subjects(site_key: str, now: datetime) -> list[Subject]:
    """Return the topics of a site's news, those with news first."""
    rows = (
        shown(site_key, now)
        .exclude(subject_slug="")
        .order_by()
        .values("subject_slug")
        .annotate(count=Count("pk"), newest=Max("shows_from"), name=Max("subject"))
        .order_by("-newest", "subject_slug")
    )
    return [Subject(row["name"], row["subject_slug"], row["count"]) for row in rows]


def pictures(page: ArticlePage) -> list[ArticlePicture]:
    """Return an article's pictures with the sizes in which they are sent."""
    rows = ArticlePicture.objects.filter(article=page).select_related("image")
    return list(rows.prefetch_related("image__renditions").order_by("sort_order"))


def speaks(address: str, now: datetime) -> ArticlePage | None:
    """Return the article, open to residents now, that a sound belongs to."""
    open_now = ArticlePage.objects.filter(gone_at=None, shows_from__lte=now)
    own = open_now.filter(sound__digest=address).first()
    if own is not None:
        return own
    others = open_now.exclude(editions=[]).only("editions", "title")
    return next((page for page in others if address in _spoken(page)), None)


def _spoken(page: ArticlePage) -> set[str]:
    return {edition.get("sound", {}).get("digest", "") for edition in page.editions}
