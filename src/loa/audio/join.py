"""Sounds one after the other in one file: a programme as it is aired, to be heard again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from loa.audio.decode import blocks
from loa.audio.render import Rendered, render
from loa.audio.sound import RATE, AudioError, Floats, Sound


def join(sources: Sequence[Path], out: Path, *, pause_ms: int) -> Rendered:
    """Write sounds as one Opus file at the loudness of all others, a pause between them.

    Raises AudioError for a source that cannot be read, and when there is none.
    """
    if not sources:
        raise AudioError("a programme without sounds cannot be joined; add an item first")
    pieces = [_shorts(piece) for piece in _one_after_the_other(sources, pause_ms)]
    return render(Sound(np.concatenate(pieces), RATE, "the programme"), out)


def _one_after_the_other(sources: Sequence[Path], pause_ms: int) -> Iterator[Floats]:
    for number, source in enumerate(sources):
        if number:
            yield np.zeros(pause_ms * RATE // 1000, dtype=np.float32)
        yield from blocks(source)


def _shorts(wave: Floats) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.round(np.clip(wave, -1, 1) * 32767).astype(np.int16)
