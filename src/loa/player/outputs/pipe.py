"""The pipe: samples to another program on this board, at the pace of a sound card.

What is written is mono, signed 16 bit, little endian, 48 kHz, without a header, and only
while something is to be heard: an encoder, a transmitter or `aplay` reads it. The pipe is
a FIFO that the owner made. Without a reader nothing is heard, so a start then fails, and
what a reader does not take in time is lost, as it would be on a loudspeaker.
"""

import os
import stat
import threading
import time
from datetime import datetime
from pathlib import Path

import numpy as np

from loa.player.events import Play
from loa.player.outputs.hooks import Hooks
from loa.player.outputs.pcm import BYTES_A_MS, NO_SOUND, Pcm

BLOCK_MS = 20
AHEAD_S = 0.06  # written before it is to be heard; a cut is heard so much later at most
STALLED_MS = 1000  # not taken in one sound: then it was not heard


class PipeOutput:
    """Writes into a FIFO. Raises OSError when there is none."""

    wants_samples = True
    lead_s = 0.0

    def __init__(self, path: Path, hooks: Hooks | None = None) -> None:
        if not stat.S_ISFIFO(path.stat().st_mode):
            raise OSError(f"{path}: no pipe is there; make one with mkfifo")
        self._path, self._hooks = path, hooks or Hooks()
        self._pipe: int | None = None
        self._changed = threading.Condition()
        self._pcm, self._at, self._factor = NO_SOUND, 0, 1.0
        self._begun, self._lost_ms, self._play = 0.0, 0, 0
        self._closed = False
        self._thread = threading.Thread(target=self._feed, name="pipe", daemon=True)
        self._thread.start()

    def begin(
        self,
        order: Play,
        at: datetime,  # noqa: ARG002 - it is now
        pcm: Pcm,
        in_s: float = 0.0,  # noqa: ARG002 - it is now
    ) -> None:
        with self._changed:
            self._open()
            self._pcm, self._at, self._lost_ms = pcm, 0, 0
            self._factor, self._play = _factor(order.gain_cdb), order.play
            self._write()  # here, not in the feeding thread: nothing comes between
            self._begun = time.monotonic()
            self._changed.notify()

    def end(self, order: Play, heard_ms: int, pcm: Pcm) -> None:  # noqa: ARG002 - it has been heard
        with self._changed:
            if order.play != self._play:
                return
            self._pcm = NO_SOUND
            lost, self._lost_ms = self._lost_ms, 0
        if lost > STALLED_MS:
            raise OSError(f"{lost} ms were not taken from {self._path}")

    def gain(self, gain_cdb: int) -> None:
        self._factor = _factor(gain_cdb)

    def mute(self, *, muted: bool, at: datetime) -> None:  # noqa: ARG002 - it is now
        self._hooks.amplifier(on=not muted)
        if muted:
            with self._changed:
                self._pcm = NO_SOUND

    def relay(self, source: str, *, on: bool, at: datetime) -> None:  # noqa: ARG002 - it is now
        self._hooks.relay(source, on=on)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(timeout=1)
        self._shut()
        self._hooks.amplifier(on=False)

    def _open(self) -> None:
        if self._pipe is None:
            try:
                self._pipe = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as error:
                raise OSError(f"{self._path}: nobody reads it ({error.strerror})") from error

    def _shut(self) -> None:
        if self._pipe is not None:
            os.close(self._pipe)
            self._pipe = None

    def _write(self) -> None:
        """Write the next block; what is not taken counts as lost. Called with the lock held."""
        block = self._pcm[self._at : self._at + BLOCK_MS * BYTES_A_MS]
        self._at += len(block)
        samples = np.frombuffer(block, "<i2")
        if self._factor < 1:
            samples = (samples * self._factor).astype("<i2")
        try:
            taken = os.write(self._pipe, samples.data) if self._pipe is not None else 0
        except BlockingIOError:
            taken = 0
        except BrokenPipeError:
            self._shut()
            taken = 0
        self._lost_ms += (len(block) - taken) // BYTES_A_MS

    def _feed(self) -> None:
        with self._changed:
            while not self._closed:
                if self._at >= len(self._pcm):
                    self._changed.wait()
                    continue
                due = self._begun + self._at / (BYTES_A_MS * 1000) - AHEAD_S
                if (seconds := due - time.monotonic()) > 0:
                    self._changed.wait(seconds)
                else:
                    self._write()


def _factor(gain_cdb: int) -> float:
    """Return the factor of a gain in hundredths of a decibel; never louder than the sound."""
    return float(10 ** (min(gain_cdb, 0) / 2000))
