"""Results of events: told by an item that two people announce, shown where it is posted.

The words, and the table in them, are the approved message's: signed, announced, corrected
and retracted with it. Here is only known which event they are of.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.channels.portal import projecting, sites, tables
from loa.channels.portal.models import ArticlePage, EventResult, SiteUnit
from loa.channels.portal.tables import Table
from loa.channels.portal.words import WORD
from loa.delivery.actions import Frequency, PlacementError, place
from loa.delivery.models import Placement, SealedMessage
from loa.places.queries import unit_on
from loa.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Told:
    """Results that everybody may read: the page that tells them, and its tables."""

    page: ArticlePage
    announced_at: datetime
    tables: tuple[Table, ...]


def told(plan_key: str, event_key: str, site_key: str, now: datetime) -> list[Told]:
    """Return the announced results of an event on a site; nothing of any other."""
    keys = list(
        EventResult.objects.filter(plan_key=plan_key, event_key=event_key).values_list(
            "item", flat=True
        )
    )
    if not keys:
        return []
    pages = ArticlePage.objects.filter(
        site_key=site_key, key__in=keys, gone_at=None, live=True, shows_from__lte=now
    )
    digests = [page.digest for page in pages]
    messages = SealedMessage.objects.filter(
        digest__in=digests, results=True, announced_at__lte=now, retracted_at=None
    ).in_bulk()
    found = {page.key: _told(page, messages.get(page.digest)) for page in pages}
    return [one for key in keys if (one := found.get(key)) is not None]


def _told(page: ArticlePage, row: SealedMessage | None) -> Told | None:
    if row is None or row.announced_at is None:
        return None
    words = projecting.words_of(row.message(), projecting.OWN)
    return Told(page, row.announced_at, tuple(tables.tables(words)))


def post_announced(now: datetime) -> int:
    """Post what two people have announced since and is on no page yet; return how many."""
    rows = {row.item: row for row in EventResult.objects.all()}
    if not rows:
        return 0
    waiting = SealedMessage.objects.filter(
        key__in=rows, results=True, announced_at__isnull=False, retracted_at=None,
        valid_until__gt=now,
    ).order_by("key", "revision")  # fmt: skip
    newest = {message.key: message for message in waiting}
    placed = set(
        Placement.objects.filter(
            channel=WORD, message__in=[message.digest for message in newest.values()]
        ).values_list("message_id", flat=True)
    )
    posted = 0
    for key, message in newest.items():
        if message.digest not in placed:
            posted += _post(rows[key], message, now)
    return posted


def _post(row: EventResult, message: SealedMessage, now: datetime) -> int:
    """Post one; what the channel objects to stands with it for whoever entered it."""
    try:
        with transaction.atomic():
            place(
                key=f"su-kien/{row.item}",
                message=message,
                channel=WORD,
                areas=_areas(row.plan_key, now),
                starts=timezone.localdate(now),
                ends=None,
                frequency=Frequency(every_days=1),
                now=now,
            )
    except PlacementError as error:
        refused = " ".join(error.reasons)
        EventResult.objects.filter(pk=row.pk).exclude(refused=refused).update(refused=refused)
        return 0
    EventResult.objects.filter(pk=row.pk).update(refused="")
    return 1


def _areas(plan_key: str, now: datetime) -> list[str]:
    """Return the plan's units that there are today, else all that the main site speaks for."""
    area = Plan.objects.filter(key=plan_key).values_list("area", flat=True).first() or []
    day = timezone.localdate(now)
    return [code for code in area if unit_on(code, day)] or list(
        SiteUnit.objects.filter(key=sites.MAIN).values_list("unit_code", flat=True)
    )
