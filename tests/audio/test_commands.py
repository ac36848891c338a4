import json
from pathlib import Path

import pytest

from loa import cli
from loa.audio.measure import measure


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "ban tin's.txt"
    path.write_text("UBND xã thông báo: 7h30 ngày 23/11/2026 họp thôn.", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("ending", ["opus", "mp3"])
def test_a_text_is_rendered_and_measured_alike(
    text_file: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = text_file.with_name(f"out.{ending}")
    assert cli.main(["audio", "render", str(text_file), "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["lufs"] == pytest.approx(-16.0, abs=0.1)
    assert cli.main(["audio", "measure", str(out), "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)
    keys = ("lufs", "true_peak_dbtp", "seconds")
    assert [measured[key] for key in keys] == [told[key] for key in keys]


def test_without_json_it_is_one_sentence(
    text_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = text_file.with_name("out.opus")
    assert cli.main(["audio", "render", str(text_file), "--out", str(out)]) == 0
    heard = measure(out)
    assert capsys.readouterr().out == (
        f"{out}: {heard.seconds:.2f} s, {heard.lufs:.2f} LUFS, "
        f"true peak {heard.true_peak_dbtp:.2f} dBTP\n"
    )


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        pytest.param(b"xin", ["--out", "x.wav"], "must end in .opus or .mp3", id="ending"),
        pytest.param(b"\xff\xfea\0", ["--out", "x.opus"], "not UTF-8", id="encoding"),
        pytest.param(b"", ["--out", "x.opus"], "nothing to say", id="empty"),
        pytest.param(b"xin", ["--out", "x.opus", "--language", "tyz"], "recording", id="language"),
        pytest.param(b"xin", ["--out", "x.opus", "--piper", "piper"], "--model", id="half-a-voice"),
        pytest.param(b"xin", ["--out", "no/x.opus"], "does not exist", id="folder"),
    ],
)
def test_bad_input_ends_with_a_sentence_and_leaves_nothing(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
    options: list[str],
    said: str,
) -> None:
    Path("t.txt").write_bytes(content)
    assert cli.main(["audio", "render", "t.txt", *options]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert said in captured.err
    assert [path.name for path in folder.iterdir()] == ["t.txt"]


def test_what_is_not_audio_or_not_there_cannot_be_measured(
    text_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, said in ((text_file, "not a recording"), (Path("/no/such.mp3"), "cannot be read")):
        assert cli.main(["audio", "measure", str(path), "--json"]) == 1
        assert f"{path}: {said}" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["render", "measure"])
def test_help_tells_the_exit_codes_and_the_fields(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["audio", verb, "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert ended.value.code == 0
    assert "Exit: 0" in shown
    assert "lufs, true_peak_dbtp and seconds" in shown
