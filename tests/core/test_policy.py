from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.examples import EVENING, MONDAY, MORNING, MOURNING, at, policy

from loa.core.canonical import FormatError
from loa.core.dayparts import Daypart
from loa.core.policy import Hailing, Hours, Pause, Volume, read_policy
from loa.core.words import Mood, Priority

FULL = policy(
    hours=(Hours(MORNING), Hours(EVENING, frozenset({1, 2, 3}), ("11-01", "02-28"))),
    special_days={MONDAY: (Daypart(time(7), time(8), "lễ"),), date(2020, 9, 2): ()},
    pauses=(MOURNING,),
    volume=Volume(-300, -900, -100, lowered=True),
    approvals={Priority.PRIORITY: 2},
    acknowledgers=("ab" * 32,),
    devices=("0123456789abcdef",),
    hailing=Hailing(day_s=60, now=True),
)


def test_a_policy_comes_back_from_its_document() -> None:
    assert read_policy(FULL.document()) == FULL


def test_what_leaders_did_not_decide_about_hailing_stands_in_no_document() -> None:
    plain = policy()
    assert "hailing" not in plain.document()
    assert read_policy(plain.document()).hailing == Hailing(day_s=120, now=False)


@pytest.mark.parametrize(
    "hailing", [{"day_s": 60}, {"day_s": -1, "now": True}, {"day_s": 1, "now": 1}]
)
def test_a_hailing_that_is_none_is_refused(hailing: dict[str, Any]) -> None:
    with pytest.raises(FormatError):
        read_policy(FULL.document() | {"hailing": hailing})


def test_a_special_day_replaces_the_usual_hours() -> None:
    assert FULL.dayparts(MONDAY) == (Daypart(time(7), time(8), "lễ"),)
    assert FULL.dayparts(date(2020, 9, 2)) == ()
    assert FULL.dayparts(date(2020, 3, 3)) == (MORNING,)
    assert FULL.dayparts(date(2020, 2, 26)) == (MORNING, EVENING)


def test_a_session_past_midnight_closes_on_the_next_day() -> None:
    night = policy(hours=(Hours(Daypart(time(22), time(1))),))
    assert night.sessions(MONDAY) == [(at("22:00"), at("01:00", date(2020, 3, 3)))]


@pytest.mark.parametrize(
    ("day", "mood", "paused"),
    [
        (date(2020, 8, 13), Mood.FESTIVE, False),
        (date(2020, 8, 14), Mood.FESTIVE, True),
        (date(2020, 8, 15), Mood.FESTIVE, True),
        (date(2020, 8, 16), Mood.FESTIVE, False),
        (date(2020, 8, 14), Mood.PLAIN, False),
    ],
)
def test_a_pause_is_half_open_and_stops_its_mood(day: date, mood: Mood, *, paused: bool) -> None:
    assert (FULL.paused(day, mood) is not None) is paused


def test_a_pause_of_plain_content_stops_all() -> None:
    storm = policy(pauses=(Pause(MONDAY, date(2020, 3, 3), Mood.PLAIN, "bão"),))
    assert all(storm.paused(MONDAY, mood) for mood in Mood)


@pytest.mark.parametrize(
    ("asked", "priority", "needed"),
    [
        ({}, Priority.ROUTINE, 1),
        ({Priority.ROUTINE: 0}, Priority.ROUTINE, 1),
        ({Priority.ROUTINE: 2}, Priority.ROUTINE, 2),
        ({}, Priority.EMERGENCY, 2),
        ({Priority.EMERGENCY: 1}, Priority.EMERGENCY, 2),
        ({Priority.EMERGENCY: 3}, Priority.EMERGENCY, 3),
    ],
)
def test_approvals(asked: dict[Priority, int], priority: Priority, needed: int) -> None:
    assert policy(approvals=asked).approvals_needed(priority) == needed


@pytest.mark.parametrize(
    ("lowered", "priority", "gain"),
    [
        (False, Priority.ROUTINE, -600),
        (False, Priority.PRIORITY, -600),
        (True, Priority.ROUTINE, -1200),
        (True, Priority.EMERGENCY, 0),
    ],
)
def test_volume(lowered: bool, priority: Priority, gain: int) -> None:
    assert Volume(lowered=lowered).gain_cdb(priority) == gain


@given(
    routine=st.integers(-6000, 0),
    lowered=st.integers(-6000, 0),
    emergency=st.integers(-6000, 0),
    already=st.booleans(),
    priority=st.sampled_from(Priority),
)
def test_turning_down_never_makes_anything_louder_and_leaves_emergencies_alone(
    routine: int, lowered: int, emergency: int, already: bool, priority: Priority
) -> None:
    before = policy(volume=Volume(routine, lowered, emergency, already))
    after = before.turned_down()
    gain = after.volume.gain_cdb(priority)
    if priority is Priority.EMERGENCY:
        assert gain == emergency
    else:
        assert gain <= before.volume.gain_cdb(priority)
        assert gain == min(routine, lowered)
    assert replace(after, volume=before.volume) == before


def _with(**members: object) -> dict[str, Any]:
    return FULL.document() | members


def _inside(name: str, **members: object) -> dict[str, Any]:
    document = FULL.document()
    part = document[name]
    (part[0] if isinstance(part, list) else part).update(members)
    return document


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (_with(format="loa.grid"), "loa.policy is expected"),
        (_with(version="2.0"), "unknown here"),
        (_with(zone="Asia/Nowhere"), "ZoneInfoNotFoundError"),
        (_with(zone="America"), "IsADirectoryError"),
        (_with(zone="../../etc/passwd"), "ValueError"),
        (_with(session_s=-1), "no length"),
        (_with(session_s=True), "no length"),
        (_with(session_s="900"), "no length"),
        (_with(day_s=86_401), "no length"),
        (_with(hours=None), "TypeError"),
        (_with(special_days=[]), "AttributeError"),
        (_with(special_days={"tomorrow": []}), "ValueError"),
        (_with(keyrings="064"), "a list is expected"),
        (_with(approvals={"urgent": 1}), "ValueError"),
        (_inside("hours", opens="25:00"), "ValueError"),
        (_inside("hours", opens="05:00+07:00"), "without a zone"),
        (_inside("hours", weekdays=[0]), "weekdays are 1"),
        (_inside("hours", season=["02-30", "03-01"]), "ValueError"),
        (_inside("hours", season=["01-01"]), "ValueError"),
        (_inside("pauses", stops="sad"), "ValueError"),
        (_inside("volume", routine_cdb=1), "would clip"),
        (_inside("volume", emergency_cdb="loud"), "no gain"),
        (_inside("volume", routine_cdb=True), "no gain"),
        (_inside("volume", lowered="no"), "neither true nor false"),
        (_inside("volume", tier=3), "TypeError"),
    ],
)
def test_a_malformed_policy_is_refused(document: dict[str, Any], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_policy(document)
