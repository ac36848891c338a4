"""On which days an item is heard: runs, turns, languages, gaps, shares, pauses."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from tests.core.examples import (
    MONDAY,
    MORNING,
    SOUND,
    TAY,
    VALID,
    at,
    candidate,
    days,
    policy,
    request,
)
from tests.core.schedules import CLOSED_WEDNESDAY, heard, on_days, reasons

from loa.core.build import Committed, Why, build, committed_by
from loa.core.grid import SlotKind
from loa.core.periods import Days, Span
from loa.core.policy import Hours, Pause, Policy
from loa.core.words import Mood, Priority


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
