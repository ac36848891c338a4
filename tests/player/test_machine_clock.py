"""What holds in true time, whatever the board's clock shows: counted by who knows both."""

import heapq
from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulators.programme import DAY, Programme, at
from tests.simulators.station import SimulatedStation

from loa.core.dayparts import Daypart
from loa.core.policy import Hours
from loa.core.words import Clock, Kind, LateRule, Priority
from loa.player.clock import BEGINNING, DOUBT, SystemClock
from loa.player.events import ClockJudged

NEXT = DAY + timedelta(days=1)
MS, SECOND, MINUTE = timedelta(milliseconds=1), timedelta(seconds=1), timedelta(minutes=1)
OPENS, CLOSES = at("05:00"), at("06:00")

plan = st.tuples(
    st.integers(-90, 3690),  # seconds after the opening
    st.integers(1, 900),
    st.sampled_from([Kind.MESSAGE, Kind.MESSAGE, Kind.FILLER, Kind.RELAY]),
    st.sampled_from(LateRule),
)
edge = st.integers(-30_000, 30_000) | st.sampled_from([-30_000, 30_000])  # milliseconds


def programme(plans: list[tuple[int, int, Kind, LateRule]]) -> Programme:
    day = Programme()
    day.policy = replace(
        day.policy, hours=(Hours(Daypart(time(5), time(6))),), session_s=3600, day_s=3600
    )
    for number, (after, seconds, kind, late) in enumerate(sorted(plans, key=lambda p: p[0])):
        begins = (datetime.combine(DAY, time(5)) + after * SECOND).time().isoformat()
        day.add(begins, seconds, kind=kind, late=late, name=f"i{number}")
    return day


class Board:
    """A station whose clock is off; true time is the driver's, and what was heard is in it."""

    def __init__(self, day: Programme, off: timedelta) -> None:
        self.day, self.off = day, off
        self.station = SimulatedStation(at("04:30") + off, clock=Clock.HARDWARE, doubt=DOUBT)
        self.heard: list[tuple[str, datetime, datetime]] = []
        self._learn()

    def go(self, true: datetime) -> None:
        self.station.go(true + self.off)

    def reboot(self, off: timedelta) -> None:
        """Lose power; the battery's clock comes back another way off."""
        true = self.station.now - self.off
        self.station.power_cut()
        self._collect()
        self.off = off
        self.station.clock, self.station.doubt = Clock.HARDWARE, DOUBT
        self.station.power_on(true + off)
        self._learn()

    def compare(self) -> None:
        """Let the network's time come: what is under way goes on for as long as it was to."""
        station, moved = self.station, -self.off
        booted = station.agent.state.booted
        assert booted is not None
        if station.playing:  # its place in true time is what it was
            station.playing.start += moved
        begun = [e for e in station.events if type(e[2]).__name__ == "Finished"]
        station.events = [(m + moved, n, e) for m, n, e in begun] + [
            e for e in station.events if e not in begun
        ]
        heapq.heapify(station.events)
        self._collect()
        self.off = timedelta(0)
        station.now += moved
        station.send(ClockJudged(Clock.SYNCHRONISED, booted + moved))

    def end(self) -> None:
        self.go(at("12:00", NEXT))
        self._collect()

    def _learn(self) -> None:
        self.station.know(self.day, confirmed=False)
        self.station.give(*self.day.sounds)

    def _collect(self) -> None:
        """Put what was heard by the clock as it has been until now into true time."""
        station = self.station
        self.heard += [(h.item, h.start - self.off, h.end - self.off) for h in station.heard]
        switched = [moment - self.off for moment, _ in station.relayed]
        self.heard += [("relay", moment, moment) for moment in switched]
        station.heard, station.relayed = [], []


@settings(max_examples=200, deadline=None)
@given(
    plans=st.lists(plan, min_size=1, max_size=8),
    first=edge,
    boots=st.lists(st.tuples(st.integers(0, 100), edge), max_size=3),
    compared=st.none() | st.integers(0, 100),
)
def test_nothing_ordinary_is_heard_outside_the_hours_on_a_clock_that_is_a_little_off(
    plans: list[tuple[int, int, Kind, LateRule]],
    first: int,
    boots: list[tuple[int, int]],
    compared: int | None,
) -> None:
    day = programme(plans)
    board = Board(day, first * MS)
    for minute, off in sorted(boots):
        board.go(at("04:30") + minute * MINUTE)
        board.reboot(off * MS)
    if compared is not None:
        board.go(max(at("04:30") + compared * MINUTE, board.station.now - board.off))
        board.compare()
    board.end()
    for _, start, end in board.heard:
        assert OPENS <= start <= end <= CLOSES
    outcomes = Counter(item for item, _, _ in board.station.outcomes())
    assert outcomes == Counter(item.id for item in day.items)


step = st.integers(-315_360_000, 315_360_000) | st.integers(-120, 120)  # seconds; ten years


@settings(max_examples=100, deadline=None)
@given(
    plans=st.lists(plan, min_size=1, max_size=8),
    steps=st.lists(st.tuples(st.integers(0, 100), step), min_size=1, max_size=4),
)
def test_steps_that_nobody_vouches_for_move_no_start(
    plans: list[tuple[int, int, Kind, LateRule]], steps: list[tuple[int, int]]
) -> None:
    day = programme(plans)
    assert lived(day, steps) == lived(day, [])


def lived(day: Programme, steps: list[tuple[int, int]]) -> list[object]:
    """Return what a station did whose wall clock was set by hand, again and again."""
    begins = at("04:30")
    wall, ran = begins, 0.0
    clock = SystemClock(
        BEGINNING,
        wall=lambda: wall,
        monotonic=lambda: ran,
        synchronised=lambda: False,
        hardware=lambda: True,
    )
    station = SimulatedStation(clock.now(), clock=clock.judge(BEGINNING), doubt=clock.doubt())
    station.know(day)
    station.give(*day.sounds)
    for minute, seconds in [*sorted(steps), (450, 0)]:
        wall += minute * MINUTE - ran * SECOND
        ran = minute * 60.0
        station.go(clock.now())
        wall += seconds * SECOND
        trust = clock.judge(BEGINNING)
        station.send(ClockJudged(trust, clock.now() - clock.mono_ms() * MS, clock.doubt()))
    return [station.now, station.heard, station.relayed, station.outcomes()]


def test_an_emergency_is_heard_at_its_time_by_the_clock_that_there_is() -> None:
    day = programme([])
    day.add("05:00", 60, priority=Priority.EMERGENCY, signed=(1, 2))
    board = Board(day, -DOUBT)
    board.end()
    assert [(start, end) for _, start, end in board.heard] == [
        (OPENS + DOUBT, OPENS + DOUBT + MINUTE)
    ]
