"""Programmes: several messages in one go, in their order, in one session."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.examples import MONDAY, VALID, VN, at, candidate, grounds, message, request, sealed

from loa.core.build import Candidate, Schedule, Why, as_programme, build
from loa.core.message import Sound, Variant
from loa.core.periods import Days, Span
from loa.core.trust import refusals
from loa.core.words import Mood, Priority

TODAY = Days(MONDAY, MONDAY + timedelta(days=1))
MORNING, EVENING = Span(at("05:00"), at("06:00")), Span(at("17:00"), at("18:00"))


def parts(*seconds: int, topics: str = "aaa", **changes: object) -> list[Candidate]:
    return [
        candidate(
            number,
            variants={"vi": (f"{number:064x}", s * 1000)},
            topic=topics[number % len(topics)],
            window=TODAY,
            times_a_day=1,
            run=1,
            **changes,
        )
        for number, s in enumerate(seconds, start=1)
    ]


def heard(schedule: Schedule) -> list[tuple[str, str]]:
    return [
        (item.placement, f"{item.starts.astimezone(VN):%H:%M:%S}")
        for rundown in schedule.rundowns
        for item in rundown.items
        if item.placement
    ]


@pytest.mark.parametrize(
    ("hours", "starts"),
    [
        pytest.param(MORNING, ["05:00:15", "05:02:16", "05:03:17"], id="in-the-morning"),
        pytest.param(EVENING, ["17:00:15", "17:02:16", "17:03:17"], id="in-the-evening"),
    ],
)
def test_the_parts_follow_one_another_in_their_order(hours: Span, starts: list[str]) -> None:
    one = as_programme("buoi", parts(120, 60, 90), hours)
    found = heard(build(request([one])))
    assert found == list(zip(["p1", "p2", "p3"], starts, strict=True))


def test_nothing_comes_between_and_other_items_stand_around_it() -> None:
    other = candidate(9, topic="b", times_a_day=1, run=1, window=TODAY)
    first = candidate(8, topic="c", priority=Priority.PRIORITY, times_a_day=1, run=1, window=TODAY)
    one = as_programme("sang", parts(60, 60, 60), MORNING)
    order = [name for name, _time in heard(build(request([other, one, first])))]
    at_first = order.index("p1")
    assert order[at_first : at_first + 3] == ["p1", "p2", "p3"]
    assert sorted(order) == ["p1", "p2", "p3", "p8", "p9"]


def test_it_is_heard_whole_or_not_at_all() -> None:
    schedule = build(request([as_programme("sang", parts(500, 500), MORNING)]))
    (missing,) = schedule.unplaced
    assert (heard(schedule), missing.reason) == ([], Why.AIRTIME)
    assert missing.candidate is not None
    assert missing.candidate.headline == "Tin 1 (+1)"


def test_it_is_preferred_to_what_can_wait() -> None:
    crowd = [candidate(n, times_a_day=2, run=1, window=TODAY) for n in range(20, 60)]
    found = heard(build(request([*crowd, as_programme("sang", parts(400, 400), MORNING)])))
    assert {"p1", "p2"} <= {name for name, _time in found}


def test_what_is_no_longer_valid_keeps_the_whole_off_the_air() -> None:
    gone = Span(VALID.start, at("04:00"))
    one = as_programme("sang", [*parts(60), *parts(60, valid=gone)], MORNING)
    (missing,) = build(request([one])).unplaced
    assert missing.reason is Why.VALIDITY


def test_each_part_is_an_item_with_its_own_message_and_reason() -> None:
    schedule = build(request([as_programme("sang", parts(60, 60), MORNING)]))
    (rundown,) = [r for r in schedule.rundowns if r.day == MONDAY]
    items = [item for item in rundown.items if item.placement]
    assert [(i.message, i.target, i.language) for i in items] == [
        (f"{1:064x}", "t1", "vi"),
        (f"{2:064x}", "t2", "vi"),
    ]
    assert [schedule.explanations[i.id].target for i in items] == ["t1", "t2"]


def test_one_festive_part_makes_it_festive() -> None:
    plain, festive = parts(60), parts(60, mood=Mood.FESTIVE)
    moods = [as_programme("s", some, MORNING).mood for some in (plain, plain + festive)]
    assert moods == [Mood.PLAIN, Mood.FESTIVE]


@given(seconds=st.lists(st.integers(1, 120), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_players_accept_every_programme(seconds: list[int]) -> None:
    messages = [
        message(
            key=f"tin-{n}",
            variants=(Variant("vi", "", Sound(f"{n:064x}", 9, s * 1000, "recorded")),),
        )
        for n, s in enumerate(seconds, start=1)
    ]
    own = [
        replace(part, message=one.digest, mood=one.mood)
        for part, one in zip(parts(*seconds), messages, strict=True)
    ]
    schedule = build(request([as_programme("sang", own, MORNING)]))
    assert len(heard(schedule)) == len(seconds)
    known = grounds(*(sealed(one) for one in messages))
    assert [refusals(rundown, known) for rundown in schedule.rundowns if rundown.items] == [[]]
