"""What the words of an item contradict, repeat or overrun, told while it is written. Pure.

Nothing here holds up an approval: a history may name an old day, a warning may be said
twice. It is shown beside the text, with the mend where there is one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loa.audio.spoken.abbreviations import SAID
from loa.core.fold import fold
from loa.core.periods import DAY, Days
from loa.core.words import Form
from loa.newsroom import wording
from loa.newsroom.wording import Finding

# What each form bears: seconds when it is said, else characters. House rules, not law.
LONGEST_S: Mapping[Form, int] = {Form.SHORT: 60, Form.LOUDSPEAKER: 240, Form.RADIO: 900}
LONGEST_CHARS: Mapping[Form, int] = {Form.BANNER: 90}
LONGEST_HEADLINE = 120
ALIKE = 0.6  # share of three-word runs in common from which two texts are the same to an ear
FEWEST_RUNS = 8
NAMED = 0.7  # share of an event's words from which a sentence speaks of it
WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
# Said as a word, or known to everybody by their letters.
FAMILIAR = frozenset({"COVID", "ASEAN", "OCOP", "UNESCO", "UNICEF", "WHO", "HCM", "TP", "TX", "TT"})
_CAPITALS = re.compile(r"(?<![\w/.&-])[A-ZĐƯÂÊÔƠ]{2,}(?:&[A-ZĐƯÂÊÔƠ]{2,})?(?![\w/&])")
_KNOWN = re.compile(
    r"(?<![\w/.&-])(?:"
    + "|".join(re.escape(t) for t in sorted(SAID, key=len, reverse=True) if t.isupper())
    + r")(?![\w/&-])"
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_WEEKDAY = re.compile(
    r"\b(?P<weekday>thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật)\s*,?\s*\(?\s*"
    r"(?=(?:ngày\s+)?(?:mùng\s+|mồng\s+)?\d)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Planned:
    """An event or a phase of the item's plan: when it is, when it was before it was moved.

    Of a phase only the first and the last day are looked for: it holds every day between.
    """

    name: str
    days: Days | None
    tentative: bool = False
    were: tuple[Days, ...] = ()
    phase: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What the same area heard lately, or is to hear: the last day, as people write it."""

    headline: str
    text: str
    when: str
    proven: bool = True  # it was heard; else it is placed to be
    key: str = ""  # of the item


@dataclass(frozen=True, slots=True)
class Around:
    """What an item is compared with; `day` is near the days that it speaks of."""

    day: date
    form: Form = Form.LOUDSPEAKER
    events: tuple[Planned, ...] = ()
    heard: tuple[Heard, ...] = ()


def findings(headline: str, texts: Mapping[str, str], around: Around) -> tuple[Finding, ...]:
    """Return what stands out in an item's words beside what `wording` finds."""
    found: list[Finding] = []
    if len(headline) > LONGEST_HEADLINE:
        about = str(LONGEST_HEADLINE)
        found.append(
            Finding("long-headline", "headline", str(len(headline)), blocks=False, about=about)
        )
    found += abbreviations("headline", headline, spoken=around.form in LONGEST_S)
    found += of_days("headline", headline, around)
    for language, text in texts.items():
        found += of_form(language, text, around.form, language=language)
        if language == "vi":
            found += of_days(language, text, around)
            found += repeated(headline, text, around.heard)
    return tuple(found)


def of_form(place: str, text: str, form: Form, *, language: str = "vi") -> Iterator[Finding]:
    """Say what a form does not bear: more than its length, and abbreviations when it is said."""
    if len(text) > wording.LONGEST_TEXT:
        return
    if most := LONGEST_S.get(form):
        seconds = wording.spoken_seconds(text, language=language)
        if seconds > most:
            yield Finding("long-said", place, _clock(seconds), blocks=False, about=_clock(most))
    if (most := LONGEST_CHARS.get(form)) and len(text) > most:
        yield Finding("long-written", place, str(len(text)), blocks=False, about=str(most))
    if language == "vi":
        yield from abbreviations(place, text, spoken=form in LONGEST_S)


def abbreviations(place: str, text: str, *, spoken: bool) -> Iterator[Finding]:
    """Find abbreviations: those that listeners hear spelled out, and those nobody can."""
    folded, seen = fold(text), set[str]()
    for match in _KNOWN.finditer(text) if spoken else ():
        short = match[0]
        if short in seen | FAMILIAR or fold(SAID[short]) in folded:
            continue  # explained where it first stands
        seen.add(short)
        yield Finding("abbreviation", place, short, SAID[short], blocks=False)
    for match in _CAPITALS.finditer(text):
        short = match[0]
        if short in seen | FAMILIAR or short in SAID or _ROMAN.fullmatch(short):
            continue
        if _among_capitals(text, match):
            continue
        seen.add(short)
        yield Finding("abbreviation-unknown", place, short, blocks=False)


def of_days(place: str, text: str, around: Around) -> Iterator[Finding]:
    """Find days that contradict their weekday, or the plan."""
    if len(text) > wording.LONGEST_TEXT:
        return
    for match, year in wording.days_in(text):
        day = _nearest(int(match["day"]), int(match["month"]), year, around.day)
        if day is None:
            continue
        yield from _weekday(place, text, match, day)
        sentence = _sentence_of(text, match.start())
        for event in around.events:
            if (one := _against(place, match, day, sentence, event)) is not None:
                yield one
                break


