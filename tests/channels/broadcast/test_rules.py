"""How a station stands and how its day is drawn, as tables."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.broadcast.builders import DAY, ZONE, at, policy, relay

from loa.channels.broadcast.rules import (
    Fate,
    Frame,
    Job,
    Readiness,
    Standing,
    Word,
    fate,
    following,
    frames,
    on_air,
    readiness,
    rebuilds,
    standing,
    whole_day,
)
from loa.core.dayparts import Daypart
from loa.core.policy import Pause, Volume
from loa.core.rundown import Item
from loa.core.words import Kind, Mood, Priority

NOW = at(5, 30)
PROGRAMME = relay(at(5, 28))
OTHER = replace(PROGRAMME, id="other", kind=Kind.MESSAGE, source="", starts=at(5, 29))


@pytest.mark.parametrize(
    ("word", "current", "by_hand", "found"),
    [
        pytest.param(None, None, True, Standing.BY_HAND, id="by-hand"),
        pytest.param(None, None, False, Standing.NEVER, id="no-player"),
        pytest.param(Word(), PROGRAMME, False, Standing.NEVER, id="let-in-but-never-heard"),
        pytest.param(Word(NOW), None, False, Standing.QUIET, id="quiet"),
        pytest.param(Word(NOW, PROGRAMME.id), PROGRAMME, False, Standing.ON_AIR, id="says-so"),
        pytest.param(Word(NOW, "x"), PROGRAMME, False, Standing.PLANNED, id="says-otherwise"),
        pytest.param(
            Word(NOW - timedelta(minutes=15)), None, False, Standing.QUIET, id="just-in-time"
        ),
        pytest.param(
            Word(NOW - timedelta(minutes=16)), PROGRAMME, False, Standing.SILENT, id="silent"
        ),
    ],
)
def test_standing(
    word: Word | None, current: Item | None, found: Standing, *, by_hand: bool
) -> None:
    assert standing(word, current, by_hand=by_hand, now=NOW) == found


LONG_AGO, JUST_NOW = NOW - timedelta(minutes=6), NOW - timedelta(seconds=5)


@pytest.mark.parametrize(
    ("done", "job", "busy", "found"),
    [
        pytest.param(3, None, False, Readiness.READY, id="warm-without-a-task"),
        pytest.param(3, Job(True, LONG_AGO, LONG_AGO), False, Readiness.READY, id="after-all"),
        pytest.param(0, None, False, Readiness.UNASKED, id="cold-without-a-task"),
        pytest.param(0, Job(False, JUST_NOW), False, Readiness.QUEUED, id="asked-just-now"),
        pytest.param(0, Job(False, LONG_AGO), True, Readiness.QUEUED, id="others-are-before-it"),
        pytest.param(0, Job(False, LONG_AGO), False, Readiness.UNATTENDED, id="no-worker"),
        pytest.param(1, Job(False, LONG_AGO, JUST_NOW), True, Readiness.CONVERTING, id="moving"),
        pytest.param(1, Job(False, LONG_AGO, LONG_AGO), True, Readiness.STOPPED, id="went-away"),
        pytest.param(2, Job(True, LONG_AGO, JUST_NOW), False, Readiness.STOPPED, id="failed"),
    ],
)
def test_how_far_a_stick_is(done: int, job: Job | None, found: Readiness, *, busy: bool) -> None:
    assert readiness(done, 3, job, busy=busy, now=NOW) is found


def test_what_is_on_air_ends_before_the_next_begins() -> None:
    assert on_air([PROGRAMME], PROGRAMME.ends) is None
    assert on_air([PROGRAMME], PROGRAMME.starts) == PROGRAMME
    assert on_air([PROGRAMME, OTHER], NOW) == OTHER  # own content is what a listener asks for
    assert following([PROGRAMME, OTHER], at(5)) == PROGRAMME
    assert following([PROGRAMME], NOW) is None
    ident = replace(OTHER, kind=Kind.IDENT, starts=at(5, 1))
    assert following([ident, PROGRAMME], at(5)) == PROGRAMME


@pytest.mark.parametrize(
    ("outcome", "ticked", "now", "found"),
    [
        pytest.param("", False, at(5), Fate.UPCOMING, id="to-come"),
        pytest.param("", False, NOW, Fate.NOW, id="now"),
        pytest.param("", False, at(7), Fate.AWAITED, id="no-log-yet"),
        pytest.param("pending", False, at(7), Fate.AWAITED, id="begun-and-not-ended"),
        pytest.param("", True, at(7), Fate.REPORTED, id="ticked"),
        pytest.param("missed", True, at(7), Fate.MISSED, id="a-log-stands-above-a-tick"),
        pytest.param("aired", False, at(7), Fate.AIRED, id="aired"),
    ],
)
def test_fate(outcome: str, now: datetime, found: Fate, *, ticked: bool) -> None:
    assert fate(PROGRAMME, outcome, ticked=ticked, now=now) == found


def test_each_session_has_its_strip_with_quiet_around() -> None:
    morning, evening = frames(policy("x").sessions(DAY))
    assert (morning.starts, morning.ends) == (at(4, 56), at(6, 4))
    assert [(round(a, 2), round(b, 2)) for a, b in morning.quiet()] == [(0.0, 5.88), (94.12, 100.0)]
    ticks = [moment.astimezone(ZONE).strftime("%H:%M") for moment, _ in evening.ticks(_minutes(20))]
    assert ticks == ["17:00", "17:20", "17:40", "18:00"]


def test_a_session_of_a_whole_day_becomes_several_strips() -> None:
    found = frames([(at(0), at(0, day=DAY + timedelta(days=1)))])
    assert len(found) == 13
    assert (found[0].starts, found[-1].ends) == (
        at(23, 56, day=DAY - timedelta(days=1)),
        at(24 - 1, 59, 59) + timedelta(seconds=1),
    )
    assert all(a.ends == b.starts for a, b in pairwise(found))


def test_a_whole_day_is_quiet_outside_its_sessions() -> None:
    frame = whole_day(policy("x"), at(0).astimezone(ZONE), at(0, day=DAY + timedelta(days=1)))
    hours = [(round(a * 0.24, 3), round(b * 0.24, 3)) for a, b in frame.quiet()]
    assert hours == [(0.0, 5.0), (6.0, 17.0), (18.0, 24.0)]


@given(st.integers(-600, 2000), st.integers(1, 600))
def test_nothing_is_drawn_outside_its_frame(minute: int, length: int) -> None:
    frame = Frame(at(5), at(5) + _minutes(length), ())
    assert 0 <= frame.place(at(0) + _minutes(minute)) <= 100


def _minutes(n: int) -> timedelta:
    return timedelta(minutes=n)


PLAIN = policy("nghia-ta")
QUIET = Daypart(time(6), time(7), "1/QĐ")


def mourning(starts: int, ends: int, stops: Mood = Mood.FESTIVE) -> Pause:
    """Days [starts, ends) counted from today."""
    return Pause(DAY + timedelta(days=starts), DAY + timedelta(days=ends), stops, "quốc tang")


def special(days: int) -> dict[date, tuple[Daypart, ...]]:
    return {DAY + timedelta(days=days): (QUIET,)}


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        pytest.param({}, {}, False, id="the-same"),
        pytest.param({}, {"special_days": special(0)}, False, id="today-stands"),
        pytest.param({"special_days": special(-3)}, {}, False, id="a-day-that-is-over"),
        pytest.param({}, {"special_days": special(1)}, True, id="tomorrow"),
        pytest.param({"special_days": special(9)}, {}, True, id="a-later-day-given-up"),
        pytest.param({}, {"pauses": (mourning(-1, 1),)}, False, id="a-pause-that-ends-today"),
        pytest.param({}, {"pauses": (mourning(-1, 2),)}, True, id="a-pause-until-tomorrow"),
        pytest.param(
            {"pauses": (mourning(-2, 3),)}, {"pauses": (mourning(0, 3),)}, False,
            id="a-pause-that-would-have-begun-later",
        ),
        pytest.param(
            {"pauses": (mourning(1, 3),)}, {"pauses": (mourning(1, 3, Mood.PLAIN),)}, True,
            id="a-pause-that-stops-more",
        ),
        pytest.param({}, {"volume": Volume(lowered=True)}, False, id="quieter"),
        pytest.param({}, {"devices": ("a" * 16,)}, False, id="another-player"),
        pytest.param({}, {"acknowledgers": ("b" * 64,)}, False, id="whose-receipts-count"),
        pytest.param({}, {"session_s": 600}, True, id="shorter-sessions"),
        pytest.param({}, {"hours": PLAIN.hours[:1]}, True, id="fewer-hours"),
        pytest.param({}, {"relays": ()}, True, id="no-relay"),
        pytest.param({}, {"keyrings": ("02071",)}, True, id="other-approvers"),
        pytest.param({}, {"approvals": {Priority.ROUTINE: 2}}, True, id="more-approvals"),
    ],
)  # fmt: skip
def test_a_policy_has_a_station_built_again_only_if_something_can_differ(
    before: dict[str, Any], after: dict[str, Any], *, again: bool
) -> None:
    last, new = replace(PLAIN, **before), replace(PLAIN, serial=2, source="2/QĐ", **after)
    assert rebuilds(last, new, DAY) is again


@given(st.integers(-3, 4), st.integers(1, 5), st.integers(-3, 4), st.booleans())
def test_where_a_policy_does_not_rebuild_the_days_to_come_are_the_same(
    starts: int,
    length: int,
    on: int,
    festive: bool,
) -> None:
    stops = Mood.FESTIVE if festive else Mood.PLAIN
    new = replace(
        PLAIN, special_days=special(on), pauses=(mourning(starts, starts + length, stops),)
    )
    days = [DAY + timedelta(days=n) for n in range(1, 10)]
    same = all(
        (new.sessions(day), new.paused(day, Mood.FESTIVE), new.paused(day, Mood.PLAIN))
        == (PLAIN.sessions(day), None, None)
        for day in days
    )
    assert rebuilds(PLAIN, new, DAY) is not same
