from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.examples import (
    IDENT,
    MONDAY,
    MORNING,
    SOUND,
    TAY,
    VALID,
    VN,
    ZONE,
    at,
    candidate,
    days,
    grounds,
    message,
    policy,
    request,
    sealed,
)

from loa.core.build import Candidate, Committed, Request, Schedule, Why, build, committed_by
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.message import Message, Sound, Variant
from loa.core.periods import Days, Span
from loa.core.policy import Hours, Pause, Policy
from loa.core.rundown import Item, read_rundown
from loa.core.trust import refusals
from loa.core.words import Kind, LateRule, Mood, Priority


def heard(schedule: Schedule, placement: str = "p1") -> list[tuple[date, str]]:
    """Return (day, wall time) of a placement's plays."""
    return [
        (rundown.day, f"{item.starts.astimezone(VN):%H:%M:%S}")
        for rundown in schedule.rundowns
        for item in rundown.items
        if item.placement == placement
    ]


def on_days(schedule: Schedule, placement: str = "p1") -> list[date]:
    return sorted({day for day, _ in heard(schedule, placement)})


def reasons(schedule: Schedule) -> list[tuple[str, Why, date | None, bool]]:
    return [
        (u.candidate.placement if u.candidate else "", u.reason, u.day, u.later)
        for u in schedule.unplaced
    ]


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

CLOSED_WEDNESDAY = policy(special_days={days(3)[2]: ()})
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


# Runs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "wanted", "expected"),
    [
        pytest.param(CLOSED_WEDNESDAY, {}, days(6)[3:], id="a-run-does-not-span-a-closed-day"),
        pytest.param(
            policy(), {"window": Days(days(3)[2], days(6)[5])}, days(5)[2:], id="inside-its-window"
        ),
        pytest.param(policy(), {"run": 1}, days(1), id="one-day"),
        pytest.param(
            policy(), {"run": 9}, days(7), id="longer-than-the-request-begins-and-goes-on"
        ),
        pytest.param(
            policy(),
            {"valid": Span(at("05:00", days(2)[1]), VALID.end)},
            days(4)[1:],
            id="once-valid",
        ),
    ],
)
def test_runs(by: Policy, wanted: dict[str, object], expected: tuple[date, ...]) -> None:
    assert on_days(build(request([candidate(**wanted)], by=by))) == list(expected)


def played(*on: date, times: int = 2) -> tuple[Committed, ...]:
    return tuple(
        Committed("p1", f"{1:064x}", day, at("05:02", day)) for day in on for _ in range(times)
    )


def before(count: int) -> list[date]:
    return [MONDAY - timedelta(days=n) for n in range(count, 0, -1)]


@pytest.mark.parametrize(
    ("committed", "expected"),
    [
        pytest.param(played(*before(1)), days(2), id="one-day-done-two-to-go"),
        pytest.param(played(*before(2)), days(1), id="two-days-done"),
        pytest.param(played(*before(3)), (), id="complete"),
        pytest.param(played(*before(5)[:3]), (), id="completed-earlier"),
        pytest.param(played(*before(3)[:2]), days(3), id="broken-off-starts-anew"),
        pytest.param(played(*before(1), times=1), days(3), id="half-a-day-is-no-day"),
    ],
)
def test_a_run_that_began_goes_on(
    committed: tuple[Committed, ...], expected: tuple[date, ...]
) -> None:
    window = Days(before(9)[0], MONDAY + timedelta(days=20))
    schedule = build(request([candidate(window=window)], committed=committed))
    assert on_days(schedule) == list(expected)
    assert schedule.unplaced == ()


def test_a_run_that_went_on_says_its_day() -> None:
    window = Days(before(9)[0], MONDAY + timedelta(days=20))
    schedule = build(request([candidate(window=window)], committed=played(*before(2))))
    assert {why.run_day for why in schedule.explanations.values()} == {3}


