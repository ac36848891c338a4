"""A spoken answer: brought to one loudness, and kept as MP3, which every phone plays."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from loa.audio.intake import take_in
from loa.audio.render import to_mp3
from loa.audio.sound import AudioError
from loa.devices.objects import ObjectStore

LONGEST_S = 180
SLACK_MS = 1500  # between the finger and the microphone
LARGEST = 20_000_000  # bytes


class VoiceError(Exception):
    """A recording that cannot be used; the sentence is for a person."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A sound that is kept: its address and its length."""

    address: str
    ms: int


def keep(chunks: Iterable[bytes]) -> Voice:
    """Keep a recording. Raises VoiceError, and nothing is kept, for what cannot be used."""
    objects = ObjectStore(settings.DATA_DIR / "objects")
    with tempfile.TemporaryDirectory(prefix="loa-answer-") as folder:
        source, made = Path(folder) / "recording", Path(folder) / "answer.mp3"
        with source.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
                if file.tell() > LARGEST:
                    raise VoiceError(_too_long())
        try:
            taken = take_in(source, Path(folder) / "answer.opus")
        except AudioError as error:
            raise VoiceError(
                _("This recording cannot be used. Record it again, or give an MP3 file.")
            ) from error
        if taken.ms > LONGEST_S * 1000 + SLACK_MS:
            raise VoiceError(_too_long())
        to_mp3(taken.path, made, title="")
        return Voice(objects.put(made), taken.ms)


def path(address: str) -> Path:
    """Return where a sound that is kept lies."""
    return ObjectStore(settings.DATA_DIR / "objects").path(address)


def _too_long() -> str:
    return _("A spoken answer lasts at most %(most)s minutes.") % {"most": LONGEST_S // 60}
