"""The machine on a clock that has not been compared since the board was switched on."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from tests.simulators.programme import DAY, ZONE, Programme, at
from tests.simulators.station import SimulatedStation

from loa.core.dayparts import Daypart
from loa.core.policy import Hours, Pause
from loa.core.words import Clock, Kind, LateRule, Mood, Priority
from loa.player.clock import DOUBT
from loa.player.events import ClockJudged
from loa.player.ladder import UNCOMPARED

NEXT = DAY + timedelta(days=1)
ALWAYS = (Hours(Daypart(time(0), time(0))),)


def doubting(day: Programme, *, booted: str = "04:00") -> SimulatedStation:
    """Return a station that has everything, on a battery's clock."""
    station = SimulatedStation(at(booted), clock=Clock.HARDWARE, doubt=DOUBT)
    station.know(day)
    station.give(*day.sounds)
    return station


def spans(station: SimulatedStation) -> list[tuple[str, str]]:
    def wall(moment: datetime) -> str:
        return f"{moment.astimezone(ZONE):%H:%M:%S}"

    return [(wall(h.start), wall(h.end)) for h in station.heard if h.start < h.end]


@pytest.mark.parametrize(
    ("clock", "seconds", "late", "heard"),
    [
        pytest.param("05:00", 60, LateRule.WHOLE, ("05:00:30", "05:01:30"), id="at-opening"),
        pytest.param("05:00:20", 60, LateRule.WHOLE, ("05:00:30", "05:01:30"), id="soon-after"),
        pytest.param("05:00:30", 60, LateRule.SKIP, ("05:00:30", "05:01:30"), id="sure-enough"),
        pytest.param("05:00", 60, LateRule.JOIN, ("05:00:30", "05:01:00"), id="joined"),
        pytest.param("05:00", 60, LateRule.SKIP, None, id="skipped"),
        pytest.param("05:10", 60, LateRule.SKIP, ("05:10:00", "05:11:00"), id="inside"),
        pytest.param("05:58:30", 60, LateRule.SKIP, ("05:58:30", "05:59:30"), id="ends-in-time"),
        pytest.param("05:58:30", 60.001, LateRule.WHOLE, None, id="might-end-too-late"),
        pytest.param("05:59", 60, LateRule.JOIN, None, id="ends-at-closing"),
        pytest.param("05:00", 3599, LateRule.WHOLE, None, id="fills-its-hours"),
    ],
)
def test_what_is_heard_is_inside_the_hours_even_if_the_clock_is_off(
    clock: str, seconds: float, late: LateRule, heard: tuple[str, str] | None
) -> None:
    day = Programme()
    day.policy = replace(day.policy, session_s=3600)
    item = day.add(clock, seconds, late=late)
    station = doubting(day)
    station.go(at("19:00"))
    assert spans(station) == ([heard] if heard else [])
    outcome = (item.id, "finished", "") if heard else (item.id, "missed", "clock")
    assert station.outcomes() == [outcome]
    if heard is None:
        assert [e.get("detail") for e in station.entries if e.event == "missed"] == [UNCOMPARED]


def test_the_rest_of_a_session_moves_up_behind_what_had_to_wait() -> None:
    day = Programme()
    for clock in ("05:00", "05:01", "05:10"):
        day.add(clock, 60)
    station = doubting(day)
    station.go(at("19:00"))
    assert spans(station) == [
        ("05:00:30", "05:01:30"),
        ("05:01:30", "05:02:30"),
        ("05:10:00", "05:11:00"),
    ]


def test_an_emergency_asks_for_no_hours_and_waits_for_no_clock() -> None:
    day = Programme()
    for clock in ("02:00", "05:00", "05:59:30"):
        day.add(clock, 60, priority=Priority.EMERGENCY, signed=(1, 2))
    station = doubting(day, booted="01:00")
    station.go(at("19:00"))
    assert spans(station) == [
        ("02:00:00", "02:01:00"),
        ("05:00:00", "05:01:00"),
        ("05:59:30", "06:00:30"),
    ]


def test_a_relay_of_the_whole_session_is_through_while_it_certainly_may_be() -> None:
    day = Programme()
    relay = day.add("05:00", 3600, kind=Kind.RELAY)
    station = doubting(day)
    station.go(at("19:00"))
    assert station.relayed == [(at("05:00:30"), True), (at("05:59:30"), False)]
    assert station.outcomes() == [(relay.id, "relay-off", "clock")]


def test_a_relay_inside_the_hours_keeps_to_its_window() -> None:
    day = Programme()
    relay = day.add("05:10", 600, kind=Kind.RELAY)
    station = doubting(day)
    station.go(at("19:00"))
    assert station.relayed == [(at("05:10"), True), (at("05:20"), False)]
    assert station.outcomes() == [(relay.id, "relay-off", "ended")]


