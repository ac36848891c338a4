"""Raw segments are found again, byte for byte, wherever they lie."""

from pathlib import Path

import pytest
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder

from loa.core.canonical import FormatError, digest
from loa.devices import backup, intake, raw
from loa.devices.models import Segment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (intake, backup):
        monkeypatch.setattr(module, "ledgers_folder", lambda: tmp_path / "ledgers")
    return tmp_path / "ledgers"


@pytest.fixture
def players() -> list[Recorder]:
    """Two players whose ledgers came together, and the rest of one's alone."""
    made = [Recorder(f"s{n}").write_many(4) for n in range(2)]
    for one in made:
        one.enrolled()
    intake.take_segments([made[0].segment(1, 3), made[1].segment()], now=NOW)
    intake.take_segment(made[0].segment(4), now=NOW)
    return made


def files(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.rglob("*") if path.is_file())


def test_what_comes_together_lies_in_one_file_that_is_found_again(
    players: list[Recorder], folder: Path
) -> None:
    one, other = players
    assert files(folder) == sorted([raw.FOLDER, one.keyid])
    sent = [one.segment(1, 3), one.segment(4), other.segment()]
    found = [place.read(folder) for place in raw.listed(folder)]
    assert sorted(found) == sorted(sent)
    rows = Segment.objects.select_related("device")
    read = {raw.read(folder, row.device.keyid, row) for row in rows}
    assert read == set(sent)


def test_a_row_of_an_older_version_names_a_whole_file(
    players: list[Recorder], folder: Path
) -> None:
    Segment.objects.update(size=None)
    alone = Segment.objects.get(first=4)
    assert raw.read(folder, players[0].keyid, alone) == players[0].segment(4)


def test_a_backup_gives_each_its_own_file_from_which_all_comes_back(
    players: list[Recorder], folder: Path, tmp_path: Path
) -> None:
    report = backup.run(tmp_path / "b", now=NOW)
    assert (report.segments_copied, report.entries_made_durable, report.problems) == (3, 10, {})
    copies = tmp_path / "b" / "ledgers"
    assert files(copies) == sorted([players[0].keyid, players[0].keyid, players[1].keyid])
    folder.rename(tmp_path / "lost")
    copies.rename(folder)
    for row in Segment.objects.select_related("device"):  # rows still name the journal
        assert digest(raw.read(folder, row.device.keyid, row)) == row.sha256
    assert backup.run(tmp_path / "c", now=NOW, full=True).problems == {}


def test_a_byte_changed_in_a_journal_is_its_players_trouble_alone(
    players: list[Recorder], folder: Path, tmp_path: Path
) -> None:
    row = Segment.objects.get(device__keyid=players[1].keyid)
    path = folder / row.path
    data = bytearray(path.read_bytes())
    data[row.start + 20] ^= 1
    path.write_bytes(data)
    with pytest.raises(FormatError, match="was changed after it was received"):
        raw.read(folder, players[1].keyid, row)
    report = backup.run(tmp_path / "b", now=NOW)
    assert (list(report.problems), report.entries_made_durable) == ([players[1].keyid], 5)


def test_a_journal_that_lists_nothing_keeps_nobody_elses_from_being_found(
    players: list[Recorder], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (journal,) = folder.glob(f"{raw.FOLDER}/*.segments")
    journal.write_bytes(b"rot" + journal.read_bytes())
    assert [place.keyid for place in raw.listed(folder)] == [players[0].keyid]
    assert str(journal) in caplog.text
