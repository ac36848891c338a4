"""Sounds that are made, not recorded.

A chime to sign with, one to ask for attention, and a marked stand-in where a recording
in a minority language is still to come. All are computed from their arguments alone. A
stand-in is a slow pattern of soft tones that nobody can take for speech; its origin says
what it is.
"""

import hashlib
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from loa.audio.sound import MAX_SECONDS, RATE, AudioError, Sound, as_sound

PENTATONIC_HZ = (261.63, 293.66, 329.63, 392.00, 440.00, 523.25)
IDENT_NOTES = ((392.00, 0.35), (523.25, 0.35), (659.25, 0.35), (783.99, 0.9))
ATTENTION_NOTES = ((880.00, 0.45), (659.25, 0.9))
STAND_IN_NOTE = 0.6  # seconds; a bar of four notes, then a rest of one
BAR = 5
SHORTEST = 0.5

Wave = npt.NDArray[np.float64]


def stand_in(language: str, seconds: float, seed: str) -> Sound:
    """Return soft tones in place of a recording; `seed` varies the pattern, not the length.

    Raises AudioError for a length that no recording has.
    """
    if not SHORTEST <= seconds <= MAX_SECONDS:
        raise AudioError(
            f"a stand-in of {seconds:g} s: give a length of {SHORTEST:g} to {MAX_SECONDS:g} s"
        )
    draws = hashlib.sha256(f"{language}\0{seed}".encode()).digest()
    notes = max(1, round(seconds / STAND_IN_NOTE))
    bounds = np.round(np.linspace(0, seconds * RATE, notes + 1)).astype(int)
    wave = np.zeros(bounds[-1])
    for number, (start, end) in enumerate(pairwise(bounds)):
        resting = number % BAR == BAR - 1 and number not in {0, notes - 1}
        if not resting:
            pitch = PENTATONIC_HZ[draws[number % len(draws)] % len(PENTATONIC_HZ)]
            wave[start:end] = 0.4 * _soft(pitch, end - start)
    return as_sound(wave, RATE, f"stand-in {language} {seed}")


def ident() -> Sound:
    """Return the signature chime (nhạc hiệu) that opens a programme: four rising bells."""
    return as_sound(_bells(IDENT_NOTES), RATE, "ident")


def attention() -> Sound:
    """Return the two-tone chime that precedes a notice."""
    return as_sound(_bells(ATTENTION_NOTES), RATE, "attention")


def _soft(pitch_hz: float, length: int) -> Wave:
    """Return a sine that swells and fades, without an edge that sounds like a consonant."""
    at = np.arange(length) / RATE
    swell = np.sqrt(np.sin(np.pi * (np.arange(length) + 0.5) / length))
    return swell * np.sin(2 * np.pi * pitch_hz * at)


def _bells(notes: tuple[tuple[float, float], ...]) -> Wave:
    ring = 0.6  # seconds for which a bell rings on into the next
    wave = np.zeros(round((sum(length for _, length in notes) + ring) * RATE))
    start = 0
    for pitch, length in notes:
        at = np.arange(round((length + ring) * RATE)) / RATE
        partials = ((1.0, 1.0), (2.0, 0.35), (3.01, 0.12))
        strike = np.minimum(at / 0.008, 1.0) * np.exp(-at * 4.5)
        tone = sum(part * np.sin(2 * np.pi * pitch * ratio * at) for ratio, part in partials)
        wave[start : start + len(at)] += 0.3 * strike * tone
        start += round(length * RATE)
    return wave
