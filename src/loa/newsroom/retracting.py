"""Taking messages back, everywhere at once; and correcting them, which says so."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from loa.core.periods import DAY
from loa.delivery import actions as delivery
from loa.delivery import registry
from loa.delivery.contract import Reach, Reached, TakesWord
from loa.delivery.models import Placement, SealedMessage
from loa.newsroom.actions import NewsroomError, decided, revise
from loa.newsroom.afterwards import place_of
from loa.newsroom.models import Item, Retraction
from loa.newsroom.words import VIETNAMESE
from loa.people.models import User


@dataclass(frozen=True, slots=True)
class Trail:
    """One channel that carried an item: every place, and what is still to be done there."""

    channel: str
    places: tuple[Reach, ...]

    @property
    def due(self) -> tuple[Reach, ...]:
        return tuple(place for place in self.places if place.state is Reached.DUE)

    @property
    def done_count(self) -> int:
        """How many places it has reached."""
        return len(self.places) - len(self.due)

    @property
    def in_order(self) -> tuple[Reach, ...]:
        """The places, those that still need somebody first."""
        return tuple(sorted(self.places, key=lambda place: place.state is Reached.DONE))

    @property
    def state(self) -> Reached:
        return Reached.DUE if self.due else Reached.DONE


@transaction.atomic
def retract(item: Item, *, reason: str, by: User | str, now: datetime) -> Retraction:
    """Take every message that an item has become back from every channel.

    Raises NewsroomError("reason-missing") and, where nothing of it was ever approved or all
    of it was taken back before, ("nothing-to-retract").
    """
    return _retract(item, reason=reason, by=by, now=now, corrects=False)


@transaction.atomic
def correct(item: Item, *, reason: str, by: User, now: datetime) -> Item:
    """Take an item back at once and open the revision that replaces it, which says so.

    Once approved it is placed by itself where the wrong one was. Raises as `retract` does.
    """
    _retract(item, reason=reason, by=by, now=now, corrects=True)
    item.refresh_from_db()
    if item.state == Item.State.APPROVED:
        revise(item, by=by, now=now)
    item.state = Item.State.DRAFT
    mark = _("Correction")
    if not item.headline.startswith(mark):
        item.headline = f"{mark}: {item.headline}"[:300]
    item.valid_until = max(item.valid_until, now + 4 * DAY)
    item.save()
    _say_so(item, reason, now)
    return item


def _retract(
    item: Item, *, reason: str, by: User | str, now: datetime, corrects: bool
) -> Retraction:
    if not reason.strip():
        raise NewsroomError("reason-missing")
    Item.objects.select_for_update().get(pk=item.pk)
    standing = SealedMessage.objects.filter(key=item.key, retracted_at=None)
    messages = list(standing.order_by("revision").values_list("digest", flat=True))
    if not messages:
        raise NewsroomError("nothing-to-retract")
    active = Placement.objects.filter(message__in=messages, state=Placement.State.ACTIVE, soon="")
    # A make-good is owed at one station alone; the correction goes where the plan put it.
    places = [place_of(row) for row in active if not any(":" in area for area in row.areas)]
    for message in messages:
        delivery.retract(message, now=now)
    decided(item, "correct" if corrects else "retract", by=by, now=now, reason=reason)
    return Retraction.objects.create(
        item=item,
        messages=messages,
        reason=reason.strip(),
        actor=by.get_username() if isinstance(by, User) else by,
        at=now,
        corrects=corrects,
        places=[place.document() for place in places] if corrects else [],
    )


def _say_so(item: Item, reason: str, now: datetime) -> None:
    """Begin the words of a correction with what is corrected; the old sound goes."""
    day = formats.date_format(timezone.localdate(now), "SHORT_DATE_FORMAT")
    opening = _("Correction: the item that was broadcast until %(day)s was wrong. %(reason)s") % {
        "day": day,
        "reason": reason.strip(),
    }
    for variant in item.variants.all():
        if variant.language == VIETNAMESE and not variant.text.startswith(opening):
            variant.text = f"{opening}\n\n{variant.text}"
        variant.forget_sound()
        variant.save()


def trails(item: Item) -> list[Trail]:
    """Return every channel that carried an item's retracted messages, by its word."""
    rows = SealedMessage.objects.filter(key=item.key, retracted_at__isnull=False)
    return trails_of(list(rows.order_by("revision").values_list("digest", flat=True)))


def trails_of(messages: Sequence[str]) -> list[Trail]:
    """Return every channel that carried some messages; a place counts as done when all are."""
    found: defaultdict[str, dict[str, Reach]] = defaultdict(dict)
    for word, channel in sorted(registry.channels().items()):
        for message in messages:
            for reach in channel.carried(message):
                known = found[word].get(reach.place)
                if known is None or known.state is Reached.DONE:
                    found[word][reach.place] = reach
    return [Trail(word, tuple(places.values())) for word, places in found.items()]


@transaction.atomic
def taken_back(item: Item, word: str, task: str, *, by: User, now: datetime) -> bool:
    """Take a person's word that they took an item off some place by hand.

    Return False where the channel named no such task.
    """
    channel = registry.channels().get(word)
    if not isinstance(channel, TakesWord):
        return False
    retracted = SealedMessage.objects.filter(key=item.key, retracted_at__isnull=False)
    done = [
        message
        for message in retracted.values_list("digest", flat=True)
        if channel.taken_back(task, message, by=by.get_username(), now=now)
    ]
    if done:
        decided(item, "taken-off", by=by, now=now, reason=f"{word} {task}")
    return bool(done)


def states(item: Item) -> Mapping[str, str]:
    """Return how far an item's retraction has come: channel to "reached" or "due"."""
    words = {Reached.DONE: "reached", Reached.DUE: "due"}
    return {trail.channel: words[trail.state] for trail in trails(item)}
