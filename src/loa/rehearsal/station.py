"""A station in virtual time: the player's own core between simulated sound and network."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from loa.core.canonical import FormatError
from loa.core.words import Clock, Kind, Priority
from loa.player.agent import Agent
from loa.player.events import (
    Command,
    Cut,
    Event,
    Fetch,
    Finished,
    MediaArrived,
    Play,
    Relay,
    Started,
    Tick,
    Wake,
)
from loa.player.trusted import Trusted
from loa.rehearsal.observer import Heard

MS = timedelta(milliseconds=1)
DOWNLOAD = timedelta(seconds=2)
Hear = Callable[[Heard], None]


@dataclass(slots=True)
class OnAir:
    """A sound that has begun, or is ordered to."""

    order: Play
    began: datetime | None = None


@dataclass(slots=True)
class VirtualStation:
    """One player; time is whatever its caller says it is."""

    agent: Agent
    trusted: Trusted
    has_object: Callable[[str], bool]
    get_object: Callable[[str], bytes | None]
    hear: Hear
    booted: datetime
    relaying: str = ""
    on_air: OnAir | None = None
    sent: int = 0  # the ledger's lines that the server has
    _queue: list[tuple[datetime, int, Event]] = field(default_factory=list)
    _order: count = field(default_factory=count)  # type: ignore[type-arg]
    _wake: datetime | None = None

    def boot(self, now: datetime) -> None:
        """Switch on."""
        self.booted = now
        self._carry_out(self.agent.boot(now, Clock.SYNCHRONISED, 0), now)

    def refresh(self, now: datetime) -> bool:
        """Ask the repository; return whether anything was new. Errors pass through."""
        changed = self.trusted.refresh(now).changed
        signed = self.trusted.signed()
        if (changed or self.agent.state.known is None) and signed is not None:
            try:
                commands = self.agent.refreshed(signed, self.get_object, now, self._mono(now))
            except FormatError:
                return False
            self._carry_out(commands, now)
        return changed

    def run_until(self, until: datetime) -> None:
        """Let everything happen that is due before a moment."""
        while (moment := self.next_moment()) is not None and moment < until:
            if self._wake is not None and self._wake == moment:
                self._wake = None
                self._tell(Tick(), moment)
            else:
                _, _, event = heapq.heappop(self._queue)
                self._happen(event, moment)

    def next_moment(self) -> datetime | None:
        """Return when something is due next; None: nothing is."""
        moments = [self._queue[0][0]] if self._queue else []
        return min([*moments, *([self._wake] if self._wake else [])], default=None)

    def _happen(self, event: Event, now: datetime) -> None:
        current = self.on_air
        if isinstance(event, Started):
            if current is None or current.order.play != event.play:
                return  # cut before it began
            current.began = now
            heard_ms = min(current.order.ms, (current.order.until - now) // MS)
            self._later(now + heard_ms * MS, Finished(event.play, heard_ms))
        elif isinstance(event, Finished):
            if current is None or current.order.play != event.play:
                return
            self._silence(now)
        self._tell(event, now)

    def _tell(self, event: Event, now: datetime) -> None:
        self._carry_out(self.agent.handle(event, now, self._mono(now)), now)

    def _carry_out(self, commands: list[Command], now: datetime) -> None:
        for command in commands:
            if isinstance(command, Play):
                self._silence(now)
                self.on_air = OnAir(command)
                self._later(max(command.at, now), Started(command.play, max(command.at, now)))
            elif isinstance(command, Cut):
                if self.on_air and self.on_air.order.play == command.play:
                    self._silence(now)
            elif isinstance(command, Fetch):
                here = frozenset(a for a in command.addresses if self.has_object(a))
                if here:
                    self._later(now + DOWNLOAD, MediaArrived(here))
            elif isinstance(command, Wake):
                self._wake = command.at
            elif isinstance(command, Relay):
                self.relaying = command.source if command.on else ""

    def _silence(self, now: datetime) -> None:
        current, self.on_air = self.on_air, None
        if current is None or current.began is None:
            return
        item = current.order.item
        if item.kind is not Kind.RELAY:
            self.hear(
                Heard(
                    station=self.agent.identity.station,
                    item=item.id,
                    sound=item.sound,
                    starts=current.began,
                    ends=now,
                    emergency=item.priority is Priority.EMERGENCY,
                )
            )

    def _later(self, at: datetime, event: Event) -> None:
        heapq.heappush(self._queue, (at, next(self._order), event))

    def _mono(self, now: datetime) -> int:
        return (now - self.booted) // MS