def test_a_run_that_cannot_go_on_is_reported_and_starts_anew() -> None:
    song = candidate(mood=Mood.FESTIVE, window=Days(before(9)[0], MONDAY + timedelta(days=20)))
    by = policy(pauses=(Pause(MONDAY, days(2)[1], Mood.FESTIVE, "quốc tang"),))
    schedule = build(request([song], by=by, committed=played(*before(2))))
    assert reasons(schedule) == [("p1", Why.BROKEN, MONDAY, False)]
    assert on_days(schedule) == list(days(4)[1:])


def test_a_begun_run_goes_before_a_new_one() -> None:
    window = Days(before(9)[0], MONDAY + timedelta(days=3))
    rivals = [candidate(n, window=window, topic="", weight=5) for n in range(2, 5)]
    schedule = build(
        request(
            [candidate(window=window), *rivals],
            by=policy(session_s=60, day_s=120),
            committed=played(*before(2)),
        )
    )
    assert on_days(schedule) == list(days(1))


def test_a_priority_item_goes_before_all() -> None:
    rivals = [candidate(n, weight=9) for n in range(2, 9)]
    first = candidate(priority=Priority.PRIORITY)
    schedule = build(request([*rivals, first], 3, by=policy(session_s=60, day_s=120)))
    assert on_days(schedule) == list(days(3))
    full = build(request([*rivals, first], 3))
    assert all(r.items[0].placement == "p1" for r in full.rundowns)


def test_published_rundowns_are_what_is_committed() -> None:
    week = build(request([candidate(run=9)], 7))
    after = request(
        [candidate(run=9)],
        7,
        days=tuple(d + timedelta(days=7) for d in days(7)),
        committed=committed_by(week.rundowns),
    )
    assert on_days(build(after)) == [MONDAY + timedelta(days=7), MONDAY + timedelta(days=8)]


# Rotation, languages, gaps, topics, shares ----------------------------------------------


def test_standing_items_take_turns() -> None:
    standing = [candidate(n, every_days=4, times_a_day=1, home=SlotKind.ROTATION) for n in range(8)]
    schedule = build(request(standing, 8))
    assert [len(r.items) for r in schedule.rundowns] == [2] * 8
    for n in range(8):
        first, second = on_days(schedule, f"p{n}")
        assert second - first == timedelta(days=4)


def test_stations_begin_at_different_turns() -> None:
    def turn(station: str) -> date:
        wanted = candidate(every_days=7, times_a_day=1)
        return on_days(build(request([wanted], by=policy(station=station))))[0]

    assert len({turn(f"{n:05}") for n in range(40)}) == 7


@pytest.mark.parametrize(
    ("wanted", "times", "languages"),
    [
        (("vi", "tyz"), 2, "vi tyz vi tyz vi tyz"),
        (("tyz", "vi"), 2, "tyz vi tyz vi tyz vi"),
        (("vi", "tyz"), 1, "vi tyz vi"),
        (("ium", "vi"), 1, "vi vi vi"),
        ((), 1, "tyz vi tyz"),
    ],
)
def test_languages_alternate(wanted: tuple[str, ...], times: int, languages: str) -> None:
    variants = {"tyz": (TAY.digest, TAY.ms), "vi": (SOUND.digest, SOUND.ms)}
    one = candidate(variants=variants, languages=wanted, times_a_day=times)
    items = [i for r in build(request([one])).rundowns for i in r.items]
    assert " ".join(i.language for i in items) == languages
    assert all((i.sound, i.ms) == variants[i.language] for i in items)


MORNING_ONLY = policy(hours=(Hours(MORNING),))


@pytest.mark.parametrize(
    ("gap_s", "second"), [(1800, "05:31:15"), (60, "05:02:15"), (3400, "05:57:55")]
)
def test_repetitions_in_one_session_keep_their_gap(gap_s: int, second: str) -> None:
    schedule = build(request([candidate(gap_s=gap_s)], 3, by=MORNING_ONLY))
    assert heard(schedule)[:2] == [(MONDAY, "05:00:15"), (MONDAY, second)]


