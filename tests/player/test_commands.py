"""`loa ledger verify`, as an auditor uses it."""

import json
from pathlib import Path

import pytest
from tests.simulators.programme import at

from loa.cli import main
from loa.core.ledger import Event
from loa.core.words import Clock
from loa.player import ledger as ledgers
from loa.player.crypto import DeviceKey
from loa.player.events import Draft
from loa.player.ledger import Ledger, Moment, open_ledger
from loa.player.store import FolderStore

KEY = DeviceKey(b"d" * 32)
NOW = at("05:00")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ledgers, "FILE_LINES", 3)
    write(tmp_path)
    return tmp_path


def write(folder: Path) -> Ledger:
    ledger, _ = open_ledger(FolderStore(folder))
    opened = (("station", "cd-02071"), ("device", KEY.keyid), ("simulated", 1))
    moment = Moment(NOW, Clock.SYNCHRONISED, 1, 0)
    ledger.append([Draft(Event.OPENED, data=opened)], moment)
    ledger.append([Draft(Event.BOOT)] * 6, moment)
    return ledger


def segments(home: Path, out: Path) -> None:
    ledger, _ = open_ledger(FolderStore(home))
    for start in (1, 4):
        data = ledger.segment(start, station="cd-02071", device=KEY.keyid, sign=KEY.sign, now=NOW)
        assert data is not None
        (out / f"{start}.segment").write_bytes(data)


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return json.loads(capsys.readouterr().out)


def test_a_whole_ledger(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "verify", str(home), "--json"]) == 0
    report = told(capsys)
    assert (report["ok"], report["first"], report["entries"]) == (True, 1, 7)
    assert (report["station"], report["simulated"]) == ("cd-02071", True)


def test_sent_segments_that_overlap_with_their_signatures(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    segments(home, out)
    assert main(["ledger", "verify", str(out), "--json", "--key", KEY.public]) == 0
    report = told(capsys)
    assert (report["entries"], report["checkpoints"], report["signatures"]) == (7, 2, 2)
    other = DeviceKey(b"e" * 32).public
    assert main(["ledger", "verify", str(out), "--json", "--key", other]) == 1
    assert "not signed by this device" in str(told(capsys)["problem"])


def test_a_broken_chain_names_the_entry(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "ledger" / "000000000004.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"mono":0', b'"mono":1', 1))
    assert main(["ledger", "verify", str(home)]) == 1
    assert capsys.readouterr().out.startswith("BROKEN at entry 5 ")
    assert main(["ledger", "verify", str(home), "--json"]) == 1
    problem = told(capsys)["problem"]
    assert problem == {
        "file": str(file),
        "entry": 5,
        "reason": "does not follow the line before it",
    }


@pytest.mark.parametrize("missing", ["000000000004.jsonl"])
def test_a_missing_file_is_a_break(
    home: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "ledger" / missing).unlink()
    assert main(["ledger", "verify", str(home)]) == 1
    assert "BROKEN at entry 4" in capsys.readouterr().out


def test_one_later_file_alone_is_checked_from_what_it_follows(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "verify", str(home / "ledger" / "000000000004.jsonl"), "--json"]) == 0
    report = told(capsys)
    assert (report["first"], report["entries"]) == (4, 3)


def test_a_torn_last_line_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "ledger" / "000000000007.jsonl"
    file.write_bytes(file.read_bytes()[:-10])
    assert main(["ledger", "verify", str(home)]) == 1
    assert "BROKEN at entry 7" in capsys.readouterr().out


@pytest.mark.parametrize("key", ["xyz", "00"])
def test_misuse_is_told(home: Path, key: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "verify", str(home), "--key", key]) == 2
    assert "64 hexadecimal digits" in capsys.readouterr().err


def test_nothing_to_verify_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.txt").write_text("hello")
    assert main(["ledger", "verify", str(tmp_path)]) == 2
    assert "no ledger here" in capsys.readouterr().err
    assert main(["ledger", "verify", str(tmp_path / "nowhere")]) == 2
