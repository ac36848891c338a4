"""What people write into cells, as days, telephones, numbers and places on the map."""

from datetime import date
from decimal import Decimal

import pytest

from loa.control.first_day import values


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/07/2025", date(2025, 7, 1)),
        ("1-7-2025", date(2025, 7, 1)),
        ("1.7.25", date(2025, 7, 1)),
        ("1/7/75", date(1975, 7, 1)),
        ("ngày 01 tháng 7 năm 2025", date(2025, 7, 1)),
        ("tháng 7/2025", date(2025, 7, 1)),
        ("07/2025", date(2025, 7, 1)),
        ("Năm 2019", date(2019, 1, 1)),
        ("2019", date(2019, 1, 1)),
        ("2025-07-01", date(2025, 7, 1)),
        ("45839", date(2025, 7, 1)),
        ("31/02/2025", None),
        ("29/02/2024", date(2024, 2, 29)),
        ("01/07/2525", None),
        ("hôm qua", None),
        ("7", None),
        ("13/13/2025", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert values.day(text) == day


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0912345678", "0912345678"),
        ("912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("(0209) 3870 123", "02093870123"),
        ("0912345678 / 0987654321", "0912345678"),
        ("12345", None),
        ("không có", None),
        ("09123456789012", None),
    ],
)
def test_phones(text: str, phone: str | None) -> None:
    assert values.phone(text) == phone


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("07", 7),
        ("12 cụm", 12),
        ("1.250", 1250),
        ("không", 0),
        ("", 0),
        ("vài", None),
        ("-3", None),
        ("3,5", None),
    ],
)
def test_numbers(text: str, number: int | None) -> None:
    assert values.number(text) == number


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("22.1573, 105.5941", (Decimal("22.157300"), Decimal("105.594100"))),
        ("22,1573; 105,5941", (Decimal("22.157300"), Decimal("105.594100"))),
        ("(22.1573 105.5941)", (Decimal("22.157300"), Decimal("105.594100"))),
        ("""22°09'26"N 105°35'39"E""", (Decimal("22.157222"), Decimal("105.594167"))),
        ("122.1, 105.5", None),
        ("ngã ba", None),
        ("nan, inf", None),
    ],
)
def test_places_on_the_map(text: str, place: tuple[Decimal, Decimal] | None) -> None:
    assert values.both_degrees(text) == place
