"""The output's own thread in real time: starts at absolute deadlines, ends, and reports.

Sounds are decoded by a second thread ahead of their start, so that at the deadline only
finished samples change hands; it rests while a start is near.
"""

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from loa.player.events import Event, Failed, Finished, Play, Started
from loa.player.outputs.pcm import NO_SOUND, Pcm, SoundError, decode, length_ms, slice_ms
from loa.player.ports import Output, Time

MS = timedelta(milliseconds=1)
KEEP_DECODED = 2
IDLE_S = 3600.0
CLEAR_S = 0.05  # before a start nothing is decoded that need not be
REST_S = 0.001  # after each second of sound: at real-time priority others must get their turn


@dataclass(slots=True)
class _OnAir:
    order: Play
    path: Path
    pcm: Pcm = NO_SOUND
    begun: datetime | None = None
    begun_mono: float = 0.0
    heard_ms: int = 0

    def seconds(self, clock: Time, lead_s: float) -> float:
        """Return how long until something is to be done: a start by the clock, an end by duration.

        A clock that is set while sound plays must not shorten it. An output that wishes
        to know of a start ahead of it has a lead.
        """
        if self.begun is None:
            return clock.seconds_until(self.order.at) - lead_s
        return self.heard_ms / 1000 - (time.monotonic() - self.begun_mono)


class Playing:
    """Runs one output. All methods may be called from any thread and return at once."""

    def __init__(self, output: Output, clock: Time, report: Callable[[Event], None]) -> None:
        self._output, self._clock, self._report = output, clock, report
        self._orders: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._decoder = ThreadPoolExecutor(1, thread_name_prefix="decode")
        self._decoded: dict[str, Future[Pcm]] = {}
        self._on_air: _OnAir | None = None
        self._thread = threading.Thread(target=self._run, name="output", daemon=True)
        self._thread.start()

    def prepare(self, address: str, path: Path) -> None:
        """Decode a sound ahead."""
        if self._output.wants_samples and address not in self._decoded:
            while len(self._decoded) >= KEEP_DECODED:
                self._decoded.pop(next(iter(self._decoded)))
            self._decoded[address] = self._decoder.submit(decode, path, self._rest)

    def play(self, order: Play, path: Path) -> None:
        self.prepare(order.item.sound, path)
        self._orders.put(lambda: self._take(order, path))

    def cut(self, play: int) -> None:
        self._orders.put(lambda: self._cut(play))

    def gain(self, gain_cdb: int) -> None:
        self._orders.put(lambda: self._output.gain(gain_cdb))

    def mute(self, *, muted: bool) -> None:
        self._orders.put(lambda: self._output.mute(muted=muted, at=self._clock.now()))

    def relay(self, source: str, *, on: bool) -> None:
        self._orders.put(lambda: self._output.relay(source, on=on, at=self._clock.now()))

    def close(self) -> None:
        """End after what has been ordered so far."""
        self._orders.put(None)
        self._thread.join(timeout=10)
        self._decoder.shutdown(wait=False, cancel_futures=True)

    def seconds_to_start(self) -> float:
        """Return how soon a start is due: others keep the processor free for it."""
        on_air = self._on_air
        if on_air is None or on_air.begun is not None:
            return IDLE_S
        return self._clock.seconds_until(on_air.order.at)

    def _rest(self) -> None:
        """Let decoding make way: for other programs always, for a start that is ready to come."""
        time.sleep(REST_S)
        while 0 < self.seconds_to_start() < CLEAR_S and self._is_ready():
            time.sleep(CLEAR_S / 5)

    def _is_ready(self) -> bool:
        on_air = self._on_air
        made = self._decoded.get(on_air.order.item.sound) if on_air else None
        return made is not None and made.done()

    def _run(self) -> None:
        while True:
            on_air = self._on_air
            seconds = on_air.seconds(self._clock, self._output.lead_s) if on_air else IDLE_S
            try:
                order = self._orders.get(timeout=max(0.0, min(seconds, IDLE_S)))
            except queue.Empty:
                self._next()
                continue
            if order is None:
                break
            try:
                order()
            except OSError as error:
                self._failed(f"the output failed: {error}")
        with contextlib.suppress(OSError):
            self._output.close()

    def _take(self, order: Play, path: Path) -> None:
        self._on_air = _OnAir(order, path)

    def _next(self) -> None:
        on_air = self._on_air
        if on_air is None or on_air.seconds(self._clock, self._output.lead_s) > 0:
            return
        if on_air.begun is None:
            self._begin(on_air)
        else:
            self._on_air = None
            play, heard_ms = on_air.order.play, on_air.heard_ms
            trouble = self._end(on_air, heard_ms)
            over = Failed(play, trouble, ms=heard_ms) if trouble else Finished(play, heard_ms)
            self._report(over)

    def _begin(self, on_air: _OnAir) -> None:
        order = on_air.order
        try:
            if self._output.wants_samples:
                whole = self._decoded.pop(order.item.sound, None)
                pcm = whole.result() if whole else decode(on_air.path)
                on_air.pcm = slice_ms(pcm, order.skip_ms, order.ms)
            now, mono = self._clock.now(), time.monotonic()
            at = max(now, order.at)
            in_s = (at - now).total_seconds()
            self._output.begin(order, at, on_air.pcm, in_s)
        except (SoundError, OSError) as error:
            self._failed(str(error))
            return
        there = length_ms(on_air.pcm) if self._output.wants_samples else order.ms
        on_air.heard_ms = max(0, min(there, order.ms, (order.until - at) // MS))
        on_air.begun, on_air.begun_mono = at, mono + in_s
        self._report(Started(order.play, at))

    def _cut(self, play: int) -> None:
        on_air = self._on_air
        if on_air is None or on_air.order.play != play:
            return
        self._on_air = None
        if on_air.begun is not None:
            heard = max(0, int((time.monotonic() - on_air.begun_mono) * 1000))
            self._end(on_air, min(heard, on_air.heard_ms))

    def _end(self, on_air: _OnAir, heard_ms: int) -> str:
        """Silence a play; return what went wrong with it."""
        try:
            self._output.end(on_air.order, heard_ms, on_air.pcm)
        except OSError as error:
            return f"the output failed: {error}"
        return ""

    def _failed(self, sentence: str) -> None:
        on_air, self._on_air = self._on_air, None
        if on_air is not None:
            heard = (self._clock.now() - on_air.begun) // MS if on_air.begun else 0
            self._report(Failed(on_air.order.play, sentence, ms=min(heard, on_air.order.ms)))
