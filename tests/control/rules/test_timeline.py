"""All plans on one axis: which days are shown, what is clipped, left out, overlapping."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.control.rules.timeline import Entry, Kind, Zoom, overlapping, stretch, timeline, weeks
from loa.core.periods import Days

TODAY = date(2026, 11, 23)


def entry(first: date, end: date | None, *, kind: Kind = Kind.PHASE, key: str = "a") -> Entry:
    return Entry(kind, key, key.upper(), Days(first, end))


SPRING = entry(date(2026, 2, 1), date(2026, 8, 1), key="xuan")
AUTUMN = entry(date(2026, 7, 20), date(2026, 12, 1), key="thu")
AFTER = entry(date(2026, 12, 1), None, key="sau")


@pytest.mark.parametrize(
    ("zoom", "at", "first", "end"),
    [
        pytest.param(Zoom.MONTH, TODAY, date(2026, 11, 1), date(2026, 12, 1), id="month"),
        pytest.param(Zoom.QUARTER, TODAY, date(2026, 10, 1), date(2027, 1, 1), id="quarter"),
        pytest.param(Zoom.YEAR, TODAY, date(2026, 1, 1), date(2027, 1, 1), id="year"),
        pytest.param(Zoom.QUARTER, date(2027, 1, 1), date(2027, 1, 1), date(2027, 4, 1), id="next"),
        pytest.param(Zoom.ALL, TODAY, date(2026, 1, 25), date(2027, 1, 30), id="all"),
    ],
)
def test_which_days_are_shown(zoom: Zoom, at: date, first: date, end: date) -> None:
    axis = stretch(zoom, at, [SPRING, AUTUMN, AFTER])
    assert (axis.start, axis.end) == (first, end)


def test_all_of_nothing_is_some_days_from_today() -> None:
    axis = stretch(Zoom.ALL, TODAY, [])
    assert axis.start < TODAY < axis.end


def test_what_goes_on_outside_says_so_and_what_lies_outside_is_counted() -> None:
    found = timeline(
        [("ke-hoach", [AFTER, SPRING, AUTUMN])],
        zoom=Zoom.QUARTER,
        at=date(2026, 10, 5),
        today=TODAY,
    )
    (lane,) = found.lanes
    assert [(b.entry.key, b.start, b.earlier, b.later, b.current) for b in lane.bars] == [
        ("thu", 0.0, True, False, True),
        ("sau", pytest.approx(100 * 61 / 92), False, True, False),
    ]
    assert (lane.bars[0].end, lane.bars[1].end) == (pytest.approx(100 * 61 / 92), 100.0)
    assert (lane.outside, lane.bars[1].open_end) == (1, True)
    assert (found.before, found.after) == (date(2026, 7, 1), date(2027, 1, 1))
    assert found.today == pytest.approx(100 * 53 / 92)


def test_today_outside_the_days_is_not_drawn_and_all_has_no_neighbours() -> None:
    past = timeline([("a", [SPRING])], zoom=Zoom.MONTH, at=date(2026, 2, 1), today=TODAY)
    assert past.today is None
    whole = timeline([("a", [SPRING])], zoom=Zoom.ALL, at=TODAY, today=TODAY)
    assert (whole.before, whole.after) == (None, None)


def test_a_month_is_divided_by_mondays() -> None:
    days = [tick.day for tick in weeks(stretch(Zoom.MONTH, TODAY, []))]
    assert days == [date(2026, 11, day) for day in (2, 9, 16, 23, 30)]


def test_kinds_stand_apart_each_by_its_days() -> None:
    event = entry(date(2026, 3, 1), date(2026, 3, 2), kind=Kind.EVENT, key="hoi")
    pause = entry(date(2026, 1, 5), date(2026, 1, 6), kind=Kind.PAUSE, key="tang")
    found = timeline([("a", [pause, event, AUTUMN, SPRING])], zoom=Zoom.YEAR, at=TODAY, today=TODAY)
    assert [bar.entry.key for bar in found.lanes[0].bars] == ["xuan", "thu", "hoi", "tang"]
    assert [bar.entry.key for bar in found.lanes[0].of(Kind.EVENT)] == ["hoi"]


def test_what_shares_days_names_its_like_and_no_other_kind() -> None:
    event = entry(date(2026, 7, 25), date(2026, 7, 26), kind=Kind.EVENT, key="hoi")
    told = {one.key: one.overlaps for one in overlapping([SPRING, AUTUMN, AFTER, event])}
    assert told == {"xuan": ("THU",), "thu": ("XUAN",), "sau": (), "hoi": ()}


@given(
    zoom=st.sampled_from(Zoom),
    at=st.integers(-2000, 2000).map(lambda days: TODAY + timedelta(days=days)),
    first=st.integers(-2000, 2000).map(lambda days: TODAY + timedelta(days=days)),
    days=st.one_of(st.none(), st.integers(1, 900)),
)
def test_a_bar_never_leaves_the_axis(zoom: Zoom, at: date, first: date, days: int | None) -> None:
    one = entry(first, first + timedelta(days=days) if days else None)
    found = timeline([("a", [one])], zoom=zoom, at=at, today=TODAY)
    (lane,) = found.lanes
    assert len(lane.bars) + lane.outside == 1
    assert all(0 <= bar.start <= bar.end <= 100 for bar in lane.bars)
    if zoom is not Zoom.ALL:
        assert found.axis.start <= at < found.axis.end
