"""Bringing any recording to one loudness: survey, trim, level.

A first walk notes the power and the peak of every 10 ms window; from these alone the gain
over time is decided (compressor, make-up, limiter), and a second walk applies it. The aim
is a *ratio*, not yet a loudness: the highest peak stands about `headroom_db` above the
programme's loudness, so that one gain, set after encoding, puts both in their place.
Nothing holds a whole recording in memory.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from loa.audio.decode import blocks, name_of
from loa.audio.filters import Filter, through
from loa.audio.sound import RATE, AudioError, Floats, Sound

Doubles = npt.NDArray[np.float64]

WINDOW = RATE // 100  # 10 ms, in which silence is told from sound and gain is decided
SILENCE_BELOW_DB = -45.0  # against the loudest window: below a syllable, above room tone
LEAD = RATE // 10  # kept before the first sound: 100 ms
TAIL = RATE // 5  # kept after the last one: 200 ms
FADE = RATE // 200  # 5 ms at both ends against clicks
TOO_QUIET_DB = -60.0  # below this, raising it would broadcast noise
WORKING_DB = -20.0  # where the encoder meets the programme
GATE_WINDOWS = 40  # 400 ms, the standard's gating block
ABSOLUTE_GATE_DB, RELATIVE_GATE_DB = -70.0, -10.0
RATIO, KNEE_DB = 2.5, 6.0  # the compressor's, around the programme's own level
ATTACK, RELEASE = 1 - math.exp(-10 / 10), 1 - math.exp(-10 / 200)  # per window of 10 ms
LIMITER_RELEASE = 1 - math.exp(-10 / 50)
TINY = 1e-12
RUMBLE: Filter = ("highpass", "f=80")  # horns do not carry it, and it eats head-room
BY_SECONDS: Filter = ("asetnsamples", f"n={RATE}:p=0")  # whole windows in every block


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What a recording holds: mean square and peak of each window, samples worth keeping.

    Kept are [start, end). The windows count from the recording's first sample.
    """

    powers: Doubles
    peaks: Doubles
    start: int
    end: int


def survey(source: Sound | Path) -> Survey:
    """Walk through a recording; raises AudioError where nothing usable can be heard."""
    powers: list[Doubles] = []
    peaks: list[Doubles] = []
    length = 0
    for block in through(blocks(source), RUMBLE, BY_SECONDS):
        windows = _in_windows(block)
        sizes = np.minimum(WINDOW, len(block) - WINDOW * np.arange(len(windows)))
        powers.append(np.einsum("ij,ij->i", windows, windows) / sizes)
        peaks.append(np.maximum(windows.max(axis=1), -windows.min(axis=1)).astype(np.float64))
        length += len(block)
    power, peak = np.concatenate(powers), np.concatenate(peaks)
    level_db = programme_level_db(power)
    if level_db < TOO_QUIET_DB:
        raise AudioError(
            f"{name_of(source)}: nothing can be heard ({level_db:.0f} dB); "
            "check that the microphone was on and record again, closer"
        )
    loud = np.flatnonzero(power > power.max() * 10 ** (SILENCE_BELOW_DB / 10))
    start = max(0, int(loud[0]) * WINDOW - LEAD)
    end = min(length, (int(loud[-1]) + 1) * WINDOW + TAIL)
    return Survey(power, peak, start, end)


def levelled(source: Sound | Path, found: Survey, headroom_db: float) -> Iterator[Floats]:
    """Yield the recording trimmed and compressed, near −20 LUFS, peaks held to the head-room."""
    gains = gains_for(found.powers, found.peaks, headroom_db).astype(np.float32)
    filtered = through(blocks(source), RUMBLE, BY_SECONDS)
    return _cut(_with_gains(filtered, gains), found.start, found.end)


def programme_level_db(powers: Doubles) -> float:
    """Return the gated mean power in dB: EBU R 128's gating, without its weighting.

    After the high-pass it stands within 2 dB of the loudness of speech, which is near
    enough to decide on head-room; loudness itself is measured on the encoded file.
    """
    if len(powers) > GATE_WINDOWS:
        sums = np.cumsum(np.concatenate([[0.0], powers]))
        means = (sums[GATE_WINDOWS:] - sums[:-GATE_WINDOWS]) / GATE_WINDOWS
    else:
        means = np.array([powers.mean()])
    loud = means[means > 10 ** (ABSOLUTE_GATE_DB / 10)]
    if not len(loud):
        return ABSOLUTE_GATE_DB
    gated = loud[loud >= loud.mean() * 10 ** (RELATIVE_GATE_DB / 10)]
    return 10 * math.log10(gated.mean())


def gains_for(powers: Doubles, peaks: Doubles, headroom_db: float) -> Doubles:
    """Return the linear gain at every edge of the windows (one more than windows).

    Between two edges the gain runs straight. No window's peak then stands more than
    `headroom_db` above the working level; the programme's level is at it, or lower where
    the limiter had to hold.
    """
    squeezed = _between(10 ** (_compression_db(powers) / 20))
    inside = (squeezed[:-1] + squeezed[1:]) / 2
    makeup = 10 ** ((WORKING_DB - programme_level_db(powers * inside**2)) / 20)
    highest = peaks * np.maximum(squeezed[:-1], squeezed[1:]) * makeup
    ceiling = 10 ** ((WORKING_DB + headroom_db) / 20)
    return squeezed * makeup * _held(np.minimum(1.0, ceiling / np.maximum(highest, TINY)))


def _compression_db(powers: Doubles) -> Doubles:
    """Return the compressor's gain in each window, at most 0 dB."""
    threshold_db = programme_level_db(powers)
    follower, followed = 0.0, []
    for power in powers.tolist():
        follower += (power - follower) * (ATTACK if power > follower else RELEASE)
        followed.append(follower)
    over = 10 * np.log10(np.maximum(followed, TINY)) - threshold_db
    knee = np.clip(over + KNEE_DB / 2, 0.0, KNEE_DB) ** 2 / (2 * KNEE_DB)
    bent = knee + np.maximum(over - KNEE_DB / 2, 0.0)
    return np.asarray(-(1 - 1 / RATIO) * bent)


def _between(gains: Doubles) -> Doubles:
    """Return the gains at the edges of windows that have these in their middle."""
    padded = np.concatenate([gains[:1], gains, gains[-1:]])
    return np.asarray((padded[:-1] + padded[1:]) / 2)


def _held(allowed: Doubles) -> Doubles:
    """Return the limiter's gain at the edges: never above what either window allows."""
    padded = np.concatenate([allowed[:1], allowed, allowed[-1:]])
    gain, held = 1.0, []
    for limit in np.minimum(padded[:-1], padded[1:]).tolist():
        gain = min(limit, gain + (1.0 - gain) * LIMITER_RELEASE)
        held.append(gain)
    return np.array(held)


def _in_windows(block: Floats) -> Floats:
    """Return the block as rows of one window each, the last filled up with zeros."""
    missing = -len(block) % WINDOW
    whole = np.concatenate([block, np.zeros(missing, np.float32)]) if missing else block
    return whole.reshape(-1, WINDOW)


def _with_gains(stream: Iterator[Floats], edges: Floats) -> Iterator[Floats]:
    """Apply the gains; every block but the last holds whole windows."""
    ramp = np.arange(WINDOW, dtype=np.float32) / np.float32(WINDOW)
    at = 0
    for block in stream:
        windows = _in_windows(block)
        here = edges[at : at + len(windows) + 1, np.newaxis]
        yield (windows * (here[:-1] + (here[1:] - here[:-1]) * ramp)).reshape(-1)[: len(block)]
        at += len(windows)


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
