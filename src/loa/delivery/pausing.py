"""Pauses as the waist knows them: which placements one concerns, and having channels look again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from loa.core.words import Genre, Mood
from loa.delivery import registry
from loa.delivery.models import Placement
from loa.plans.models import Pause


@dataclass(frozen=True, slots=True)
class Silence:
    """What a pause says, whether it is stated already or only thought of; `ends` is exclusive."""

    starts: date
    ends: date
    areas: frozenset[str]
    festive_only: bool
    channels: tuple[str, ...] = ()  # none: every one

    @classmethod
    def of(cls, pause: Pause) -> "Silence":
        """Return what a stated pause says."""
        return cls(
            pause.starts,
            pause.ends,
            frozenset(pause.area or pause.plan.area),
            pause.stops == Pause.Stops.FESTIVE,
            tuple(pause.channels),
        )

    def reaches(self, channel: str) -> bool:
        return not self.channels or channel in self.channels

    def stills(self, mood: Mood, genre: Genre) -> bool:
        """Whether content of a mood and a kind falls silent."""
        return mood is Mood.FESTIVE if self.festive_only else genre is not Genre.NOTICE


def stilled(silence: Silence) -> Iterator[Placement]:
    """Yield the active placements whose days meet a pause and whose message it stills."""
    rows = Placement.objects.filter(state=Placement.State.ACTIVE, starts__lt=silence.ends)
    near = rows.filter(Q(ends__isnull=True) | Q(ends__gt=silence.starts))
    if silence.channels:
        near = near.filter(channel__in=silence.channels)
    for row in near.select_related("message").order_by("channel", "starts", "key").iterator():
        message = row.message.message()
        if silence.stills(message.mood, message.extra.genre):
            yield row


def look_again(silence: Silence, *, now: datetime) -> None:
    """Have the channels follow a pause that was stated, changed or taken back, at once."""
    installed = registry.channels()
    for row in list(stilled(silence)):
        if adapter := installed.get(row.channel):
            adapter.changed(row.key, now=now)
