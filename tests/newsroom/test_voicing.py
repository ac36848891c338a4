from pathlib import Path

import numpy as np
import pytest

from loa.audio.sound import AudioError
from loa.audio.standin import stand_in
from loa.audio.synthesis import EspeakVoice
from loa.devices.objects import ObjectStore
from loa.newsroom import voicing


def test_a_sound_is_kept_by_its_address(tmp_path: Path) -> None:
    objects = ObjectStore(tmp_path)
    spoken = voicing.voice_sound(stand_in("vi", 2, "a"), voice="recorded", objects=objects)
    assert len(objects.read(spoken.address)) == spoken.bytes
    assert (spoken.lufs, spoken.ms) == (pytest.approx(-16, abs=0.1), pytest.approx(2000, abs=400))


def test_what_is_read_out_is_named_as_synthetic(tmp_path: Path) -> None:
    spoken = voicing.synthesise("Mời họp.", "vi", EspeakVoice(), objects=ObjectStore(tmp_path))
    assert spoken.voice.startswith("synthetic:espeak-ng ")


def test_what_is_no_sound_is_not_kept(tmp_path: Path) -> None:
    source = tmp_path / "x.mp3"
    source.write_text("xin chào")
    with pytest.raises(AudioError):
        voicing.voice_sound(source, voice="recorded", objects=ObjectStore(tmp_path / "objects"))
    assert not (tmp_path / "objects").exists()


@pytest.mark.parametrize("length", [0, 1, 47, 48_000])
def test_an_outline_has_its_strokes_whatever_the_length(length: int) -> None:
    wave = np.linspace(0, 0.5, length, dtype=np.float32)
    peaks = voicing.outline(wave)
    assert len(peaks) == voicing.STROKES
    assert max(peaks) == (1.0 if length > 1 else 0.0)
