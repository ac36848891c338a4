import hashlib
import struct
from pathlib import Path

import av
import numpy as np
import pyloudnorm
import pytest

from loa.audio import ogg
from loa.audio.decode import load
from loa.audio.measure import measure
from loa.audio.render import render, to_mp3
from loa.audio.sound import RATE, AudioError, Sound, as_sound
from loa.audio.standin import stand_in


def lufs_by_another_meter(path: Path) -> float:
    """Measure with pyloudnorm, on what plain FFmpeg decoding gives."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
        rate = container.streams.audio[0].rate
    return float(pyloudnorm.Meter(rate).integrated_loudness(np.concatenate(frames)))


@pytest.fixture(params=["speech", "loud_and_dirty", "very_quiet", "stand_in"])
def source(request: pytest.FixtureRequest) -> Sound:
    if request.param == "stand_in":
        return stand_in("tyz", 8, "seed")
    return request.getfixturevalue(request.param)


def test_every_source_comes_out_at_one_loudness_under_the_ceiling(
    source: Sound, tmp_path: Path
) -> None:
    made = render(source, tmp_path / "out.opus")
    assert made.lufs == pytest.approx(-16.0, abs=0.1)
    assert lufs_by_another_meter(made.path) == pytest.approx(-16.0, abs=0.1)
    assert made.true_peak_dbtp <= -1.0
    assert np.abs(load(made.path)).max() < 10 ** (-1 / 20)


def test_what_is_told_is_what_is_in_the_file(speech: Sound, tmp_path: Path) -> None:
    made = render(speech, tmp_path / "out.opus")
    heard = measure(made.path)
    assert (made.lufs, made.true_peak_dbtp, made.seconds) == (
        heard.lufs,
        heard.true_peak_dbtp,
        heard.seconds,
    )
    assert made.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert made.gain_db == ogg.gain_of(made.path)
    assert made.seconds == len(load(made.path)) / RATE


def test_the_same_source_gives_the_same_bytes_under_any_name(speech: Sound, tmp_path: Path) -> None:
    first, second = render(speech, tmp_path / "a.opus"), render(speech, tmp_path / "b.opus")
    assert first.path.read_bytes() == second.path.read_bytes()
    for made in (first, second):
        to_mp3(made.path, made.path.with_suffix(".mp3"), title="Bản tin")
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()


def test_silence_is_trimmed_at_both_ends(very_quiet: Sound, tmp_path: Path) -> None:
    wave = load(render(very_quiet, tmp_path / "out.opus").path)
    loud = np.flatnonzero(np.abs(wave) > 0.02)
    assert loud[0] / RATE <= 0.25
    assert (len(wave) - loud[-1]) / RATE <= 0.25


def test_the_length_is_exact_to_the_sample(tmp_path: Path) -> None:
    wave = 0.3 * np.sin(2 * np.pi * 440 * np.arange(100_001) / RATE)
    made = render(as_sound(wave, RATE, "tone"), tmp_path / "out.opus")
    assert made.seconds == 100_001 / RATE
    assert len(load(made.path)) == 100_001


def test_another_target_is_met(speech: Sound, tmp_path: Path) -> None:
    assert render(speech, tmp_path / "out.opus", target_lufs=-20).lufs == pytest.approx(
        -20, abs=0.1
    )


def test_an_mp3_has_the_loudness_of_its_source_and_a_title(speech: Sound, tmp_path: Path) -> None:
    made = render(speech, tmp_path / "out.opus")
    told = to_mp3(made.path, tmp_path / "out.mp3", title="Bản tin sáng – xã Nghĩa Tá")
    assert told.lufs == pytest.approx(-16.0, abs=0.5)
    assert lufs_by_another_meter(tmp_path / "out.mp3") == pytest.approx(-16.0, abs=0.5)
    assert told.true_peak_dbtp <= -0.5
    with av.open(str(tmp_path / "out.mp3")) as container:
        assert container.metadata["title"] == "Bản tin sáng – xã Nghĩa Tá"
        assert container.streams.audio[0].codec_context.layout.name == "mono"
        assert container.streams.audio[0].rate == 44_100


def test_silence_is_refused_and_nothing_half_done_stays(tmp_path: Path) -> None:
    silence = Sound(np.zeros(RATE, dtype=np.int16), RATE, "mic-off.wav")
    (tmp_path / "out.opus").write_bytes(b"what was there")
    with pytest.raises(AudioError, match=r"mic-off\.wav: nothing can be heard.*microphone"):
        render(silence, tmp_path / "out.opus")
    assert [p.name for p in tmp_path.iterdir()] == ["out.opus"]
    assert (tmp_path / "out.opus").read_bytes() == b"what was there"


def test_what_cannot_be_both_loud_and_under_the_ceiling_is_refused(tmp_path: Path) -> None:
    clicks = np.where(np.arange(2 * RATE) % (RATE // 2) == RATE // 4, 0.9, 0.0)
    with pytest.raises(AudioError, match="cannot be brought to -16 LUFS"):
        render(as_sound(clicks, RATE, "clicks"), tmp_path / "out.opus")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tone: Sound, tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="its folder does not exist; make it first"):
        render(tone, tmp_path / "nowhere" / "out.opus")


def test_the_first_page_is_valid_after_the_gain_is_set(tone: Sound, tmp_path: Path) -> None:
    data = bytearray(render(tone, tmp_path / "out.opus").path.read_bytes())
    length = 27 + data[26] + sum(data[27 : 27 + data[26]])
    (stored,) = struct.unpack_from("<I", data, 22)
    data[22:26] = bytes(4)
    assert stored == _remainder(bytes(data[:length]))


def _remainder(page: bytes) -> int:
    """Divide by Ogg's polynomial as one long number: slow, and unlike the table."""
    number, polynomial = int.from_bytes(page) << 32, (1 << 32) | 0x04C11DB7
    while (excess := number.bit_length() - 33) >= 0:
        number ^= polynomial << excess
    return number