def test_a_gap_that_no_session_holds_leaves_the_item_out() -> None:
    schedule = build(request([candidate(gap_s=3600)], 3, by=MORNING_ONLY))
    assert reasons(schedule) == [("p1", Why.AIRTIME, None, True)]


def test_a_gap_holds_after_what_was_published() -> None:
    late = Committed("other", f"{1:064x}", MONDAY, at("04:50"))
    schedule = build(request([candidate(gap_s=1800)], 3, committed=(late,)))
    assert heard(schedule)[0] == (MONDAY, "05:20:00")


def test_many_plays_a_day_are_spread_over_sessions() -> None:
    often = candidate(times_a_day=24, run=1, gap_s=60)
    schedule = build(request([often], 1))
    hours = [clock[:2] for _, clock in heard(schedule)]
    assert (hours.count("05"), hours.count("17")) == (12, 12)


def test_topics_alternate() -> None:
    candidates = [candidate(n, topic="ab"[n % 2], run=1) for n in range(6)]
    items = build(request(candidates, 1)).rundowns[0].items
    topics = {c.placement: c.topic for c in candidates}
    for half in (items[:6], items[6:]):
        assert all(topics[a.placement] != topics[b.placement] for a, b in pairwise(half))


def test_plans_share_airtime_by_their_weights() -> None:
    rivals = [candidate(n, plan="ab"[n % 2], topic="", run=3) for n in range(24)]
    schedule = build(
        request(rivals, 3, by=policy(session_s=360, day_s=720), shares={"a": 2, "b": 1})
    )
    heard_of = [sum(bool(heard(schedule, f"p{n}")) for n in range(k, 24, 2)) for k in (0, 1)]
    assert heard_of == [4, 2]


# Pauses ---------------------------------------------------------------------------------


def test_mourning_moves_a_festive_run_and_says_so() -> None:
    song = candidate(mood=Mood.FESTIVE, window=Days(MONDAY, days(10)[9]))
    tang = policy(pauses=(Pause(days(2)[1], days(4)[3], Mood.FESTIVE, "quốc tang"),))
    schedule = build(request([song, candidate(2)], by=tang))
    assert on_days(schedule) == list(days(6)[3:])
    assert [(m.candidate, m.before, m.after, m.reason) for m in schedule.moved] == [
        (song, days(3), days(6)[3:], "quốc tang")
    ]


def test_a_pause_moves_nothing_that_it_does_not_touch() -> None:
    tang = policy(pauses=(Pause(days(6)[5], days(7)[6], Mood.FESTIVE, "quốc tang"),))
    schedule = build(request([candidate(mood=Mood.FESTIVE), candidate(2)], by=tang))
    assert schedule.moved == ()
    assert on_days(schedule) == list(days(3))


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


# Every rundown may be heard -------------------------------------------------------------

