"""How duties stand, who owes what, and how often a calendar may ask."""

from datetime import UTC, date, datetime, timedelta

import pytest

from loa.control.work.rules import (
    ASKED_WITHIN,
    MOST_ASKED,
    Standing,
    When,
    asked_again,
    order,
    standing,
    when,
)

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "due", "found"),
    [
        ("open", None, Standing.OPEN),
        ("open", TODAY, Standing.OPEN),
        ("open", TODAY - DAY, Standing.LATE),
        ("acknowledged", TODAY + DAY, Standing.TAKEN),
        ("doing", TODAY - DAY, Standing.LATE),
        ("doing", TODAY, Standing.DOING),
        ("done", TODAY - DAY, Standing.DONE),
    ],
)
def test_standing(state: str, due: date | None, found: Standing) -> None:
    assert standing(state, due, today=TODAY) is found


@pytest.mark.parametrize(
    ("due", "found"),
    [
        (None, When.NEVER),
        (TODAY - DAY, When.PAST),
        (TODAY, When.WEEK),
        (TODAY + 6 * DAY, When.WEEK),
        (TODAY + 7 * DAY, When.LATER),
    ],
)
def test_when(due: date | None, found: When) -> None:
    assert when(due, today=TODAY) is found


def test_what_is_done_stands_last_and_what_has_no_day_after_what_has_one() -> None:
    rows = [
        (Standing.DONE, TODAY - 9 * DAY),
        (Standing.OPEN, None),
        (Standing.LATE, TODAY - DAY),
        (Standing.DOING, TODAY),
    ]
    assert sorted(rows, key=lambda row: order(*row)) == [rows[2], rows[3], rows[1], rows[0]]


def test_a_calendar_may_ask_so_often_an_hour_and_then_waits() -> None:
    since, asked, wait = asked_again(None, 0, now=NOW)
    assert (since, asked, wait) == (NOW, 1, None)
    for n in range(2, MOST_ASKED + 1):
        since, asked, wait = asked_again(since, asked, now=NOW + timedelta(minutes=1))
        assert (asked, wait) == (n, None)
    late = NOW + timedelta(minutes=50)
    assert asked_again(since, asked, now=late) == (NOW, MOST_ASKED, timedelta(minutes=10))
    assert asked_again(since, asked, now=NOW + ASKED_WITHIN) == (NOW + ASKED_WITHIN, 1, None)
