"""Durable is what was copied, read back and verified; nothing else."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder

from loa.core.ledger import Stage
from loa.devices import backup, intake
from loa.devices.intake import take_segment
from loa.devices.models import Alarm, Device, Segment
from loa.devices.receipts import receipt

pytestmark = pytest.mark.django_db(transaction=True)  # SQLite copies only what is committed


@pytest.fixture(autouse=True)
def _ledgers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "ledgers_folder", lambda: tmp_path / "ledgers")
    monkeypatch.setattr(backup, "ledgers_folder", lambda: tmp_path / "ledgers")


@pytest.fixture
def player() -> Recorder:
    made = Recorder().write_many(9)
    made.enrolled()
    take_segment(made.segment(1, 6), now=NOW)
    return made


def stages() -> list[tuple[Stage, int]]:
    return [(a.stage, a.n) for a in receipt(Device.objects.get(), NOW).acknowledgements]


def test_what_was_backed_up_is_durable_and_what_came_later_is_not_yet(
    player: Recorder, tmp_path: Path
) -> None:
    assert stages() == [(Stage.RECEIVED, 6)]
    first = backup.run(tmp_path / "b", now=NOW)
    assert (first.devices, first.segments_copied, first.entries_made_durable) == (1, 1, 6)
    assert first.problems == {}
    take_segment(player.segment(4, 10), now=NOW)
    assert stages() == [(Stage.RECEIVED, 10), (Stage.DURABLE, 6)]
    second = backup.run(tmp_path / "b", now=NOW + timedelta(hours=1))
    assert (second.segments_copied, second.entries_made_durable) == (1, 4)
    assert stages() == [(Stage.RECEIVED, 10), (Stage.DURABLE, 10)]
    third = backup.run(tmp_path / "b", now=NOW + timedelta(hours=2), full=True)
    assert (third.segments_copied, third.problems) == (0, {})


def test_the_database_copy_opens_and_only_the_last_ones_are_kept(
    player: Recorder, tmp_path: Path
) -> None:
    for hour in range(backup.KEPT + 2):
        report = backup.run(tmp_path / "b", now=NOW + timedelta(hours=hour))
    if not report.database:
        pytest.skip("PostgreSQL has tools of its own")
    assert len(list((tmp_path / "b").glob("database-*"))) == backup.KEPT
    with sqlite3.connect(tmp_path / "b" / report.database) as copy:
        assert copy.execute("SELECT COUNT(*) FROM devices_entry").fetchone() == (6,)
    copy.close()


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_raw_bytes_that_were_harmed_are_never_called_durable(
    player: Recorder, tmp_path: Path, harm: str
) -> None:
    path = intake.ledgers_folder() / Segment.objects.get().path
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"60000", b"90000"))
    report = backup.run(tmp_path / "b", now=NOW)
    assert list(report.problems) == [player.keyid]
    assert stages() == [(Stage.RECEIVED, 6)]
    assert Alarm.objects.get().kind == Alarm.Kind.CHAIN


def test_a_copy_that_rots_is_found_and_written_again(player: Recorder, tmp_path: Path) -> None:
    backup.run(tmp_path / "b", now=NOW)
    copy = tmp_path / "b" / "ledgers" / Segment.objects.get().path
    copy.write_bytes(b"rot")
    assert backup.run(tmp_path / "b", now=NOW, full=True).segments_copied == 1
    assert copy.read_bytes() == player.segment(1, 6)
