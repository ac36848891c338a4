"""The weeks that a stick is offered for: the rest of this one, then whole ones; no day twice."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from loa.channels.broadcast.forms import WEEKS, Week, WeekForm, weeks

MONDAY = date(2026, 11, 23)
NEXT = Week(date(2026, 11, 30), date(2026, 12, 6))


@pytest.mark.parametrize(
    ("today", "first"),
    [
        pytest.param(MONDAY, Week(MONDAY, date(2026, 11, 29)), id="on-a-monday-the-whole-week"),
        pytest.param(
            date(2026, 11, 26), Week(date(2026, 11, 26), date(2026, 11, 29)), id="midweek"
        ),
        pytest.param(date(2026, 11, 29), Week(date(2026, 11, 29), date(2026, 11, 29)), id="sunday"),
    ],
)
def test_the_first_week_ends_on_sunday(today: date, first: Week) -> None:
    assert weeks(today)[:2] == [first, NEXT]


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_weeks_follow_one_another_without_a_gap_or_a_day_twice(today: date) -> None:
    found = weeks(today)
    assert (len(found), found[0].first) == (WEEKS, today)
    assert all(week.last.isoweekday() == 7 for week in found)
    assert all(week.days == 7 for week in found[1:])
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))


def test_a_week_is_said_and_chosen_by_its_first_day() -> None:
    with translation.override("vi"):
        form = WeekForm({"week": "2026-11-30"}, today=date(2026, 11, 29))
        said = [label for _value, label in form.fields["week"].choices][:2]  # type: ignore[attr-defined]  # a choice field's own
        assert said == ["Chủ Nhật 29/11/2026", "Thứ Hai 30/11 – Chủ Nhật 06/12/2026"]
        assert form.is_valid()
        assert form.cleaned_data == {"week": NEXT}
        other = WeekForm({"week": "2026-12-01"}, today=date(2026, 11, 29))
        assert not other.is_valid()
