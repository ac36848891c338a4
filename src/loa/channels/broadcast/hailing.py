"""A lô: what an officer may say to a place the same day, and when it would be heard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from loa.channels.broadcast import inputs
from loa.channels.broadcast.amending import next_session, running
from loa.channels.broadcast.building import REACH
from loa.channels.broadcast.models import Station
from loa.core.policy import Hailing, Policy
from loa.delivery.contract import Placing, Soon
from loa.delivery.models import Placement


@dataclass(frozen=True, slots=True)
class Openings:
    """What a place's stations allow now.

    `session` is the next one (or the one that is running) anywhere there, None when none
    comes within a week; `now` says whether a running one may be spoken into.
    """

    stations: tuple[str, ...]
    session: tuple[datetime, datetime] | None
    running: bool
    now: bool
    left_ms: int
    day_s: int

    @property
    def left_s(self) -> int:
        """Whole seconds that may still be said today."""
        return self.left_ms // 1000


def openings(stations: Sequence[Station], areas: Sequence[str], *, now: datetime) -> Openings:
    """Return what the strictest of some stations' policies allows."""
    policies = [found.policy() for found in inputs.policies(stations).values()]
    earliest = now + REACH
    sessions = [session for p in policies if (session := next_session(p, earliest))]
    day_s = min((p.hailing.day_s for p in policies), default=Hailing().day_s)
    open_now = [p for p in policies if running(p, earliest)]
    return Openings(
        stations=tuple(station.name for station in stations),
        session=min(sessions, default=None),
        running=bool(open_now),
        now=bool(open_now) and all(p.hailing.now for p in open_now),
        left_ms=max(0, day_s * 1000 - used_ms(areas, now=now)),
        day_s=day_s,
    )


def used_ms(areas: Sequence[str], *, now: datetime, besides: str = "") -> int:
    """Return how much was said to the same areas today, in milliseconds of sound."""
    rows = Placement.objects.filter(
        channel=inputs.WORD, starts=timezone.localdate(now), state=Placement.State.ACTIVE
    )
    said = rows.exclude(soon="").exclude(key=besides).select_related("message")
    return sum(_ms(row) for row in said if set(row.areas) & set(areas))


def _ms(row: Placement) -> int:
    return max((sound.ms for sound in row.message.message().sounds().values()), default=0)


def objections(placing: Placing, stations: Sequence[Station], *, now: datetime) -> Iterator[str]:
    """Say why something cannot be said to a place soon; nothing when it can."""
    policies: list[Policy] = [found.policy() for found in inputs.policies(stations).values()]
    if not policies:
        yield _("No loudspeaker with a policy serves this place.")
        return
    found = openings(stations, placing.areas, now=now)
    ms = max(sound.ms for sound in placing.message.sounds().values())
    left = found.day_s * 1000 - used_ms(placing.areas, now=now, besides=placing.key)
    if ms > left:
        yield _(
            "Today's limit for speaking from the phone is %(limit)s seconds here, and %(left)s "
            "are left. Say it in fewer words, or place it in tomorrow's bulletin."
        ) % {"limit": found.day_s, "left": max(0, left // 1000)}
    if found.session is None:
        yield _("The loudspeakers here have no session in the coming week.")
    if placing.soon is Soon.NOW and not found.running:
        yield _("No session is running now. Choose the next session.")
    elif placing.soon is Soon.NOW and not found.now:
        yield _("The leaders' policy does not allow it at once. Choose the next session.")
