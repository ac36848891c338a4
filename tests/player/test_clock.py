"""How far a clock is trusted, what moves it, and a floor that never goes back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.simulators.programme import at

from loa.core.words import Clock
from loa.player.clock import BEGINNING, DOUBT, REACH, Floor, SystemClock, latest_possible
from loa.player.store import MemoryStore

FLOOR = at("05:00")
HOUR, DAY, YEARS = timedelta(hours=1), timedelta(days=1), timedelta(days=3650)
LATEST = FLOOR + 64 * DAY
NONE = timedelta(0)


@dataclass
class Board:
    """A board: its wall clock, who keeps it right, and the seconds that nobody can set."""

    wall: datetime = FLOOR
    synchronised: bool = False
    hardware: bool = True
    running: float = 1000.0

    def start(self, floor: datetime = FLOOR) -> SystemClock:
        return SystemClock(
            floor,
            wall=lambda: self.wall,
            monotonic=lambda: self.running,
            synchronised=lambda: self.synchronised,
            hardware=lambda: self.hardware,
        )

    def wait(self, span: timedelta) -> None:
        self.wall += span
        self.running += span.total_seconds()


@pytest.mark.parametrize(
    ("board", "trust", "doubt", "now"),
    [
        pytest.param(
            Board(FLOOR, synchronised=True), Clock.SYNCHRONISED, NONE, FLOOR, id="kept-right"
        ),
        pytest.param(Board(FLOOR), Clock.HARDWARE, DOUBT, FLOOR, id="battery"),
        pytest.param(Board(LATEST), Clock.HARDWARE, DOUBT, LATEST, id="as-late-as-can-be"),
        pytest.param(
            Board(FLOOR + HOUR, hardware=False), Clock.FLOOR, DOUBT, FLOOR + HOUR, id="neither"
        ),
        pytest.param(
            Board(FLOOR - HOUR, synchronised=True),
            Clock.FLOOR,
            DOUBT,
            FLOOR,
            id="before-the-floor-whatever-it-says",
        ),
        pytest.param(
            Board(LATEST + DAY, synchronised=True),
            Clock.FLOOR,
            DOUBT,
            FLOOR,
            id="later-than-can-be-whatever-it-says",
        ),
        pytest.param(
            Board(LATEST + DAY), Clock.FLOOR, DOUBT, FLOOR, id="a-battery-later-than-can-be"
        ),
    ],
)
def test_a_clock_is_judged(board: Board, trust: Clock, doubt: timedelta, now: datetime) -> None:
    clock = board.start()
    assert (clock.judge(FLOOR, LATEST), clock.doubt(), clock.now()) == (trust, doubt, now)


def test_a_station_that_never_held_a_bundle_believes_any_later_time() -> None:
    assert Board(FLOOR + YEARS).start().judge(FLOOR, None) is Clock.HARDWARE


@pytest.mark.parametrize(
    ("floor", "serial", "latest"),
    [
        pytest.param(FLOOR, 0, None, id="no-bundle-yet"),
        pytest.param(FLOOR, int((FLOOR + DAY).timestamp()), FLOOR + DAY + REACH, id="the-bundle"),
        pytest.param(FLOOR, int((FLOOR - DAY).timestamp()), FLOOR + REACH, id="the-floor"),
        pytest.param(FLOOR, 10**30, None, id="no-instant-at-all"),
        pytest.param(
            FLOOR, int(datetime(9999, 12, 30, tzinfo=UTC).timestamp()), None, id="the-end"
        ),
    ],
)
def test_how_late_it_can_be(floor: datetime, serial: int, latest: datetime | None) -> None:
    assert latest_possible(floor, serial) == latest


def test_once_compared_a_clock_runs_on_without_doubt_until_the_next_boot() -> None:
    board = Board(hardware=False, synchronised=True)
    clock = board.start()
    before = clock.judge(FLOOR)
    board.synchronised = False
    assert [before, clock.judge(FLOOR)] == [Clock.SYNCHRONISED, Clock.HARDWARE]
    assert [clock.doubt(), board.start().doubt()] == [NONE, DOUBT]


def test_before_the_floor_time_counts_on_from_the_floor() -> None:
    board = Board(FLOOR - HOUR)
    clock = board.start()
    board.wait(timedelta(seconds=30))
    assert clock.now() == FLOOR + timedelta(seconds=30)


@given(
    st.lists(st.tuples(st.integers(-315_360_000, 315_360_000), st.integers(0, 10_000)), max_size=9)
)
def test_a_step_that_nobody_vouches_for_moves_nothing(steps: list[tuple[int, int]]) -> None:
    board = Board(FLOOR + HOUR)
    clock = board.start()
    true = clock.now()
    for seconds, later in steps:
        board.wall += timedelta(seconds=seconds)
        board.wait(later * timedelta(seconds=1))
        true += timedelta(seconds=later)
        assert clock.now() == true
        assert clock.judge(FLOOR, LATEST) is Clock.HARDWARE
        assert clock.now() == clock.claimed() == true


def test_only_a_synchronised_clock_moves_the_time_while_the_player_runs() -> None:
    board = Board(FLOOR + HOUR)
    clock = board.start()
    board.wall += timedelta(seconds=7)
    clock.judge(FLOOR, LATEST)
    drifting = clock.now()
    board.synchronised = True
    clock.judge(FLOOR, LATEST)
    assert (drifting, clock.now()) == (FLOOR + HOUR, FLOOR + HOUR + timedelta(seconds=7))


@pytest.mark.parametrize("step", [YEARS, 65 * DAY, -3 * HOUR, -YEARS])
def test_a_forged_answer_silences_while_it_lasts_and_leaves_the_time_alone(step: timedelta) -> None:
    board = Board(FLOOR + HOUR, synchronised=True)
    clock = board.start()
    trust = [clock.judge(FLOOR, LATEST)]
    board.wall += step
    board.wait(HOUR)
    trust.append(clock.judge(FLOOR, LATEST))
    assert clock.now() == FLOOR + 2 * HOUR
    assert clock.claimed() == max(clock.now(), board.wall)
    board.synchronised = False  # nobody vouches for it any more: our own count goes on
    trust.append(clock.judge(FLOOR, LATEST))
    board.wall, board.synchronised = FLOOR + 2 * HOUR, True
    trust.append(clock.judge(FLOOR, LATEST))
    assert clock.now() == clock.claimed() == board.wall
    assert trust == [Clock.SYNCHRONISED, Clock.FLOOR, Clock.HARDWARE, Clock.SYNCHRONISED]


@pytest.mark.parametrize("synchronised", [True, False])
def test_what_was_too_late_is_believed_when_a_newer_bundle_says_that_it_can_be(
    synchronised: bool,
) -> None:
    board = Board(FLOOR + 100 * DAY, synchronised=synchronised)
    clock = board.start()
    assert clock.judge(FLOOR, LATEST) is Clock.FLOOR
    board.wait(HOUR)
    assert (clock.now(), clock.claimed()) == (FLOOR + HOUR, FLOOR + 100 * DAY + HOUR)
    trust = clock.judge(FLOOR, FLOOR + 164 * DAY)
    assert trust is (Clock.SYNCHRONISED if synchronised else Clock.HARDWARE)
    assert clock.now() == clock.claimed() == FLOOR + 100 * DAY + HOUR


def test_a_battery_that_hears_nothing_for_too_long_is_doubted_and_counts_on() -> None:
    board = Board(FLOOR + HOUR)
    clock = board.start()
    trust = [clock.judge(FLOOR, LATEST)]
    board.wait(65 * DAY)
    trust.append(clock.judge(FLOOR, LATEST))
    assert (trust, clock.now()) == ([Clock.HARDWARE, Clock.FLOOR], board.wall)


@given(st.lists(st.tuples(st.integers(-100_000, 100_000), st.booleans()), max_size=20))
def test_the_floor_never_goes_back(moves: list[tuple[int, bool]]) -> None:
    store, last = MemoryStore(), BEGINNING
    for minutes, at_once in moves:
        floor = Floor(store)
        assert floor.at >= last
        floor.raise_to(FLOOR + timedelta(minutes=minutes), at_once=at_once)
        assert floor.at >= last
        last = floor.at
    assert Floor(store).at == last


def test_a_damaged_floor_begins_anew() -> None:
    store = MemoryStore()
    store.write("floor.json", b"{")
    assert Floor(store).at == BEGINNING


def test_a_busy_machine_between_two_readings_does_not_make_the_clock_wrong() -> None:
    board, torn = Board(synchronised=True), [0.0, 0.004, 0.004, 0.0]

    def shown() -> datetime:
        board.wait(timedelta(seconds=torn.pop()) if torn else NONE)  # taken off before it reads
        return board.wall

    clock = SystemClock(
        FLOOR,
        wall=shown,
        monotonic=lambda: board.running,
        synchronised=lambda: True,
        hardware=lambda: True,
    )
    torn[:] = [0.0, 0.004]
    clock.judge(FLOOR)
    assert abs(clock.now() - board.wall) < timedelta(microseconds=10)
