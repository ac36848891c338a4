"""Recordings from outside: cut, brought to loudness, refused with a sentence."""

import wave
from pathlib import Path

import pytest

from loa.audio import intake
from loa.audio.intake import Taken, take_in
from loa.audio.join import join
from loa.audio.measure import measure
from loa.audio.sound import RATE, AudioError
from loa.audio.standin import stand_in


def recording(folder: Path, seconds: float = 4.0, seed: str = "a") -> Path:
    path = folder / f"{seed}.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", seconds, seed).samples.tobytes())
    return path


def test_a_recording_is_brought_to_loudness_and_outlined(tmp_path: Path) -> None:
    taken = take_in(recording(tmp_path), tmp_path / "out.opus")
    assert abs(taken.lufs + 16) <= 0.1
    assert taken.source_ms == pytest.approx(4000, abs=60)
    assert (len(taken.outline), max(taken.outline), len(taken.peaks)) == (intake.STROKES, 1, 48)
    assert measure(taken.path).seconds * 1000 == pytest.approx(taken.ms, abs=1)


def test_a_cut_keeps_what_lies_between_its_ends(tmp_path: Path) -> None:
    source = recording(tmp_path)
    whole = take_in(source, tmp_path / "whole.opus")
    cut = take_in(source, tmp_path / "cut.opus", from_ms=1000, until_ms=2500)
    assert cut.ms <= 1500 < whole.ms
    assert (cut.source_ms, cut.outline) == (whole.source_ms, whole.outline)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"khong phai am thanh" * 99, "not a recording", id="text"),
        pytest.param(b"#EXTM3U\nfile:///etc/passwd\n", "not a recording", id="playlist"),
        pytest.param(b"<svg onload='alert(1)'/>" * 9, "not a recording", id="picture"),
    ],
)
def test_what_is_no_recording_is_refused_by_name(
    tmp_path: Path, content: bytes, fault: str
) -> None:
    source = tmp_path / "tin.mp3"
    source.write_bytes(content)
    with pytest.raises(AudioError, match=f"tin.mp3: {fault}"):
        take_in(source, tmp_path / "out.opus")
    assert not (tmp_path / "out.opus").exists()


def test_a_cut_without_anything_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="holds no sound"):
        take_in(recording(tmp_path), tmp_path / "out.opus", from_ms=9000)


def test_a_file_that_wants_too_much_ends_its_own_process_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_MEMORY", 64 << 20)
    with pytest.raises(AudioError, match=r"a\.wav: "):
        take_in(recording(tmp_path), tmp_path / "out.opus")


def test_joined_sounds_follow_one_another_with_a_pause(tmp_path: Path) -> None:
    made: list[Taken] = [
        take_in(recording(tmp_path, 2, seed), tmp_path / f"{seed}.opus") for seed in "ab"
    ]
    whole = join([one.path for one in made], tmp_path / "whole.opus", pause_ms=1000)
    assert whole.seconds * 1000 == pytest.approx(sum(one.ms for one in made) + 1000, abs=400)
    assert abs(whole.lufs + 16) <= 0.1


def test_nothing_cannot_be_joined(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="without sounds"):
        join([], tmp_path / "whole.opus", pause_ms=1000)
