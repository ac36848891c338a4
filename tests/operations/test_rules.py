from datetime import UTC, datetime, timedelta

import pytest

from loa.operations.rules import Round, expected, stopped

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("done_at", "is_stopped"),
    [
        pytest.param(NOW, False, id="just-now"),
        pytest.param(NOW - timedelta(seconds=60), False, id="a-minute-is-still-well"),
        pytest.param(NOW - timedelta(seconds=60, microseconds=1), True, id="more-than-a-minute"),
        pytest.param(None, True, id="never"),
    ],
)
def test_a_duty_counts_as_stopped(done_at: datetime | None, *, is_stopped: bool) -> None:
    assert stopped([Round("publish", done_at, 0)], now=NOW) == (["publish"] if is_stopped else [])


def test_each_duty_that_should_be_there_has_one_round_and_no_other() -> None:
    publish, gone = Round("publish", NOW, 2), Round("duty of an older version", None, 0)
    assert expected(["settle", "publish"], [gone, publish]) == [Round("settle", None, 0), publish]


@pytest.mark.parametrize(
    ("minutes", "is_stopped"),
    [pytest.param(2, False, id="at-work"), pytest.param(4, True, id="hangs")],
)
def test_a_duty_at_work_is_no_stopped_ticker(minutes: int, *, is_stopped: bool) -> None:
    begun = NOW - timedelta(minutes=minutes)
    rounds = [Round("publish", None, 0, begun), Round("settle", None, 0)]
    assert stopped(rounds, now=NOW) == (["publish", "settle"] if is_stopped else [])
