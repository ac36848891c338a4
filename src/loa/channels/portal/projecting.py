"""From the placements of a message to the page that residents read, on each of its sites."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from loa.channels.portal import caching, finding, rules, sites
from loa.channels.portal.models import ArticlePage, NewsPage, Showing, SiteUnit
from loa.channels.portal.stilling import opens_at, shown_from
from loa.channels.portal.words import WORD
from loa.core.message import Message
from loa.core.words import Form
from loa.delivery.models import Placement, SealedMessage
from loa.plans.models import Topic
from loa.plans.queries import local_day

FORMS = (Form.WEB, Form.RADIO, Form.LOUDSPEAKER, Form.SHORT)
OWN = "vi"


@transaction.atomic
def project(key: str, *, now: datetime) -> None:
    """Bring the pages of one message, by its key, to what its placements say now."""
    sites.ensure_main()
    rows = list(Placement.objects.filter(channel=WORD, message__key=key).select_related("message"))
    active = [r for r in rows if r.state == Placement.State.ACTIVE and _stands(r.message)]
    atlas = sites.Atlas()
    by_site: dict[str, list[Placement]] = {}
    for row in active:
        for site, _code in atlas.receivers(row.areas, max(row.starts, local_day(now))):
            by_site.setdefault(site, []).append(row)
    for site, placed in by_site.items():
        _show(site, placed, atlas.above(local_day(now)), now=now)
    _take_away(key, rows, by_site, now=now)
    caching.turn()


def _stands(message: SealedMessage) -> bool:
    return message.retracted_at is None


def _show(
    site_key: str, placed: list[Placement], above: Mapping[str, str], *, now: datetime
) -> None:
    """Write a site's page; the newest revision placed is the one that is read."""
    newest = max(placed, key=lambda row: row.message.revision)
    message = newest.message.message()
    unit = SiteUnit.objects.select_related("site__root_page").get(key=site_key)
    page = ArticlePage.objects.filter(site_key=site_key, key=message.key).first()
    opens = max(opens_at(min(row.starts for row in placed)), message.valid_from)
    facts = _facts(message) | {
        "shows_from": shown_from(opens, message, placed, unit.unit_code, above, now=now),
        "shows_until": rules.closes((_end(row) for row in placed), message.valid_until),
        "gone_at": None,
        "gone": "",
    }
    if page is None:
        news = NewsPage.objects.child_of(unit.site.root_page).get()
        page = ArticlePage(
            slug=_slug(message.key), site_key=site_key, key=message.key, updated_at=now,
            first_revision=message.revision, **facts,
        )  # fmt: skip
        news.add_child(instance=page)
    else:
        if page.digest != message.digest:
            page.updated_at = now
        for name, value in facts.items():
            setattr(page, name, value)
        _save(page)
    for row in placed:
        _note(row, unit, page, now=now)


def _save(page: ArticlePage) -> None:
    """Save; an editor's draft with pictures must not bring old words back."""
    if page.latest_revision_id:
        page.save_revision(clean=False).publish()
    else:
        page.save()


def _facts(message: Message) -> dict[str, Any]:
    text = words_of(message, OWN)
    topic = Topic.objects.filter(plan__key=message.plan, key=message.topic).first()
    subject = _top(topic)
    sound = message.sounds().get(OWN)
    return {
        "title": message.headline[:255],
        "draft_title": message.headline[:255],
        "search_description": rules.summary(text),
        "digest": message.digest,
        "revision": message.revision,
        "genre": str(message.extra.genre),
        "summary": rules.summary(text),
        "body": rules.paragraphs(text),
        "author": message.provenance.author[:200],
        "issuer": message.provenance.issuer[:300],
        "source": message.provenance.source[:300],
        "plan_key": message.plan,
        "subject": subject,
        "subject_slug": rules.slug(subject),
        "sound": _sound(sound) if sound else {},
        "editions": [*_editions(message)],
        "figures": [
            {
                "what": one.what, "unit": one.unit, "before": one.before, "since": one.since,
                "after": one.after, "until": one.until,
            }
            for one in message.extra.figures
        ],
    }  # fmt: skip


def words_of(message: Message, language: str) -> str:
    """Return what a message says on a page: its web form, else the fullest that it has."""
    texts = (message.text_in(form, language) for form in FORMS)
    return next(filter(None, texts), "")


def _editions(message: Message) -> Iterable[dict[str, Any]]:
    spoken = message.sounds()
    for language in sorted({v.language for v in message.variants} | set(spoken)):
        if language != OWN:
            sound = spoken.get(language)
            yield {
                "language": language,
                "body": rules.paragraphs(words_of(message, language)),
                "sound": _sound(sound) if sound else {},
            }


def _sound(sound: Any) -> dict[str, Any]:
    return {"digest": sound.digest, "ms": sound.ms, "bytes": sound.bytes, "voice": sound.voice}


def _top(topic: Topic | None) -> str:
    """Return the name of the topic at the top of a plan's tree: what residents look under."""
    while topic is not None and topic.parent is not None:
        topic = topic.parent
    return topic.name[:300] if topic else ""


def _slug(key: str) -> str:
    return rules.slug(key.replace("/", "-")) or "tin"


def _end(row: Placement) -> datetime | None:
    return opens_at(row.ends) if row.ends else None


def _note(row: Placement, unit: SiteUnit, page: ArticlePage, *, now: datetime) -> None:
    """Write down that a message stands on a site; its proof follows when it is seen."""
    Showing.objects.filter(
        placement=row.key, site_key=unit.key, until__isnull=True
    ).exclude(digest=row.message_id).update(until=now)  # fmt: skip
    Showing.objects.update_or_create(
        digest=row.message_id, placement=row.key, site_key=unit.key,
        defaults={"until": None},
        create_defaults={
            "site_name": unit.site.site_name, "address": page.url or f"/{sites.NEWS}/{page.slug}/",
            "unit_code": unit.unit_code, "since": max(now, page.shows_from),
        },
    )  # fmt: skip


def _take_away(key: str, rows: list[Placement], standing: Iterable[str], *, now: datetime) -> None:
    """Leave a notice where a page stood, and close what is written of its showing."""
    retracted = any(row.message.retracted_at for row in rows)
    pages = ArticlePage.objects.filter(key=key).exclude(site_key__in=list(standing))
    why = ArticlePage.Gone.RETRACTED if retracted else ArticlePage.Gone.WITHDRAWN
    pages.exclude(digest="").filter(gone_at=None).update(gone_at=now, gone=why, updated_at=now)
    pages.exclude(gone_at=None).update(gone=why)
    finding.refresh(pages)
    over = {row.key for row in rows if row.state != Placement.State.ACTIVE}
    over |= {row.key for row in rows if not _stands(row.message)}
    Showing.objects.filter(placement__in=over, until__isnull=True).update(until=now)
