"""Any audio file, or a Sound, as a stream of mono blocks at 48 kHz.

What came from outside is read through one open file handle and a closed list of
container formats: a playlist that names other files or addresses is not audio.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from loa.audio.filters import samples, through
from loa.audio.sound import MAX_SECONDS, RATE, AudioError, Floats, Sound
from loa.audio.whole import declares_its_length, is_cut_off

FORMATS = "aac,aiff,amr,asf,caf,flac,matroska,webm,mov,mp3,ogg,w64,wav"
MEND = "give an MP3, WAV, M4A, FLAC, OGG or Opus recording"
BLOCK = RATE  # samples; a second at a time
# A declared length is often rounded to a codec's frame: only a clear shortfall is a fault.
SHORTFALL_SECONDS, SHORTFALL_SHARE = 0.2, 0.01

logging.getLogger("libav").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still accepted from outside."""

    max_seconds: float = MAX_SECONDS


def blocks(source: Sound | Path, limits: Limits = Limits()) -> Iterator[Floats]:
    """Yield the source as float blocks in about −1…1, mono, 48 kHz; can be called again.

    Raises AudioError for what is missing, empty, not audio, damaged, truncated or longer
    than the limits allow; for a file this may be only at the end of the stream.
    """
    counted = 0
    for block in _sound(source) if isinstance(source, Sound) else _file(source, limits):
        counted += len(block)
        if counted > limits.max_seconds * RATE:
            minutes = limits.max_seconds / 60
            raise AudioError(f"{name_of(source)}: longer than {minutes:g} minutes; split it")
        yield block
    if not counted:
        raise AudioError(f"{name_of(source)}: holds no sound at all; {MEND}")


def load(source: Sound | Path, limits: Limits = Limits()) -> Floats:
    """Return the whole source at once; for what is known to be short."""
    return np.concatenate(list(blocks(source, limits)))


def name_of(source: Sound | Path) -> str:
    """Say what the source is, for a sentence."""
    return source.origin if isinstance(source, Sound) else str(source)


def _sound(sound: Sound) -> Iterator[Floats]:
    def floats() -> Iterator[Floats]:
        for start in range(0, len(sound.samples), sound.rate):
            yield sound.samples[start : start + sound.rate].astype(np.float32) / np.float32(32768)

    return through(floats(), rate=sound.rate) if sound.rate != RATE else floats()


def _file(path: Path, limits: Limits) -> Iterator[Floats]:
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise AudioError(f"{path}: the file is empty; copy it again, or {MEND}")
            file.seek(0)
            yield from _opened(path, file, limits)
    except av.FFmpegError as error:  # before OSError: some of them are both
        raise AudioError(f"{path}: not a recording ({error.strerror}); {MEND}") from error
    except OSError as error:
        raise AudioError(f"{path}: cannot be read ({error.strerror})") from error


def _opened(path: Path, file: BufferedReader, limits: Limits) -> Iterator[Floats]:
    with av.open(file, "r", options={"format_whitelist": FORMATS}) as container:
        if not container.streams.audio:
            raise AudioError(f"{path}: has no sound track; {MEND}")
        if is_cut_off(path, container.format.name):
            raise AudioError(f"{path}: truncated: its end is missing; copy it again")
        declared = _declared_seconds(container)
        declaring = declares_its_length(path, container.format.name)
        if declaring and declared > limits.max_seconds + 1:
            minutes = limits.max_seconds / 60
            raise AudioError(f"{path}: longer than {minutes:g} minutes; split it")
        counted = 0
        for block in _decoded(path, container):
            counted += len(block)
            yield block
        heard = counted / RATE
        missing = declared - heard
        if declaring and missing > max(SHORTFALL_SECONDS, SHORTFALL_SHARE * declared):
            raise AudioError(
                f"{path}: truncated: {heard:.1f} s of {declared:.1f} s are there; copy it again"
            )


def _declared_seconds(container: InputContainer) -> float:
    stream = container.streams.audio[0]
    if stream.duration is None or stream.time_base is None:
        return (container.duration or 0) / av.time_base
    return float(stream.duration * stream.time_base)


def _decoded(path: Path, container: InputContainer) -> Iterator[Floats]:
    # A second at a time: work per block, not per packet of 20 ms.
    resampler = AudioResampler(format="flt", layout="mono", rate=RATE, frame_size=BLOCK)
    at = 0.0
    try:
        for decoded in container.decode(audio=0):
            at += decoded.samples / decoded.sample_rate
            for made in resampler.resample(decoded):
                yield samples(made)
    except av.FFmpegError as error:
        raise AudioError(f"{path}: damaged at {at:.1f} s; copy it again, or {MEND}") from error
    if at:  # what the resampler still holds; it cannot be flushed before its first frame
        for made in resampler.resample(None):
            yield samples(made)
