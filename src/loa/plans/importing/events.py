"""Events that a document dates: what "trước", "trong" and "sau" refer to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from loa.core.fold import fold
from loa.plans.importing.dates import Setting, Span, spans
from loa.plans.importing.reading.document import Paragraph

_NOUN = re.compile(
    r"(?:ngày\s+)?(?:Lễ|Đại\s+hội|Hội\s+nghị|Hội\s+thi|Hội\s+diễn|Hội\s+thảo|Ngày\s+hội|Tuần\s+lễ"
    r"|Kỳ\s+họp|Kỳ\s+thi|Hội\s+chợ|Hội\s+xuân|Hội\s+trại|Mít\s+tinh|Diễn\s+tập|Tết|Tháng\s+hành\s+động|bầu\s+cử|chiến\s+dịch|Cuộc\s+thi|Liên\s+hoan|Giải\s+\w+|Festival|Ngày\s+hội)"
    r"(?=[\s,(:])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"^[\s,(:–-]*(?:(?:được|dự\s+kiến|ấn\s+định|chính\s+thức|là|sẽ|vào|trong|từ|tổ\s+chức|tiến\s+hành|diễn\s+ra|khai\s+mạc|họp"
    r"|sáng|chiều|tối|thứ\s+\w+|chủ\s+nhật|hai|ba|một|các|\d+\s+ngày|ngày|lúc|\d+\s+giờ|tại)[\s,(:–-]*)*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s(?:tại|ở|trên|do|của|với|cho|và|để|trong)\s", re.IGNORECASE)
_NOT_HELD = re.compile(r"\b(trước|sau|xong|chậm nhất|báo cáo|hết|kể từ|đến)\b", re.IGNORECASE)
_WORD = {
    "dai hoi": "đại hội",
    "le hoi": "lễ hội",
    "hoi nghi": "hội nghị",
    "chien dich": "chiến dịch",
}
_ABOUT = re.compile(r"(?:trước|trong|sau|đợt|giai đoạn|căn cứ|thực hiện)\b", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:trước|sau)\s+(?:(?:khi|ngày|thời gian|diễn ra)\s+)*$", re.IGNORECASE)
HELD_DAYS = 14  # longer is a phase, which is told in other words
_EVENT_DAYS = 100  # a campaign too is an event that phases go around
_FAR = 90  # characters from an event's noun to its day


@dataclass(frozen=True, slots=True)
class Event:
    """An event as one mention dates it; `key` is its name folded."""

    key: str
    first: date
    last: date
    paragraph: Paragraph
    start: int
    end: int


def events(paragraphs: Sequence[Paragraph], setting: Setting) -> list[Event]:
    """Return every dated mention of an event, in order."""
    return [event for paragraph in paragraphs for event in _in(paragraph, setting)]


def _in(paragraph: Paragraph, setting: Setting) -> Iterator[Event]:
    words = paragraph.words
    nouns = list(_NOUN.finditer(words))
    if not nouns:
        return
    dated = [one for one in spans(words, setting) if one.first and one.last and not one.open]
    for at, noun in enumerate(nouns):
        limit = nouns[at + 1].start() if at + 1 < len(nouns) else len(words)
        limit = min(limit, noun.end() + _FAR)
        if _AROUND.search(words[: noun.start()]):
            continue
        span = next((s for s in dated if _of(s, noun, limit)), None)
        if span is None or span.first is None or span.last is None:
            continue
        if (span.last - span.first).days > _EVENT_DAYS:
            continue
        between = words[noun.end() : max(span.start, noun.end())]
        if re.search(r"[.;:!?]\s", between) or _NOT_HELD.search(between):
            continue
        named = _name(between)
        key = fold(noun[0] + " " + named).replace("ngay bau cu", "bau cu")
        if key and _held(between, named):
            yield Event(key, span.first, span.last, paragraph, noun.start(), span.end)


def _of(span: Span, noun: re.Match[str], limit: int) -> bool:
    """Say whether a day is an event's: behind it, or in one mention with it."""
    fused = span.start <= noun.start() < span.end and span.first == span.last
    return fused or noun.end() <= span.start < limit


def _name(between: str) -> str:
    """Return the rest of an event's name: up to where its place or its time begins."""
    cut = re.search(
        r"[,(:]|\s(?:được|dự kiến|là|sẽ|vào|diễn ra|tổ chức|tiến hành|khai mạc|sáng|chiều|ngày"
        r"|từ)\b",
        between,
    )
    named = between[: cut.start()] if cut else between
    place = _PLACE.search(named)
    return (named[: place.start()] if place else named).strip()


def _held(between: str, named: str) -> bool:
    rest = between[between.find(named) + len(named) :] if named else between
    rest = re.sub(r",?\s*nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4}", " ", rest)
    rest = re.sub(r"\s(?:tại|ở|trên)\s[^,(]*", " ", rest)
    return bool(_BETWEEN.match(rest))


def meant(words: str, known: Sequence[Event]) -> Event | None:
    """Return the event that these words mean: the one that shares most of their words."""
    folded = set(fold(words).split())
    best, most = None, 0
    for event in known:
        shared = len(folded & set(event.key.split()))
        if shared > most and " ".join(event.key.split()[:2]) in fold(words):
            best, most = event, shared
    return best


def dated_elsewhere(phrase: str, paragraphs: Sequence[Paragraph], setting: Setting) -> Event | None:
    """Return what a phrase such as "kỳ thi" names, where some sentence gives its days."""
    words = fold(phrase).split()[:2]
    if len(words) < 2:  # noqa: PLR2004 -- one word names too much
        return None
    for paragraph in paragraphs:
        for sentence in re.finditer(r"[^.;]+(?:[.;](?=\S)[^.;]*)*", paragraph.words):
            said = sentence[0]
            if " ".join(words) not in fold(said) or _ABOUT.match(said.lstrip("-+*0123456789. )")):
                continue
            for span in spans(said, setting):
                if span.open or span.first is None or span.last is None:
                    continue
                short = (span.last - span.first).days <= _EVENT_DAYS
                if short and (not setting.year or span.first.year >= setting.year):
                    start = sentence.start()
                    return Event(
                        " ".join(words),
                        span.first,
                        span.last,
                        paragraph,
                        start + span.start,
                        start + span.end,
                    )
    return None


def by_word(known: Sequence[Event], setting: Setting) -> Setting:
    """Return the setting with the days of elections and congresses, for "ngày bầu cử"."""
    said: dict[str, tuple[date, date]] = {}
    for event in sorted(known, key=lambda one: (one.last - one.first).days > HELD_DAYS):
        if setting.year and event.first.year < setting.year:
            continue
        if "bau cu" in event.key:
            said.setdefault("bầu cử", (event.first, event.last))
        if event.key.startswith(("dai hoi", "le hoi", "hoi nghi", "chien dich")):
            said.setdefault("khai mạc", (event.first, event.last))
            said.setdefault("bế mạc", (event.first, event.last))
            said.setdefault(
                _WORD[event.key.split()[0] + " " + event.key.split()[1]], (event.first, event.last)
            )
    return Setting(setting.issued, setting.year, said)
