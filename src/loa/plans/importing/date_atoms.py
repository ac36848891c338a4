"""Mentions of the calendar: single days, months, quarters, years, as offices write them."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

_D, _M, _Y = r"0?[1-9]|[12]\d|3[01]", r"0?[1-9]|1[0-2]", r"(?:19|20)\d\d"
_Q = r"IV|I{1,3}|[1-4]"
_JOINS = r"\s*(?:,|và|-|–|đến)\s*"
_WORDED = r"(?:hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?)"
_OF_MONTH = (
    r"nửa\s+đầu|nửa\s+cuối|(?:5|7|10|15|20)\s+ngày\s+(?:đầu|cuối)"
    r"|tuần\s+(?:lễ\s+)?(?:đầu(?:\s+tiên)?|cuối|(?:thứ\s+)?(?:[1-4]|nhất|hai|ba|tư))"
    r"(?:\s*(?:,|và|-|–|đến)\s*(?:tuần\s+)?(?:thứ\s+)?[1-4])?(?:\s+của)?"
    r"|thượng\s+tuần|trung\s+tuần|hạ\s+tuần|đầu|giữa|cuối"
)
_S = r"\s*[/.\-]\s*"
_ATOM = re.compile(
    rf"""(?<![\d/])(?:
    (?P<full>(?:ngày\s*)?(?:(?:mồng|mùng)\s*)?(?P<fd>{_D}){_S}(?P<fm>{_M})(?:{_S}(?P<fy>{_Y})|\s*/\s*(?P<fz>[12]\d)(?=[^\d/]|$)))(?![\d/])
    |(?P<said>(?:ngày\s*)?(?:(?:mồng|mùng)\s*)?(?P<sd>{_D})\s*tháng\s*(?P<sm>{_M})(?!\d)
        (?:\s*(?:năm|[/.\-,])\s*(?P<sy>{_Y})(?!\d))?)
    |(?P<half>(?:(?P<hn>0?[369]|ba|sáu|chín)\s+tháng|nửa)\s+(?P<hw>đầu|cuối)\s+năm(?:\s+(?P<hy>{_Y}))?)
    |(?P<months>tháng\s*(?P<lm>{_M})(?:\s*(?:,|và|-|–|đến)\s*(?:{_M}))*\s*(?:,|và|-|–|đến)\s*(?P<lt>{_M})
        (?:\s*(?:/|năm)\s*(?P<ly>{_Y})(?!\d)|(?=\s*(?:[;:).]|$|(?:và|,)\s*tháng))))
    |(?P<month>(?:(?P<mp>{_OF_MONTH})\s+)?
        tháng\s*(?P<mm>{_M})(?!\d)(?:\s*(?:năm|[/.\-,])\s*(?P<my>{_Y})(?!\d)|\s+năm\s+(?:nay|này))?)
    |(?P<worded>tháng\s+(?P<wm>{_WORDED})
        (?:\s+năm\s+(?P<wy>{_Y})|(?={_JOINS}(?:hết\s+)?tháng\s+{_WORDED}(?:\s+năm\s+\d|{_JOINS}tháng))))
    |(?P<quarters>quý\s*(?P<ql>{_Q}){_JOINS}(?:quý\s*)?(?P<qt>{_Q})(?![\w])(?:\s*(?:/|năm)\s*(?P<qz>{_Y}))?)
    |(?P<quarter>(?:(?P<qp>đầu|giữa|cuối)\s+)?quý\s*(?P<qn>{_Q})(?![\w])(?:\s*(?:/|năm|-|,)\s*(?P<qy>{_Y}))?)
    |(?P<year>(?:(?P<yp>đầu|cuối|giữa)\s+)?năm\s+(?P<yy>{_Y})(?!\s*[-–/]?\s*\d))
    |(?P<thisyear>(?:(?<=hết\ )|(?<=cuối\ ))năm(?:\s+nay)?(?!\s*(?:\d|học|sau|trước)))
    |(?P<short>(?P<sw>ngày\s*)?(?P<dd>{_D})\s*/\s*(?P<dm>{_M})(?![\d/\w])(?:\s+năm\s+(?P<dy>{_Y})(?!\d))?)
    |(?P<dash>ngày\s*(?P<ad>{_D})\s*[.\-]\s*(?P<am>{_M})(?![\d/\w.\-])(?:\s+năm\s+(?P<ay>{_Y})(?!\d))?)
    |(?P<dot>(?P<bd>{_D})(?P<bs>[.\-])(?P<bm>{_M})
        (?=\s*(?:đến|tới|[-–])\s*(?:hết\s+)?(?:ngày\s+)?(?:{_D})(?P=bs)(?:{_M})(?P=bs)\d{{4}}))
    |(?P<my2>(?P<xm>{_M})\s*[/]\s*(?P<xy>{_Y})(?![\d/]))
    |(?P<now>từ\s+nay|hôm\s+nay|(?:kể\s+)?từ\s+(?:ngày|khi)\s+(?:ký\s+ban\s+hành|ký|ban\s+hành|(?:kế\s+hoạch|văn\s+bản|hướng\s+dẫn)\s+(?:này\s+)?(?:được\s+(?:ban\s+hành|ký)|có\s+hiệu\s+lực))(?:\s+(?:kế\s+hoạch|văn\s+bản|hướng\s+dẫn|công\s+văn|chương\s+trình|phương\s+án|đề\s+án|thông\s+báo)(?:\s+này)?)?)
    |(?P<event>(?:ngày\s+|hôm\s+|lễ\s+)?(?P<ev>bầu\s+cử|khai\s+mạc|bế\s+mạc)(?:\s+(?:Đại\s+hội|chiến\s+dịch|lễ\s+hội|hội\s+nghị|hội\s+thi))?)
    |(?P<event2>(?:(?<=đến\ )|(?<=đến\ trước\ )|(?<=đến\ hết\ )|(?<=từ\ sau\ )
        |(?<=đến\ ngày\ )|(?<=đến\ khi\ ))
        (?P<ev2>Đại\s+hội|lễ\s+hội|hội\s+nghị|chiến\s+dịch)\b
        (?:\s+(?:đại\s+biểu\s+)?Đảng\s+bộ\s+(?:tỉnh|thành\s+phố|huyện|quận|xã|phường)\b)?)
    |(?P<lone>(?<![.,])(?<!\dh)(?<!\dg)(?:ngày\s*)?(?:(?:mồng|mùng)\s*)?(?P<ld>{_D})
        (?=(?:\s*(?:,|và)\s*(?:ngày\s*)?(?:{_D})(?![\d/])){{0,6}}\s*(?:đến\s+hết|đến|tới|[-–—]|và|,)\s*(?:hết\s+)?(?:ngày\s*)?(?:{_D})\s*(?:/|-|\.|tháng)\s*(?:{_M})(?!\d)))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
