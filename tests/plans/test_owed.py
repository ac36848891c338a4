"""Rooms say what is owed to them, and it is gathered by its day."""

from collections.abc import Iterable
from datetime import date

import pytest

from loa.plans import owed
from loa.plans.owed import Owed

TODAY = date(2026, 11, 23)


def one(what: str, due: date | None) -> Owed:
    return Owed("xa-a", "Xã A", what, due, "/x/")


def sheets(_today: date) -> Iterable[Owed]:
    yield one("một năm nữa", date(2027, 11, 23))
    yield one("không hạn", None)


def duties(today: date) -> Iterable[Owed]:
    yield one("hôm nay", today)


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owed, "_providers", {})


@pytest.mark.usefixtures("_alone")
def test_what_is_due_first_stands_first_and_what_has_no_day_last() -> None:
    owed.register("reports", sheets)
    owed.register("plans", duties)
    owed.register("plans", duties)  # the same room starting twice is one room
    assert [found.what for found in owed.all_owed(TODAY)] == ["hôm nay", "một năm nữa", "không hạn"]


@pytest.mark.usefixtures("_alone")
def test_two_providers_cannot_have_one_name() -> None:
    owed.register("reports", sheets)
    with pytest.raises(ValueError, match="reports: taken by sheets"):
        owed.register("reports", duties)


@pytest.mark.parametrize(
    ("due", "late"),
    [(date(2026, 11, 22), True), (TODAY, False), (date(2026, 11, 24), False), (None, False)],
)
def test_late_is_what_was_due_before_today(due: date | None, *, late: bool) -> None:
    assert one("x", due).late(TODAY) is late
