"""One station's life: its power, its line, its disk, and what each leaves of a morning."""

import errno
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from tests.rehearsal.lives import FOUR, WHOLE, M, S, Village, clock, village
from tests.rehearsal.scenes import dice
from tests.simulators.programme import STATION, at

from loa.core.canonical import canonical
from loa.player.clock import Floor
from loa.player.media import hash_file
from loa.rehearsal.life import Life, device_key

A, B, C = WHOLE


@pytest.fixture
def place(tmp_path: Path) -> Village:
    return village(tmp_path)


def test_a_morning_is_heard_written_down_and_reported(place: Village) -> None:
    place.until("05:10")
    place.life.report()
    assert place.heard() == WHOLE
    assert place.written() == [(name, "finished", "") for name in "abc"]


# ---- power


@pytest.mark.parametrize(
    ("off", "on", "heard", "written"),
    [
        pytest.param(
            "05:01:20", "05:02:30",
            [("a", "05:01:00", "05:01:20"), B, C],
            [("a", "cut", "off"), ("b", "finished", ""), ("c", "finished", "")],
            id="in-an-item",
        ),
        pytest.param(
            "05:02:10", "05:02:20", [A, B, C],
            [("a", "finished", ""), ("b", "finished", ""), ("c", "finished", "")],
            id="between-items",
        ),
        pytest.param(
            "05:00:30", "06:00:30", [],
            [("a", "missed", "off"), ("b", "missed", "off"), ("c", "missed", "off")],
            id="for-the-whole-session",
        ),
    ],
)  # fmt: skip
def test_power_goes_and_comes_back(
    off: str,
    on: str,
    heard: Sequence[tuple[str, str, str]],
    written: Sequence[tuple[str, str, str]],
    place: Village,
) -> None:
    place.until(off)
    place.life.power_off()
    place.until(on)
    place.life.power_on()
    place.until("07:00")
    place.life.report()
    assert (place.heard(), place.written()) == (heard, written)
    assert place.observer.dark == {(STATION, at(off))}


def test_without_a_network_a_player_comes_back_with_the_last_good_rundown(place: Village) -> None:
    place.life.line.down.add(1)
    place.life.power_off()
    place.until("04:30")
    place.life.power_on()
    place.until("05:10")
    assert place.heard() == WHOLE
    assert place.office.polls == [FOUR + 40 * S + timedelta(milliseconds=1)]


def test_power_stays_off_while_anything_holds_it_off(place: Village) -> None:
    place.life.power_off()
    place.life.held_off |= {1, 2}
    for pick in (1, 2):
        place.life.power_on()
        assert place.life.player is None
        place.life.held_off.discard(pick)
    place.life.power_on()
    assert place.life.player is not None


def test_power_on_and_off_twice_changes_nothing(place: Village) -> None:
    player = place.life.player
    place.life.power_on()
    assert place.life.player is player
    place.life.power_off()
    place.until("04:30")
    place.life.power_off()
    assert place.observer.dark == {(STATION, FOUR + 5 * M)}


def test_without_power_nothing_polls_reports_or_rots(place: Village) -> None:
    place.life.power_off()
    before, posted = list(place.office.polls), len(place.office.posted)
    place.life.poll()
    place.life.report()
    place.life.judge()
    place.life.save()
    place.life.rot(dice(1), at("23:00"))
    place.until("05:10")
    assert (place.heard(), place.office.polls, len(place.office.posted)) == ([], before, posted)
    place.life.heal()


def test_a_clock_that_was_right_is_remembered_over_a_power_cut(place: Village) -> None:
    place.until("05:00:00")
    place.life.power_off()
    assert Floor(place.life.flash).at == at("04:55:00")


def test_a_power_cut_in_a_write_ends_in_the_dark(place: Village) -> None:
    place.until("05:00:30")
    place.life.flash.tears = dice(3)
    place.until("05:02:30")
    assert place.life.player is None
    ((_, moment),) = place.observer.dark
    assert at("05:00:30") <= moment <= at("05:02:00")


# ---- the line


