"""/healthz: 200 only while every duty has finished a round within the last minute."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client

from loa.operations.models import Duty

DUTIES = ["loa.one.publish", "loa.two.settle"]


@pytest.fixture(autouse=True)
def _two_duties(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TICKER_DUTIES", DUTIES)


def note(name: str, *, ago: timedelta = timedelta(), failures: int = 0) -> None:
    done = datetime.now(UTC) - ago
    Duty.objects.create(name=name, started_at=done, done_at=done, failures=failures)


def ask() -> tuple[int, dict[str, object]]:
    response = Client().get("/healthz")
    return response.status_code, response.json()


@pytest.mark.django_db
def test_well_while_every_duty_is_done() -> None:
    for name in DUTIES:
        note(name)
    ticker = {"stopped": [], "failing": []}
    assert ask() == (200, {"ok": True, "database": "ok", "ticker": ticker})


@pytest.mark.django_db
def test_ill_before_the_ticker_has_begun() -> None:
    ticker = {"stopped": DUTIES, "failing": []}
    assert ask() == (503, {"ok": False, "database": "ok", "ticker": ticker})


@pytest.mark.django_db
def test_ill_when_one_duty_has_stopped_though_the_other_goes_on() -> None:
    note(DUTIES[0], ago=timedelta(minutes=2))
    note(DUTIES[1])
    assert ask() == (
        503,
        {"ok": False, "database": "ok", "ticker": {"stopped": DUTIES[:1], "failing": []}},
    )


@pytest.mark.django_db
def test_a_failure_is_told_before_it_is_too_long() -> None:
    note(DUTIES[0], failures=2)
    note(DUTIES[1])
    assert ask() == (
        200,
        {"ok": True, "database": "ok", "ticker": {"stopped": [], "failing": DUTIES[:1]}},
    )


@pytest.mark.django_db
def test_a_duty_that_this_version_no_longer_has_does_not_count() -> None:
    for name in DUTIES:
        note(name)
    note("loa.gone.duty", ago=timedelta(days=30))
    assert ask()[0] == 200


@pytest.mark.django_db
def test_ill_when_the_database_does_not_answer() -> None:
    def refuse(*_arguments: object) -> None:
        raise DatabaseError("the server closed the connection")

    with connection.execute_wrapper(refuse):
        answer = ask()
    assert answer == (503, {"ok": False, "database": "the server closed the connection"})


@pytest.mark.django_db
def test_nobody_changes_anything_through_it() -> None:
    assert Client().post("/healthz").status_code == 405
