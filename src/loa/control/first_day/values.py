"""What people write into cells: days, telephones, numbers, places on the map. Pure.

Each reads a trimmed text and returns a value, or None for what it cannot be.
"""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from loa.core.fold import fold

_EXCEL_BEGINS = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119: a date that lost its format
_EARLIEST, _LATEST = 1930, 2100
_CENTURY, _THIS_CENTURY = 100, 70  # 69 is 2069, 70 is 1970
_DAY = re.compile(
    r"(?:ngay\s+)?(\d{1,2})\s*(?:[-/.]|thang)\s*(\d{1,2})\s*(?:[-/.]|nam)\s*(\d{2,4})"
)
_MONTH = re.compile(r"(?:thang\s+)?(\d{1,2})\s*(?:[-/.]|nam)\s*(\d{4})")
_YEAR = re.compile(r"(?:nam\s+)?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PHONE_DIGITS = (10, 11)  # with the zero in front; eleven are of before 2018
_NO = {"", "khong", "0", "chua", "chua co", "k", "khong co"}  # folded
_MINUTES = re.compile(
    r"(\d{1,3})\s*[°ºd]\s*(\d{1,2})\s*['’\u2032]\s*(\d{1,2}(?:[.,]\d+)?)"
    r"\s*(?:[\"”\u2033]|'')?\s*([NSEWBĐ]?)",
    re.IGNORECASE,
)


def day(text: str) -> date | None:
    """Read a day as it is written here: 1/7/2025, 01-07-25, tháng 7/2025, 2025, a serial number.

    A month is its first day, a year its first of January.
    """
    plain = _unmarked(text)
    if found := _ISO.fullmatch(plain):
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.fullmatch(plain):
        year = int(found[3])
        if year < _CENTURY:
            year += 1900 if year >= _THIS_CENTURY else 2000
        return _real(year, int(found[2]), int(found[1]))
    if found := _MONTH.fullmatch(plain):
        return _real(int(found[2]), int(found[1]), 1)
    if plain.isdecimal() and _FIRST_SERIAL <= int(plain) <= _LAST_SERIAL:
        return _EXCEL_BEGINS + timedelta(days=int(plain))
    if found := _YEAR.fullmatch(plain):
        return _real(int(found[1]), 1, 1)
    return None


def _real(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number) if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None


def _unmarked(text: str) -> str:
    """Return small letters without marks, signs kept: `fold` would drop them."""
    words = text.lower().replace("đ", "d")
    for marked, bare in (("ngày", "ngay"), ("tháng", "thang"), ("năm", "nam")):
        words = words.replace(marked, bare)
    return " ".join(words.split())


def phone(text: str) -> str | None:
    """Read a telephone: digits from 0, its lost zero given back, +84 read as 0."""
    if re.search(r"[^\d+().\-\s/]", text):
        return None
    digits = re.sub(r"\D", "", text.partition("/")[0])
    if digits.startswith("84") and len(digits) >= min(_PHONE_DIGITS):
        digits = digits[2:]
    if digits and not digits.startswith("0"):
        digits = f"0{digits}"
    return digits if len(digits) in _PHONE_DIGITS else None


def number(text: str) -> int | None:
    """Read a whole number of things: "7", "1.250", "12 cụm", "07"; "không" is 0."""
    if fold(text) in _NO:
        return 0
    found = re.fullmatch(r"(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:\s*[^\W\d_][\w\s]*)?", text.strip())
    return int(re.sub(r"\D", "", found[1])) if found else None


def degrees(text: str, *, most: int) -> Decimal | None:
    """Read a latitude (most 90) or longitude (most 180): 22,1573 or 22°09'26"."""
    if found := _MINUTES.fullmatch(text.strip()):
        seconds = Decimal(found[3].replace(",", "."))
        value = Decimal(found[1]) + Decimal(found[2]) / 60 + seconds / 3600
        value = -value if found[4].upper() in {"S", "W"} else value
    else:
        try:
            value = Decimal(text.strip().rstrip("°").replace(",", "."))
        except InvalidOperation:
            return None
    if not value.is_finite() or abs(value) > most:
        return None
    return round(value, 6)


def both_degrees(text: str) -> tuple[Decimal, Decimal] | None:
    """Read a place written in one cell: "22.1573, 105.5941"."""
    parts = [part for part in re.split(r"[;\s]+|,\s+", text.strip().strip("()")) if part]
    if len(parts) != len(("latitude", "longitude")):
        return None
    north = degrees(parts[0].strip(","), most=90)
    east = degrees(parts[1].strip(","), most=180)
    return None if north is None or east is None else (north, east)
