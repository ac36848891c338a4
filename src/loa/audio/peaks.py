"""The true peak of a stream: what a converter would put out between two samples.

ITU-R BS.1770-4, annex 2, with a longer interpolator than its example: 4 × oversampled,
32 taps a phase. It is worked out only where it can matter: an interpolated value never
exceeds the largest sample that it is made of times `REACH`, so a stretch whose samples
all stay below the highest peak so far divided by `REACH` cannot hold a higher one.
"""

import numpy as np

from loa.audio.sound import Floats

FACTOR = 4
TAPS = 32
CHUNK = 32  # samples judged together; not less than TAPS - 1
AT_ONCE = 40  # chunks; above, OpenBLAS starts threads that burn ten times the work
KAISER = 9.0


def _phases() -> Floats:
    """Return the taps of the three phases between two samples, one per column."""
    centre = TAPS // 2 - 1
    offsets = np.arange(TAPS)[:, np.newaxis] - centre - np.arange(1, FACTOR) / FACTOR
    shape = np.sqrt(np.maximum(0.0, 1 - (offsets / (TAPS / 2)) ** 2))
    taps = np.sinc(offsets) * np.i0(KAISER * shape) / np.i0(KAISER)
    return np.asarray(taps / taps.sum(axis=0), dtype=np.float32)


PHASES = _phases()
REACH = float(np.abs(PHASES).sum(axis=0).max())


def _banded() -> Floats:
    """Return the matrix that interpolates all windows that begin within one chunk."""
    matrix = np.zeros((CHUNK + TAPS - 1, CHUNK * (FACTOR - 1)), dtype=np.float32)
    for begin in range(CHUNK):
        matrix[begin : begin + TAPS, begin * 3 : begin * 3 + 3] = PHASES
    return matrix


BANDED = _banded()


class TruePeak:
    """Follows a stream; `peak` is the highest magnitude so far (linear).

    The stream must end with at least TAPS samples of silence for its last ones to count.
    """

    def __init__(self) -> None:
        self.peak = 0.0
        self._left = np.zeros(TAPS - 1, dtype=np.float32)

    def add(self, block: Floats) -> None:
        joined = np.concatenate([self._left, block])
        usable = len(joined) - (TAPS - 1)
        chunks = usable // CHUNK
        self._left = joined[chunks * CHUNK :]
        if not chunks:
            return
        rows = joined[: chunks * CHUNK].reshape(-1, CHUNK)
        own = np.maximum(rows.max(axis=1), -rows.min(axis=1))
        following = joined[chunks * CHUNK : chunks * CHUNK + TAPS - 1]
        highest = np.append(own, np.abs(following).max())
        self.peak = max(self.peak, float(highest.max()))
        reach = np.maximum(highest[:-1], highest[1:])
        (near,) = np.nonzero(reach * REACH > self.peak)
        if len(near):
            places = near[:, np.newaxis] * CHUNK + np.arange(CHUNK + TAPS - 1)
            for first in range(0, len(near), AT_ONCE):
                between = joined[places[first : first + AT_ONCE]] @ BANDED
                self.peak = max(self.peak, float(between.max()), -float(between.min()))
