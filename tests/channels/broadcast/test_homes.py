"""Where stations stand from day to day: stretches of days are worked out once, days are right."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.channels.broadcast.homes import Held, Homes
from loa.channels.broadcast.inputs import own_area

FIRST = date(2020, 3, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


HOMES = Homes.of(
    homes=[
        Held("xuan-lac", "02053", day(0), None),
        Held("ban-thi", "02056", day(0), day(5)),
        Held("ban-thi", "02059", day(5), day(9)),
    ],
    units=[
        Held("02053", "060", day(-90), None),
        Held("02056", "060", day(-90), day(5)),
        Held("02059", "060", day(-90), None),
        Held("060", "06", day(-90), day(7)),
        Held("060", "19", day(7), None),
        Held("06", "", day(-90), day(7)),
        Held("19", "", day(-90), None),
    ],
)


@pytest.mark.parametrize(
    ("areas", "on", "found"),
    [
        (["06"], -1, []),
        (["06"], 0, [("ban-thi", "02056"), ("xuan-lac", "02053")]),
        (["06"], 4, [("ban-thi", "02056"), ("xuan-lac", "02053")]),
        (["06"], 5, [("ban-thi", "02059"), ("xuan-lac", "02053")]),
        (["02056"], 5, []),
        (["06"], 7, []),
        (["19"], 7, [("ban-thi", "02059"), ("xuan-lac", "02053")]),
        (["060", "19", "02053"], 9, [("xuan-lac", "02053")]),
        ([own_area("ban-thi")], 8, [("ban-thi", "02059")]),
        ([], 8, []),
    ],
)
def test_receivers_on_a_day(areas: list[str], on: int, found: list[tuple[str, str]]) -> None:
    assert HOMES.receivers(areas, day(on)) == found


@given(st.permutations(range(-3, 12)))
def test_the_order_of_questions_changes_no_answer(asked: list[int]) -> None:
    fresh = Homes.of(HOMES.homes, HOMES.units)
    given = {number: fresh.receivers(["060"], day(number)) for number in asked}
    for number in asked:
        alone = Homes.of(HOMES.homes, HOMES.units)
        assert given[number] == alone.receivers(["060"], day(number))


def test_units_that_lie_in_one_another_end_the_search() -> None:
    ring = [Held("a", "b", FIRST, None), Held("b", "a", FIRST, None)]
    homes = Homes.of([Held("here", "a", FIRST, None)], ring)
    assert homes.receivers(["b"], FIRST) == [("here", "a")]
