"""The days that a line gives to itself, among all that it mentions."""

import re

from loa.plans.importing.dates import Setting, Span, spans

_RECURS = re.compile(r"h[àằ]ng\s+(?:tháng|tuần|ngày|quý|năm)|mỗi\s+(?:tháng|tuần)", re.IGNORECASE)
_COUNTED = re.compile(r"\s+(?:thôn|xã|hộ|tổ|bản|xóm|ấp|khu|đơn vị)\b", re.IGNORECASE)
_YEAR_ALONE = re.compile(
    r"(?:^|[:(,;–-]|\b(?:trong|cả|suốt|toàn|vào|là|qua|thực hiện|thời gian|thường xuyên|đợt))\s*$",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\b(?:ngày|hôm|trong|dịp|lễ|đến|từ)\b\s*$|(?:ngày|hôm|lễ)\s", re.IGNORECASE)
_HONOURS = re.compile(
    r"(?:hưởng ứng|kỷ niệm|chào mừng|mừng|nhân|truyền thống)[^:;.]*$", re.IGNORECASE
)


def own_span(words: str, setting: Setting) -> Span | None:
    """Return the span that dates a segment: the first that is no recurring day."""
    found = _after_event(words, _after_name(words, spans(words, setting)))
    dated = any(len(one.atoms) > 1 or one.open for one in found)
    if dated and _day_within(found[0], words):
        found = found[1:]
    for span in found:
        after = words[span.end : span.end + 14]
        bare = len(span.atoms) == 1 and span.atoms[0].part == "bare" and not span.open
        if _RECURS.search(after) or (bare and (dated or _COUNTED.match(after))):
            continue
        if _year_of_name(span, words) or _only_named(span, words):
            continue
        if any(atom.form == "event" for atom in span.atoms) and not (span.first or span.last):
            continue
        return span
    return None


def _after_event(words: str, found: list[Span]) -> list[Span]:
    """Prefer the days in brackets to those of the event or quarter named.

    "Sau bầu cử (từ … đến …)", "Quý III (từ ngày ban hành đến 30/9)".
    """
    if len(found) > 1 and not words[: found[0].start].strip() and not found[0].open:
        quarter = len(found[0].atoms) == 1 and found[0].atoms[0].form in {"quarter", "month"}
        bracket = words[found[0].end : found[1].start].strip() in {"(", "(từ"}
        if quarter and bracket and found[1].first and found[1].last:
            return found[1:]
    if len(found) > 1 and all(atom.form == "event" for atom in found[0].atoms):
        behind = words[found[0].end : found[1].start].strip()
        if behind in {"(", ":", ",", "-", "–"} and (found[1].first or found[1].last):
            return found[1:]
    return found


def _only_named(span: Span, words: str) -> bool:
    """Say whether an event is named without a word of time: "Luật Bầu cử"."""
    if span.open or any(atom.form != "event" for atom in span.atoms):
        return False
    timed = _TIMED.search(words[: span.start]) or _TIMED.match(words, span.start)
    return not timed


def _year_of_name(span: Span, words: str) -> bool:
    """Say whether a year only goes with what it follows: "Tết Nguyên đán năm 2024"."""
    alone = len(span.atoms) == 1 and span.atoms[0].form == "year" and not span.open
    return alone and not _YEAR_ALONE.search(words[: span.start])


def _day_within(span: Span, words: str) -> bool:
    """Say whether a day is one that a name commemorates: "Đợt 1 (hưởng ứng Ngày … 22/3): từ …"."""
    one_day = len(span.atoms) == 1 and span.atoms[0].form == "day" and not span.open
    return one_day and bool(_HONOURS.search(words[: span.start]))


def _after_name(words: str, found: list[Span]) -> list[Span]:
    """Leave out what a name itself says: "Trước ngày bầu cử: từ …", "Cao điểm 30/4: từ …"."""
    colon = words.find(":")
    for at, span in enumerate(found):
        right_behind = 0 <= colon < span.start and not words[colon + 1 : span.start].strip()
        if right_behind and at and (span.first or span.last):
            return found[at:] if "(" not in words[:colon] else found
    return found
