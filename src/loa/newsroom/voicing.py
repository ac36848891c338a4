"""Giving words a sound: recorded or synthesised, at one loudness, kept by its address.

No Django here, so that a process of its own can do the work.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from loa.audio.decode import load
from loa.audio.render import render
from loa.audio.sound import Floats
from loa.audio.sound import Sound as Wave
from loa.audio.synthesis import Voice, read_out
from loa.devices.objects import ObjectStore

RECORDED, STAND_IN = "recorded", "stand-in"
STROKES = 48  # of the picture of a sound: more are one block on a phone


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sound in the object store, as a variant keeps it; `peaks` (0 to 1) are its outline."""

    address: str
    bytes: int
    ms: int
    lufs: float
    voice: str
    peaks: tuple[float, ...] = ()


def voice_sound(source: Wave | Path, *, voice: str, objects: ObjectStore) -> Spoken:
    """Bring a recording or a synthesised wave to one loudness and keep it.

    Raises AudioError for what cannot be decoded; nothing is kept then.
    """
    with tempfile.TemporaryDirectory(prefix="loa-voice-") as folder:
        made = render(source, Path(folder) / "sound.opus")
        peaks = outline(load(made.path))
        address = objects.put(made.path)
        return Spoken(
            address=address,
            bytes=made.path.stat().st_size,
            ms=round(made.seconds * 1000),
            lufs=made.lufs,
            voice=voice,
            peaks=peaks,
        )


def synthesise(text: str, language: str, voice: Voice, *, objects: ObjectStore) -> Spoken:
    """Read a text out and keep the sound; the voice is named as synthetic."""
    wave = read_out(text, language=language, voice=voice)
    return voice_sound(wave, voice=f"synthetic:{voice.name} {voice.version}", objects=objects)


def outline(wave: Floats) -> tuple[float, ...]:
    """Return the peaks of a sound for its picture, the loudest as 1."""
    parts = [np.abs(part).max(initial=0.0) for part in np.array_split(wave, STROKES)]
    loudest = max(parts) or 1.0
    return tuple(round(float(part / loudest), 2) for part in parts)