WEEKDAY = (
    r"(?:(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{1,2}\s*(?:phút)?)?\s*,?\s*)"
    r"|(?:sáng|chiều|tối)?\s*(?:thứ\s+\w+|chủ\s+nhật)\s*,?\s*)"
)
_FUSED = re.compile(rf"\s*[(,]?\s*{WEEKDAY}?,?\s*", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = {"hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_MONTHS |= {"mười": 10, "mười một": 11, "mười hai": 12}
_COUNTED = {"6": 6, "ba": 3, "sáu": 6, "chín": 9}
_LUNAR_MONTH = re.compile(r"tháng\s+(?:giêng|chạp)\s+$", re.IGNORECASE)
_BEFORE_LUNAR = re.compile(r"\s*(?:đến|tới|và|,|-|–)\s*(?:hết\s+)?(?:ngày\s+)?", re.IGNORECASE)
_LUNAR = re.compile(r"\s*\(?\s*(?:âm\s+lịch|AL\b|ÂL\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Atom:
    """One mention of a day or of a longer stretch of the calendar, in offsets of the words."""

    start: int
    end: int
    form: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    part: str = ""
    to_month: int | None = None

    @property
    def impossible(self) -> bool:
        """A day that its month does not have; without a year, February may have 29."""
        if self.day is None or self.month is None:
            return False
        return self.day > monthrange(self.year or 2000, self.month)[1]


def atoms(words: str) -> list[Atom]:
    """Return every mention in order; days of the lunar calendar are none of ours."""
    found: list[Atom] = []
    for match in _ATOM.finditer(words):
        if _LUNAR.match(words, match.end()):
            found = [
                one for one in found if not _BEFORE_LUNAR.fullmatch(words, one.end, match.start())
            ]
            continue
        if _LUNAR_MONTH.search(words[: match.start()]):
            continue
        made = _MAKERS[match.lastgroup or _form(match)](match)
        found.append(replace(made, start=match.start(), end=match.end()))
    return _fused(found, words)


def _form(match: re.Match[str]) -> str:
    return next(name for name in _MAKERS if match[name] is not None)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _atom(form: str, day: str | None, month: str | None, year: str | None, part: str = "") -> Atom:
    return Atom(0, 0, form, _int(day), _int(month), _int(year), " ".join(part.lower().split()))


def _number(quarter: str) -> int:
    return _ROMAN.get(quarter.lower()) or int(quarter)


def _quarter(match: re.Match[str]) -> Atom:
    """Return a quarter; its beginning, middle and end are its first, second and third month."""
    opens, part = 3 * _number(match["qn"]) - 2, (match["qp"] or "").lower()
    if part:
        month = opens + ("đầu", "giữa", "cuối").index(part)
        return Atom(0, 0, "month", None, month, _int(match["qy"]))
    return Atom(0, 0, "quarter", None, opens, _int(match["qy"]))


def _quarters(match: re.Match[str]) -> Atom:
    opens, closes = 3 * _number(match["ql"]) - 2, 3 * _number(match["qt"])
    return Atom(0, 0, "month", None, opens, _int(match["qz"]), to_month=closes)


def _worded(match: re.Match[str]) -> Atom:
    month = _MONTHS[" ".join(match["wm"].lower().split())]
    return Atom(0, 0, "month", None, month, _int(match["wy"]))


def _half(match: re.Match[str]) -> Atom:
    """Return the first or last months of a year, as the months that they are."""
    months = _COUNTED.get((match["hn"] or "6").lower()) or int(match["hn"])
    first, last = (1, months) if match["hw"].lower() == "đầu" else (13 - months, 12)
    return Atom(0, 0, "half", None, first, _int(match["hy"]), to_month=last)


def _full(match: re.Match[str]) -> Atom:
    year = match["fy"] or f"20{match['fz']}"
    return _atom("day", match["fd"], match["fm"], year)


_MAKERS: Mapping[str, Callable[[re.Match[str]], Atom]] = {
    "full": _full,
    "said": lambda m: _atom("day", m["sd"], m["sm"], m["sy"]),
    "half": _half,
    "month": lambda m: _atom("month", None, m["mm"], m["my"], m["mp"] or ""),
    "months": lambda m: replace(_atom("month", None, m["lm"], m["ly"]), to_month=int(m["lt"])),
    "worded": _worded,
    "quarters": _quarters,
    "quarter": _quarter,
    "year": lambda m: _atom("year", None, None, m["yy"], m["yp"] or ""),
    "thisyear": lambda _: _atom("year", None, None, None),
    "short": lambda m: _atom("day", m["dd"], m["dm"], m["dy"], "named" if m["sw"] else "bare"),
    "dash": lambda m: _atom("day", m["ad"], m["am"], m["ay"], "named"),
    "dot": lambda m: _atom("day", m["bd"], m["bm"], None, "bare"),
    "my2": lambda m: _atom("month", None, m["xm"], m["xy"]),
    "now": lambda _: _atom("now", None, None, None),
    "event": lambda m: _atom("event", None, None, None, m["ev"]),
    "event2": lambda m: _atom("event", None, None, None, m["ev2"]),
    "lone": lambda m: _atom("day", m["ld"], None, None, "lone"),
}


def _fused(found: list[Atom], words: str) -> list[Atom]:
    """Make an event and the day beside it one mention: "ngày bầu cử (Chủ nhật, ngày 15/3/2026)"."""
    out: list[Atom] = []
    for atom in found:
        last = out[-1] if out else None
        if last and last.form == "event" and atom.form == "day":
            between = words[last.end : atom.start]
            if _FUSED.fullmatch(between):
                out[-1] = replace(atom, start=last.start, part="named")
                continue
        out.append(atom)
    return out
