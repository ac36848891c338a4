from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.core.examples import ZONE

from loa.core.dayparts import Daypart, heard_in_full, open_until

MORNING = Daypart(time(5), time(7))
WORKDAY = Daypart(time(7), time(11))
OVERLAPPING = Daypart(time(6, 30), time(8))
LATE = Daypart(time(22), time(1))
ALWAYS = Daypart(time(0), time(0))


def clock(text: str) -> datetime:
    return datetime.fromisoformat(f"2020-03-02T{text}").replace(tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("starts", "dayparts", "heard"),
    [
        pytest.param("05:00", [MORNING], True, id="starts-at-opening"),
        pytest.param("04:59:59.999", [MORNING], False, id="starts-a-millisecond-early"),
        pytest.param("06:50", [MORNING], True, id="ends-at-closing"),
        pytest.param("06:50:00.001", [MORNING], False, id="would-be-cut-off"),
        pytest.param("07:00", [MORNING], False, id="starts-at-closing"),
        pytest.param("06:55", [MORNING, WORKDAY], True, id="touching"),
        pytest.param("06:55", [MORNING, OVERLAPPING], True, id="overlapping"),
        pytest.param("06:55", [MORNING, Daypart(time(7, 1), time(9))], False, id="a-minute-apart"),
        pytest.param("23:55", [LATE], True, id="runs-past-midnight"),
        pytest.param("00:50", [LATE], True, id="after-midnight-to-closing"),
        pytest.param("00:51", [LATE], False, id="after-midnight-cut-off"),
        pytest.param("03:00", [ALWAYS], True, id="day-and-night"),
        pytest.param("12:00", [], False, id="no-hours-at-all"),
    ],
)
def test_ten_minutes(starts: str, dayparts: list[Daypart], *, heard: bool) -> None:
    begins = clock(starts)
    assert heard_in_full(begins, begins + timedelta(minutes=10), dayparts) is heard


@pytest.mark.parametrize(
    ("moment", "until"),
    [("05:30", "11:00"), ("11:00", "11:00"), ("04:00", "04:00")],
)
def test_sound_may_go_on_until(moment: str, until: str) -> None:
    assert open_until(clock(moment), [MORNING, WORKDAY]) == clock(until)


def test_day_and_night_ends_the_search() -> None:
    moment = clock("12:00")
    assert open_until(moment, [ALWAYS]) >= moment + timedelta(days=1)
