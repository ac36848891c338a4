"""After a restore the raw segments bring back every row that they can."""

from pathlib import Path

import pytest
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder

from loa.devices import actions, intake, queries, raw
from loa.devices.models import Device, Entry, Segment
from loa.devices.replay import Replayed, replay

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
