"""A trial: a station in virtual time, into files. `loa-player run --at TIME --speed N`.

Time stands still while something is done and jumps from event to event, sleeping the
N-th part in between; so a trial is exact at any speed. Fetching costs no virtual time.
"""

import contextlib
import heapq
import time
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from loa.core.words import Clock
from loa.player.events import (
    Command,
    Cut,
    Event,
    Failed,
    Fetch,
    Finished,
    Gain,
    MediaArrived,
    MediaLost,
    Mute,
    Play,
    Relay,
    Started,
    Stop,
    Tick,
    Wake,
)
from loa.player.outputs.pcm import NO_SOUND, Pcm, SoundError, decode, length_ms, slice_ms
from loa.player.ports import Output
from loa.player.station import Station

AHEAD = timedelta(hours=24)  # sounds are fetched a day before they are due
LEAST_SLEEP_S, LONGEST_SLEEP_S = 0.002, 0.2
ALIVE_EVERY = timedelta(seconds=15)
MS = timedelta(milliseconds=1)


class SteppedClock:
    """Virtual time that moves only when told; believed to be synchronised."""

    def __init__(self, at: datetime) -> None:
        self._begun = self._now = at

    def now(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        self._now = max(self._now, moment)

    def mono_ms(self) -> int:
        return (self._now - self._begun) // MS

    def seconds_until(self, moment: datetime) -> float:
        return (moment - self._now).total_seconds()

    def claimed(self) -> datetime:
        return self._now

    def judge(self, floor: datetime, latest: datetime | None = None) -> Clock:  # noqa: ARG002 - a trial may be about any time
        return Clock.SYNCHRONISED if self._now >= floor else Clock.FLOOR

    def doubt(self) -> timedelta:
        return timedelta(0)


class Trial:
    """Drives one station through virtual time."""

    def __init__(
        self, station: Station, clock: SteppedClock, output: Output, *, speed: float
    ) -> None:
        self._station, self._clock, self._output = station, clock, output
        self._speed = speed
        self._due: list[tuple[datetime, int, Event]] = []
        self._order = count()
        self._wake: datetime | None = None
        self._playing: tuple[Play, Pcm] | None = None
        self._begun = clock.now()
        self._stopped = False

    def stop(self) -> None:
        """Ask for the end; safe in a signal handler."""
        self._stopped = True

    def _is_stopped(self) -> bool:
        return self._stopped  # a signal may have come since it was last asked

    def run(self, until: datetime | None) -> None:
        """Play until a moment, or until everything known has its outcome."""
        station, settings = self._station, self._station.home.settings
        self._do(station.boot())
        self._sync()
        refresh_at = self._clock.now() + timedelta(seconds=settings.refresh_s)
        while not self._stopped:
            if until is None and not station.agent.state.queue and not self._due:
                break
            moments = [refresh_at, *(d[0] for d in self._due[:1])]
            moments += [m for m in (self._wake, until) if m is not None]
            self._sleep_to(min(moments))
            if self._is_stopped() or (until is not None and self._clock.now() >= until):
                break
            if self._clock.now() >= refresh_at:
                refresh_at += timedelta(seconds=settings.refresh_s)
                self._sync()
            self._happen()
        self._do(station.handle(Stop()))
        station.raise_floor(at_once=True)
        station.report()
        self._output.close()

    def _sleep_to(self, moment: datetime) -> None:
        """Let virtual time pass, in pieces when something is on air: the power may go."""
        while self._clock.now() < moment and not self._stopped:
            step = min(moment, self._clock.now() + ALIVE_EVERY) if self._playing else moment
            seconds = (step - self._clock.now()).total_seconds() / self._speed
            if not self._pause(seconds):
                return
            self._clock.set(step)
            if self._playing:
                self._station.keep_alive()
        self._station.raise_floor()

    def _pause(self, seconds: float) -> bool:
        """Sleep; return whether the trial goes on."""
        end = time.monotonic() + seconds
        while seconds > LEAST_SLEEP_S and not self._stopped:
            time.sleep(min(seconds, LONGEST_SLEEP_S))
            seconds = end - time.monotonic()
        return not self._stopped

    def _happen(self) -> None:
        now = self._clock.now()
        while self._due and self._due[0][0] <= now:
            _, _, event = heapq.heappop(self._due)
            if isinstance(event, Finished):
                self._ended(event.play, event.ms)
            self._do(self._station.handle(event))
        if self._wake is not None and self._wake <= now:
            self._wake = None
            self._do(self._station.handle(Tick()))

    def _sync(self) -> None:
        if self._station.refresh():
            self._do(self._station.learn(confirmed=True))
        self._download()
        self._station.report()
        self._station.note_failures()

    def _download(self) -> None:
        limit = self._clock.now() + AHEAD
        soon = {d.item.sound for d in self._station.agent.state.queue if d.item.starts < limit}
        wanted = [a for a in self._station.agent.state.wanted if a in soon]
        came = frozenset(address for address in wanted if self._station.download(address))
        if came:
            self._do(self._station.handle(MediaArrived(came)))

    def _do(self, commands: list[Command]) -> None:
        for command in commands:
            self._do_one(command)

    def _do_one(self, command: Command) -> None:
        now = self._clock.now()
        match command:
            case Play():
                self._begin(command)
            case Cut(play):
                self._due = [d for d in self._due if getattr(d[2], "play", None) != play]
                heapq.heapify(self._due)
                if self._playing and self._playing[0].play == play:
                    self._ended(play, (now - self._begun) // MS)
            case Gain(gain_cdb):
                self._output.gain(gain_cdb)
            case Mute(muted):
                self._output.mute(muted=muted, at=now)
            case Relay(source, on):
                self._output.relay(source, on=on, at=now)
            case Wake(at):
                self._wake = at
            case Fetch(_) | _:
                pass  # wanted sounds are fetched with the next refresh

    def _begin(self, order: Play) -> None:
        at = max(order.at, self._clock.now())
        path = self._station.path(order.item.sound)
        if path is None:
            lost = frozenset({order.item.sound})
            self._push(at, Failed(order.play, "the sound is gone or altered", media=True))
            self._push(at, MediaLost(lost))
            return
        try:
            pcm = self._samples(path, order)
            self._clock.set(at)
            self._output.begin(order, at, pcm)
        except (SoundError, OSError) as error:
            self._push(at, Failed(order.play, str(error)))
            return
        self._playing, self._begun = (order, pcm), at
        self._push(at, Started(order.play, at))
        there = length_ms(pcm) if self._output.wants_samples else order.ms
        heard = max(0, min(there, order.ms, (order.until - at) // MS))
        self._push(at + heard * MS, Finished(order.play, heard))

    def _samples(self, path: Path, order: Play) -> Pcm:
        if not self._output.wants_samples:
            return NO_SOUND
        return slice_ms(decode(path), order.skip_ms, order.ms)

    def _ended(self, play: int, heard_ms: int) -> None:
        if self._playing and self._playing[0].play == play:
            order, pcm = self._playing
            self._playing = None
            with contextlib.suppress(OSError):
                self._output.end(order, heard_ms, pcm)

    def _push(self, moment: datetime, event: Event) -> None:
        heapq.heappush(self._due, (moment, next(self._order), event))
