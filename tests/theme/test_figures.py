from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from loa.theme import figures
from loa.theme.figures import Bar

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 8, 14, tzinfo=HANOI)
LITTLE = timedelta(seconds=30)


@pytest.mark.parametrize(
    ("moment", "vietnamese", "english"),
    [
        pytest.param(NOW - LITTLE, "vừa xong", "just now", id="now"),
        pytest.param(NOW - timedelta(minutes=1), "1 phút trước", "1 minute ago", id="a-minute"),
        pytest.param(NOW - timedelta(minutes=59), "59 phút trước", "59 minutes ago", id="minutes"),
        pytest.param(NOW + timedelta(minutes=5), "5 phút nữa", "in 5 minutes", id="soon"),
        pytest.param(NOW - timedelta(hours=3), "05:14 hôm nay", "05:14 today", id="today"),
        pytest.param(NOW - timedelta(hours=9), "23:14 hôm qua", "23:14 yesterday", id="yesterday"),
        pytest.param(NOW + timedelta(days=1), "08:14 ngày mai", "08:14 tomorrow", id="tomorrow"),
        pytest.param(NOW - timedelta(days=2), "08:14 21/11/2026", "08:14 21/11/2026", id="a-date"),
    ],
)
def test_moments_are_said_as_people_say_them(
    moment: datetime, vietnamese: str, english: str
) -> None:
    said = []
    for language in ("vi", "en"):
        with override(language):
            said.append(figures.when(moment, NOW))
    assert said == [vietnamese, english]


def test_the_exact_moment_has_its_weekday() -> None:
    with override("vi"):
        assert figures.exactly(NOW) == "Thứ Hai 23/11/2026 08:14"


@pytest.mark.parametrize(
    ("value", "unit", "vietnamese", "english"),
    [
        (1, "plays", "1 lượt phát", "1 play"),
        (40320, "plays", "40.320 lượt phát", "40,320 plays"),
        (1234.5, "seconds", "1.234,5 giây", "1,234.5 seconds"),
        (0, "people", "0 người", "0 people"),
        (3, "băng rôn", "3 băng rôn", "3 băng rôn"),
        (50, "% mẫu", "50 % mẫu", "50 % mẫu"),
    ],
)
def test_quantities_carry_their_unit(
    value: float, unit: str, vietnamese: str, english: str
) -> None:
    said = []
    for language in ("vi", "en"):
        with override(language):
            said.append(figures.quantity(value, unit))
    assert said == [vietnamese, english]


@pytest.mark.parametrize(
    ("proven", "target", "confirmed", "reported", "expected"),
    [
        pytest.param(0, 10, 0, 0, Bar(0, 0, 0), id="nothing-yet"),
        pytest.param(5, 10, 2, 1, Bar(20, 30, 10), id="all-grades"),
        pytest.param(10, 10, 10, 5, Bar(100, 0, 0), id="reported-beyond-target-is-not-shown"),
        pytest.param(30, 10, 5, 0, Bar(50, 50, 0), id="credit-stops-at-the-target"),
        pytest.param(3, 0, 0, 0, Bar(0, 0, 0), id="nothing-promised"),
    ],
)
def test_a_bar_is_divided_by_grade(
    proven: float, target: float, confirmed: float, reported: float, expected: Bar
) -> None:
    assert figures.bar(proven, target, confirmed=confirmed, reported=reported) == expected


def test_more_confirmed_than_proven_is_refused() -> None:
    with pytest.raises(ValueError, match="3 confirmed of only 2 proven"):
        figures.bar(2, 10, confirmed=3)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_bar_never_runs_over(recorded: int, target: int, confirmed: int, reported: int) -> None:
    bar = figures.bar(recorded + confirmed, target, confirmed=confirmed, reported=reported)
    parts = (bar.confirmed, bar.recorded, bar.reported)
    assert min(parts) >= 0
    assert sum(parts) <= 100.011  # each part is rounded to two places


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (72.4, "1:12"), (3600, "1:00:00"), (3725, "1:02:05")]
)
def test_lengths(seconds: float, text: str) -> None:
    assert figures.clock(seconds) == text


def test_a_waveform_is_mirrored_and_keeps_within_its_box() -> None:
    assert figures.waveform([0.0, 1.0, 7.0], width=30, height=20) == (
        "M5.0 9.0V11.0M15.0 1.0V19.0M25.0 1.0V19.0"
    )


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    assert figures.when(NOW.astimezone(UTC) - LITTLE, NOW) == figures.when(NOW - LITTLE, NOW)