def repeated(headline: str, text: str, heard: Sequence[Heard]) -> Iterator[Finding]:
    """Find what the same area heard already, the most alike first; at most one is told."""
    runs, title = _runs(text), fold(headline)
    best, alike = None, 0.0
    for other in heard:
        theirs = _runs(other.text)
        fewest = min(len(runs), len(theirs))
        share = len(runs & theirs) / fewest if fewest >= FEWEST_RUNS else 0.0
        if title and fold(other.headline) == title:
            share = max(share, ALIKE)
        if share >= ALIKE and share > alike:
            best, alike = other, share
    if best is not None:
        code = "heard-already" if best.proven else "placed-already"
        yield Finding(code, "vi", best.headline, blocks=False, about=best.when)


def _against(
    place: str, match: re.Match[str], day: date, sentence: str, event: Planned
) -> Finding | None:
    """Compare a day with one event: whether it was moved from there, is another, is not sure."""
    said = " ".join(match[0].split())
    if event.days is None:
        return None
    if event.phase:
        return _against_phase(place, match, day, sentence, event)
    if day in event.days:
        if event.tentative and _speaks_of(sentence, event) and "du kien" not in fold(sentence):
            return Finding("day-tentative", place, said, blocks=False, about=event.name)
        return None
    moved = any(day in days for days in event.were)
    if not moved and not _speaks_of(sentence, event):
        return None
    mend = _written_as(match, event.days.start)
    code = "day-moved" if moved else "day-contradicts"
    return Finding(code, place, said, mend, blocks=False, about=event.name)


def _against_phase(
    place: str, match: re.Match[str], day: date, sentence: str, phase: Planned
) -> Finding | None:
    """Compare a day with those on which a phase began and ended before it moved."""
    now = _edges(phase.days) if phase.days else (None, None)
    if day in now or not _speaks_of(sentence, phase):
        return None
    for days in phase.were:
        for old, new in zip(_edges(days), now, strict=True):
            if old == day:
                said = " ".join(match[0].split())
                mend = _written_as(match, new) if new else None
                return Finding("phase-moved", place, said, mend, blocks=False, about=phase.name)
    return None


def _edges(days: Days) -> tuple[date, date | None]:
    """Return the first day and the last; None for the last of what has no end."""
    return days.start, days.end - DAY if days.end else None


def _weekday(place: str, text: str, match: re.Match[str], day: date) -> Iterator[Finding]:
    before = text[max(0, match.start() - 24) : match.end()]
    for named in _WEEKDAY.finditer(before):
        between = before[named.end() : len(before) - len(match[0])]
        right = WEEKDAYS[day.weekday()]
        if between.strip().lower() not in {"", "ngày"}:
            continue
        if " ".join(named["weekday"].lower().split()) != right:
            mend = right if named["weekday"][0].islower() else right.capitalize()
            said = named["weekday"] + before[named.end("weekday") :]
            yield Finding(
                "weekday-wrong",
                place,
                " ".join(said.split()),
                " ".join((mend + before[named.end("weekday") :]).split()),
                blocks=False,
            )


def _nearest(day: int, month: int, year: int | None, near: date) -> date | None:
    """Return the day; without a year, of the years around the one that lies nearest."""
    years = [year] if year is not None else [near.year - 1, near.year, near.year + 1]
    found = []
    for one in years:
        try:
            found.append(date(one, month, day))
        except ValueError:  # 29/2 in most years
            continue
    return min(found, key=lambda d: abs(d - near), default=None)


def _written_as(match: re.Match[str], day: date) -> str:
    """Return a passage with another day in it, as it was written."""
    parts = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    text, base = match[0], match.start()
    for name in ("year", "month", "day"):  # from the end, so that places stay right
        if match[name] is not None:
            start, end = (at - base for at in match.span(name))
            width = len(match[name]) if match[name].startswith("0") else 0
            text = text[:start] + parts[name].zfill(width) + text[end:]
    return " ".join(text.split())


def _sentence_of(text: str, at: int) -> str:
    ends = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    start = max(end for end in ends if end <= at)
    return text[start : min(end for end in ends if end > at)]


def _speaks_of(sentence: str, event: Planned) -> bool:
    """Whether a sentence holds most words of an event's name, up to its first comma."""
    name = set(fold(event.name.partition(",")[0]).split())
    return bool(name) and len(name & set(fold(sentence).split())) >= NAMED * len(name)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = fold(text).split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _among_capitals(text: str, match: re.Match[str]) -> bool:
    """Whether the words beside are in capitals too: a headline, not an abbreviation."""
    beside: Iterable[str | None] = (
        m[1] if (m := re.search(pattern, part)) else None
        for pattern, part in (
            (r"(\w{2,})\W*$", text[: match.start()][-40:]),
            (r"^\W*(\w{2,})", text[match.end() :][:40]),
        )
    )
    return any(word and word.isupper() and word.isalpha() for word in beside)


def _clock(seconds: int) -> str:
    whole = timedelta(seconds=seconds)
    return f"{whole.seconds // 60}:{whole.seconds % 60:02d}"
