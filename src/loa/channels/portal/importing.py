"""Articles from elsewhere become pages: cleaned, attributed as far as known, redirected to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect

from loa.channels.portal import caching, cleaning, pictures, reading, rules, sites
from loa.channels.portal.cleaning import Change
from loa.channels.portal.models import ArticlePage, ArticlePicture, NewsPage, SiteUnit
from loa.channels.portal.reading import Row

LONGEST_TITLE, LONGEST_NAME = 255, 200


class RowError(ValueError):
    """A row that is refused; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A row that became a page, or that was one already."""

    row: int
    title: str
    url: str
    new: bool
    cleaned: tuple[Change, ...]
    lacks: tuple[str, ...]  # "author", "date": the page says so


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was left out."""

    row: int
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file's rows."""

    imported: list[Imported] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Article:
    """A row as it will stand."""

    facts: dict[str, Any]
    picture: bytes | None
    changes: tuple[Change, ...]


def take(rows: Iterable[Row], *, folder: Path, site_key: str, now: datetime) -> Outcome:
    """Bring rows in, each whole or not at all; the same row again changes its own page.

    Raises SiteError when there is no such site. Pictures are looked for in `folder`.
    """
    sites.ensure_main()
    unit = SiteUnit.objects.select_related("site__root_page").filter(key=site_key).first()
    if unit is None:
        raise sites.SiteError(f"{site_key}: no such site")
    outcome = Outcome()
    for row in rows:
        try:
            outcome.imported.append(_take(row, folder, unit, now))
        except (RowError, pictures.PictureError) as error:
            title = row.title.strip()[:LONGEST_NAME]
            outcome.refused.append(Refused(row.number, title, str(error)))
    caching.turn()
    return outcome


def _take(row: Row, folder: Path, unit: SiteUnit, now: datetime) -> Imported:
    article = _read(row, folder, now)
    with transaction.atomic():
        page, new = _keep(article, row, unit, now)
    known = {"author": page.author, "date": page.written_at}
    lacks = [name for name, value in known.items() if not value]
    url = f"/{sites.NEWS}/{page.slug}/"
    return Imported(row.number, page.title, url, new, article.changes, tuple(lacks))


def _read(row: Row, folder: Path, now: datetime) -> _Article:
    """Return a row cleaned; raises RowError or PictureError for one that is refused."""
    title, in_title = cleaning.line(row.title)
    body, in_body = cleaning.html(row.text)
    said = cleaning.plain(body)
    if not title or len(title) > LONGEST_TITLE:
        raise RowError(f"the title is missing or longer than {LONGEST_TITLE} characters")
    if not said:
        raise RowError("nothing to read is left of the text")
    if cleaning.secret(row.title) or cleaning.secret(row.text):
        raise RowError("it carries a mark of secrecy; it has no place here")
    written = _written(row.date, now)
    subject = cleaning.line(row.topic)[0][:300]
    facts = {
        "title": title,
        "draft_title": title,
        "genre": "article",
        "summary": rules.summary(said),
        "search_description": rules.summary(said),
        "body": body,
        "author": cleaning.line(row.author)[0][:LONGEST_NAME],
        "source": cleaning.line(row.source)[0][:300],
        "source_url": _web(row.url),
        "subject": subject,
        "subject_slug": rules.slug(subject),
        "written_at": written,
    }
    picture = None
    if row.picture.strip():
        if not row.caption.strip():
            raise RowError("its picture has no caption")
        picture = pictures.examined(pictures.beside(folder, row.picture.strip()))
    return _Article(facts, picture, (*in_title, *in_body))


def _written(text: str, now: datetime) -> datetime | None:
    try:
        found = reading.moment(text, settings.TIME_ZONE)
    except (ValueError, TypeError, OverflowError) as error:
        raise RowError(f"the date {text.strip()!r} is no date") from error
    if found is not None and found > now:
        raise RowError(f"the date {text.strip()!r} is still to come")
    return found


def _web(url: str) -> str:
    said = url.strip()
    return said if urlsplit(said).scheme in {"http", "https"} and len(said) <= 500 else ""  # noqa: PLR2004 - the field's length


def _keep(article: _Article, row: Row, unit: SiteUnit, now: datetime) -> tuple[ArticlePage, bool]:
    facts = article.facts
    named = facts["source_url"] or f"{facts['title']}|{facts['written_at']}"
    key = f"nhap-{sha256(named.encode()).hexdigest()[:20]}"
    page = ArticlePage.objects.filter(site_key=unit.key, key=key).first()
    if page is not None:
        if any(getattr(page, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(page, name, value)
            page.updated_at = now
            page.save()
        return page, False
    shown = facts["written_at"] or now
    page = ArticlePage(
        site_key=unit.key, key=key, shows_from=shown, updated_at=now,
        slug=_slug(facts["title"], key, unit.key), **facts,
    )  # fmt: skip
    NewsPage.objects.child_of(unit.site.root_page).get().add_child(instance=page)
    if article.picture is not None:
        caption = cleaning.line(row.caption)[0][:300]
        image = pictures.keep(row.picture.strip(), article.picture, caption)
        ArticlePicture.objects.create(article=page, image=image, caption=caption, sort_order=0)
    _redirect(facts["source_url"], page, unit)
    return page, True


def _slug(title: str, key: str, site_key: str) -> str:
    slug = rules.slug(title) or key
    taken = ArticlePage.objects.filter(site_key=site_key, slug=slug).exists()
    return f"{slug}-{key[-6:]}" if taken else slug


def _redirect(url: str, page: ArticlePage, unit: SiteUnit) -> None:
    """Let the address that the article had lead to it, when this site takes the old name over."""
    parts = urlsplit(url)
    old = parts.path + (f"?{parts.query}" if parts.query else "")
    if old.strip("/"):
        Redirect.objects.get_or_create(
            old_path=Redirect.normalise_path(old)[:255],
            site=unit.site,
            defaults={"redirect_page": page, "is_permanent": True},
        )
