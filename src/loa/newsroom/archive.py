"""What an office has from before becomes items of its archive: drafts, and nothing more.

Taking the same in again changes nothing: a recording is known by its content, a text by its
words.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.core.canonical import digest
from loa.newsroom import actions as items
from loa.newsroom.actions import NewsroomError
from loa.newsroom.bulletins.actions import Kept
from loa.newsroom.bulletins.rules import Named
from loa.newsroom.forms import USUAL_VALIDITY, free_key, open_topics
from loa.newsroom.models import Item, Recording
from loa.people.models import Organisation, User
from loa.people.queries import title_on
from loa.plans.models import Topic


@dataclass(frozen=True, slots=True)
class Archived:
    """An item in the archive, and whether it stood there before."""

    item: Item
    known: bool


@transaction.atomic
def take_recording(
    kept: Kept, named: Named, *, office: Organisation, by: User, now: datetime
) -> Archived:
    """Return the item of a recording, made now under its own name if it is not known.

    Raises NewsroomError("no-topic") while no plan has a topic to put it under.
    """
    same = Recording.objects.filter(source=kept.source, variant__item__issuer=office).first()
    if same is not None:
        return Archived(same.variant.item, known=True)
    item = _new(free_key(named.headline), named.headline, office, by, now)
    items.write(item, {named.language: ""}, now=now)
    variant = item.variants.get(language=named.language)
    items.keep_sound(variant, kept.spoken, now=now)
    Recording.objects.create(
        variant=variant,
        name=kept.name[:200],
        source=kept.source,
        source_ms=kept.taken.source_ms,
        outline=list(kept.taken.outline),
        from_ms=kept.from_ms,
        until_ms=kept.until_ms,
    )
    return Archived(item, known=False)


@transaction.atomic
def take_text(
    headline: str, text: str, *, office: Organisation, by: User, now: datetime
) -> Archived:
    """Return the draft of a text, made now if it is not known.

    Raises NewsroomError: "no-topic", and "secret" for material that bears a mark of secrecy.
    """
    key = f"dan-{digest(f'{office.key}/{headline}/{text}'.encode())[:16]}"
    found = Item.objects.filter(key=key).first()
    if found is not None:
        return Archived(found, known=True)
    item = _new(key, headline, office, by, now)
    return Archived(items.write(item, {"vi": text}, now=now), known=False)


def usual_topic(office: Organisation) -> Topic | None:
    """Return the topic of an office's last item, else the first that is open to items."""
    topics = open_topics(None)
    last = Item.objects.filter(issuer=office, topic__in=topics).order_by("-written_at").first()
    if last is not None:
        return last.topic
    return topics[0] if topics else None


def _new(key: str, headline: str, office: Organisation, by: User, now: datetime) -> Item:
    topic = usual_topic(office)
    if topic is None:
        raise NewsroomError("no-topic")
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    name, title = by.get_full_name(), title_on(by, midnight.date(), office)
    return Item(
        key=key,
        author=by,
        headline=headline,
        topic=topic,
        issuer=office,
        byline=f"{name}, {title}" if title and title != name else name,
        source=office.name,
        valid_from=midnight,
        valid_until=midnight + USUAL_VALIDITY,
    )
