"""Results of an event as a table: entered here, a draft of the newsroom from then on.

Like any item it is approved by a leader; like any results it waits until two people have
announced it. Then the portal posts it, and the event's page shows the table.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.channels.portal import tables
from loa.channels.portal.live.actions import byline, tidy
from loa.channels.portal.models import ArticlePage, EventResult
from loa.channels.portal.tables import Table
from loa.core.words import Form
from loa.delivery.models import SealedMessage
from loa.newsroom import actions, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.models import Item
from loa.people.models import User
from loa.people.queries import post_on
from loa.plans.models import Event, Topic

HOLDS = timedelta(days=366)
LONGEST_HEADLINE, LONGEST_KEY = 200, 100


class ResultError(ValueError):
    """Results that are not kept; the sentence is for a person."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody enters: the table with what is said above it, and where it is from."""

    headline: str
    said: str
    table: Table
    source: str
    topic: Topic


@dataclass(frozen=True, slots=True)
class Standing:
    """One item with results: how far it is. `page` is where everybody reads it."""

    item: Item
    announced_by: int
    announced_at: datetime | None
    retracted: bool
    page: ArticlePage | None
    refused: str


@transaction.atomic
def draft(event: Event, entered: Entered, *, by: User, now: datetime) -> Item:
    """Keep results as a draft of the newsroom. Raises ResultError."""
    today = timezone.localdate(now)
    post = post_on(by, today)
    if post is None:
        raise ResultError(_("You hold no post today, so no office stands behind it."))
    begins = datetime.combine(today, time.min, ZoneInfo(settings.TIME_ZONE))
    item = Item(
        key=_key(event),
        kind=Item.Kind.NOTICE,
        form=Form.WEB,
        topic=entered.topic,
        headline=tidy(entered.headline)[:LONGEST_HEADLINE],
        issuer=post.organisation,
        author=by,
        byline=byline(by, now)[:200],
        source=tidy(entered.source)[:200] or post.organisation.name,
        valid_from=begins,
        valid_until=begins + HOLDS,
        results=True,
    )
    if not item.headline:
        raise ResultError(_("Give the results a headline."))
    text = "\n\n".join(filter(None, (entered.said.strip(), tables.written(entered.table))))
    try:
        actions.write(item, {words.VIETNAMESE: text}, now=now)
    except NewsroomError as error:
        raise ResultError(str(words.ERRORS.get(error.code, error.code))) from error
    EventResult.objects.create(plan_key=event.plan.key, event_key=event.key, item=item.key)
    return item


def _key(event: Event) -> str:
    base = f"ket-qua-{event.plan.key}-{event.key}"[:LONGEST_KEY]
    taken = set(Item.objects.filter(key__startswith=base).values_list("key", flat=True))
    count = 1
    while f"{base}-{count}" in taken:
        count += 1
    return f"{base}-{count}"


def standing(event: Event) -> list[Standing]:
    """Return the results of an event, the latest first, with how far each is."""
    rows = EventResult.objects.filter(plan_key=event.plan.key, event_key=event.key)
    found = []
    for row in rows.order_by("-pk"):
        item = Item.objects.filter(key=row.item).first()
        if item is None:
            continue
        message = SealedMessage.objects.filter(key=row.item).order_by("-revision").first()
        page = ArticlePage.objects.filter(key=row.item, gone_at=None).first()
        found.append(
            Standing(
                item=item,
                announced_by=message.announcements.count() if message else 0,
                announced_at=message.announced_at if message else None,
                retracted=bool(message and message.retracted_at),
                page=page,
                refused=row.refused,
            )
        )
    return found
