"""The player in real time: one loop that decides, one thread for sound, two for the network.

The loop alone touches the machine and the ledger. Sound is ordered before the ledger is
written; the network pauses while a start is due.
"""

import math
import queue
import threading
import time
from collections.abc import Callable
from datetime import datetime

from loa.core.message import instant
from loa.player.events import (
    Append,
    Command,
    Cut,
    Event,
    Failed,
    Fetch,
    Gain,
    MediaArrived,
    MediaLost,
    Mute,
    Play,
    Prepare,
    Relay,
    Stop,
    Tick,
    Wake,
)
from loa.player.playing import Playing
from loa.player.ports import FetchError, Output
from loa.player.rules import refresh_every_s
from loa.player.station import Station
from loa.player.sync import Receipt

HOLD_S = 0.5  # before a start the network keeps still
JUDGE_S, ALIVE_S, LONGEST_S = 20.0, 15.0, 5.0
RETRY_S = 60.0
Job = Callable[[], None]


class Runner:
    """Drives one station until it is told to stop."""

    def __init__(self, station: Station, output: Output) -> None:
        self._station, self._clock = station, station.clock
        self._inbox: queue.SimpleQueue[Job] = queue.SimpleQueue()  # a signal handler puts too
        self._playing = Playing(output, station.clock, self._post)
        self._network: queue.Queue[Job | None] = queue.Queue()
        self._wanted: tuple[str, ...] = ()
        self._wanted_changed = threading.Event()
        self._wake: datetime | None = None
        self._stopping = False
        self._reporting = False

    def stop(self) -> None:
        """Ask for the end; safe in a signal handler."""
        self._inbox.put(self._stop)

    def pace(self) -> None:
        """Wait while a start is due; fetching calls this between blocks."""
        while self._playing.seconds_to_start() < HOLD_S:
            time.sleep(HOLD_S / 10)

    def run(self) -> None:
        """Play until stopped."""
        workers = [
            threading.Thread(target=self._talk, name="network", daemon=True),
            threading.Thread(target=self._download, name="media", daemon=True),
        ]
        self._do(self._station.boot())
        for worker in workers:
            worker.start()
        settings = self._station.home.settings
        duties: list[tuple[Callable[[], float], Job]] = [
            (self._refresh_s, lambda: self._network.put(self._refresh)),
            (lambda: settings.report_s, self._report),
            (lambda: JUDGE_S, self._judge),
            (lambda: ALIVE_S, self._alive),
        ]
        done = [-math.inf] * len(duties)
        while not self._stopping:
            waits = []
            for number, (every, duty) in enumerate(duties):
                if time.monotonic() >= done[number] + every():
                    done[number] = time.monotonic()
                    duty()
                waits.append(done[number] + every() - time.monotonic())
            self._station.note_failures()
            self._serve(min(waits))
        self._playing.close()
        self._station.raise_floor(at_once=True)

    def _refresh_s(self) -> float:
        state, settings = self._station.agent.state, self._station.home.settings
        on_air = state.deck is not None or state.relay is not None
        return refresh_every_s(settings.refresh_s, on_air=on_air)

    def _serve(self, seconds: float) -> None:
        """Handle one message, or the moment that the machine asked for."""
        if self._wake is not None:
            seconds = min(seconds, self._clock.seconds_until(self._wake))
        try:
            self._inbox.get(timeout=max(0.0, min(seconds, LONGEST_S)))()
        except queue.Empty:
            if self._wake is not None and self._clock.now() >= self._wake:
                self._wake = None
                self._handle(Tick())

    def _post(self, event: Event) -> None:
        self._inbox.put(lambda: self._handle(event))

    def _handle(self, event: Event) -> None:
        commands = self._station.agent.decide(event, self._clock.now())
        self._do(commands)
        self._station.record([c for c in commands if isinstance(c, Append)])

    def _stop(self) -> None:
        self._handle(Stop())
        self._stopping = True

    def _do(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case Play() | Prepare():
                    self._sound(command)
                case Cut(play):
                    self._playing.cut(play)
                case Gain(gain_cdb):
                    self._playing.gain(gain_cdb)
                case Mute(muted):
                    self._playing.mute(muted=muted)
                case Relay(source, on):
                    self._playing.relay(source, on=on)
                case Fetch(addresses):
                    self._wanted = addresses
                    self._wanted_changed.set()
                case Wake(at):
                    self._wake = at
                case _:
                    pass

    def _sound(self, command: Play | Prepare) -> None:
        address = command.item.sound if isinstance(command, Play) else command.address
        path = self._station.path(address)
        if path is None:
            if isinstance(command, Play):
                self._post(Failed(command.play, "the sound is gone or altered", media=True))
            self._post(MediaLost(frozenset({address})))
        elif isinstance(command, Play):
            self._playing.play(command, path)
        else:
            self._playing.prepare(address, path)

    # ---- duties of the loop

    def _judge(self) -> None:
        station = self._station
        told = station.judged()
        if told is not None:
            self._handle(told)
            station.say(f"clock: {told.clock}, {instant(self._clock.now())}")
        station.raise_floor()

    def _alive(self) -> None:
        self._station.save()
        if self._station.agent.state.deck or self._station.agent.state.relay:
            self._station.keep_alive()

    def _report(self) -> None:
        if not self._reporting:
            self._reporting = True
            beat = self._station.heartbeat()
            self._network.put(lambda: self._exchange(lambda: self._station.link.beat(beat), 0))

    # ---- the network's thread; it hands everything back to the loop

    def _talk(self) -> None:
        while (job := self._network.get()) is not None:
            self.pace()
            job()

    def _refresh(self) -> None:
        if self._station.refresh():
            self._inbox.put(lambda: self._do(self._station.learn(confirmed=True)))

    def _exchange(self, ask: Callable[[], Receipt], sent_from: int) -> None:
        try:
            receipt = ask()
        except FetchError as error:
            sentence, again = str(error), error.again
            self._inbox.put(lambda: self._unreported(sentence, again=again))
        else:
            self._inbox.put(lambda: self._received(receipt, sent_from))

    def _unreported(self, sentence: str, *, again: bool) -> None:
        self._reporting = False
        self._station.failed(sentence)
        if not again:
            self._station.refused()

    def _received(self, receipt: Receipt, sent_from: int) -> None:
        """Send on while the server goes on; one that stands still is asked again later."""
        self._station.received(receipt)
        start = self._station.next_line
        segment = self._station.segment() if start > sent_from else None
        if segment is None:
            self._reporting = False
        else:
            send = self._station.link.send
            self._network.put(lambda: self._exchange(lambda: send(segment), start))

    # ---- the media thread

    def _download(self) -> None:
        retry_at: dict[str, float] = {}
        while True:
            self._wanted_changed.clear()
            now = time.monotonic()
            address = next((a for a in self._wanted if retry_at.get(a, 0.0) <= now), None)
            if address is None:
                self._wanted_changed.wait(RETRY_S if self._wanted else None)
                continue
            self.pace()
            if self._station.download(address):
                self._wanted = tuple(a for a in self._wanted if a != address)
                self._post(MediaArrived(frozenset({address})))
            else:
                retry_at[address] = now + RETRY_S