@pytest.mark.parametrize(
    ("number", "first"),
    [(0, "04:15:00"), (1, "04:15:37"), (24, "04:14:48"), (25, "04:15:25")],
)
def test_each_station_polls_at_its_own_quarter_of_an_hour(
    number: int, first: str, tmp_path: Path
) -> None:
    life = village(tmp_path, number=number).life
    tick = life.next_tick()
    assert clock(tick) == first
    life.run_until(tick)
    assert life.next_tick() == tick + timedelta(minutes=15)


def test_what_may_be_new_is_asked_for_once_at_the_next_quarter(place: Village) -> None:
    before = len(place.office.polls)
    for moment in ("04:06", "04:09", "04:14:59"):
        place.until(moment)
        place.life.poll_soon()
    place.until("06:00")
    assert [clock(moment) for moment in place.office.polls[before:]] == ["04:15:00"]


def test_a_poll_that_nothing_calls_for_is_left_out(place: Village) -> None:
    before = list(place.office.polls)
    place.until("23:00")
    assert place.office.polls == before


def test_new_hours_hold_from_when_an_honest_line_has_brought_them(place: Village) -> None:
    decided = canonical({"hours": []})
    place.office.decided.append({STATION: decided})
    place.life.line.timestamp = place.office.timestamps[0]
    place.life.poll_soon()
    place.until("04:20")
    assert place.observer.policies == {}
    place.life.line.timestamp = None
    place.life.poll_soon()
    place.until("05:00")
    assert place.observer.policies == {STATION: [(at("04:30:00"), {"hours": []})]}


# ---- reports


def test_reports_go_out_every_evening_while_there_is_something_new(place: Village) -> None:
    place.until("05:10")
    place.life.report_daily()
    for day in (0, 2):
        place.life.run_until(at("12:00") + timedelta(days=day))
        place.life.power_off()
        place.life.power_on()
    place.life.run_until(at("23:00") + timedelta(days=4))
    assert [moment - at("00:00") for moment in place.office.reports] == [
        timedelta(hours=5, minutes=10),
        timedelta(hours=22),
        timedelta(days=2, hours=22),
    ]


def test_a_report_that_fails_is_tried_again_with_the_next_poll(place: Village) -> None:
    place.office.refuses = True
    place.until("05:10")
    place.life.report()
    place.until("05:31")
    assert [clock(m) for m in place.office.reports] == ["05:10:00", "05:15:00", "05:30:00"]
    place.office.refuses = False
    place.until("06:31")
    assert [clock(m) for m in place.office.reports][3:] == ["05:45:00"]
    assert place.written() == [(name, "finished", "") for name in "abc"]


def test_without_a_line_nothing_is_reported(place: Village) -> None:
    place.life.line.down.add(1)
    place.until("05:10")
    place.life.report()
    assert place.office.posted == []


def test_when_the_office_has_gone_back_it_is_asked_what_it_has(place: Village) -> None:
    place.until("05:01:30")
    place.life.report()
    held = len(place.office.books.lines)
    place.office.books.lines, place.office.epoch = [], 1
    place.until("05:10")
    place.life.report()
    assert len(place.office.books.lines) > held
    assert place.written() == [(name, "finished", "") for name in "abc"]


def test_carried_to_the_office_a_board_reports_and_is_as_before(place: Village) -> None:
    place.until("05:10")
    line = place.life.line
    line.down.add(1)
    place.life.power_off()
    place.life.held_off.add(1)
    place.life.flash.tears = dice(1)
    place.life.report_at_the_office()
    assert place.written() == [(name, "finished", "") for name in "abc"]
    assert (place.life.line, place.life.held_off, place.life.player) == (line, {1}, None)


# ---- the disk


def whole(place: Village) -> dict[str, bool]:
    """Return which sounds' files are what they are called."""
    player = place.life.player
    assert player is not None
    return {
        name: hash_file(player.media.path(address)) == address
        for name, address in place.sounds.items()
    }


