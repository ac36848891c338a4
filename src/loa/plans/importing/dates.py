"""Days as Vietnamese offices write them: single days, months, quarters, and spans of them.

All days are the document's own first and last day, both inclusive. What is left out is
taken from the other end of the same span, and then from the document: its year, its day of
issue ("từ nay"), the events that it dates ("trước ngày bầu cử").
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from loa.plans.importing.date_atoms import WEEKDAY, Atom, atoms

DAY = timedelta(days=1)
_TO = re.compile(
    rf"\s*(?:\([^()]*\)\s*|\)\s*)?,?\s*(?:cho\s+)?(?P<to>đến|tới|[-–—])\s*"
    rf"(?P<how>trước|hết|cuối)?\s*(?:(?:năm\s+học|học\s+kỳ(?:\s+I{{1,2}})?|mùa\s+\w+)\s*)?"
    rf"{WEEKDAY}?\(?\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|và|&)\s*", re.IGNORECASE)
_FROM = re.compile(
    rf"(?:\btừ|\bbắt\s+đầu(?:\s+từ)?)\s*(?:khi\s+|sau\s+)?{WEEKDAY}?\(?$", re.IGNORECASE
)
_BEFORE = re.compile(rf"\btrước(?:\s+khi)?\s+{WEEKDAY}?$", re.IGNORECASE)
_AFTER = re.compile(rf"\bsau(?:\s+khi)?\s+{WEEKDAY}?$", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?:\bđến(?:\s+hết)?|\bchậm\s+nhất(?:\s+là)?(?:\s+vào)?|\bmuộn\s+nhất(?:\s+là)?|\bhết|\bkết\s+thúc(?:\s+(?:vào|trong))?)\s+{WEEKDAY}?$",
    re.IGNORECASE,
)
_TO_BEFORE = re.compile(rf"\bđến\s+trước\s+{WEEKDAY}?$", re.IGNORECASE)
_LATE = {"cuối", "giữa"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document says elsewhere: its day of issue, its year, its events by word."""

    issued: date | None = None
    year: int | None = None
    events: Mapping[str, tuple[date, date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days in offsets of the words; an end that is not said is None."""

    start: int
    end: int
    first: date | None
    last: date | None
    atoms: tuple[Atom, ...]
    open: bool = False  # one end is only implied by "từ", "đến", "trước", "sau"


def spans(words: str, setting: Setting) -> list[Span]:
    """Return every span that the words say, in order; a single mention is a span too."""
    found: list[Span] = []
    rest = atoms(words)
    while rest:
        group, how = _group(rest, words)
        rest = rest[len(group) :]
        span = _span(group, how, words, setting)
        last = found[-1] if found else None
        if last and _complete(last, span, words):
            found[-1] = _merged(last, span)
        else:
            found.append(span)
    return found


def _group(rest: list[Atom], words: str) -> tuple[list[Atom], str]:
    """Take the mentions that make one span: "A đến B", "tháng 3, tháng 4", "14 và 15/8"."""
    group, how = [rest[0]], ""
    for atom in rest[1:]:
        between = words[group[-1].end : atom.start]
        to = _TO.fullmatch(between)
        if to and not how.startswith("to"):
            how = f"to {(to['how'] or '').lower()}".strip()
            group.append(atom)
        elif _AND.fullmatch(between) and not how.startswith("to") and _alike(group[-1], atom):
            how = "and"
            group.append(atom)
        else:
            break
    return group, how


def _alike(one: Atom, other: Atom) -> bool:
    if one.form == other.form == "month" and one.month and other.month:
        follows = (one.to_month or one.month) % 12 + 1 == other.month
        return follows or one.year != other.year
    return one.form == other.form and (one.part == "lone" or other.form != "day")


def _complete(last: Span, span: Span, words: str) -> bool:
    """Two open spans side by side that say one end each."""
    between = words[last.end : span.start].strip(" ,")
    near = between.lower() in {"", "và", "kể", "bắt đầu"}
    lacking = (last.first is None) != (span.first is None) and (last.last is None) != (
        span.last is None
    )
    return near and last.open and span.open and lacking


def _merged(one: Span, other: Span) -> Span:
    return Span(
        one.start,
        other.end,
        one.first or other.first,
        one.last or other.last,
        (*one.atoms, *other.atoms),
    )


def _span(group: list[Atom], how: str, words: str, setting: Setting) -> Span:
    filled = _filled(group, setting)
    ranges = [_range(atom, setting) for atom in filled]
    lead = words[: group[0].start]
    start, end = group[0].start, group[-1].end
    first, last = ranges[0][0], ranges[-1][1]
    if len(group) > 1:
        start = _lead_start(lead, start, (_FROM, _AFTER))
        if how.startswith("to"):
            if how == "to trước" or (how == "to" and _starts_with_before(words, group)):
                last = ranges[-1][0] - DAY if ranges[-1][0] else None
            if _AFTER.search(lead) and ranges[0][1]:
                first = ranges[0][1] + DAY
            if group[-1].part in _LATE and how == "to":
                last = _range(filled[-1], setting)[1]
            last = _past_december(first, last, group)
        return Span(start, end, first, last, tuple(filled))
    return _single(filled[0], ranges[0], words, (start, end))


def _starts_with_before(words: str, group: list[Atom]) -> bool:
    return bool(_TO_BEFORE.search(words[: group[-1].start]))


def _single(  # noqa: PLR0911 -- one way out for each word before a day
    atom: Atom, reach: tuple[date | None, date | None], words: str, place: tuple[int, int]
) -> Span:
    (first, last), (start, end), lead = reach, place, words[: place[0]]
    if atom.form == "now":
        return Span(start, end, first, None, (atom,), open=True)
    if found := _TO_BEFORE.search(lead) or _BEFORE.search(lead):
        eve = first - DAY if first else None
        if eve and (days := re.search(r"(?<!\d)(\d{1,2})\s+ngày\s+$", lead[: found.start()])):
            return Span(days.start(), end, eve - DAY * (int(days[1]) - 1), eve, (atom,))
        return Span(found.start(), end, None, eve, (atom,), open=True)
    if found := _FROM.search(lead):
        if atom.to_month:
            return Span(found.start(), end, first, last, (atom,))
        return Span(found.start(), end, first, None, (atom,), open=True)
    if found := _AFTER.search(lead):
        return Span(found.start(), end, last + DAY if last else None, None, (atom,), open=True)
    if found := _UNTIL.search(lead):
        return Span(found.start(), end, None, last, (atom,), open=True)
    if onwards := re.match(r"\s*\)?\s*trở\s+đi", words[end:], re.IGNORECASE):
        return Span(start, end + onwards.end(), first, None, (atom,), open=True)
    return Span(start, end, first, last, (atom,))


def _lead_start(lead: str, start: int, patterns: tuple[re.Pattern[str], ...]) -> int:
    found = (pattern.search(lead) for pattern in patterns)
    return min([one.start() for one in found if one], default=start)


def _filled(group: list[Atom], setting: Setting) -> list[Atom]:
    """Give each mention the month and the year that it leaves out."""
    out = list(group)
    for at in range(len(out) - 2, -1, -1):
        after = out[at + 1]
        if out[at].form == "day" and out[at].month is None:
            out[at] = replace(out[at], month=after.month)
        if out[at].year is None and out[at].form not in {"now", "event"} and after.year:
            later = (out[at].month or 1) > (after.month or 12)
            out[at] = replace(out[at], year=after.year - 1 if later else after.year)
    known = next((atom.year for atom in out if atom.year), None) or setting.year
    before: Atom | None = None
    for at, atom in enumerate(out):
        if atom.year is None and atom.form not in {"now", "event"} and known:
            year = known
            if before and before.year and (before.month or 1) > (atom.month or 12):
                year = before.year + 1
            elif before and before.year:
                year = before.year
            out[at] = replace(atom, year=year)
        before = out[at]
    return out


def _past_december(first: date | None, last: date | None, group: list[Atom]) -> date | None:
    """Let a span that begins at a day of issue and has no year go on in the next year."""
    said = any(atom.year for atom in group)
    if first and last and last < first and not said and group[0].form in {"now", "event"}:
        return date(last.year + 1, last.month, last.day)
    return last


def _range(atom: Atom, setting: Setting) -> tuple[date | None, date | None]:  # noqa: PLR0911 -- forms
    """Return a mention's first and last day; None where it cannot be known or does not exist."""
    if atom.form == "now":
        return setting.issued, setting.issued
    if atom.form == "event":
        return _event(atom, setting)
    if atom.year is None:
        return None, None
    if atom.form == "year":
        return date(atom.year, 1, 1), date(atom.year, 12, 31)
    if atom.month is None:
        return None, None
    if atom.form == "day":
        if atom.impossible or atom.day is None:
            return None, None
        one = date(atom.year, atom.month, atom.day)
        return one, one
    closes = atom.month + 2 if atom.form == "quarter" else atom.to_month or atom.month
    closed = atom.year + (closes < atom.month)
    end = monthrange(closed, closes)[1]
    first, last = _part(atom.part, end)
    return date(atom.year, atom.month, first), date(closed, closes, last)


_PARTS = {
    "nửa đầu": (1, 15),
    "nửa cuối": (16, 31),
    "thượng tuần": (1, 10),
    "trung tuần": (11, 20),
    "hạ tuần": (21, 31),
    "đầu": (1, 10),
    "giữa": (15, 15),
    "cuối": (21, 31),
}
_WEEKS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _part(part: str, end: int) -> tuple[int, int]:
    """Return the first and last day that "nửa đầu", "tuần cuối", "10 ngày đầu" take of a month."""
    words = re.findall(r"\w+", part)
    if words[:1] == ["tuần"] and "cuối" not in words:
        weeks = [_WEEKS[word] for word in words if word in _WEEKS]
        first, last = (weeks[0], weeks[-1]) if weeks else (1, 1)
        return 7 * first - 6, 7 * last
    days = 7 if words[:1] == ["tuần"] else int(words[0]) if part[:1].isdigit() else 0
    if days:
        return (end - days + 1, end) if "cuối" in words else (1, days)
    first, last = _PARTS.get(part, (1, 31))
    return first, min(last, end)


def _event(atom: Atom, setting: Setting) -> tuple[date | None, date | None]:
    known = setting.events.get(atom.part)
    if known is None:
        return None, None
    if atom.part == "khai mạc":
        return known[0], known[0]
    if atom.part == "bế mạc":
        return known[1], known[1]
    return known


def impossible_days(words: str) -> Iterator[Atom]:
    """Yield every day that its month does not have."""
    for atom in atoms(words):
        if atom.form == "day":
            (filled,) = _filled([atom], Setting())
            if filled.impossible:
                yield atom
