"""Loudness and true peak (ITU-R BS.1770-4, EBU R 128) of what a listener would hear.

A file is measured as decoded, so an Opus file's output gain counts. Numbers are always
finite: silence reads FLOOR_LUFS and FLOOR_DBTP. A sound shorter than one gating block
of 400 ms, where the standard is silent, is given its mean over its own length.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from loa.audio.decode import blocks
from loa.audio.filters import frames_through
from loa.audio.sound import RATE, Floats, Sound

FLOOR_LUFS = -70.0  # the standard's absolute gate
FLOOR_DBTP = -120.0
STEP = RATE // 10  # the meter reads every 100 ms
GATE = 4 * STEP


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness (LUFS), true peak (dBTP, 4 × oversampled) and length."""

    lufs: float
    true_peak_dbtp: float
    seconds: float


def measure(source: Sound | Path) -> Loudness:
    """Measure a file or a sound; raises AudioError for what cannot be decoded."""
    return measure_blocks(blocks(source))


def measure_blocks(stream: Iterable[Floats]) -> Loudness:
    """Measure a mono stream at 48 kHz."""
    counter = _Counter()
    integrated, peak, read = FLOOR_LUFS, 0.0, 0
    for made in frames_through(counter.padded(stream), ("ebur128", "metadata=1:peak=true")):
        read += made.samples
        if "lavfi.r128.I" not in made.metadata:
            continue
        peak = max(peak, float(made.metadata["lavfi.r128.true_peak"]))
        # A block that reaches into the padding is not part of the sound, unless it is all.
        if counter.open or read <= max(counter.samples, GATE):
            integrated = float(made.metadata["lavfi.r128.I"])
    peak = max(peak, counter.peak)
    if 0 < counter.samples < GATE and integrated > FLOOR_LUFS:
        integrated += 10 * math.log10(GATE / counter.samples)
    return Loudness(
        lufs=max(FLOOR_LUFS, integrated),
        true_peak_dbtp=max(FLOOR_DBTP, 20 * math.log10(peak)) if peak else FLOOR_DBTP,
        seconds=counter.samples / RATE,
    )


class _Counter:
    """Counts a stream on its way, and pads it so that the meter reads its last samples."""

    def __init__(self) -> None:
        self.samples = 0
        self.peak = 0.0
        self.open = True

    def padded(self, stream: Iterable[Floats]) -> Iterator[Floats]:
        for block in stream:
            self.samples += len(block)
            if len(block):
                self.peak = max(self.peak, float(np.abs(block).max()))
            yield block
        self.open = False
        whole = max(GATE, -(-self.samples // STEP) * STEP + STEP)
        yield np.zeros(whole - self.samples, dtype=np.float32)
