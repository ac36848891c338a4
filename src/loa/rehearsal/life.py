"""One station's life in true time: its power, clock, disk and line, its player and loudspeaker.

The player is the real one (`loa.player.station`), with its own trust, ledger and intake of
sounds. A poll that would find the same files over the same line is left out; everything
else happens when it would happen.
"""

import heapq
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from loa.core.periods import DAY
from loa.core.words import Clock
from loa.player.agent import INSTANT
from loa.player.clock import Floor
from loa.player.crypto import DeviceKey
from loa.player.enrol import Enrolment
from loa.player.events import Command, Event, Failed, MediaArrived, MediaLost, Play
from loa.player.home import MEDIA, Home, Settings
from loa.player.intake import Library
from loa.player.station import Station
from loa.rehearsal.board import Flash, Hashes, PowerCut, Quartz, Sounds, change, rot
from loa.rehearsal.line import Line
from loa.rehearsal.observer import Heard, Observer
from loa.rehearsal.server import Server
from loa.rehearsal.sound import Loudspeaker

POLL_EVERY = timedelta(minutes=15)
POLL_AGAIN = timedelta(hours=6)  # where nothing has changed but the time
REPORT_AT = time(22)  # after the evening's session
JUDGED_WITHIN, SYNCED_WITHIN = timedelta(seconds=20), timedelta(seconds=40)
DOWNLOAD = timedelta(seconds=2)
ALIVE_MS = 15_000
MS = timedelta(milliseconds=1)


@dataclass(slots=True)
class Seat:
    """What a life shares with the others."""

    server: Server
    observer: Observer
    library: Library
    hashes: Hashes
    zone: ZoneInfo
    start: datetime
    seed: int


