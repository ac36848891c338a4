"""Recordings as a microphone or a folder gives them."""

import io
import tempfile
import wave
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.utils import timezone
from tests.newsroom.desk import Desk

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.devices.objects import ObjectStore
from loa.newsroom.bulletins import actions, rules, sounds
from loa.newsroom.bulletins.actions import Kept
from loa.newsroom.models import Bulletin, BulletinEntry


def wav(seconds: float = 2.0, seed: str = "a") -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", seconds, seed).samples.tobytes())
    return held.getvalue()


@cache
def _made(seconds: float, seed: str) -> tuple[bytes, bytes, Kept]:
    """Render a recording once for all tests: as it came, as it is heard, and what is kept."""
    with tempfile.TemporaryDirectory() as folder:
        objects = ObjectStore(Path(folder))
        kept = sounds.keep([wav(seconds, seed)], "", objects=objects)
        return objects.read(kept.source), objects.read(kept.spoken.address), kept


def recorded(
    desk: Desk,
    bulletin: Bulletin,
    objects: ObjectStore,
    name: str,
    *,
    seed: str = "a",
    seconds: float = 2.0,
) -> BulletinEntry:
    """Put a recording into a bulletin."""
    source, heard, kept = _made(seconds, seed)
    objects.put_all([source, heard])
    kept = replace(kept, name=name)
    named = rules.named(name)
    return actions.add_recording(bulletin, kept, named, by=desk.editor, now=timezone.now())
