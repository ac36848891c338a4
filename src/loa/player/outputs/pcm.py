"""A sound decoded to samples: mono, signed 16 bit, 48 kHz.

Samples are views, never copies: an hour is 350 MB, and boards are small.
"""

import logging
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler

Pcm = memoryview
NO_SOUND = memoryview(b"")
RATE = 48_000
BYTES_A_MS = RATE // 1000 * 2
FORMATS = "ogg,mp3,wav,flac"  # what a publisher sends; a playlist is no sound
MAX_MS = 3_700_000  # the longest sound that a message may hold, and a little

logging.getLogger("libav").setLevel(logging.CRITICAL)


class SoundError(Exception):
    """A file that cannot be decoded."""


def decode(path: Path, rest: Callable[[], None] = lambda: None) -> Pcm:
    """Return a file's samples. Raises SoundError; OSError when it is not there.

    `rest` is called after each second of sound, so that decoding can make way.
    """
    pcm, rested = bytearray(), 0
    try:
        with (
            path.open("rb") as file,
            av.open(file, "r", options={"format_whitelist": FORMATS}) as container,
        ):
            resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
            for frame in container.decode(audio=0):
                for part in resampler.resample(frame):
                    pcm += memoryview(part.planes[0])[: part.samples * 2]
                if len(pcm) > MAX_MS * BYTES_A_MS:
                    raise SoundError(f"{path.name}: longer than a message may be")
                if len(pcm) - rested >= 1000 * BYTES_A_MS:
                    rested = len(pcm)
                    rest()
            if pcm:
                for part in resampler.resample(None):
                    pcm += memoryview(part.planes[0])[: part.samples * 2]
    except (av.FFmpegError, IndexError) as error:
        raise SoundError(f"{path.name}: not a sound that can be decoded: {error}") from error
    if not pcm:
        raise SoundError(f"{path.name}: holds no sound")
    return memoryview(pcm).toreadonly()


def amplified(pcm: Pcm, gain_cdb: int) -> Pcm:
    """Return samples at a gain in hundredths of a decibel, never above full scale."""
    if gain_cdb >= 0:
        return pcm
    samples = np.frombuffer(pcm, "<i2").astype(np.float32) * 10 ** (gain_cdb / 2000)
    return memoryview(samples.round().astype("<i2").tobytes())


def slice_ms(pcm: Pcm, start_ms: int, ms: int) -> Pcm:
    """Return [start, start + ms) of samples."""
    return pcm[start_ms * BYTES_A_MS : (start_ms + ms) * BYTES_A_MS]


def length_ms(pcm: Pcm) -> int:
    """Return how long samples last."""
    return len(pcm) // BYTES_A_MS
