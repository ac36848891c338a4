"""After a restore, or a kill, the raw segments bring back every row that they can."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder

from loa.devices import actions, intake, queries, raw
from loa.devices.disk import HastyDisk
from loa.devices.models import Alarm, Device, Entry, Segment
from loa.devices.replay import IN_FLIGHT_S, LOOKED, Replayed, recover, replay

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(intake, "ledgers_folder", lambda: tmp_path / "ledgers")
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


def lose_rows() -> None:
    Segment.objects.all().delete()
    Entry.objects.all().delete()
    Device.objects.update(n=0, head="")


def lines() -> list[tuple[str, bytes]]:
    return sorted((line.station, line.entry.line()) for line in queries.entries_after(0))


def test_every_row_comes_back_once(players: list[Recorder]) -> None:
    whole = lines()
    lose_rows()
    for _ in range(2):
        assert replay(now=NOW) == Replayed(segments=3)
        assert lines() == whole


def test_only_what_the_rows_lack_is_taken_in(players: list[Recorder]) -> None:
    Entry.objects.filter(device__keyid=players[1].keyid).delete()
    Segment.objects.filter(device__keyid=players[1].keyid).delete()
    Device.objects.filter(keyid=players[1].keyid).update(n=0, head="")
    kept = set(Segment.objects.values_list("pk", flat=True))
    assert replay(now=NOW) == Replayed(segments=3)
    assert kept < set(Segment.objects.values_list("pk", flat=True))


def test_what_a_player_said_before_it_was_revoked_counts(players: list[Recorder]) -> None:
    whole = lines()
    actions.revoke(device=Device.objects.get(keyid=players[0].keyid), why="stolen", now=NOW)
    lose_rows()
    assert replay(now=NOW) == Replayed(segments=3)
    assert lines() == whole
    with pytest.raises(intake.IntakeError, match="revoked"):
        intake.take_segment(players[0].write_many(1).segment(6), now=NOW)


def test_what_is_left_is_told_with_its_reason_and_spoils_nothing_else(
    players: list[Recorder], folder: Path
) -> None:
    lose_rows()
    alone = next(path for path in folder.glob("*/*.segment"))
    alone.write_bytes(alone.read_bytes()[:-9])
    stranger = folder / "0123456789abcdef" / "000000001-000000002-0123456789abcdef.segment"
    stranger.parent.mkdir()
    stranger.write_bytes(Recorder("s9").write_many(1).segment())
    done = replay(now=NOW)
    assert done.segments == 2
    assert {folder / path: words.split(";")[0] for path, words in done.left.items()} == {
        alone: done.left[str(alone.relative_to(folder))].split(";")[0],
        stranger: "this player is not enrolled here",
    }
    assert [station for station, _ in lines()] == ["s0"] * 3 + ["s1"] * 5


def test_a_segment_that_cannot_be_read_is_told(players: list[Recorder], folder: Path) -> None:
    lose_rows()
    alone = next(path for path in folder.glob("*/*.segment"))
    alone.unlink()
    alone.symlink_to(folder / "nowhere")
    done = replay(now=NOW)
    assert (done.segments, list(done.left)) == (2, [str(alone.relative_to(folder))])
    assert raw.listed(folder)


class KilledError(Exception):
    """The server is no more."""


class Killing(HastyDisk):
    """A disk after whose next write the server is killed: bytes are stored, rows are not."""

    def write_all(self, files: Mapping[Path, bytes], mode: int = 0o644) -> None:
        super().write_all(files, mode)
        if files:
            raise KilledError


def taken_and_killed(*segments: bytes) -> None:
    with pytest.raises(KilledError):
        intake.take_segments(segments, now=NOW, disk=Killing())


def test_what_a_killed_server_had_written_is_entered_though_nobody_sends_it_again() -> None:
    players = [Recorder(f"s{n}").write_many(3) for n in range(3)]
    for one in players:
        one.enrolled()
    taken_and_killed(players[0].segment())
    taken_and_killed(players[1].segment(), players[2].segment())
    assert recover(NOW) == Replayed(segments=3)
    assert {device.n for device in Device.objects.all()} == {4}
    assert recover(NOW) == Replayed()


def test_what_a_twin_contradicted_meanwhile_is_evidence_and_no_part_of_the_ledger(
    folder: Path,
) -> None:
    board = Recorder("s1").write_many(3)
    board.enrolled()
    intake.take_segment(board.segment(), now=NOW)
    twin = Recorder("s1", board.key)
    twin.lines = list(board.lines)
    taken_and_killed(twin.write_many(2).segment(5))
    (stray,) = set(folder.glob("*/*.segment")) - {folder / Segment.objects.get().path}
    said = stray.read_bytes()
    board.write(item="khac")
    intake.take_segment(board.segment(5), now=NOW)
    done = recover(NOW)
    assert (done.segments, done.contradicting) == (0, [str(stray.relative_to(folder))])
    assert not stray.exists()
    (alarm,) = Alarm.objects.all()
    assert (alarm.kind, (folder / alarm.evidence).read_bytes()) == (Alarm.Kind.FORK, said)


def test_only_what_is_new_since_the_last_look_is_looked_at(
    players: list[Recorder], folder: Path
) -> None:
    recover(NOW)
    taken_and_killed(players[0].write_many(1).segment(6))
    (stray,) = folder.glob(f"{players[0].keyid}/000000006-*")
    looked = (folder / LOOKED).stat().st_mtime
    os.utime(stray, (looked, looked - IN_FLIGHT_S - 1))
    assert recover(NOW) == Replayed()
    (folder / LOOKED).unlink()
    assert recover(NOW).segments == 1


def test_after_a_clock_that_went_back_everything_is_looked_at(
    players: list[Recorder], folder: Path
) -> None:
    taken_and_killed(players[0].write_many(1).segment(6))
    recover(NOW)
    ahead = (folder / LOOKED).stat().st_mtime + 86_400
    os.utime(folder / LOOKED, (ahead, ahead))
    taken_and_killed(players[0].write_many(1).segment(7))
    assert recover(NOW).segments == 1
    assert (folder / LOOKED).stat().st_mtime < ahead


def test_a_file_that_nobody_of_ours_named_stops_no_recovery(
    players: list[Recorder], folder: Path
) -> None:
    stranger = folder / players[0].keyid / "copy-of-it.segment"
    stranger.write_bytes(b"{}\n")
    assert list(recover(NOW).left) == [str(stranger.relative_to(folder))]
