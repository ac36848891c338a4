import itertools
from pathlib import Path

import numpy as np
import pytest

from loa.audio.render import render
from loa.audio.sound import RATE, AudioError, Sound
from loa.audio.standin import attention, ident, stand_in


def test_a_stand_in_is_the_same_each_time_and_another_for_another_seed_or_language() -> None:
    first = stand_in("tyz", 5, "bai-01").samples
    assert np.array_equal(first, stand_in("tyz", 5, "bai-01").samples)
    for other in (stand_in("tyz", 5, "bai-02"), stand_in("ium", 5, "bai-01")):
        assert not np.array_equal(first, other.samples)


@pytest.mark.parametrize("seconds", [0.5, 1.0, 7.25, 45.0])
def test_a_stand_in_has_the_length_asked_for(seconds: float) -> None:
    assert stand_in("tyz", seconds, "a").seconds == seconds


@pytest.mark.parametrize("seconds", [0, -1, 0.4, 1e9])
def test_a_length_that_no_recording_has_is_refused(seconds: float) -> None:
    with pytest.raises(AudioError, match="give a length"):
        stand_in("tyz", seconds, "a")


def test_a_stand_in_says_what_it_is() -> None:
    assert stand_in("tyz", 2, "bai-01").origin == "stand-in tyz bai-01"


def test_a_stand_in_is_tones_never_speech() -> None:
    """Speech spreads its energy; here each note keeps it in one narrow line."""
    wave = stand_in("tyz", 12, "a").samples.astype(float)
    for start, end in itertools.pairwise(range(0, len(wave), round(0.6 * RATE))):
        spectrum = np.abs(np.fft.rfft(wave[start:end] * np.hanning(end - start))) ** 2
        if spectrum.sum() > 0:
            strongest = int(spectrum.argmax())
            line = spectrum[max(0, strongest - 12) : strongest + 13].sum()
            assert line / spectrum.sum() > 0.99


@pytest.mark.parametrize(("chime", "longest"), [(ident, 4.0), (attention, 3.0)])
def test_a_chime_is_short_whole_and_renders_at_the_one_loudness(
    chime: object, longest: float, tmp_path: Path
) -> None:
    assert callable(chime)
    sound: Sound = chime()
    assert np.array_equal(sound.samples, chime().samples)
    assert sound.seconds <= longest
    assert np.abs(sound.samples).max() < 32767
    assert render(sound, tmp_path / "chime.opus").lufs == pytest.approx(-16, abs=0.1)
