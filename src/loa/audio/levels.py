"""Bringing any recording to one loudness: survey, trim, level.

The aim is a *ratio*, not yet a loudness: after `levelled` the highest peak stands about
`headroom_db` above the programme's loudness, so that one gain, set after encoding, puts
both in their place. Streams are walked again for each pass; nothing
holds a whole recording in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from loa.audio.decode import blocks, name_of
from loa.audio.filters import Filter, through
from loa.audio.measure import Loudness, measure_blocks
from loa.audio.sound import RATE, AudioError, Floats, Sound

WINDOW = RATE // 100  # 10 ms, in which silence is told from sound
SILENCE_BELOW_DB = -45.0  # against the loudest window: below a syllable, above room tone
LEAD = RATE // 10  # kept before the first sound: 100 ms
TAIL = RATE // 5  # kept after the last one: 200 ms
FADE = RATE // 200  # 5 ms at both ends against clicks
TOO_QUIET_LUFS = -60.0  # below this, raising it would broadcast noise
WORKING_LUFS = -20.0  # where the compressor meets the programme
LOWEST_CEILING = 0.0625  # the least that FFmpeg's limiter takes
RUMBLE: Filter = ("highpass", "f=80")  # horns do not carry it, and it eats head-room
COMPRESSOR: Filter = (
    "acompressor",
    "threshold=-20dB:ratio=2.5:attack=10:release=200:knee=6dB:detection=rms",
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a recording holds, and which of its samples are worth keeping: [start, end)."""

    loudness: Loudness
    compressed_lufs: float
    start: int
    end: int


def survey(source: Sound | Path) -> Survey:
    """Measure a recording; raises AudioError where nothing usable can be heard."""
    powers: list[float] = []
    measured = measure_blocks(_watched(through(blocks(source), RUMBLE), powers))
    if measured.lufs < TOO_QUIET_LUFS:
        raise AudioError(
            f"{name_of(source)}: nothing can be heard ({measured.lufs:.0f} LUFS); "
            "check that the microphone was on and record again, closer"
        )
    loud = np.flatnonzero(np.array(powers) > max(powers) * 10 ** (SILENCE_BELOW_DB / 10))
    length = round(measured.seconds * RATE)
    start = max(0, int(loud[0]) * WINDOW - LEAD)
    end = min(length, (int(loud[-1]) + 1) * WINDOW + TAIL)
    cut = Survey(measured, WORKING_LUFS, start, end)
    return replace(cut, compressed_lufs=measure_blocks(_compressed(source, cut)).lufs)


def levelled(source: Sound | Path, found: Survey, headroom_db: float) -> Iterator[Floats]:
    """Yield the recording trimmed and compressed, near −20 LUFS, peaks held to the head-room."""
    makeup = ("volume", f"{WORKING_LUFS - found.compressed_lufs:.3f}dB")
    ceiling = max(LOWEST_CEILING, 10 ** ((WORKING_LUFS + headroom_db) / 20))
    limiter = f"limit={ceiling:.6f}:attack=5:release=50:level=false:latency=true"
    return through(_compressed(source, found), makeup, ("alimiter", limiter))


def _compressed(source: Sound | Path, found: Survey) -> Iterator[Floats]:
    kept = _cut(through(blocks(source), RUMBLE), found.start, found.end)
    gain = WORKING_LUFS - found.loudness.lufs
    return through(kept, ("volume", f"{gain:.3f}dB"), COMPRESSOR)


def _watched(stream: Iterator[Floats], powers: list[float]) -> Iterator[Floats]:
    """Pass a stream on, noting the mean square of each window."""
    left = np.zeros(0, dtype=np.float32)
    for block in stream:
        yield block
        joined = np.concatenate([left, block])
        whole = len(joined) - len(joined) % WINDOW
        powers.extend(np.square(joined[:whole].reshape(-1, WINDOW)).mean(axis=1).tolist())
        left = joined[whole:]
    if len(left):
        powers.append(float(np.square(left).mean()))


def _cut(stream: Iterator[Floats], start: int, end: int) -> Iterator[Floats]:
    """Keep the samples [start, end), faded at both ends."""
    fade = min(FADE, (end - start) // 2)
    edges = [start, start + fade, end - fade, end]
    values = [0.0, 1.0, 1.0, 0.0]
    at = 0
    for block in stream:
        first, last = max(start - at, 0), min(end - at, len(block))
        if first < last:
            yield _faded(block[first:last], at + first, edges, values)
        at += len(block)


def _faded(block: Floats, at: int, edges: list[int], values: list[float]) -> Floats:
    if at >= edges[1] and at + len(block) <= edges[2]:
        return block
    shape = np.interp(np.arange(at, at + len(block)), edges, values)
    return (block * shape).astype(np.float32)
