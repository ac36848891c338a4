"""The player's decisions about one item, at their edges."""

from dataclasses import replace

import pytest
from tests.simulators.programme import DAY, Programme, at
from tests.simulators.station import SimulatedStation

from loa.core.words import Kind, LateRule, Priority
from loa.player.clock import DOUBT
from loa.player.events import Knowledge
from loa.player.rules import last_start, over_caps, rank, refresh_every_s, silent_from


def known(day: Programme) -> Knowledge:
    messages = {sealed.message.digest: sealed for sealed in day.messages.values()}
    return Knowledge(day.policy, {}, messages)


@pytest.mark.parametrize(
    ("clock", "seconds", "start", "silent"),
    [
        pytest.param("05:10", 60, "05:10:00", "05:11:00.250", id="inside-a-little-slack"),
        pytest.param("05:59", 60, "05:59:00", "06:00:00", id="never-beyond-closing"),
        pytest.param("05:59", 60, "05:59:00.900", "06:00:00", id="nor-when-a-moment-late"),
        pytest.param("05:30", 60, "05:58:59", "05:59:59.250", id="late"),
    ],
)
def test_the_output_is_silent_at_the_end_of_the_hours(
    clock: str, seconds: int, start: str, silent: str
) -> None:
    day = Programme()
    item = day.add(clock, seconds)
    assert silent_from(item, known(day), at(start)) == at(silent)


@pytest.mark.parametrize(
    ("start", "silent"),
    [("05:58:30", "05:59:30"), ("05:58:30.900", "05:59:30"), ("05:50:00", "05:51:00.250")],
)
def test_a_clock_in_doubt_is_silent_so_much_earlier(start: str, silent: str) -> None:
    day = Programme()
    item = day.add(start[:8], 60)
    assert silent_from(item, known(day), at(start), DOUBT) == at(silent)


@pytest.mark.parametrize(
    ("clock", "late", "kind", "latest"),
    [
        pytest.param("05:10", LateRule.WHOLE, Kind.MESSAGE, "05:57:30", id="whole"),
        pytest.param("05:58", LateRule.WHOLE, Kind.MESSAGE, "05:58:01", id="not-before-its-time"),
        pytest.param("05:58", LateRule.SKIP, Kind.MESSAGE, "05:58:01", id="at-its-time-as-ever"),
        pytest.param("05:58", LateRule.WHOLE, Kind.RELAY, "05:59:25", id="a-relay"),
    ],
)
def test_a_clock_in_doubt_has_an_earlier_last_moment(
    clock: str, late: LateRule, kind: Kind, latest: str
) -> None:
    day = Programme()
    item = day.add(clock, 120, kind=kind, late=late)
    assert last_start(item, known(day), DOUBT) == at(latest)


def test_what_is_a_moment_late_at_the_end_of_the_hours_is_silenced_and_cut() -> None:
    day = Programme()
    overrun = day.add("05:57", 120.8)
    last = day.add("05:59", 60)
    station = SimulatedStation(at("05:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00"))
    assert [(h.start, h.end) for h in station.heard] == [
        (at("05:57"), at("05:59:00.800")),
        (at("05:59:00.800"), at("06:00")),
    ]
    assert station.outcomes() == [(overrun.id, "finished", ""), (last.id, "cut", "quiet")]


@pytest.mark.parametrize(
    ("late", "kind", "priority", "latest"),
    [
        (LateRule.SKIP, Kind.MESSAGE, Priority.ROUTINE, "05:10:01"),
        (LateRule.JOIN, Kind.MESSAGE, Priority.ROUTINE, "05:11:55"),
        (LateRule.WHOLE, Kind.MESSAGE, Priority.ROUTINE, "05:58:00"),
        (LateRule.WHOLE, Kind.MESSAGE, Priority.EMERGENCY, "11:58:00"),
        (LateRule.WHOLE, Kind.RELAY, Priority.ROUTINE, "05:11:55"),
    ],
)
def test_the_last_moment_to_begin(
    late: LateRule, kind: Kind, priority: Priority, latest: str
) -> None:
    day = Programme()
    if kind is Kind.RELAY:
        item = day.add("05:10", 120, kind=kind, late=late)
    else:
        valid = (at("00:00"), at("12:00"))
        item = day.add("05:10", 120, late=late, priority=priority, valid=valid)
    assert last_start(item, known(day)) == at(latest)


def test_the_ladder() -> None:
    day = Programme()
    items = [
        day.add("05:00", 10, priority=Priority.EMERGENCY),
        day.add("05:01", 10),
        day.add("05:02", 10, kind=Kind.RELAY),
        day.add("05:03", 10, kind=Kind.FILLER),
    ]
    assert [rank(item) for item in items] == [4, 3, 2, 1]


@pytest.mark.parametrize(("ms", "over"), [(60_000, ""), (60_001, "over 60 s a day")])
def test_a_cap_may_be_filled_and_not_passed(ms: int, over: str) -> None:
    day = Programme()
    policy = replace(day.policy, day_s=60, session_s=60)
    item = day.add("05:10", 60, day=DAY)
    assert over_caps(item, ms, item.starts, policy, ()) == over


@pytest.mark.parametrize(
    ("usual_s", "on_air", "every_s"), [(600, False, 600), (600, True, 60), (5, True, 5)]
)
def test_while_something_is_heard_a_wish_for_quiet_waits_a_minute_at_most(
    usual_s: int, on_air: bool, every_s: int
) -> None:
    assert refresh_every_s(usual_s, on_air=on_air) == every_s
