"""The machine, by what is heard at the output and what the ledger says of it."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from tests.player.airing import aired, spans
from tests.simulators.programme import DAY, Programme, at
from tests.simulators.station import SimulatedStation

from loa.core.dayparts import Daypart
from loa.core.policy import Hours, Pause, Volume
from loa.core.words import Kind, LateRule, Mood, Priority


def test_a_day_is_aired_on_time_and_muted_around_it() -> None:
    day = Programme()
    one, two = day.add("05:00", 120), day.add("05:02", 60)
    station = aired(day)
    assert spans(station) == [(one.id, "05:00:00", "05:02:00"), (two.id, "05:02:00", "05:03:00")]
    assert station.outcomes() == [(one.id, "finished", ""), (two.id, "finished", "")]
    assert station.muted == [
        (at("04:00"), True),
        (at("05:00"), False),
        (at("05:03:10"), True),
    ]
    assert [e.late_ms for e in station.entries if e.event == "started"] == [0, 0]


@pytest.mark.parametrize(
    ("late", "booted", "outcome", "heard"),
    [
        pytest.param(LateRule.SKIP, "05:10:01", "finished", ("05:10:01", "05:12:01"), id="skip-1s"),
        pytest.param(LateRule.SKIP, "05:10:02", "missed", None, id="skip-too-late"),
        pytest.param(
            LateRule.WHOLE, "05:58:00", "finished", ("05:58:00", "06:00:00"), id="whole-last"
        ),
        pytest.param(LateRule.WHOLE, "05:58:01", "missed", None, id="whole-would-be-cut"),
        pytest.param(LateRule.JOIN, "05:11:30", "finished", ("05:11:30", "05:12:00"), id="join"),
        pytest.param(
            LateRule.JOIN, "05:11:55", "finished", ("05:11:55", "05:12:00"), id="join-last"
        ),
        pytest.param(LateRule.JOIN, "05:11:56", "missed", None, id="join-nothing-left"),
    ],
)
def test_the_late_rule_decides_what_a_late_player_does(
    late: LateRule, booted: str, outcome: str, heard: tuple[str, str] | None
) -> None:
    day = Programme()
    item = day.add("05:10", 120, late=late)
    station = SimulatedStation(at("04:00"))  # it has stood here before
    station.power_on(at(booted))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00"))
    assert station.outcomes() == [(item.id, outcome, "" if heard else "off")]
    assert [s[1:] for s in spans(station)] == ([heard] if heard else [])


def test_a_new_board_does_not_repeat_what_was_over_before_it_came() -> None:
    day = Programme()
    day.add("05:10", 120, late=LateRule.WHOLE)
    running = day.add("05:19", 120, late=LateRule.WHOLE)
    station = aired(day, booted="05:20:00")
    assert station.outcomes() == [(running.id, "finished", "")]


def hours(*spans: tuple[str, str]) -> tuple[Hours, ...]:
    return tuple(
        Hours(Daypart(time.fromisoformat(opens), time.fromisoformat(closes)))
        for opens, closes in spans
    )


@pytest.mark.parametrize(
    ("starts", "open_hours", "is_heard"),
    [
        pytest.param("05:00", [("05:00", "06:00")], True, id="at-opening"),
        pytest.param("04:59:59", [("05:00", "06:00")], False, id="before-opening"),
        pytest.param("05:59", [("05:00", "06:00")], True, id="ends-at-closing"),
        pytest.param("05:59:01", [("05:00", "06:00")], False, id="would-be-cut-off"),
        pytest.param("05:59:30", [("05:00", "06:00"), ("06:00", "07:00")], True, id="touching"),
        pytest.param("23:59:30", [("23:00", "01:00")], True, id="across-midnight"),
        pytest.param("00:59", [("23:00", "01:00")], True, id="last-nights-to-its-end"),
        pytest.param("00:59:01", [("23:00", "01:00")], False, id="beyond-last-nights-end"),
        pytest.param("23:59", [("23:00", "00:00")], True, id="ends-at-midnight"),
        pytest.param("23:59:01", [("23:00", "00:00")], False, id="would-pass-midnight"),
        pytest.param("03:15", [("05:00", "06:00")], False, id="the-relay-time-was-mis-set"),
    ],
)
def test_quiet_hours_hold_at_both_edges(
    starts: str, open_hours: list[tuple[str, str]], is_heard: bool
) -> None:
    day = Programme()
    day.policy = replace(day.policy, hours=hours(*open_hours))
    item = day.add(starts, 60)
    station = SimulatedStation(at("20:00", DAY - timedelta(days=1)))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:00", DAY + timedelta(days=1)))
    assert station.outcomes() == [
        (item.id, "finished", "") if is_heard else (item.id, "missed", "quiet")
    ]
    assert len(station.heard) == is_heard


def test_an_emergency_breaks_quiet_hours_and_what_is_on_air() -> None:
    day = Programme()
    night = day.add("02:00", 60, priority=Priority.EMERGENCY, signed=(1, 2))
    routine = day.add("05:00", 300)
    flood = day.add("05:02", 60, priority=Priority.EMERGENCY, signed=(1, 2))
    station = aired(day, booted="01:00")
    assert spans(station) == [
        (night.id, "02:00:00", "02:01:00"),
        (routine.id, "05:00:00", "05:02:00"),
        (flood.id, "05:02:00", "05:03:00"),
    ]
    assert (routine.id, "cut", "pre-empted") in station.outcomes()
    assert [h.gain_cdb for h in station.heard] == [0, -600, 0]


def test_an_emergency_of_one_person_stays_silent() -> None:
    day = Programme()
    item = day.add("02:00", 60, priority=Priority.EMERGENCY, signed=(1,))
    assert aired(day, booted="01:00").outcomes() == [(item.id, "missed", "refused")]


def test_an_emergency_that_arrives_late_plays_at_once_after_its_sound() -> None:
    day = Programme()
    routine = day.add("05:00", 600)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:05"))
    flood = day.add("05:03", 60, priority=Priority.EMERGENCY, signed=(1, 2), name="flood")
    station.know(day, serial=2)
    assert station.wanted[-1] == (flood.sound,)
    assert [e.item for e in station.entries if e.event == "alert"] == [flood.id]
    station.go(at("05:06"))
    station.give(flood.sound)
    station.go(at("19:00"))
    assert spans(station) == [
        (routine.id, "05:00:00", "05:06:00"),
        (flood.id, "05:06:00", "05:07:00"),
    ]


def test_a_relay_yields_to_messages_and_comes_back() -> None:
    day = Programme()
    relay = day.add("05:00", 1800, kind=Kind.RELAY, late=LateRule.JOIN)
    item = day.add("05:10", 60)
    station = aired(day)
    assert station.relayed == [
        (at("05:00"), True),
        (at("05:10"), False),
        (at("05:11"), True),
        (at("05:30"), False),
    ]
    assert station.outcomes() == [(item.id, "finished", ""), (relay.id, "relay-off", "ended")]
    offs = [e.ms for e in station.entries if e.event == "relay-off"]
    assert offs == [600_000, 1_140_000]


def test_an_unlisted_relay_source_is_not_switched_through() -> None:
    day = Programme()
    day.policy = replace(day.policy, relays=())
    relay = day.add("05:00", 600, kind=Kind.RELAY, late=LateRule.JOIN)
    station = aired(day)
    assert station.relayed == []
    assert station.outcomes() == [(relay.id, "missed", "refused")]


def test_filler_yields_to_relay_and_message() -> None:
    day = Programme()
    filler = day.add("05:00", 600, kind=Kind.FILLER, late=LateRule.JOIN)
    item = day.add("05:02", 60)
    more = day.add("05:20", 600, kind=Kind.FILLER, late=LateRule.JOIN)
    relay = day.add("05:25", 300, kind=Kind.RELAY, late=LateRule.JOIN)
    station = aired(day)
    assert station.outcomes() == [
        (filler.id, "cut", "pre-empted"),
        (item.id, "finished", ""),
        (more.id, "cut", "pre-empted"),
        (relay.id, "relay-off", "ended"),
    ]


def test_what_waited_for_something_higher_says_so() -> None:
    day = Programme()
    day.add("05:00", 300, priority=Priority.EMERGENCY, signed=(1, 2))
    skipped = day.add("05:01", 60, late=LateRule.SKIP)
    later = day.add("05:02", 60)
    station = aired(day)
    assert station.outcomes()[0] == (skipped.id, "missed", "pre-empted")
    assert spans(station)[1] == (later.id, "05:05:00", "05:06:00")


def test_the_session_and_the_day_have_caps_that_a_restart_does_not_reset() -> None:
    day = Programme()
    day.policy = replace(day.policy, session_s=240, day_s=300)
    first, second = day.add("05:00", 120), day.add("05:10", 120)
    third, evening = day.add("05:20", 60), day.add("17:00", 120)
    last = day.add("17:10", 60)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:15"))
    station.power_on(at("05:16"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00"))
    assert station.outcomes() == [
        (first.id, "finished", ""),
        (second.id, "finished", ""),
        (third.id, "missed", "quiet"),
        (evening.id, "missed", "quiet"),
        (last.id, "finished", ""),
    ]


def test_a_pause_stops_festive_content_and_not_plain() -> None:
    day = Programme()
    pause = Pause(DAY, DAY + timedelta(days=1), Mood.FESTIVE, "national mourning")
    day.policy = replace(day.policy, pauses=(pause,))
    song, notice = day.add("05:00", 60, mood=Mood.FESTIVE), day.add("05:10", 60)
    assert aired(day).outcomes() == [(song.id, "missed", "paused"), (notice.id, "finished", "")]


def test_a_pause_that_arrives_in_the_middle_silences_what_plays() -> None:
    day = Programme()
    song = day.add("05:00", 600, mood=Mood.FESTIVE)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:01"))
    pause = Pause(DAY, DAY + timedelta(days=1), Mood.FESTIVE, "national mourning")
    day.policy = replace(day.policy, serial=2, pauses=(pause,))
    station.know(day)
    assert station.outcomes() == [(song.id, "cut", "refused")]
    assert spans(station) == [(song.id, "05:00:00", "05:01:00")]


def test_a_complaint_lowers_what_is_playing() -> None:
    day = Programme()
    day.add("05:00", 600)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:01"))
    day.policy = replace(day.policy, serial=2, volume=Volume(lowered=True))
    station.know(day)
    station.go(at("19:00"))
    assert [h.gain_cdb for h in station.heard] == [-1200]
    assert [e.get("gain_cdb") for e in station.entries if e.event == "volume"] == [-600, -1200]


def test_a_bundle_turns_down_what_is_playing_but_no_emergency() -> None:
    day = Programme()
    day.add("05:00", 600)
    day.add("17:00", 60, priority=Priority.PRIORITY)
    day.add("17:10", 60, priority=Priority.EMERGENCY, signed=(1, 2))
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:01"))
    station.know(day, serial=2, lowered=True)
    station.go(at("19:00"))
    assert [h.gain_cdb for h in station.heard] == [-1200, -1200, 0]
    assert [e.get("gain_cdb") for e in station.entries if e.event == "volume"] == [-600, -1200]


def test_a_later_bundle_gives_the_volume_back() -> None:
    day = Programme()
    day.add("05:00", 60)
    day.add("17:00", 60)
    station = SimulatedStation(at("04:00"))
    station.know(day, lowered=True)
    station.give(*day.sounds)
    station.go(at("12:00"))
    station.know(day, serial=2)
    station.go(at("19:00"))
    assert [h.gain_cdb for h in station.heard] == [-1200, -600]
