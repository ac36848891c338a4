"""Dates and times of day."""

import re

from loa.audio.spoken.numbers import cardinal
from loa.audio.spoken.rule import Rule, after, before, rule, word_after, word_before, words

D = r"(?:0?[1-9]|[12]\d|3[01])"
M = r"(?:0?[1-9]|1[0-2])"
Y = r"[12]\d{3}"
START = r"(?<![\w/.,:–-])"
START_LIST = r"(?<![\w/.:–-])"  # may follow a comma: 14,15/8
END = r"(?![\w/]|[.,:-]\d)"
DASH = r"\s*[-–—]\s*"
DAY_SAID = frozenset({"ngày", "mùng", "mồng", "và", "hay", "hoặc", "rằm"})
# "5/10 xã" is five of ten communes, "5/10" alone a date.
COUNTED = words(
    "xã phường thôn bản tổ hộ người đồng đại phiếu chỉ tiêu đơn trường đảng chi phần phường "
    "nội nhiệm cán bộ em học câu điểm thị cơ nhóm hạng số tổng diện dân"
)
EARLY = 10  # the first ten days of a month are "mùng"


def _day(number: str, *, mung: bool) -> str:
    day = int(number)
    return f"{'mùng ' if mung and day <= EARLY else ''}{cardinal(day)}"


def _month(number: str) -> str:
    return "tháng tư" if int(number) == 4 else f"tháng {cardinal(int(number))}"  # noqa: PLR2004


def _year(number: str | None) -> str:
    return f" năm {cardinal(int(number))}" if number else ""


def _lead(match: re.Match[str]) -> tuple[str, bool]:
    """Return the word "ngày" where it is missing, and whether "mùng" still may be said."""
    word = word_before(match)
    listed = re.search(r"\d\s*,\s*$", before(match)) is not None
    return ("" if word in DAY_SAID or listed else "ngày "), word not in {"mùng", "mồng", "rằm"}


def _date(match: re.Match[str]) -> str:
    lead, mung = _lead(match)
    year = match["y"] if "y" in match.re.groupindex else None
    return f"{lead}{_day(match['d'], mung=mung)} {_month(match['m'])}{_year(year)}"


def _short_date(match: re.Match[str]) -> str:
    counted = word_after(match) in COUNTED and not after(match).startswith((",", "."))
    dated = word_before(match) in DAY_SAID - {"và"} or "ngày" in before(match)[-12:]
    return match[0] if counted and not dated else _date(match)


def _days(match: re.Match[str]) -> str:
    word = word_before(match)
    lead = "" if word in DAY_SAID else "ngày " if word == "từ" else "từ ngày "
    end = _day(match["e"], mung=False)
    start = _day(match["d"], mung=True)
    return f"{lead}{start} đến {end} {_month(match['m'])}{_year(match['y'])}"


def _dates(match: re.Match[str]) -> str:
    """Read a span of two whole dates: only the dash between them is spoken here."""
    word = word_before(match)
    lead = "" if word in DAY_SAID | {"từ"} else "từ "
    return f"{lead}{match['from']} đến {match['to']}"


def _month_of_year(match: re.Match[str]) -> str:
    lead = "" if word_before(match) == "tháng" else "tháng "
    month = _month(match["m"]).removeprefix("tháng ")
    return f"{lead}{month}{_year(match['y'])}"


def _named_day(match: re.Match[str]) -> str:
    return f"{match[1]} {_day(match[2], mung=match[1].lower() == 'ngày')}"


def _months(match: re.Match[str]) -> str:
    end = _month(match["e"]).removeprefix("tháng ")
    return f"{_month(match['m'])} đến {'tháng ' if match['y'] else ''}{end}{_year(match['y'])}"


def _clock(hours: str, minutes: str | None, seconds: str | None = None) -> str:
    words = f"{cardinal(int(hours))} giờ"
    if minutes and (int(minutes) or seconds):
        words += f" {cardinal(int(minutes))} phút"
    return words + (f" {cardinal(int(seconds))} giây" if seconds else "")


def _time(match: re.Match[str]) -> str:
    return _clock(match["h"], match["min"], match["s"])


def _times(match: re.Match[str]) -> str:
    lead = "" if word_before(match) == "từ" else "từ "
    start, end = _clock(match["h"], match["min"]), _clock(match["h2"], match["min2"])
    return f"{lead}{start} đến {end}"


def _hours(match: re.Match[str]) -> str:
    return _clock(match[1], match[2])


H = r"(?:[01]?\d|2[0-4])"
MIN = r"[0-5]\d"
ONE_DATE = rf"{D}[/.]{M}(?:[/.]{Y})?"
CLOCK = rf"(?:{H})\s?(?:h|g|giờ|:)\s?(?:{MIN})?"
RULES: list[Rule] = [
    rule(
        rf"{START}(?P<h>{H})(?::|\s?[hg]\s?)(?P<min>{MIN})?{DASH}"
        rf"(?P<h2>{H})(?::|\s?[hg](?:\s?(?=\d))?)(?P<min2>{MIN})?(?!\w)",
        _times,
    ),
    rule(rf"{START}(?P<h>{H}):(?P<min>{MIN})(?::(?P<s>{MIN}))?(?![\w:])", _time),
    rule(rf"{START}(?P<h>{H})\s?[hg](?P<min>{MIN})?(?P<s>(?!))?(?:\s?(?:'|’|ph|p))?(?!\w)", _time),
    rule(rf"{START}({H})\s?(?:giờ|h)\s?({MIN})(?:\s?(?:'|’|ph|p|phút))?(?![\w/])", _hours),
    rule(
        rf"{START}(?P<from>{ONE_DATE}){DASH}(?P<to>{ONE_DATE}){END}",
        _dates,
    ),
    rule(rf"{START}(?P<d>{D}){DASH}(?P<e>{D})[/](?P<m>{M})(?:/(?P<y>{Y}))?{END}", _days),
    rule(rf"{START_LIST}(?P<d>{D})(?P<sep>[/.-])(?P<m>{M})(?P=sep)(?P<y>{Y}){END}", _date),
    rule(rf"(?i)\b(?:tháng) (?P<m>{M}){DASH}(?P<e>{M})(?:/(?P<y>{Y}))?{END}", _months),
    rule(rf"{START_LIST}(?P<m>{M})[/-](?P<y>{Y}){END}", _month_of_year),
    rule(rf"{START_LIST}(?P<d>{D})/(?P<m>{M}){END}", _short_date),
    rule(rf"\b([Nn]gày|[Mm]ùng|[Mm]ồng) ({D})(?![\w/]|[.,:-]\d|{DASH}\d)", _named_day),
    rule(rf"\b([Tt])háng 0?4(?![\w/]|[.,:-]\d|{DASH}\d)", lambda m: f"{m[1]}háng tư"),
]
