"""Simulated sound: carries out a player's commands and tells it, and the observer, of sounds.

Time is whatever the caller says it is, so the same stands in for loudspeakers in virtual
time and in a live demonstration. The player speaks of its own clock's time; where that is
not the true one, `own` and `true` translate.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from loa.core.words import Kind
from loa.player.events import (
    Command,
    Cut,
    Event,
    Fetch,
    Finished,
    Play,
    Relay,
    Started,
    Tick,
    Wake,
)
from loa.rehearsal.observer import Heard

MS = timedelta(milliseconds=1)
Hear = Callable[[Heard], None]
Tell = Callable[[Event, datetime], Sequence[Command]]  # the player's answer to an event
Wanted = Callable[[tuple[str, ...], datetime], None]
Translate = Callable[[datetime], datetime]


def _same(moment: datetime) -> datetime:
    return moment


@dataclass(slots=True)
class OnAir:
    """A sound that has begun, or is ordered to."""

    order: Play
    began: datetime | None = None


@dataclass(slots=True)
class Loudspeaker:
    """One station's sound and alarm clock; `wanted` is told which sounds are to be fetched."""

    station: str
    tell: Tell
    hear: Hear
    wanted: Wanted
    own: Translate = _same  # what the player's clock shows at a true moment
    true: Translate = _same  # when the player's clock will show something
    relaying: str = ""
    on_air: OnAir | None = None
    _queue: list[tuple[datetime, int, Event]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)
    _wake: datetime | None = None

    def carry_out(self, commands: Sequence[object], now: datetime) -> None:
        """Do what the player asks for."""
        for command in commands:
            if isinstance(command, Play):
                self._silence(now)
                self.on_air = OnAir(command)
                at = max(self.true(command.at), now)
                self.later(at, Started(command.play, command.at))
            elif isinstance(command, Cut):
                if self.on_air and self.on_air.order.play == command.play:
                    self._silence(now)
            elif isinstance(command, Fetch):
                self.wanted(command.addresses, now)
            elif isinstance(command, Wake):
                self._wake = command.at
            elif isinstance(command, Relay):
                self.relaying = command.source if command.on else ""

    def later(self, at: datetime, event: Event) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self._queue, (at, next(self._order), event))

    def run_until(self, until: datetime) -> None:
        """Let everything happen that is due before a moment, each thing at its own time."""
        while (moment := self.next_moment()) is not None and moment < until:
            self.turn(moment)

    def turn(self, moment: datetime) -> None:
        """Let the next thing happen, at its moment."""
        if self._wake is not None and self.true(self._wake) <= moment:
            self._wake = None
            self.carry_out(self.tell(Tick(), moment), moment)
        else:
            self._happen(heapq.heappop(self._queue)[2], moment)

    def silence(self, now: datetime) -> None:
        """Lose power: what was on air ends here, and nothing more happens by itself."""
        self._silence(now)
        self._queue.clear()
        self._wake, self.relaying = None, ""

    def next_moment(self) -> datetime | None:
        """Return when something is due next; None: nothing is."""
        moments = [self._queue[0][0]] if self._queue else []
        if self._wake is not None:
            moments.append(self.true(self._wake))
        return min(moments, default=None)

    def _happen(self, event: Event, now: datetime) -> None:
        current = self.on_air
        if isinstance(event, Started):
            if current is None or current.order.play != event.play:
                return  # cut before it began
            current.began, own = now, self.own(now)
            event = Started(event.play, own)
            heard_ms = max(0, min(current.order.ms, (current.order.until - own) // MS))
            self.later(now + heard_ms * MS, Finished(event.play, heard_ms))
        elif isinstance(event, Finished):
            if current is None or current.order.play != event.play:
                return
            self._silence(now)
        self.carry_out(self.tell(event, now), now)

    def _silence(self, now: datetime) -> None:
        current, self.on_air = self.on_air, None
        if current is None or current.began is None:
            return
        item = current.order.item
        if item.kind is not Kind.RELAY:
            self.hear(Heard(self.station, item.id, item.sound, current.began, now))
