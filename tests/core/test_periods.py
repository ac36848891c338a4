from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.examples import ZONE

from loa.core.periods import DAY, Days, Span, day_span

MARCH = Days(date(2020, 3, 1), date(2020, 4, 1))


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2020, 2, 29), False),
        (date(2020, 3, 1), True),
        (date(2020, 3, 31), True),
        (date(2020, 4, 1), False),
    ],
)
def test_days_are_half_open(day: date, *, inside: bool) -> None:
    assert (day in MARCH) is inside


def test_open_days_have_no_end() -> None:
    always = Days(date(2020, 3, 1))
    assert date(2999, 1, 1) in always
    with pytest.raises(ValueError, match="no last day"):
        list(always)


def test_days_end_no_sooner_than_they_start() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Days(date(2020, 3, 2), date(2020, 3, 1))


@pytest.mark.parametrize(
    ("other", "both"),
    [
        (Days(date(2020, 3, 15)), Days(date(2020, 3, 15), date(2020, 4, 1))),
        (Days(date(2020, 1, 1), date(2020, 3, 2)), Days(date(2020, 3, 1), date(2020, 3, 2))),
        (Days(date(2020, 4, 1)), None),
        (Days(date(2020, 1, 1), date(2020, 3, 1)), None),
    ],
)
def test_overlap(other: Days, both: Days | None) -> None:
    assert MARCH.overlap(other) == both
    assert other.overlap(MARCH) == both


dates = st.dates(date(2019, 1, 1), date(2022, 1, 1))
periods = st.builds(
    lambda start, length: Days(start, start + length * DAY), dates, st.integers(0, 40)
)


@given(periods, periods)
def test_overlap_is_what_both_hold(a: Days, b: Days) -> None:
    both = a.overlap(b)
    assert list(both or ()) == [day for day in a if day in b]


def test_a_vietnamese_day_begins_at_seventeen_utc() -> None:
    assert day_span(date(2020, 3, 2), ZoneInfo(ZONE)) == Span(
        datetime(2020, 3, 1, 17, tzinfo=UTC), datetime(2020, 3, 2, 17, tzinfo=UTC)
    )


def test_spans_that_touch_do_not_overlap() -> None:
    noon = datetime(2020, 3, 2, 12, tzinfo=UTC)
    before, after = Span(noon - DAY, noon), Span(noon, noon + DAY)
    assert not before.overlaps(after)
    assert noon not in before
    assert noon in after
    assert before.overlaps(Span(noon - timedelta(seconds=1), noon + DAY))


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (datetime(2020, 1, 1), datetime(2020, 1, 2, tzinfo=UTC), "aware"),  # noqa: DTZ001 - the point
        (datetime(2020, 1, 2, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC), "before it starts"),
    ],
)
def test_a_span_is_refused(start: datetime, end: datetime, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Span(start, end)
