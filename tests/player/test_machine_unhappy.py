"""The machine when something is wrong: approval, clock, sound, output, power, rundown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.player.airing import aired, spans
from tests.simulators.programme import DAY, Programme, at, ring
from tests.simulators.station import SimulatedStation, documents

from loa.core.words import Clock, LateRule, Priority
from loa.player.events import ClockJudged, Failed, MediaLost, Stop, Tick


@pytest.mark.parametrize("taken", ["approval", "key", "unit"])
def test_nothing_plays_that_is_not_approved_here(taken: str) -> None:
    day = Programme()
    item = day.add("05:00", 60, signed=() if taken == "approval" else (1,))
    if taken == "key":
        day.rings = [ring(1, revoked=(1,))]
    if taken == "unit":
        day.policy = replace(day.policy, keyrings=("02020",))
    station = aired(day)
    assert (station.heard, station.outcomes()) == ([], [(item.id, "missed", "refused")])


def test_a_retraction_reaches_what_is_on_air() -> None:
    day = Programme()
    item = day.add("05:00", 600)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:01"))
    day.items = []
    day.add("17:00", 60)
    station.know(day, serial=2)
    assert station.outcomes() == [(item.id, "cut", "refused")]


def test_on_the_floor_only_silence_and_the_ledger_says_clock() -> None:
    day = Programme()
    missed, late = day.add("05:00", 60, late=LateRule.SKIP), day.add("05:01", 60)
    station = SimulatedStation(at("04:59"), clock=Clock.FLOOR)
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:10"))
    assert station.heard == []
    station.send(ClockJudged(Clock.SYNCHRONISED, at("04:59")))
    station.go(at("19:00"))
    assert station.outcomes() == [(missed.id, "missed", "clock"), (late.id, "finished", "")]
    assert spans(station) == [(late.id, "05:10:00", "05:11:00")]


@pytest.mark.parametrize(("confirmed", "is_heard"), [(True, True), (False, False)])
def test_on_the_floor_an_emergency_needs_fresh_word_of_it(confirmed: bool, is_heard: bool) -> None:
    day = Programme()
    day.add("05:00", 60, priority=Priority.EMERGENCY, signed=(1, 2))
    station = SimulatedStation(at("04:00"), clock=Clock.FLOOR)  # the floor is an hour behind
    station.know(day, confirmed=confirmed)
    station.give(*day.sounds)
    station.go(at("04:10"))
    assert [h.start for h in station.heard] == ([at("04:00")] if is_heard else [])


def test_a_clock_that_falls_to_the_floor_silences_what_plays() -> None:
    day = Programme()
    item = day.add("05:00", 600)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:01"))
    station.send(ClockJudged(Clock.FLOOR, at("04:00")))
    assert station.outcomes() == [(item.id, "cut", "clock")]


def test_a_sound_that_comes_late_is_heard_late_and_one_that_never_comes_is_missed() -> None:
    day = Programme()
    one, two = day.add("05:00", 60), day.add("05:10", 60)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    assert station.wanted == [(one.sound, two.sound)]
    station.go(at("05:05"))
    station.give(one.sound)
    station.go(at("19:00"))
    assert station.outcomes() == [(one.id, "finished", ""), (two.id, "missed", "media")]
    assert [e.late_ms for e in station.entries if e.event == "started"] == [300_000]


def test_a_sound_found_altered_is_fetched_again() -> None:
    day = Programme()
    item = day.add("05:00", 60)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(item.sound)
    station.send(MediaLost(frozenset({item.sound})))
    assert station.wanted == [(item.sound,), (item.sound,)]


def test_a_rundown_that_comes_after_its_time_is_missed_for_want_of_it() -> None:
    day = Programme()
    item = day.add("05:00", 60, late=LateRule.SKIP)
    station = SimulatedStation(at("04:00"))
    station.go(at("05:30"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:31"))
    assert station.outcomes() == [(item.id, "missed", "rundown")]


def test_an_item_that_cannot_be_played_does_not_take_the_next_one_with_it() -> None:
    day = Programme()
    broken, whole = day.add("05:00", 60), day.add("05:01", 60)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:00:10"))
    station.events = []
    station.send(Failed(1, "the device went away", ms=10_000))
    station.go(at("19:00"))
    assert station.outcomes() == [(broken.id, "cut", "output"), (whole.id, "finished", "")]


def test_an_output_that_never_reports_is_given_up() -> None:
    day = Programme()
    dead, whole = day.add("05:00", 60), day.add("05:05", 60)
    station = SimulatedStation(at("04:59:59"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("04:59:59"))
    station.now = at("05:00")
    station.wake = None
    station.send(Tick())
    station.events = []  # the output has died with the order in its hands
    station.go(at("19:00"))
    assert station.outcomes() == [(dead.id, "missed", "output"), (whole.id, "finished", "")]


def test_power_cut_in_the_middle_leaves_one_outcome() -> None:
    day = Programme()
    cut, off, later = (
        day.add("05:00", 600),
        day.add("05:15", 60, late=LateRule.SKIP),
        day.add("17:00", 60),
    )
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:01"))
    station.power_cut()
    station.power_on(at("05:30"))
    station.know(day, confirmed=False)
    station.give(*day.sounds)
    station.go(at("19:00"))
    assert station.outcomes() == [
        (cut.id, "cut", "off"),
        (off.id, "missed", "off"),
        (later.id, "finished", ""),
    ]


def test_an_outage_of_weeks_plays_every_signed_day() -> None:
    day = Programme()
    items = [day.add("05:00", 60, day=DAY + timedelta(days=n), name=f"d{n}") for n in range(28)]
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00", DAY + timedelta(days=28)))
    assert station.outcomes() == [(item.id, "finished", "") for item in items]


def test_off_for_days_says_off_for_each_item() -> None:
    day = Programme()
    items = [day.add("05:00", 60, day=DAY + timedelta(days=n), name=f"d{n}") for n in range(6)]
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("06:00"))
    station.power_on(at("04:00", DAY + timedelta(days=5)))
    station.know(day, confirmed=False)
    station.give(*day.sounds)
    station.go(at("06:00", DAY + timedelta(days=5)))
    assert station.outcomes() == [
        (items[0].id, "finished", ""),
        *[(item.id, "missed", "off") for item in items[1:5]],
        (items[5].id, "finished", ""),
    ]


def test_a_rebuilt_day_keeps_what_has_its_outcome() -> None:
    day = Programme()
    done, moved = day.add("05:00", 60), day.add("05:30", 60)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:10"))
    day.items[1] = replace(moved, starts=at("05:40"))
    station.know(day, serial=2)
    station.go(at("19:00"))
    assert spans(station) == [(done.id, "05:00:00", "05:01:00"), (moved.id, "05:40:00", "05:41:00")]
    assert station.outcomes() == [(done.id, "finished", ""), (moved.id, "finished", "")]


def test_stop_cuts_and_mutes() -> None:
    day = Programme()
    item = day.add("05:00", 600)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:01"))
    station.send(Stop())
    assert station.outcomes() == [(item.id, "cut", "off")]
    assert station.muted[-1] == (at("05:01"), True)


def test_an_item_outside_its_validity_is_refused() -> None:
    day = Programme()
    item = day.add("05:00", 60, valid=(at("00:00"), at("05:00:59")))
    assert aired(day).outcomes() == [(item.id, "missed", "refused")]


def test_a_rundown_for_another_day_or_station_is_not_taken() -> None:
    day = Programme()
    day.add("05:00", 60)
    station = SimulatedStation(at("04:00"))
    signed, get = documents(day)
    rundowns = day.rundowns()
    other = replace(rundowns[0], day=date(2026, 11, 24)).encoded()
    known = station.agent.learn(signed, lambda a: other if a else get(a), station.now)
    assert known.days == {}
