"""What a day is built of, what finds no place in it and why."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from tests.core.examples import (
    IDENT,
    MONDAY,
    SOUND,
    VALID,
    VN,
    at,
    candidate,
    days,
    policy,
    request,
)
from tests.core.schedules import CLOSED_WEDNESDAY, heard, on_days, reasons

from loa.core.build import Candidate, Schedule, Why, build
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.periods import Days, Span
from loa.core.policy import Pause, Policy
from loa.core.rundown import Item
from loa.core.words import Kind, LateRule, Mood, Priority


def test_one_item_is_heard_twice_a_day_on_three_days_in_a_row() -> None:
    schedule = build(request([candidate()]))
    assert heard(schedule) == [
        (day, clock) for day in days(3) for clock in ("05:00:15", "17:00:15")
    ]
    assert schedule.unplaced == ()


def test_an_item_of_the_rundown_says_what_it_is_and_why() -> None:
    schedule = build(request([candidate(make_good_for="")]))
    first = schedule.rundowns[1].items[0]
    assert first == Item(
        id=first.id,
        starts=at("05:00:15", days(2)[1]),
        ms=SOUND.ms,
        kind=Kind.MESSAGE,
        title="Tin 1",
        message=f"{1:064x}",
        language="vi",
        sound=SOUND.digest,
        placement="p1",
        target="t1",
        late=LateRule.WHOLE,
    )
    why = schedule.explanations[first.id]
    assert (why.target, why.run_day, why.run_days, why.play, why.plays) == ("t1", 2, 3, 1, 2)


def test_the_same_request_gives_the_same_schedule() -> None:
    candidates = [candidate(n) for n in range(9)]
    assert build(request(candidates, by=policy(session_s=200))) == build(
        request(candidates, by=policy(session_s=200))
    )


def test_ids_are_stable_over_rebuilds() -> None:
    def ids(serial: int, *more: Candidate) -> set[str]:
        schedule = build(request([candidate(), *more], serial=serial))
        return {i.id for r in schedule.rundowns for i in r.items if i.placement == "p1"}

    assert ids(1) == ids(2, candidate(2))


def test_stations_with_equal_rules_share_an_arrangement_and_not_their_ids() -> None:
    here = build(request([candidate()]))
    there = build(request([candidate()], by=policy(station="02080")))
    assert heard(here) == heard(there)
    assert not set(here.explanations) & set(there.explanations)


# Idents and relays ----------------------------------------------------------------------


def kinds(schedule: Schedule, day: int = 0) -> list[tuple[str, str]]:
    return [
        (str(item.kind), f"{item.starts.astimezone(VN):%H:%M:%S}")
        for item in schedule.rundowns[day].items
    ]


def test_idents_frame_a_session_that_holds_something() -> None:
    schedule = build(request([candidate(times_a_day=1)], ident=IDENT))
    assert kinds(schedule) == [
        ("ident", "05:00:00"),
        ("message", "05:00:15"),
        ("ident", "05:01:16"),
    ]
    assert kinds(schedule, 5) == []


def test_idents_count_to_the_cap() -> None:
    full = policy(session_s=60 + 16, day_s=60 + 32)
    once = candidate(times_a_day=1)
    assert len(on_days(build(request([once], by=full, ident=IDENT)))) == 3
    less = replace(full, session_s=60 + 15)
    assert reasons(build(request([once], by=less, ident=IDENT))) == [
        ("p1", Why.AIRTIME, None, True)
    ]


@pytest.mark.parametrize(
    "ident",
    [
        replace(IDENT, valid=Span(VALID.start, at("05:00", MONDAY))),
        replace(IDENT, mood=Mood.FESTIVE),
        None,
    ],
    ids=["expired", "paused", "none"],
)
def test_an_ident_that_may_not_be_heard_is_left_out(ident: object) -> None:
    pause = Pause(MONDAY, MONDAY + timedelta(days=9), Mood.FESTIVE, "quốc tang")
    schedule = build(request([candidate()], by=policy(pauses=(pause,)), ident=ident))
    assert {kind for kind, _ in kinds(schedule)} == {"message"}


RELAYS = Grid(
    "02071",
    1,
    (
        Slot(SlotKind.BULLETIN, time(5), time(5, 10)),
        Slot(SlotKind.RELAY, time(5, 10), time(5, 40), "Thời sự", "VOV1"),
        Slot(SlotKind.ROTATION, time(5, 40), time(6)),
    ),
)


def test_nothing_overlaps_a_relay() -> None:
    long = [candidate(n, variants={"vi": (SOUND.digest, 290_000)}) for n in range(1, 4)]
    schedule = build(request([replace(c, times_a_day=1) for c in long], grid=RELAYS))
    assert kinds(schedule) == [
        ("message", "05:00:00"),
        ("message", "05:04:51"),
        ("relay", "05:10:00"),
        ("message", "05:40:01"),
    ]


def test_a_relay_is_signed_as_source_and_window() -> None:
    relay = build(request([], grid=RELAYS)).rundowns[0].items[0]
    assert relay == Item(
        id=relay.id,
        starts=at("05:10"),
        ms=1_800_000,
        kind=Kind.RELAY,
        title="Thời sự",
        source="VOV1",
        late=LateRule.JOIN,
    )


@pytest.mark.parametrize(
    ("slot", "why"),
    [
        (Slot(SlotKind.RELAY, time(5, 50), time(6, 10), source="VOV1"), Why.CLOSED),
        (Slot(SlotKind.RELAY, time(3), time(3, 30), source="VOV1"), Why.CLOSED),
        (Slot(SlotKind.RELAY, time(5), time(5, 30), source="pirate"), Why.RELAY),
        (Slot(SlotKind.BULLETIN, time(20), time(21)), Why.CLOSED),
        (Slot(SlotKind.IDENT, time(5), time(5, 0, 5)), Why.AIRTIME),
    ],
)
def test_a_slot_that_may_not_be_aired_is_reported(slot: Slot, why: Why) -> None:
    schedule = build(request([], 1, grid=Grid("02071", 1, (slot,)), ident=IDENT))
    assert [(u.slot, u.reason, u.day) for u in schedule.unplaced] == [(slot, why, MONDAY)]
    assert schedule.rundowns[0].items == ()


# What cannot be placed, and why ---------------------------------------------------------

LONG_PAUSE = policy(pauses=(Pause(MONDAY, MONDAY + timedelta(days=20), Mood.FESTIVE, "quốc tang"),))


@pytest.mark.parametrize(
    ("wanted", "by", "why", "later"),
    [
        pytest.param({"variants": {}}, policy(), Why.LANGUAGE, False, id="no-sound"),
        pytest.param({"languages": ("ium",)}, policy(), Why.LANGUAGE, False, id="no-dao-sound"),
        pytest.param({}, policy(session_s=59), Why.AIRTIME, True, id="no-airtime"),
        pytest.param(
            {"window": Days(MONDAY, days(5)[4])},
            policy(session_s=59),
            Why.AIRTIME,
            False,
            id="no-airtime-before-the-window-ends",
        ),
        pytest.param(
            {"mood": Mood.FESTIVE, "window": Days(MONDAY, days(8)[7])},
            LONG_PAUSE,
            Why.PAUSED,
            False,
            id="mourning",
        ),
        pytest.param(
            {"window": Days(date(2019, 1, 1), MONDAY)}, policy(), Why.WINDOW, False, id="over"
        ),
        pytest.param({"window": Days(date(2020, 5, 1))}, policy(), Why.WINDOW, True, id="not-yet"),
        pytest.param(
            {"window": Days(MONDAY, days(3)[2])}, policy(), Why.RUN, False, id="two-days-for-three"
        ),
        pytest.param(
            {"window": Days(MONDAY, days(6)[5])}, CLOSED_WEDNESDAY, Why.CLOSED, False, id="closed"
        ),
        pytest.param(
            {"valid": Span(VALID.start, at("12:00", days(2)[1])), "times_a_day": 1},
            policy(),
            Why.VALIDITY,
            True,
            id="approved-for-less",
        ),
    ],
)
def test_unplaced(wanted: dict[str, object], by: Policy, why: Why, *, later: bool) -> None:
    schedule = build(request([candidate(**wanted)], by=by))
    assert heard(schedule) == []
    assert reasons(schedule) == [("p1", why, None, later)]


def test_what_is_unplaced_names_the_pause() -> None:
    song = candidate(mood=Mood.FESTIVE, window=Days(MONDAY, days(8)[7]))
    assert build(request([song], by=LONG_PAUSE)).unplaced[0].data == {
        "run": 3,
        "pause": "quốc tang",
    }


# What a request refuses -----------------------------------------------------------------


def test_requests_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="follow one another"):
        request([], days=(MONDAY, MONDAY))
    with pytest.raises(ValueError, match="the policy is for 02071"):
        request([], station="02080")
    with pytest.raises(ValueError, match="a candidate once"):
        request([candidate(), candidate()])
    with pytest.raises(ValueError, match="an emergency is not built"):
        candidate(priority=Priority.EMERGENCY)
    with pytest.raises(ValueError, match="at least 1"):
        candidate(times_a_day=0)


def test_no_days_give_no_rundowns() -> None:
    assert build(request([candidate()], 0)).rundowns == ()
