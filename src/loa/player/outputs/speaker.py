"""The loudspeaker: miniaudio on ALSA or PulseAudio, running only while something may sound.

The device is opened when the output is unmuted, a moment before the start, and plays
zeros. A start is told ahead of its time and begins in the middle of a period, at the sample
that is heard then: counted from the moment at which the device asks for the period, so that
what the device itself holds back is the same for every start.
"""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import datetime

import miniaudio
import numpy as np
import numpy.typing as npt

from loa.player.events import Play
from loa.player.outputs.hooks import Hooks
from loa.player.outputs.pcm import RATE, Pcm

PERIOD_MS = 20
LEAD_S = 0.05  # two periods, and a little
BACKENDS = {
    "alsa": miniaudio.Backend.ALSA,
    "pulseaudio": miniaudio.Backend.PULSEAUDIO,
    "null": miniaudio.Backend.NULL,
}
Samples = npt.NDArray[np.int16]
SILENCE: Samples = np.zeros(0, "<i2")


@dataclass(slots=True)
class _Sound:
    """What the device is given, from a moment on; only the device's thread moves `at`."""

    samples: Samples = field(default_factory=lambda: SILENCE)
    starts: float = 0.0
    at: int = 0


class SpeakerOutput:
    """Plays on one device. Raises OSError when there is none that works."""

    wants_samples = True
    lead_s = LEAD_S

    def __init__(
        self,
        backend: str = "",
        hooks: Hooks | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._backends = [BACKENDS[backend]] if backend else None
        self._hooks = hooks or Hooks()
        self._sound, self._factor = _Sound(), 1.0
        self._device: miniaudio.PlaybackDevice | None = None
        self._play, self._monotonic = 0, monotonic

    def begin(self, order: Play, at: datetime, pcm: Pcm, in_s: float = 0.0) -> None:
        if self._device is None:
            self.mute(muted=False, at=at)
        self._factor, self._play = _factor(order.gain_cdb), order.play
        self._sound = _Sound(np.frombuffer(pcm, "<i2"), self._monotonic() + in_s)

    def end(self, order: Play, heard_ms: int, pcm: Pcm) -> None:  # noqa: ARG002 - it has been heard
        if order.play == self._play:
            self._sound = _Sound()

    def gain(self, gain_cdb: int) -> None:
        self._factor = _factor(gain_cdb)

    def mute(self, *, muted: bool, at: datetime) -> None:  # noqa: ARG002 - it is now
        self._hooks.amplifier(on=not muted)
        if muted:
            self._sound = _Sound()
            self._close_device()
        elif self._device is None:
            self._open_device()

    def relay(self, source: str, *, on: bool, at: datetime) -> None:  # noqa: ARG002 - it is now
        self._hooks.relay(source, on=on)

    def close(self) -> None:
        self._close_device()
        self._hooks.amplifier(on=False)

    def _open_device(self) -> None:
        try:
            device = miniaudio.PlaybackDevice(
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                backends=self._backends,
                app_name="loa-player",
            )
            source = self._source()
            next(source)
            device.start(source)
        except miniaudio.MiniaudioError as error:
            raise OSError(f"no sound device works: {error}") from error
        self._device = device

    def _close_device(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None

    def _source(self) -> Generator[bytes, int, None]:
        wanted = yield b""
        while True:
            now = self._sound
            still = 0 if now.at else round((now.starts - self._monotonic()) * RATE)
            still = min(max(still, 0), wanted)  # samples of silence before it begins
            part = now.samples[now.at : now.at + wanted - still]
            now.at += len(part)
            sound = (part * self._factor).astype("<i2").tobytes()
            wanted = yield bytes(still * 2) + sound + bytes((wanted - still - len(part)) * 2)


def _factor(gain_cdb: int) -> float:
    """Return the factor of a gain in hundredths of a decibel; never louder than the sound."""
    return float(10 ** (min(gain_cdb, 0) / 2000))
