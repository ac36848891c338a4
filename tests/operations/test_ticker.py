"""The ticker's rounds: every duty gets its turn, and what failed can be read afterwards."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from loa.operations import ticker
from loa.operations.models import Duty

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class Recorder:
    """A duty that remembers when it acted, and fails as long as it is told to."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.acted: list[datetime] = []

    def __call__(self, now: datetime) -> None:
        self.acted.append(now)
        if self.failure:
            raise self.failure


def test_a_duty_that_fails_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    broken, well = Recorder(OSError("the disk is full")), Recorder()
    with caplog.at_level(logging.CRITICAL):
        failed = ticker.run_round({"broken": broken, "well": well}, now=NOW)
    assert failed == ["broken"]
    assert (broken.acted, well.acted) == ([NOW], [NOW])


def test_a_round_is_written_down() -> None:
    ticker.run_round({"well": Recorder()}, now=NOW)
    duty = Duty.objects.get()
    assert (duty.name, duty.started_at, duty.failures, duty.error) == ("well", NOW, 0, "")
    assert duty.done_at is not None
    assert NOW <= duty.done_at < NOW + timedelta(seconds=5)
    assert str(duty) == "well"


def test_failures_are_counted_with_their_reason_until_one_round_goes_well(
    caplog: pytest.LogCaptureFixture,
) -> None:
    duty = Recorder(ValueError("no such station"))
    with caplog.at_level(logging.CRITICAL):
        for minute in range(3):
            ticker.run_round({"publish": duty}, now=NOW + timedelta(minutes=minute))
    row = Duty.objects.get()
    assert (row.failures, row.error, row.done_at) == (3, "ValueError: no such station", None)
    duty.failure = None
    ticker.run_round({"publish": duty}, now=NOW + timedelta(minutes=3))
    row.refresh_from_db()
    assert (row.failures, row.error) == (0, "")


def test_a_long_error_is_cut_and_kept(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL):
        ticker.run_round({"publish": Recorder(ValueError("x" * 9_000))}, now=NOW)
    assert Duty.objects.get().error == "ValueError: " + "x" * (2000 - len("ValueError: "))


def test_a_failure_is_logged_with_the_duty(caplog: pytest.LogCaptureFixture) -> None:
    ticker.run_round({"publish": Recorder(ValueError("no such station"))}, now=NOW)
    (record,) = [r for r in caplog.records if r.name == ticker.log.name]
    assert (record.levelname, record.duty) == ("ERROR", "publish")  # type: ignore[attr-defined]  # an extra field


@pytest.mark.django_db(transaction=True)  # it gives its connection back between rounds
def test_the_rounds_asked_for_are_run_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TICKER_DUTIES", [f"{__name__}.noted"])
    noted.acted.clear()
    ticker.run_forever(every_s=0, rounds=range(3))
    assert len(noted.acted) == 3
    assert noted.acted == sorted(noted.acted)


def test_every_duty_in_the_settings_exists() -> None:
    assert list(ticker.duties()) == settings.TICKER_DUTIES
    assert all(callable(act) for act in ticker.duties().values())


noted = Recorder()
