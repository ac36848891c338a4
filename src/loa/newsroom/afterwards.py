"""What an approval sets going: a hail goes on the air, a correction to where the error was.

Nothing of it can undo the approval: what a channel objects to is kept as a sentence and
shown, and a person then places the item by hand.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from loa.core.canonical import Json
from loa.core.periods import DAY
from loa.delivery import actions as delivery
from loa.delivery.actions import Frequency, PlacementError
from loa.delivery.contract import Soon
from loa.delivery.models import Placement, SealedMessage
from loa.newsroom.models import Hail, Item, Retraction
from loa.plans.models import Target

LOUDSPEAKER = "loudspeaker"
HEARD_WITHIN = timedelta(days=2)  # what was said "soon" and found no place by then is old
LONGEST_KEY = 160


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message was placed, so that its correction goes there too."""

    key: str
    channel: str
    target: int | None
    areas: tuple[str, ...]
    starts: date
    ends: date | None
    frequency: Frequency
    languages: tuple[str, ...]

    def document(self) -> Json:
        """Return it as it is stored."""
        often = self.frequency
        return {
            "key": self.key,
            "channel": self.channel,
            "target": self.target,
            "areas": list(self.areas),
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat() if self.ends else None,
            "frequency": [often.times_a_day, often.days, often.every_days],
            "languages": list(self.languages),
        }


def place_of(row: Placement) -> Place:
    """Return where a placement puts its message."""
    return Place(
        row.key,
        row.channel,
        row.target_id,
        tuple(row.areas),
        row.starts,
        row.ends,
        Frequency(row.times_a_day, row.days, row.every_days),
        tuple(row.languages),
    )


def read_place(value: Json) -> Place:
    """Read a place as it was stored."""
    return Place(
        value["key"],
        value["channel"],
        value["target"],
        tuple(value["areas"]),
        date.fromisoformat(value["starts"]),
        date.fromisoformat(value["ends"]) if value["ends"] else None,
        Frequency(*value["frequency"]),
        tuple(value["languages"]),
    )


def remaining(place: Place, today: date) -> Place | None:
    """Return what is left of a place from today on; None when its days are over.

    A run keeps as many days in a row as still fit.
    """
    starts = max(place.starts, today)
    if place.ends is not None and place.ends <= starts:
        return None
    often = place.frequency
    if often.days and place.ends is not None:
        often = Frequency(often.times_a_day, min(often.days, (place.ends - starts).days))
    return Place(
        place.key, place.channel, place.target, place.areas, starts, place.ends, often,
        place.languages,
    )  # fmt: skip


def follow(item: Item, message: SealedMessage, *, now: datetime) -> None:
    """Do what waited for an item's approval."""
    hail = Hail.objects.filter(item=item).first()
    if hail is not None and hail.soon:
        air(hail, message, now=now)
    waiting = Retraction.objects.filter(item=item, corrects=True, replaced_at=None)
    for retraction in waiting.order_by("at"):
        _replace(retraction, item, message, now=now)


def air(hail: Hail, message: SealedMessage, *, now: datetime) -> None:
    """Place a hail where it was spoken for; what speaks against it is kept with it."""
    today = timezone.localdate(now)
    try:
        with transaction.atomic():
            delivery.place(
                key=f"a-lo/{hail.item.key}"[:LONGEST_KEY],
                message=message,
                channel=LOUDSPEAKER,
                areas=list(hail.areas),
                starts=today,
                ends=today + HEARD_WITHIN,
                frequency=Frequency(1, 1),
                soon=Soon(hail.soon),
                now=now,
            )
    except PlacementError as error:
        hail.trouble = " ".join(error.reasons)
    else:
        hail.placed_at, hail.trouble = now, ""
    hail.save(update_fields=["placed_at", "trouble"])


def _replace(retraction: Retraction, item: Item, message: SealedMessage, *, now: datetime) -> None:
    """Put a correction where the error was, for the days that are left; at least tomorrow."""
    today = timezone.localdate(now)
    troubles: list[str] = []
    for stored in retraction.places:
        place = remaining(read_place(stored), today)
        if place is None:
            place = _once_more(read_place(stored), today)
        try:
            with transaction.atomic():
                delivery.place(
                    key=f"{place.key[: LONGEST_KEY - 8]}/r{item.revision}",
                    message=message,
                    channel=place.channel,
                    areas=list(place.areas),
                    starts=place.starts,
                    ends=place.ends,
                    frequency=place.frequency,
                    target=Target.objects.filter(pk=place.target or 0).first(),
                    languages=place.languages,
                    now=now,
                )
        except PlacementError as error:
            troubles += error.reasons
    retraction.trouble = " ".join(dict.fromkeys(troubles))
    retraction.replaced_at = now
    retraction.save(update_fields=["trouble", "replaced_at"])


def _once_more(place: Place, today: date) -> Place:
    """Return a place of three days for one that is over: who heard the error hears it."""
    return Place(
        place.key, place.channel, place.target, place.areas, today, today + 4 * DAY,
        Frequency(place.frequency.times_a_day, 1), place.languages,
    )  # fmt: skip
