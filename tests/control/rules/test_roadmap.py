"""A plan on one axis: phases, events with the days they left, pauses, today."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.control.rules.roadmap import MOST_TICKS, Axis, Standing, Tick, roadmap, standing, ticks
from loa.core.periods import Days
from loa.plans.rules import Event, Move, Pause, Phase, PlanText, resolve_phases

TODAY = date(2020, 7, 10)
OLD = Days(date(2020, 7, 27), date(2020, 7, 30))
CONGRESS = Event(
    "dai-hoi",
    "Đại hội",
    "district",
    days=Days(date(2020, 8, 4), date(2020, 8, 7)),
    moves=(Move(date(2020, 7, 13), OLD, Days(date(2020, 8, 4), date(2020, 8, 7)), "Dời"),),
)
UNDATED = Event("toan-quoc", "Toàn quốc", "country")
BEFORE = Phase("dot-1", "Trước", date(2020, 2, 1), date(2020, 7, 15))
AFTER = Phase("dot-3", "Sau", date(2020, 9, 1))
PAUSE = Pause("quoc-tang", Days(date(2020, 8, 14), date(2020, 8, 16)), "festive", "Quốc tang")


def plan(**parts: object) -> PlanText:
    return PlanText("thu", "", "campaign", "Thử", "huyen-uy", "Huyện uỷ", ("064",), **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(TODAY, Standing(("Trước",), "Sau", date(2020, 9, 1)), id="in-one"),
        pytest.param(date(2020, 8, 1), Standing((), "Sau", date(2020, 9, 1)), id="between"),
        pytest.param(date(2026, 8, 1), Standing(("Sau",)), id="open-end"),
    ],
)
def test_a_plan_says_where_it_stands(today: date, expected: Standing) -> None:
    text = plan(phases=(BEFORE, AFTER))
    road = roadmap(text, resolve_phases(text.phases, text.events), today=today)
    assert road is not None
    assert standing(road.phases, today=today) == expected


def test_a_plan_whose_phases_are_past_is_over() -> None:
    text = plan(phases=(BEFORE,))
    road = roadmap(text, resolve_phases(text.phases, text.events), today=date(2026, 1, 1))
    assert road is not None
    assert standing(road.phases, today=date(2026, 1, 1)) == Standing(())


def test_everything_has_its_place_on_one_axis() -> None:
    text = plan(events=(UNDATED, CONGRESS), phases=(BEFORE, AFTER), pauses=(PAUSE,))
    road = roadmap(text, resolve_phases(text.phases, text.events), today=TODAY)
    assert road is not None
    assert [(bar.key, bar.open_end, bar.current) for bar in road.phases] == [
        ("dot-1", False, True),
        ("dot-3", True, False),
    ]
    assert road.phases[0].start == 0
    assert road.phases[0].end < road.phases[1].start < road.phases[1].end == 100
    assert [stop.event.key for stop in road.stops] == ["dai-hoi", "toan-quoc"]
    moved, undated = road.stops
    assert moved.start is not None
    assert [days for days, _at in moved.before] == [OLD]
    assert road.phases[0].end < moved.before[0][1] < moved.start < road.pauses[0].start
    assert (undated.start, undated.end) == (None, None)
    assert (road.pauses[0].note, road.pauses[0].current) == ("festive", False)
    assert road.today is not None
    assert 0 < road.today < road.phases[0].end


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2026, 11, 22)])
def test_a_day_far_away_is_not_forced_onto_the_axis(day: date) -> None:
    text = plan(phases=(BEFORE, AFTER))
    road = roadmap(text, resolve_phases(text.phases, text.events), today=day)
    assert road is not None
    assert road.today is None


def test_a_plan_without_a_day_has_no_axis() -> None:
    assert roadmap(plan(events=(UNDATED,)), {}, today=TODAY) is None


def test_ticks_are_first_days_of_months() -> None:
    axis = Axis(date(2020, 2, 1), date(2020, 5, 15))
    assert ticks(axis) == tuple(
        Tick(day, axis.at(day)) for day in (date(2020, m, 1) for m in (2, 3, 4, 5))
    )


@given(start=st.dates(date(1990, 1, 1), date(2050, 1, 1)), length=st.integers(31, 4000))
def test_ticks_never_crowd(start: date, length: int) -> None:
    end = date.fromordinal(start.toordinal() + length)
    found = ticks(Axis(start.replace(day=1), end))
    assert len(found) <= MOST_TICKS + 1
    assert [tick.at for tick in found] == sorted({tick.at for tick in found})
