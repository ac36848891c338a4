"""Sound held as samples, and the one error of this room."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RATE = 48_000  # Hz; everything is levelled, encoded and measured at this rate
MAX_SECONDS = 4 * 3600.0  # longer than any session a policy allows, shorter than a full disk

Floats = npt.NDArray[np.float32]
Shorts = npt.NDArray[np.int16]


class AudioError(Exception):
    """Audio or text that cannot be used; the sentence names it, the fault and the mend."""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono 16-bit samples at `rate` Hz; `origin` says who or what made them.

    The samples may be mapped from a file without a name, so that hours fit in memory.
    """

    samples: Shorts
    rate: int
    origin: str

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def as_sound(wave: npt.NDArray[np.floating], rate: int, origin: str) -> Sound:
    """Make a Sound from samples in −1…1; what is beyond is clipped."""
    return Sound(np.round(np.clip(wave, -1, 1) * 32767).astype(np.int16), rate, origin)