@pytest.mark.parametrize("seed", range(6))
def test_rotten_sounds_are_not_played_and_come_again(seed: int, place: Village) -> None:
    place.life.rot(dice(seed), at("23:00"))
    rotten = [name for name, true in whole(place).items() if not true]
    assert rotten
    place.until("05:20")
    place.life.report()
    heard = {name for name, _, _ in place.heard()}
    assert heard | set(rotten) == set("abc")
    assert {one.sound for one in place.observer.heard} <= set(place.sounds.values())


def test_only_sounds_that_are_due_rot(place: Village) -> None:
    place.life.rot(dice(2), at("05:02"))
    assert whole(place) == {"a": False, "b": True, "c": True}


def test_what_is_healed_is_heard(place: Village) -> None:
    for seed in (1, 2, 3):
        place.life.rot(dice(seed), at("23:00"))
    assert not all(whole(place).values())
    place.life.heal()
    assert whole(place) == {"a": True, "b": True, "c": True}
    place.until("05:10")
    assert place.heard() == WHOLE


def test_a_disk_that_refuses_costs_no_sound_and_no_line(place: Village) -> None:
    place.until("05:00:30")
    place.life.flash.refuses = errno.EROFS
    place.until("05:05:30")
    place.life.flash.refuses = 0
    place.life.save()
    place.until("05:10")
    place.life.report()
    assert place.heard() == WHOLE
    assert place.written() == [(name, "finished", "") for name in "abc"]


# ---- boards and twins


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param((7, 1, 0), (7, 1, 0), True, id="again"),
        pytest.param((7, 1, 0), (8, 1, 0), False, id="another-seed"),
        pytest.param((7, 1, 0), (7, 2, 0), False, id="another-station"),
        pytest.param((7, 1, 0), (7, 1, 1), False, id="another-board"),
    ],
)
def test_keys_of_boards(
    one: tuple[int, int, int], other: tuple[int, int, int], *, same: bool
) -> None:
    assert (device_key(*one).keyid == device_key(*other).keyid) is same


def test_a_new_board_has_its_own_key_and_an_empty_disk(place: Village) -> None:
    old, new = place.life.device, device_key(7, 0, 1)
    place.life.power_off()
    place.life.change_board(new)
    assert (place.office.revoked, place.office.enrolled) == ([old.keyid], [old.keyid, new.keyid])
    assert (place.life.device, place.life.devices) == (new, [old, new])
    assert place.life.flash.files == {}
    place.life.power_on()
    place.until("05:10")
    assert place.heard() == WHOLE


def test_a_twin_is_heard_elsewhere_and_its_dark_is_not_the_stations(place: Village) -> None:
    place.until("04:30")
    twin = place.life.twin = Life(place.life.seat, STATION, 0, twin_of=place.life)
    twin.power_on()
    place.until("05:01:30")
    twin.power_off()
    place.until("05:10")
    assert place.heard() == WHOLE
    assert place.heard(elsewhere=True) == [("a", "05:01:00", "05:01:30")]
    assert place.observer.dark == set()
    assert twin.flash is not place.life.flash


@pytest.mark.parametrize(("number", "order"), [(0, ["life", "twin"]), (1, ["twin", "life"])])
def test_now_the_one_now_the_other_comes_first(
    number: int, order: list[str], tmp_path: Path
) -> None:
    life = village(tmp_path, number=number).life
    twin = life.twin = Life(life.seat, STATION, number, twin_of=life)
    came: list[str] = []
    life.at(at("04:10"), lambda: came.append("life"))
    twin.at(at("04:10"), lambda: came.append("twin"))
    life.run_until(at("04:11"))
    assert came == order


# ---- time


def test_things_happen_in_their_order_and_not_before(place: Village) -> None:
    came: list[tuple[str, str]] = []

    def note(name: str) -> None:
        came.append((name, clock(place.life.now)))

    for name, moment in (("late", "04:30"), ("first", "04:10"), ("second", "04:10")):
        place.life.at(at(moment), lambda name=name: note(name))  # type: ignore[misc]
    place.life.at(at("03:00"), lambda: note("past"))
    place.until("04:30")
    assert came == [("past", "04:05:00"), ("first", "04:10:00"), ("second", "04:10:00")]
    assert place.life.now == at("04:30")
