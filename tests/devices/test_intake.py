"""Intake: nothing that a player signed is lost, and nothing is taken twice."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.devices.authority import NOW, FailingDisk, PowerCutError
from tests.devices.recorder import Recorder

from loa.core.ledger import Event, Stage, counts
from loa.devices import intake, queries, raw
from loa.devices.intake import IntakeError, take_segment
from loa.devices.keys import verify
from loa.devices.models import Alarm, Device, Entry, Segment
from loa.devices.receipts import acknowledger_public, receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ledgers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "ledgers_folder", lambda: tmp_path / "ledgers")


@pytest.fixture
def player() -> Recorder:
    made = Recorder().write_many(9)
    made.enrolled()
    return made


def numbers() -> list[int]:
    return list(Entry.objects.order_by("n").values_list("n", flat=True))


def alarms() -> list[tuple[str, int]]:
    return list(Alarm.objects.filter(closed_at=None).values_list("kind", "n"))


def test_a_segment_is_kept_as_it_came_and_acknowledged(player: Recorder) -> None:
    data = player.segment()
    found = take_segment(data, now=NOW)
    segment = Segment.objects.get()
    assert (intake.ledgers_folder() / segment.path).read_bytes() == data
    assert (segment.first, segment.last, found.want) == (1, 10, 11)
    (ack,) = found.acknowledgements
    assert (ack.stage, ack.n, ack.head) == (Stage.RECEIVED, 10, player.heads[10])
    assert counts(
        ack,
        station="nghia-ta",
        device=player.keyid,
        keys=[acknowledger_public()],
        verify=verify,
    )
    assert [line.entry.line() for line in queries.entries_after(0)] == player.lines


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(st.lists(st.tuples(st.integers(1, 10), st.integers(0, 9)), max_size=12))
def test_parts_in_any_order_with_overlaps_and_repeats_end_as_one_ledger(
    player: Recorder, parts: list[tuple[int, int]]
) -> None:
    Segment.objects.all().delete()
    Entry.objects.all().delete()
    Device.objects.update(n=0, head="")
    for first, length in parts:
        take_segment(player.segment(first, min(10, first + length)), now=NOW)
    want = receipt(Device.objects.get(), NOW).want
    assert numbers() == list(range(1, want))
    if want <= 10:
        take_segment(player.segment(want), now=NOW)
    assert numbers() == list(range(1, 11))
    assert [line.entry.line() for line in queries.entries_after(0)] == player.lines
    assert alarms() == []  # what was missing for a while has come


def test_a_gap_is_asked_for_and_forgotten_once_filled(player: Recorder) -> None:
    assert take_segment(player.segment(6), now=NOW).want == 1
    assert (numbers(), alarms()) == ([], [("gap", 1)])
    take_segment(player.segment(), now=NOW)
    assert alarms() == []


@pytest.mark.parametrize(
    "day", [datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
)
def test_a_wrong_clock_never_loses_proof(player: Recorder, day: datetime) -> None:
    player.write(Event.FINISHED, at=day, item="x", ms=5)
    assert take_segment(player.segment(), now=NOW).want == 12
    assert Entry.objects.get(n=11).at == day


def test_a_segment_cut_at_any_byte_is_refused_whole(player: Recorder) -> None:
    data = player.segment(1, 2)
    seal_alone = data.index(b"\n") + 1
    for end in set(range(len(data))) - {seal_alone}:
        with pytest.raises(IntakeError) as caught:
            take_segment(data[:end], now=NOW)
        assert caught.value.again
    assert take_segment(data[:seal_alone], now=NOW).want == 1
    assert numbers() == []
    assert take_segment(data, now=NOW).want == 3


def test_a_changed_byte_anywhere_is_refused(player: Recorder) -> None:
    data = player.segment(1, 2)
    minor = data.index(b'"1.0"') + 3  # of the seal's version: means the same, is read the same
    for place in set(range(len(data))) - {minor}:
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(IntakeError):
            take_segment(changed, now=NOW)
    assert numbers() == []


def test_a_copied_player_raises_an_alarm_and_both_ledgers_are_kept(player: Recorder) -> None:
    take_segment(player.segment(), now=NOW)
    copy = Recorder(key=player.key)
    copy.lines = player.lines[:4]
    copy.write_many(3)
    for _ in range(2):
        with pytest.raises(IntakeError) as caught:
            take_segment(copy.segment(), now=NOW)
    assert (caught.value.word, caught.value.status) == ("fork", 409)
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.n, alarm.times) == ("fork", 5, 2)
    assert (intake.ledgers_folder() / alarm.evidence).read_bytes() == copy.segment()
    assert [line.entry.line() for line in queries.entries_after(0)] == player.lines


def test_a_chain_that_its_own_player_broke_is_refused_with_the_entrys_number(
    player: Recorder,
) -> None:
    player.lines[4] = player.lines[4].replace(b"60000", b"90000")
    with pytest.raises(IntakeError, match="entry 6: does not follow") as caught:
        take_segment(player.segment(), now=NOW)
    assert (caught.value.word, caught.value.again) == ("chain", False)
    assert alarms() == [("chain", 6)]


def test_strangers_the_revoked_and_forgers_are_refused(player: Recorder) -> None:
    stranger = Recorder()
    posing = Recorder()
    posing.keyid = player.keyid
    elsewhere = Recorder("bang-lung", key=player.key)
    for who, word in ((stranger, "unknown"), (posing, "seal"), (elsewhere, "station")):
        with pytest.raises(IntakeError) as caught:
            take_segment(who.segment(), now=NOW)
        assert caught.value.word == word
    Device.objects.update(revoked_at=NOW)
    with pytest.raises(IntakeError, match="revoked"):
        take_segment(player.segment(), now=NOW)
    assert numbers() == []


def test_a_server_killed_before_the_rows_or_before_the_receipt_loses_nothing(
    player: Recorder,
) -> None:
    with pytest.raises(PowerCutError):
        take_segment(player.segment(), now=NOW, disk=FailingDisk(0))
    assert numbers() == []
    take_segment(player.segment(), now=NOW)  # its answer gets lost
    assert take_segment(player.segment(), now=NOW).want == 11
    assert Segment.objects.count() == 1


def test_rows_put_back_to_an_older_day_are_asked_for_again(player: Recorder) -> None:
    take_segment(player.segment(1, 4), now=NOW)
    take_segment(player.segment(5, 10), now=NOW)
    Entry.objects.filter(n__gt=4).delete()  # the database of the day before
    Segment.objects.filter(first=5).delete()
    Device.objects.update(n=4, head=player.heads[4])
    assert take_segment(player.segment(11, 10), now=NOW).want == 5
    assert take_segment(player.segment(5, 10), now=NOW).want == 11


def test_other_rooms_read_by_cursor_and_by_station_and_time(player: Recorder) -> None:
    other = Recorder("bang-lung").write_many(2)
    other.enrolled()
    take_segment(player.segment(1, 5), now=NOW)
    take_segment(other.segment(), now=NOW)
    take_segment(player.segment(6), now=NOW)
    seen, cursor = [], 0
    while page := queries.entries_after(cursor, 4):
        seen += [(line.station, line.entry.line()) for line in page]
        cursor = page[-1].cursor
    assert len(seen) == 13
    assert [line for station, line in seen if station == "nghia-ta"] == player.lines
    hour = queries.entries("nghia-ta", NOW + timedelta(minutes=3), NOW + timedelta(minutes=5))
    assert [line.entry.line() for line in hour] == player.lines[4:6]
    assert [line.hash for line in hour] == player.heads[5:7]


def test_segments_of_many_players_are_taken_as_one_after_the_other(player: Recorder) -> None:
    others = [Recorder(f"s{n}").write_many(4) for n in range(3)]
    for other in others:
        other.enrolled()
    stranger, copy = Recorder(), Recorder(key=player.key)
    copy.write(Event.BOOT)
    copy.write_many(2)
    sent = [
        player.segment(1, 4),
        others[0].segment(3),  # a gap
        b"no segment",
        stranger.segment(),
        player.segment(3, 10),  # overlaps what comes with it
        others[1].segment(),
        others[1].segment(),  # twice
        copy.segment(2),  # contradicts what comes with it
        others[0].segment(),  # what was missing
    ]
    answers = intake.take_segments(sent, now=NOW)
    words = [a.word if isinstance(a, IntakeError) else getattr(a, "want", a) for a in answers]
    assert words == [5, 1, "segment", "unknown", 11, 6, 6, "fork", 6]
    held = {
        station: [line.entry.line() for line in queries.entries_after(0) if line.station == station]
        for station in ("nghia-ta", "s0", "s1", "s2")
    }
    assert held == {
        "nghia-ta": player.lines, "s0": others[0].lines, "s1": others[1].lines, "s2": [],
    }  # fmt: skip
    assert alarms() == [("fork", 2)]


def test_one_players_trouble_with_the_disk_is_not_the_others(
    player: Recorder, tmp_path: Path
) -> None:
    other = Recorder("bang-lung").write_many(2)
    other.enrolled()
    (tmp_path / "ledgers").mkdir()
    (tmp_path / "ledgers" / raw.FOLDER).write_text("a file where the journals' folder should be")
    (tmp_path / "ledgers" / player.keyid).write_text("a file where its folder should be")
    refused, taken = intake.take_segments([player.segment(), other.segment()], now=NOW)
    assert isinstance(refused, OSError)
    assert not isinstance(taken, Exception)
    assert taken.want == 4
    assert [line.station for line in queries.entries_after(0)] == ["bang-lung"] * 3
    assert Device.objects.get(keyid=player.keyid).n == 0


def test_an_intake_that_was_overtaken_looks_again(player: Recorder) -> None:
    class Overtaking(FailingDisk):
        """While evidence of a fork is written, the same player's ledger is taken in elsewhere."""

        def write_all(self, files: Mapping[Path, bytes], mode: int = 0o644) -> None:
            if not files and not Entry.objects.exists():
                take_segment(player.segment(1, 4), now=NOW, disk=FailingDisk(9))
            super().write_all(files, mode)

    assert take_segment(player.segment(), now=NOW, disk=Overtaking(9)).want == 11
    assert [line.entry.line() for line in queries.entries_after(0)] == player.lines
