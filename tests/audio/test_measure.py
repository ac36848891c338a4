import json
import math
from dataclasses import asdict

import numpy as np
import pyloudnorm
import pytest

from loa.audio.measure import FLOOR_DBTP, FLOOR_LUFS, Loudness, measure, measure_blocks
from loa.audio.sound import RATE, Sound, as_sound


def tone(seconds: float, amplitude: float = 0.2, pitch_hz: float = 1000.0) -> Sound:
    at = np.arange(round(seconds * RATE)) / RATE
    return as_sound(amplitude * np.sin(2 * np.pi * pitch_hz * at), RATE, "tone")


@pytest.mark.parametrize("seconds", [0.45, 0.5, 0.93, 1.0, 2.05, 2.999, 3.0, 7.3])
def test_short_and_long_sounds_agree_with_another_meter(seconds: float) -> None:
    at = np.arange(round(seconds * RATE)) / RATE
    wave = 0.2 * np.sin(2 * np.pi * 1000 * at) * (1 + 0.5 * np.sin(2 * np.pi * 3 * at))
    reading = measure(as_sound(wave, RATE, "wave"))
    assert reading.lufs == pytest.approx(pyloudnorm.Meter(RATE).integrated_loudness(wave), abs=0.1)
    assert reading.seconds == len(wave) / RATE


@pytest.mark.parametrize("seconds", [0.05, 0.1, 0.25, 0.399, 0.4])
def test_a_sound_shorter_than_a_gating_block_has_its_mean_loudness(seconds: float) -> None:
    assert measure(tone(seconds)).lufs == pytest.approx(measure(tone(4.0)).lufs, abs=0.3)


def test_the_true_peak_between_samples_is_found() -> None:
    # A quarter of the sampling rate at 45°: each sample is at 0.707 of the real peak.
    swell = np.hanning(RATE) ** 0.1  # without an edge, which would ring
    wave = 0.5 * swell * np.sin(2 * np.pi * 0.25 * np.arange(RATE) + np.pi / 4)
    reading = measure(as_sound(wave, RATE, "between"))
    assert np.abs(wave).max() == pytest.approx(0.5 / math.sqrt(2), abs=0.001)
    assert reading.true_peak_dbtp == pytest.approx(20 * math.log10(0.5), abs=0.2)


def test_a_peak_in_the_last_samples_counts() -> None:
    wave = np.zeros(RATE + 1234)
    wave[-20:] = 0.5
    assert measure(as_sound(wave, RATE, "late")).true_peak_dbtp >= 20 * math.log10(0.49)


@pytest.mark.parametrize("seconds", [0.1, 2.0])
def test_silence_reads_the_floors_which_json_can_carry(seconds: float) -> None:
    silence = Sound(np.zeros(round(seconds * RATE), dtype=np.int16), RATE, "silence")
    reading = measure(silence)
    assert reading == Loudness(FLOOR_LUFS, FLOOR_DBTP, seconds)
    assert json.loads(json.dumps(asdict(reading), allow_nan=False)) == asdict(reading)


def test_nothing_at_all_reads_the_floors() -> None:
    assert measure_blocks([]) == Loudness(FLOOR_LUFS, FLOOR_DBTP, 0.0)


def test_half_the_amplitude_is_six_decibels_less() -> None:
    louder, quieter = measure(tone(3, 0.4)), measure(tone(3, 0.2))
    assert louder.lufs - quieter.lufs == pytest.approx(6.02, abs=0.02)
    assert louder.true_peak_dbtp - quieter.true_peak_dbtp == pytest.approx(6.02, abs=0.05)
