import numpy as np
import pytest

from loa.audio.sound import RATE, Sound, as_sound
from loa.audio.synthesis import EspeakVoice

NOTICE = (
    "Ủy ban nhân dân xã thông báo. Sáng mai, trạm y tế xã tiêm phòng cho trẻ em. "
    "Đề nghị bà con đưa trẻ đến đúng giờ."
)


@pytest.fixture(scope="session")
def speech() -> Sound:
    return EspeakVoice().speak(NOTICE, language="vi")


@pytest.fixture(scope="session")
def loud_and_dirty(speech: Sound) -> Sound:
    """Far too loud, clipped, with a direct-current offset, mains hum and hiss."""
    voice = speech.samples.astype(float) / 32768
    at = np.arange(len(voice)) / speech.rate
    noise = np.random.default_rng(7).standard_normal(len(voice))
    hum = 0.1 * np.sin(2 * np.pi * 50 * at)
    return as_sound(12 * voice + 0.05 + hum + 0.02 * noise, speech.rate, "loud and dirty")


@pytest.fixture(scope="session")
def very_quiet(speech: Sound) -> Sound:
    """Recorded from across the room: about −55 LUFS, with silence before and after."""
    voice = speech.samples.astype(float) / 32768 * 0.02
    silence = np.zeros(3 * speech.rate)
    return as_sound(np.concatenate([silence, voice, silence]), speech.rate, "very quiet")


@pytest.fixture(scope="session")
def tone() -> Sound:
    wave = 0.3 * np.sin(2 * np.pi * 440 * np.arange(2 * RATE) / RATE)
    return as_sound(wave, RATE, "tone")
