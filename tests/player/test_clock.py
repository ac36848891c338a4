"""How far a clock is trusted, and a floor that never goes back."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.simulators.programme import at

from loa.core.words import Clock
from loa.player.clock import BEGINNING, Floor, SystemClock
from loa.player.store import MemoryStore

FLOOR = at("05:00")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("wall", "synchronised", "hardware", "trust"),
    [
        pytest.param(FLOOR, True, False, Clock.SYNCHRONISED, id="kept-right"),
        pytest.param(FLOOR, False, True, Clock.HARDWARE, id="battery"),
        pytest.param(FLOOR, False, False, Clock.FLOOR, id="neither"),
        pytest.param(FLOOR - HOUR, True, True, Clock.FLOOR, id="before-the-floor-whatever-it-says"),
    ],
)
def test_a_clock_is_judged(
    wall: datetime, synchronised: bool, hardware: bool, trust: Clock
) -> None:
    clock = SystemClock(
        FLOOR,
        wall=lambda: wall,
        monotonic=lambda: 0.0,
        synchronised=lambda: synchronised,
        hardware=lambda: hardware,
    )
    assert clock.judge(FLOOR) is trust


def test_once_synchronised_a_clock_runs_on_trusted_until_the_next_boot() -> None:
    kept = [True, False]
    clock = SystemClock(
        FLOOR, wall=lambda: FLOOR, synchronised=lambda: kept.pop(0), hardware=lambda: False
    )
    assert [clock.judge(FLOOR), clock.judge(FLOOR)] == [Clock.SYNCHRONISED, Clock.HARDWARE]


def test_before_the_floor_time_counts_on_from_the_floor() -> None:
    seconds = [100.0, 130.0]
    clock = SystemClock(FLOOR, wall=lambda: FLOOR - HOUR, monotonic=lambda: seconds.pop(0))
    assert clock.now() == FLOOR + timedelta(seconds=30)


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
