"""The loudspeaker: miniaudio on ALSA or PulseAudio, running only while something may sound.

The device is opened when the output is unmuted, a moment before the start, and plays
zeros; a start only hands it other samples, so it is exact to one period of the device.
"""

from collections.abc import Generator
from datetime import datetime

import miniaudio
import numpy as np
import numpy.typing as npt

from loa.player.events import Play
from loa.player.outputs.hooks import Hooks
from loa.player.outputs.pcm import RATE, Pcm

PERIOD_MS = 20
BACKENDS = {
    "alsa": miniaudio.Backend.ALSA,
    "pulseaudio": miniaudio.Backend.PULSEAUDIO,
    "null": miniaudio.Backend.NULL,
}
Samples = npt.NDArray[np.int16]
SILENCE: Samples = np.zeros(0, "<i2")


class SpeakerOutput:
    """Plays on one device. Raises OSError when there is none that works."""

    wants_samples = True

    def __init__(self, backend: str = "", hooks: Hooks | None = None) -> None:
        self._backends = [BACKENDS[backend]] if backend else None
        self._hooks = hooks or Hooks()
        self._samples, self._at, self._factor = SILENCE, 0, 1.0
        self._device: miniaudio.PlaybackDevice | None = None
        self._play = 0

    def begin(self, order: Play, at: datetime, pcm: Pcm) -> None:
        if self._device is None:
            self.mute(muted=False, at=at)
        self._factor = _factor(order.gain_cdb)
        # The callback runs in the device's thread: it must never see old samples at a new place.
        self._samples, self._at, self._play = SILENCE, 0, order.play
        self._samples = np.frombuffer(pcm, "<i2")

    def end(self, order: Play, heard_ms: int, pcm: Pcm) -> None:  # noqa: ARG002 - it has been heard
        if order.play == self._play:
            self._samples = SILENCE

    def gain(self, gain_cdb: int) -> None:
        self._factor = _factor(gain_cdb)

    def mute(self, *, muted: bool, at: datetime) -> None:  # noqa: ARG002 - it is now
        self._hooks.amplifier(on=not muted)
        if muted:
            self._samples = SILENCE
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
            samples, at = self._samples, self._at
            part = samples[at : at + wanted]
            self._at = at + len(part)
            sound = (part * self._factor).astype("<i2").tobytes()
            wanted = yield sound + bytes((wanted - len(part)) * 2)


def _factor(gain_cdb: int) -> float:
    """Return the factor of a gain in hundredths of a decibel; never louder than the sound."""
    return float(10 ** (min(gain_cdb, 0) / 2000))
