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
from loa.audio.peaks import TruePeak
from loa.audio.sound import RATE, Floats, Sound

FLOOR_LUFS = -70.0  # the standard's absolute gate
FLOOR_DBTP = -120.0
RELATIVE_GATE_LU = -10.0
STEP = RATE // 10  # the meter reads every 100 ms
GATE = 4 * STEP


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness (LUFS), true peak (dBTP, 4 × oversampled), both to 0.01, and length."""

    lufs: float
    true_peak_dbtp: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the meter saw: loudness of each gating block (LUFS), peak (linear), samples."""

    momentary: tuple[float, ...]
    peak: float
    samples: int

    def with_gain(self, gain_db: float) -> Loudness:
        """Return what the same sound measures with a gain, without hearing it again.

        A gain is one multiplication of every sample; the gates are applied anew.
        """
        lufs = _integrated(np.array(self.momentary) + gain_db)
        if 0 < self.samples < GATE and lufs > FLOOR_LUFS:
            lufs += 10 * math.log10(GATE / self.samples)
        peak_db = 20 * math.log10(self.peak) + gain_db if self.peak else FLOOR_DBTP
        return Loudness(
            lufs=round(max(FLOOR_LUFS, lufs), 2),
            true_peak_dbtp=round(max(FLOOR_DBTP, peak_db), 2),
            seconds=self.samples / RATE,
        )


def measure(source: Sound | Path) -> Loudness:
    """Measure a file or a sound; raises AudioError for what cannot be decoded."""
    return measure_blocks(blocks(source))


def measure_blocks(stream: Iterable[Floats]) -> Loudness:
    """Measure a mono stream at 48 kHz."""
    return read(stream).with_gain(0.0)


def read(stream: Iterable[Floats]) -> Reading:
    """Take the readings of a mono stream at 48 kHz."""
    counter = _Counter()
    momentary: list[float] = []
    metered = 0
    for made in frames_through(counter.padded(stream), ("ebur128", "metadata=1")):
        metered += made.samples
        told = made.metadata.get("lavfi.r128.M")
        # A block that reaches into the padding is not part of the sound, unless it is all.
        if told is not None and (counter.open or metered <= max(counter.samples, GATE)):
            momentary.append(float(told))
    return Reading(tuple(momentary), counter.peaks.peak, counter.samples)


def _integrated(momentary: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Return the gated mean of the blocks' loudness."""
    heard = momentary[momentary >= FLOOR_LUFS]
    if not len(heard):
        return FLOOR_LUFS
    powers = 10 ** (heard / 10)
    gated = powers[powers >= powers.mean() * 10 ** (RELATIVE_GATE_LU / 10)]
    return 10 * math.log10(gated.mean())


class _Counter:
    """Counts a stream on its way, and pads it so that the meter reads its last samples."""

    def __init__(self) -> None:
        self.samples = 0
        self.peaks = TruePeak()
        self.open = True

    def padded(self, stream: Iterable[Floats]) -> Iterator[Floats]:
        for block in stream:
            self.samples += len(block)
            self.peaks.add(block)
            yield block
        self.open = False
        whole = max(GATE, -(-self.samples // STEP) * STEP + STEP)
        silence = np.zeros(whole - self.samples, dtype=np.float32)
        self.peaks.add(silence)
        yield silence
