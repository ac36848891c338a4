"""Periods of reports: which days they are, and that no day is lost or counted twice."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.periods import Days
from loa.reports.rules import periods
from loa.reports.rules.periods import STATE, Practice, Term
from loa.reports.rules.report import Kind

CALENDAR = Practice(1, 5, "Quy chế của cơ quan")
practices = st.builds(
    Practice, cut_off=st.integers(1, 28), due_days=st.integers(0, 60), source=st.just("quy chế")
)
kinds = st.sampled_from(list(periods.LENGTH))
days = st.dates(date(2015, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("kind", "number", "practice", "starts", "until"),
    [
        pytest.param(Kind.MONTH, 11, STATE, "2026-10-15", "2026-11-15", id="month-15-to-14"),
        pytest.param(Kind.MONTH, 1, STATE, "2025-12-15", "2026-01-15", id="january-begins-before"),
        pytest.param(Kind.QUARTER, 1, STATE, "2025-12-15", "2026-03-15", id="quarter"),
        pytest.param(Kind.HALF_YEAR, 2, STATE, "2026-06-15", "2026-12-15", id="half-year"),
        pytest.param(Kind.YEAR, 1, STATE, "2025-12-15", "2026-12-15", id="year"),
        pytest.param(Kind.MONTH, 2, CALENDAR, "2026-02-01", "2026-03-01", id="calendar-month"),
        pytest.param(Kind.MONTH, 12, CALENDAR, "2026-12-01", "2027-01-01", id="calendar-december"),
        pytest.param(Kind.YEAR, 1, CALENDAR, "2026-01-01", "2027-01-01", id="calendar-year"),
    ],
)
def test_a_period_has_its_days(
    kind: Kind, number: int, practice: Practice, starts: str, until: str
) -> None:
    expected = Days(date.fromisoformat(starts), date.fromisoformat(until))
    assert periods.term(kind, 2026, number, practice).days == expected


@pytest.mark.parametrize(
    ("day", "practice", "year", "number"),
    [
        pytest.param("2026-11-14", STATE, 2026, 11, id="last-day"),
        pytest.param("2026-11-15", STATE, 2026, 12, id="cut-off-day-is-the-next-months"),
        pytest.param("2026-12-15", STATE, 2027, 1, id="into-the-next-year"),
        pytest.param("2026-12-31", CALENDAR, 2026, 12, id="calendar"),
    ],
)
def test_a_day_lies_in_one_month(day: str, practice: Practice, year: int, number: int) -> None:
    found = periods.term_on(Kind.MONTH, date.fromisoformat(day), practice)
    assert (found.year, found.number) == (year, number)


@given(kinds, days, practices)
def test_every_day_lies_in_the_period_that_is_found_for_it(
    kind: Kind, day: date, practice: Practice
) -> None:
    found = periods.term_on(kind, day, practice)
    assert day in found.days
    assert periods.term(kind, found.year, found.number, practice) == found


@given(kinds, st.integers(2015, 2040), practices)
def test_the_periods_of_a_kind_tile_the_year(kind: Kind, year: int, practice: Practice) -> None:
    whole = periods.term(Kind.YEAR, year, 1, practice).days
    parts = list(periods.terms(kind, whole, practice))
    assert (parts[0].days.start, parts[-1].days.end) == (whole.start, whole.end)
    assert all(one.days.end == following.days.start for one, following in pairwise(parts))
    assert [one.number for one in parts] == list(range(1, 12 // periods.LENGTH[kind] + 1))


@given(kinds, days, practices)
def test_the_period_that_is_over_ends_where_the_running_one_begins(
    kind: Kind, today: date, practice: Practice
) -> None:
    over = periods.term_over(kind, today, practice)
    assert over.days.end == periods.term_on(kind, today, practice).days.start


@given(kinds, days, practices)
def test_some_days_are_recognised_as_the_period_that_they_are(
    kind: Kind, day: date, practice: Practice
) -> None:
    one = periods.term_on(kind, day, practice)
    assert periods.kind_of(one.days, practice) == one


def test_days_that_are_no_period_are_none() -> None:
    assert periods.kind_of(Days(date(2026, 10, 15), date(2026, 11, 14)), STATE) is None


def test_a_report_is_due_so_many_days_after_the_last_day_counted() -> None:
    assert periods.due_on(date(2026, 11, 15), STATE) == date(2026, 11, 17)


def test_a_term_knows_its_last_day() -> None:
    one = Term(Kind.MONTH, 2026, 11, Days(date(2026, 10, 15), date(2026, 11, 15)))
    assert one.last_day == date(2026, 11, 14)


@pytest.mark.parametrize(("cut_off", "due_days"), [(0, 3), (29, 3), (15, -1), (15, 61)], ids=str)
def test_a_practice_that_no_month_could_follow_is_refused(cut_off: int, due_days: int) -> None:
    with pytest.raises(ValueError, match="only"):
        Practice(cut_off, due_days, "quy chế")


@pytest.mark.parametrize(
    ("kind", "number"), [(Kind.PHASE, 1), (Kind.MONTH, 13), (Kind.QUARTER, 0)], ids=str
)
def test_a_period_that_no_year_has_is_refused(kind: Kind, number: int) -> None:
    with pytest.raises(ValueError, match=str(kind)):
        periods.term(kind, 2026, number, STATE)