clocks = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
dayparts = st.builds(Daypart, clocks, clocks)
first_days = st.integers(-2, 5).map(lambda n: MONDAY + timedelta(days=n))
moments = st.integers(-99, 48).map(lambda n: at("00:00") + timedelta(hours=n))
hours = st.builds(
    Hours,
    dayparts,
    st.sampled_from([frozenset(range(1, 8)), frozenset({1, 3, 5})]),
    st.sampled_from([("01-01", "12-31"), ("11-01", "03-04")]),
)
pauses = st.builds(
    lambda start, length, stops: Pause(start, start + timedelta(days=length), stops, "tang"),
    first_days,
    st.integers(0, 3),
    st.sampled_from(Mood),
)
policies = st.builds(
    policy,
    hours=st.lists(hours, min_size=1, max_size=4).map(tuple),
    session_s=st.integers(60, 900),
    day_s=st.integers(60, 1800),
    special_days=st.dictionaries(first_days, st.lists(dayparts, max_size=2).map(tuple), max_size=2),
    pauses=st.lists(pauses, max_size=2).map(tuple),
    zone=st.sampled_from([ZONE, "UTC", "Pacific/Kiritimati"]),
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw slots that follow one another, some of them apart; the last may run past midnight."""
    edges = sorted(draw(st.sets(clocks, min_size=2, max_size=9)))
    spans = [*pairwise(edges), (edges[-1], edges[0])]
    kinds = draw(
        st.lists(st.sampled_from([*SlotKind, SlotKind.BULLETIN, None]), min_size=9, max_size=9)
    )
    return Grid(
        "02071",
        1,
        tuple(
            Slot(kind, start, end, "", "VOV1" if kind is SlotKind.RELAY else "")
            for kind, (start, end) in zip(kinds, spans, strict=False)
            if kind
        ),
    )


@st.composite
def candidates(draw: st.DrawFn) -> tuple[Candidate, Message]:
    number = draw(st.integers(1, 10**6))
    sounds = {"vi": draw(st.integers(1_000, 300_000)), "tyz": draw(st.integers(1_000, 300_000))}
    begins = draw(moments)
    of = message(
        key=str(number),
        priority=draw(st.sampled_from([Priority.ROUTINE, Priority.PRIORITY])),
        mood=draw(st.sampled_from(Mood)),
        topic=draw(st.sampled_from("abc")),
        variants=tuple(
            Variant(lang, "", Sound(lang.encode().hex().ljust(64, "0"), 1, ms, "recorded"))
            for lang, ms in sounds.items()
        ),
        valid_from=begins,
        valid_until=begins + timedelta(hours=draw(st.integers(48, 300))),
    )
    start = draw(first_days)
    return candidate(
        number,
        message=of.digest,
        topic=of.topic,
        plan=draw(st.sampled_from(["campaign", "month"])),
        variants={lang: (s.digest, s.ms) for lang, s in of.sounds().items()},
        window=Days(start, start + timedelta(days=draw(st.integers(3, 9)))),
        valid=Span(of.valid_from, of.valid_until),
        priority=of.priority,
        mood=of.mood,
        times_a_day=draw(st.integers(1, 3)),
        run=draw(st.integers(1, 4)),
        every_days=draw(st.sampled_from([0, 0, 2])),
        languages=draw(st.sampled_from([(), ("vi",), ("vi", "tyz"), ("ium", "tyz")])),
        gap_s=draw(st.sampled_from([0, 600, 3600])),
        home=draw(st.sampled_from([SlotKind.BULLETIN, SlotKind.ROTATION, SlotKind.ANNOUNCEMENTS])),
    ), of


@settings(max_examples=80, deadline=None)
@given(
    policies,
    st.lists(candidates(), min_size=2, max_size=8, unique_by=lambda pair: pair[0].placement),
    st.none() | grids(),
    st.booleans(),
)
def test_whatever_is_built_may_be_heard(
    by: Policy,
    pairs: list[tuple[Candidate, Message]],
    frame: Grid | None,
    framed: bool,
) -> None:
    tune = message(key="ident", variants=(Variant("vi", "", Sound("e" * 64, 1, 20_000, "x")),))
    wanted = request(
        [c for c, _ in pairs],
        by=by,
        grid=frame,
        ident=replace(IDENT, message=tune.digest, ms=20_000) if framed else None,
    )
    schedule = build(wanted)
    judge = grounds(*(sealed(of) for of in (*(m for _, m in pairs), tune)), by=by)
    for rundown in schedule.rundowns:
        assert refusals(rundown, judge) == []
        assert read_rundown(rundown.document()) == rundown
        assert all(a.ends <= b.starts for a, b in pairwise(rundown.items))
    _is_accounted_for(wanted, schedule)


def _is_accounted_for(wanted: Request, schedule: Schedule) -> None:
    """Check that every candidate is heard whole, or named with a reason."""
    named = {u.candidate.placement for u in schedule.unplaced if u.candidate}
    for one in wanted.candidates:
        on = on_days(schedule, one.placement)
        if one.every_days:
            continue
        if not on:
            assert one.placement in named
            continue
        assert len(heard(schedule, one.placement)) == one.run * one.times_a_day
        assert on[-1] - on[0] == timedelta(days=one.run - 1)
        assert all(day in one.window for day in on)
