"""A lô: an officer's own voice to their commune, recorded on the phone, up to a minute."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from loa.core.secrecy import is_secret
from loa.delivery.contract import Soon
from loa.newsroom import actions as items
from loa.newsroom import retracting
from loa.newsroom.actions import NewsroomError, editable
from loa.newsroom.afterwards import HEARD_WITHIN
from loa.newsroom.forms import open_topics
from loa.newsroom.models import Hail, Item, Retraction
from loa.newsroom.voicing import Spoken
from loa.newsroom.words import VIETNAMESE
from loa.people.models import Organisation, User
from loa.people.queries import title_on
from loa.plans.models import Plan, Topic

LONGEST_S = 60
SLACK_MS = 1500  # between the finger and the microphone
HEADLINE = 120


@transaction.atomic
def speak(office: Organisation, spoken: Spoken, *, opening: str, by: User, now: datetime) -> Hail:
    """Keep what an officer has said, as a draft; `opening` is its text until they write one.

    Raises NewsroomError: "too-long-to-hail", "no-area-to-hail" for an office without a
    territory, "no-plan" where no plan is in force to which it could belong.
    """
    _short_enough(spoken)
    if not office.unit_code:
        raise NewsroomError("no-area-to-hail")
    topic = topic_of(office)
    if topic is None:
        raise NewsroomError("no-plan")
    title = title_on(by, timezone.localdate(now), office)
    since = now.replace(microsecond=0)
    item = Item(
        key=f"a-lo-{office.unit_code}-{timezone.localtime(now):%Y%m%d-%H%M%S%f}"[:120],
        kind=Item.Kind.NOTICE,
        topic=topic,
        headline=opening,
        issuer=office,
        author=by,
        byline=", ".join(filter(None, (str(by), title)))[:200],
        source=office.name,
        valid_from=since,
        valid_until=since + HEARD_WITHIN + timedelta(days=1),
    )
    items.write(item, {VIETNAMESE: opening}, now=now)
    items.keep_sound(item.variants.get(), spoken, now=now)
    return Hail.objects.create(item=item, areas=[office.unit_code], spoken_at=now)


@transaction.atomic
def speak_again(hail: Hail, spoken: Spoken, *, now: datetime) -> None:
    """Replace what was said, while nobody has signed it."""
    _short_enough(spoken)
    items.keep_sound(hail.item.variants.get(), spoken, now=now)
    Hail.objects.filter(pk=hail.pk).update(spoken_at=now)


@transaction.atomic
def hand_over(hail: Hail, soon: Soon, *, text: str, by: User, now: datetime) -> None:
    """Say when it is to be heard and what it says in writing; then it waits for a signature.

    Raises NewsroomError for what `send_for_approval` objects to, "missing-text" without
    words: who cannot hear must be able to read them; "secret" for a mark of secrecy.
    """
    item, words = hail.item, text.strip()
    editable(item)
    if not words:
        raise NewsroomError("missing-text")
    if is_secret(words):
        raise NewsroomError("secret")
    # The words tell what the voice says: here the sound is first, and stays.
    item.variants.update(text=words)
    item.headline = headline_of(words)
    item.save()
    hail.soon, hail.trouble = soon, ""
    hail.save(update_fields=["soon", "trouble"])
    items.send_for_approval(item, by=by, now=now)


@transaction.atomic
def drop(hail: Hail) -> None:
    """Throw away what nobody was asked to sign. Raises NewsroomError("locked")."""
    item = hail.item
    editable(item)
    if item.reviews.exists():
        raise NewsroomError("locked", item.get_state_display())
    item.delete()


def take_back(hail: Hail, *, reason: str, by: User, now: datetime) -> Retraction:
    """Take back what was approved, on the air or still to come."""
    return retracting.retract(hail.item, reason=reason, by=by, now=now)


def topic_of(office: Organisation) -> Topic | None:
    """Return the topic under which an office says what no plan foresaw.

    A standing plan's before a campaign's; of those that are approved.
    """
    topics = [t for t in open_topics(None) if t.plan.state == Plan.State.APPROVED]
    own = [t for t in topics if t.plan.issuer_key == office.key]
    standing = [t for t in topics if t.plan.kind == Plan.Kind.STANDING]
    return next(iter([*own, *standing, *topics]), None)


def headline_of(text: str) -> str:
    """Return the first sentence of a text, cut where it is too long for a headline."""
    first = re.split(r"(?<=[.!?…])\s|\n", text.strip(), maxsplit=1)[0].rstrip(".")
    return first if len(first) <= HEADLINE else f"{first[: HEADLINE - 1].rsplit(' ', 1)[0]}…"


def _short_enough(spoken: Spoken) -> None:
    if spoken.ms > LONGEST_S * 1000 + SLACK_MS:
        raise NewsroomError("too-long-to-hail", str(LONGEST_S))