class Life:
    """A station, or the twin of one (`elsewhere`: at another loudspeaker)."""

    def __init__(
        self, seat: Seat, station: str, number: int, *, twin_of: "Life | None" = None
    ) -> None:
        self.seat, self.key, self.number = seat, station, number
        self.now: datetime = twin_of.now if twin_of else seat.start
        self.phase = timedelta(seconds=number * 37 % 900)
        self.line = Line(station, seat.server)
        self.flash: Flash = twin_of.flash.copy() if twin_of else Flash()
        self.device: DeviceKey = twin_of.device if twin_of else device_key(seat.seed, number, 0)
        self.devices = [self.device]
        self._claimed_at = 0  # the publication that the board's claim named; 0: enrolled before any
        self.quartz = Quartz(now=lambda: self.now, online=lambda: not self.line.down)
        self.elsewhere = twin_of is not None
        self.twin: Life | None = None
        self.held_off: set[int] = set()  # picks of the faults that keep the power off
        self.player: Station | None = None
        self.speaker = Loudspeaker(
            station=station,
            tell=lambda event, _at: self._checked(self._player.handle(event)),
            hear=self._heard,
            wanted=lambda _addresses, now: self.at(now + DOWNLOAD, self._bring),
            own=lambda moment: self._player.clock.now() + (moment - self.now),
            true=lambda moment: self.now + (moment - self._player.clock.now()),
        )
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._polls: datetime | None = None
        self._epoch, self._policies = seat.server.epoch, 0
        self._unsure = True  # whether the server has what this player believes
        self._sounding: dict[str, str] = {}
        self._rotten: dict[Path, bytes] = {}

    # ---- time

    def at(self, moment: datetime, job: Callable[[], None]) -> None:
        """Let something happen at a true moment."""
        heapq.heappush(self._agenda, (max(moment, self.now), next(self._order), job))

    def run_until(self, until: datetime) -> None:
        """Let everything happen that is due before a true moment."""
        lives = [life for life in (self, self.twin) if life is not None]
        if self.number % 2:
            lives.reverse()  # now the one, now the other reaches the server first
        for life in lives:
            life.run_alone(until)

    def run_alone(self, until: datetime) -> None:
        while (moment := self._next()) is not None and moment < until:
            self.now = max(self.now, moment)
            self.seat.server.now = self.now
            try:
                if self._agenda and self._agenda[0][0] <= moment:
                    heapq.heappop(self._agenda)[2]()
                else:
                    self.speaker.turn(self.now)
            except PowerCut:
                self.power_off()
        self.now = max(self.now, until)

    def _next(self) -> datetime | None:
        moments = [self._agenda[0][0]] if self._agenda else []
        if self.player is not None and (moment := self.speaker.next_moment()) is not None:
            moments.append(moment)
        return min(moments, default=None)

    def next_tick(self) -> datetime:
        """Return the next moment at which this station's player polls."""
        since = self.now - self.seat.start - self.phase
        return self.seat.start + self.phase + (since // POLL_EVERY + 1) * POLL_EVERY

    # ---- power

    def power_on(self) -> None:
        """Boot, unless something else keeps the power off."""
        if self.player is not None or self.held_off:
            return
        folder = self.seat.server.data / "players" / self.key
        folder.mkdir(parents=True, exist_ok=True)
        server = self.seat.server
        enrolment = Enrolment(
            "rehearsal", self.key, self.device.keyid, server.root, self._claimed_at
        )
        self.player = Station(
            Home(folder, enrolment, self.device, Settings()),
            self.quartz.boot(Floor(self.flash)),
            self.line,
            tuning=INSTANT,
            simulated=True,
            say=lambda _sentence: None,
            store=self.flash,
            media=Sounds(folder / MEDIA, self.flash, self.seat.hashes),
            library=self.seat.library,
        )
        self._unsure, self._polls = True, None
        try:
            self.speaker.carry_out(self._checked(self.player.boot()), self.now)
        except PowerCut:
            self.power_off()
            return
        self.at(self.now + SYNCED_WITHIN, self.judge)
        self.at(self.now + SYNCED_WITHIN + MS, self.poll)

    def power_off(self) -> None:
        """Lose power: what was on air ends, what was in memory is gone."""
        player = self.player
        if player is None:
            return
        state = player.agent.state
        with suppress(OSError):
            if state.deck or state.relay:
                alive = int(self.quartz.running_s() * 1000) // ALIVE_MS * ALIVE_MS
                player.agent.keep_alive(alive)
            if state.clock is Clock.SYNCHRONISED and state.known is not None:
                # As old as the floor is on average: it is not written each time.
                player.floor.raise_to(player.clock.now() - timedelta(minutes=5))
        self.speaker.silence(self.now)
        if not self.elsewhere:
            self.seat.observer.lose_power(self.key, self.now)
        self.player = None

    @property
    def _player(self) -> Station:
        if self.player is None:
            raise RuntimeError(f"{self.key} is off")
        return self.player

    def rot(self, dice: Random, until: datetime) -> None:
        """Let sounds due before a moment change on the disk; the player finds out in its time."""
        if self.player is not None:
            soon = [one.item for one in self.player.agent.state.queue if one.item.starts < until]
            due = sorted({item.sound for item in soon if item.sound})
            rotten = rot([self.player.media.path(address) for address in due], dice)
            self._rotten = rotten | self._rotten  # what was rotten before is no truth

    def heal(self) -> None:
        """Make whole what nobody has touched meanwhile: a fault that is over must be over."""
        for path, whole in self._rotten.items():
            if path.exists():
                change(path, whole)
        self._rotten.clear()

    def change_board(self, device: DeviceKey) -> None:
        """Take a new board with its own key, enrolled by a technician; the old one is revoked."""
        self.seat.server.revoke(self.device.keyid)
        self.device, self.flash = device, Flash()
        self.devices.append(device)
        self._claimed_at = self.seat.server.enrol(self.key, device)

    # ---- duties, as `player.run` does them

    def judge(self) -> None:
        """Ask how far the clock is to be trusted."""
        if (player := self.player) is None:
            return
        if (told := player.judged()) is not None:
            self._tell(told)
        player.raise_floor()

    def judge_soon(self) -> None:
        """Judge the clock as soon as the player would."""
        self.at(self.now + JUDGED_WITHIN, self.judge)
        self.at(self.now + SYNCED_WITHIN, self.judge)

    def save(self) -> None:
        """Bring to the disk what it has refused."""
        if self.player is not None:
            self.player.save()

    def poll_soon(self) -> None:
        """Something has changed that a poll may find: poll at the next quarter of an hour."""
        if self.twin is not None:
            self.twin.poll_soon()
        tick = self.next_tick()
        if self._polls is None or self._polls > tick or self._polls <= self.now:
            self._polls = tick
            self.at(tick, self._poll_as_agreed)

    def _poll_as_agreed(self) -> None:
        if self._polls is not None and self._polls <= self.now:
            self._polls = None
            self.poll()

    def poll(self) -> None:
        """Refresh, and learn what is new."""
        if (player := self.player) is None:
            return
        confirmed = player.refresh()
        player.note_failures()
        if confirmed:
            self.speaker.carry_out(self._checked(player.learn(confirmed=True)), self.now)
            self.judge()  # as every 20 seconds: now there is a bundle to hold the clock against
        if confirmed and self.line.honest:
            self._hours_reached()
        elif self.line.spoils is not None:
            self.poll_soon()
        elif not self.line.honest:
            self.at(self.now + POLL_AGAIN, self.poll_soon)
        if player.agent.state.wanted:
            self.at(self.now + DOWNLOAD, self._bring)

    def report(self) -> None:
        """Send the ledger's new lines; try again at the next poll when it fails."""
        if (player := self.player) is None or self.line.down:
            return
        server = self.seat.server
        beat = self._unsure or self._epoch != server.epoch
        self._epoch = server.epoch
        self._unsure = not player.report(beat=beat)
        player.note_failures()
        if self._unsure:
            self.at(self.next_tick(), self.report)

    def report_at_the_office(self) -> None:
        """Be carried to the office, with its own power and line, and report there."""
        out_there, held_off = self.line, self.held_off
        self.flash.tears = None  # the office's power does not fail
        self.line, self.held_off = Line(self.key, self.seat.server), set()
        self.power_off()
        self.power_on()
        self._unsure = True
        self.report()
        self.power_off()
        self.line, self.held_off = out_there, held_off

    def report_daily(self) -> None:
        """Report now, and every evening."""
        self.report()
        local = self.now.astimezone(self.seat.zone)
        evening = datetime.combine(local.date(), REPORT_AT, self.seat.zone) + self.phase / 10
        self.at(evening if evening > self.now else evening + DAY, self.report_daily)

    def _bring(self) -> None:
        """Download what is wanted; what fails is tried again with the next poll."""
        if (player := self.player) is None:
            return
        wanted, failed = player.agent.state.wanted, False
        for address in wanted:
            if player.media.true(address) or player.download(address):
                self._tell(MediaArrived(frozenset({address})))
            else:
                failed = True
                if self.flash.refuses or self.line.down:
                    break  # so would all the others
        player.note_failures()
        if failed and not self.line.down:
            self.at(self.next_tick(), self._bring)

    def _tell(self, event: Event) -> None:
        self.speaker.carry_out(self._checked(self._player.handle(event)), self.now)

    def _checked(self, commands: Sequence[Command]) -> list[Command]:
        """Look at each sound's file before it is played, as the player's runner does."""
        kept: list[Command] = []
        for command in commands:
            if not isinstance(command, Play):
                kept.append(command)
            elif (path := self._player.path(command.item.sound)) is not None:
                self._sounding[command.item.id] = self.seat.hashes.of(path)
                kept.append(command)
            else:
                self.at(self.now, partial(self._lost, command))
        return kept

    def _lost(self, order: Play) -> None:
        if self.player is not None:
            self._tell(Failed(order.play, "the sound is gone or altered", media=True))
            self._tell(MediaLost(frozenset({order.item.sound})))

    # ---- what the observer is told

    def _heard(self, heard: Heard) -> None:
        sound = self._sounding.get(heard.item, heard.sound)
        self.seat.observer.hear(replace(heard, sound=sound, elsewhere=self.elsewhere))

    def _hours_reached(self) -> None:
        """Tell from when on new hours are known here: an honest line has brought them."""
        decided = self.seat.server.decided
        if not self.elsewhere:
            for policies in decided[self._policies :]:
                if self.key in policies:
                    self.seat.observer.allow(self.key, policies[self.key], self.now)
        self._policies = len(decided)


def device_key(seed: int, number: int, generation: int) -> DeviceKey:
    """Return a board's key, always the same for a seed."""
    return DeviceKey(
        seed.to_bytes(8, "big") + number.to_bytes(16, "big") + generation.to_bytes(8, "big")
    )