def test_hours_that_touch_have_no_edge_between_them() -> None:
    day = Programme()
    parts = ((time(5), time(6)), (time(6), time(7)))
    day.policy = replace(day.policy, hours=tuple(Hours(Daypart(*part)) for part in parts))
    day.add("05:59:30", 60, late=LateRule.SKIP)
    station = doubting(day)
    station.go(at("19:00"))
    assert spans(station) == [("05:59:30", "06:00:30")]


def test_a_gap_between_hours_is_wide_enough_to_fall_into() -> None:
    day = Programme()
    parts = ((time(5), time(5, 30)), (time(5, 30, 20), time(6)))
    day.policy = replace(day.policy, hours=tuple(Hours(Daypart(*part)) for part in parts))
    item = day.add("05:29:55", 5, late=LateRule.SKIP)  # 10 s later it would be in the gap
    station = doubting(day)
    station.go(at("19:00"))
    assert (station.heard, station.outcomes()) == ([], [(item.id, "missed", "clock")])


@pytest.mark.parametrize(
    ("clock", "on", "paused", "heard"),
    [
        pytest.param("23:59:45", DAY, NEXT, None, id="it-may-be-tomorrow-already"),
        pytest.param("00:00:10", NEXT, DAY, ("00:00:30", "00:00:35"), id="or-today-still"),
    ],
)
def test_a_day_of_mourning_is_kept_at_both_its_ends(
    clock: str, on: date, paused: date, heard: tuple[str, str] | None
) -> None:
    day = Programme()
    pause = Pause(paused, paused + timedelta(days=1), Mood.FESTIVE, "quốc tang")
    day.policy = replace(day.policy, hours=ALWAYS, pauses=(pause,))
    day.add(clock, 5, day=on, mood=Mood.FESTIVE)
    station = doubting(day)
    station.go(at("12:00", NEXT))
    assert spans(station) == ([heard] if heard else [])


def test_a_comparison_ends_the_doubt() -> None:
    day = Programme()
    one, last = day.add("05:00", 60), day.add("05:59", 60)
    station = doubting(day)
    station.go(at("05:00:10"))
    station.send(ClockJudged(Clock.SYNCHRONISED, at("04:00")))
    station.go(at("19:00"))
    assert spans(station) == [("05:00:10", "05:01:10"), ("05:59:00", "06:00:00")]
    assert station.outcomes() == [(one.id, "finished", ""), (last.id, "finished", "")]


def test_new_hours_silence_what_no_longer_certainly_fits_them() -> None:
    day = Programme()
    item = day.add("05:10", 600)
    station = doubting(day)
    station.go(at("05:11"))
    day.policy = replace(day.policy, serial=2, hours=(Hours(Daypart(time(5), time(5, 20))),))
    station.know(day, serial=2)
    station.go(at("19:00"))
    assert spans(station) == [("05:10:00", "05:11:00")]
    assert station.outcomes() == [(item.id, "cut", "refused")]


def set_clock(station: SimulatedStation, to: datetime) -> None:
    """Let the network's time come, and be another than the board's."""
    assert station.agent.state.booted is not None
    booted, station.now = station.agent.state.booted + (to - station.now), to
    station.send(ClockJudged(Clock.SYNCHRONISED, booted))


def test_who_learns_that_it_is_the_middle_of_the_night_is_silent_at_once() -> None:
    day = Programme()
    item = day.add("05:10", 600)
    station = doubting(day)
    station.go(at("05:11"))
    set_clock(station, at("03:15"))
    assert station.playing is None
    assert station.outcomes() == [(item.id, "cut", "clock")]


def test_a_relay_that_was_far_too_early_comes_back_at_its_time() -> None:
    day = Programme()
    relay = day.add("05:10", 600, kind=Kind.RELAY)
    station = doubting(day)
    station.go(at("05:11"))
    set_clock(station, at("03:15"))
    station.go(at("19:00"))
    assert station.relayed == [
        (at("05:10"), True),
        (at("03:15"), False),
        (at("05:10"), True),
        (at("05:20"), False),
    ]
    assert station.outcomes() == [(relay.id, "relay-off", "ended")]


def test_a_relay_that_was_a_little_early_is_not_switched_to_and_fro() -> None:
    day = Programme()
    day.add("05:10", 600, kind=Kind.RELAY)
    station = doubting(day)
    station.go(at("05:10:05"))
    set_clock(station, at("05:09:45"))
    station.go(at("19:00"))
    assert station.relayed == [(at("05:10"), True), (at("05:20"), False)]


def test_what_the_clock_moves_is_heard_as_it_goes_when_it_still_may_be() -> None:
    day = Programme()
    day.add("05:10", 600)
    station = doubting(day)
    station.go(at("05:11"))
    set_clock(station, at("05:11:20"))
    assert (station.playing is not None, station.outcomes()) == (True, [])
