"""Loudspeakers as the waist knows them: objections, receivers, what carried a message."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from loa.channels.broadcast import actions, amendments, hailing, inputs, loudness, recalls
from loa.channels.broadcast.counting import PLAYS, SECONDS
from loa.channels.broadcast.homes import Homes
from loa.channels.broadcast.models import Station
from loa.channels.broadcast.queries import listening
from loa.channels.broadcast.queries.sessions import sessions_on
from loa.core.periods import DAY
from loa.core.words import Priority, Scope
from loa.delivery.contract import Placing, Reach, Roster, Session
from loa.delivery.loudness import Place
from loa.delivery.models import Placement


class Loudspeaker:
    """The channel of stations, their rundowns and their sticks."""

    word = inputs.WORD
    measures = (PLAYS, SECONDS)

    def objections(self, placing: Placing) -> Sequence[str]:
        """Say why a message cannot be heard; empty when it can."""
        found = [*_of_the_message(placing), *_of_the_window(placing)]
        found = found or list(self._of_the_sessions(placing))
        if found or placing.soon is None:
            return found
        players = [station for station in self._serving(placing) if station.has_player]
        return list(hailing.objections(placing, players, now=timezone.now()))

    def receivers(self, areas: Sequence[str], day: date) -> Sequence[tuple[str, str]]:
        """Return (station's key, unit code) of the stations that serve the areas on a day."""
        return self.roster()(areas, day)

    def roster(self) -> Roster:
        """Return what answers as `receivers` does, from two queries however often."""
        return Homes.now().receivers

    def sessions(self, areas: Sequence[str], days: Sequence[date]) -> Sequence[Session]:
        """Return when the areas' stations are heard, and what a programme may fill."""
        roster = self.roster()
        return sessions_on({day: [key for key, _code in roster(areas, day)] for day in days})

    def changed(self, placement: str, *, now: datetime) -> None:
        """Have the stations that the placement concerns built again from their next day."""
        row = Placement.objects.select_related("message").filter(key=placement).first()
        if row is None:
            return
        if row.message.retracted_at or (row.soon and row.state == Placement.State.WITHDRAWN):
            amendments.take_out(row.message_id, now=now)
        elif row.soon:
            today = timezone.localdate(now)
            keys = {key for key, _code in self.receivers(row.areas, today)}
            # What is fed by hand has its officer's own microphone.
            players = [s for s in Station.objects.filter(key__in=keys) if s.has_player]
            amendments.ask_for(row, players, now=now)
        if row.soon:
            return
        first = max(
            row.starts, timezone.localdate(now) - DAY
        )  # a station's own day may be behind ours
        if row.ends is not None and row.ends <= first:
            return
        days = {first, row.ends - DAY if row.ends else first}
        receivers = self.roster()
        keys = {key for day in days for key, _code in receivers(row.areas, day)}
        stations = Station.objects.filter(key__in=keys)
        actions.mark_dirty(stations, reason=f"placement {placement}", now=now)

    def carried(self, message: str) -> Sequence[Reach]:
        """Return the stations and the sticks that carry or carried a message."""
        today = timezone.localdate()
        return [*recalls.on_air(message, today), *recalls.on_sticks(message, today)]

    def taken_back(self, task: str, message: str, *, by: str, now: datetime) -> bool:
        """Take a person's word that a message is off a stick."""
        return recalls.taken_off(task, message, by=by, now=now)

    def places(self, unit_code: str, day: date) -> Sequence[Place]:
        """Return the stations that are heard in a unit on a day."""
        stations = listening.stations_of(unit_code, day)
        down = loudness.lowered(stations)
        return [
            Place(s.key, s.name, unit_code, by_hand=not s.has_player, lowered=s.pk in down)
            for s in stations
        ]

    def lower(self, place: str, *, reference: str, now: datetime) -> bool:
        """Turn a station down one tier for a complaint, from its next publication on."""
        station = Station.objects.filter(key=place).first()
        if station is not None:
            loudness.lower(station, reference=reference, now=now)
        return station is not None

    def restore(self, reference: str, *, now: datetime) -> bool:
        """End what a complaint asked for."""
        return loudness.restore(reference, now=now)

    def _of_the_sessions(self, placing: Placing) -> Iterator[str]:
        """Object to a sound that no station of the areas has a session for."""
        sounds = placing.message.sounds()
        longest_s = max(-(-sound.ms // 1000) for sound in sounds.values())
        policies = inputs.policies(self._serving(placing))
        allowed = [revision.policy().session_s for revision in policies.values()]
        if allowed and longest_s > max(allowed):
            yield _(
                "It lasts %(seconds)s seconds; a session here has at most %(allowed)s. "
                "Shorten it, or ask the leaders for a longer session."
            ) % {"seconds": longest_s, "allowed": max(allowed)}

    def _serving(self, placing: Placing) -> list[Station]:
        keys = [key for key, _code in self.receivers(placing.areas, placing.starts)]
        return list(Station.objects.filter(key__in=keys))


def _of_the_message(placing: Placing) -> Iterator[str]:
    message, sounds = placing.message, placing.message.sounds()
    if message.scope is Scope.INTERNAL:
        yield _("An internal message has no place on a loudspeaker.")
    if message.priority is Priority.EMERGENCY:
        yield _("An emergency is not scheduled: two persons raise it, and it is heard at once.")
    if not sounds:
        yield _("It has no sound yet: record it, or have it read out.")
    elif placing.languages and not set(placing.languages) & set(sounds):
        yield _("It has no sound in any of the languages asked for (%(languages)s).") % {
            "languages": ", ".join(placing.languages)
        }


def _of_the_window(placing: Placing) -> Iterator[str]:
    days = (placing.ends - placing.starts).days if placing.ends else None
    if placing.days and days is not None and days < placing.days:
        yield _("Its window has %(days)s days; %(run)s days in a row are asked for.") % {
            "days": days,
            "run": placing.days,
        }
    if placing.message.valid_until.date() < placing.starts:
        yield _("Its approval ends before its first day.")


CHANNEL = Loudspeaker()
