import shutil
from pathlib import Path

import pytest

from loa.audio import ogg
from loa.audio.measure import measure
from loa.audio.render import render
from loa.audio.sound import Sound


@pytest.fixture(scope="module")
def opus(tone: Sound, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render(tone, tmp_path_factory.mktemp("ogg") / "tone.opus").path


@pytest.mark.parametrize(
    ("asked", "set_to"), [(0.0, 0.0), (-6.0, -6.0), (3.1, 794 / 256), (-0.001, 0.0)]
)
def test_a_gain_is_set_to_the_nearest_step(
    opus: Path, tmp_path: Path, asked: float, set_to: float
) -> None:
    path = Path(shutil.copy(opus, tmp_path))
    assert (ogg.set_gain(path, asked), ogg.gain_of(path)) == (set_to, set_to)


def test_decoders_apply_the_gain(opus: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(opus, tmp_path))
    before = measure(path).lufs
    ogg.set_gain(path, ogg.gain_of(path) - 6)
    assert measure(path).lufs == pytest.approx(before - 6, abs=0.02)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"OggS" + bytes(60)])
def test_another_kind_of_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(ValueError, match="not an O"):
        ogg.set_gain(tmp_path / "x", 1)


def test_a_file_without_its_last_page_has_not_ended_properly(opus: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.opus"
    cut.write_bytes(opus.read_bytes()[:-1])
    assert (ogg.ended_properly(opus), ogg.ended_properly(cut)) == (True, False)
