"""What is wrong with the words of an item, beside the text while it is written. Pure.

A finding that blocks holds up the approval, never the draft: people keep what they typed
and mend it when they are ready. The one exception is material marked secret, which has no
place in this system at all: it is refused before anything is kept.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from loa.audio.spoken import spell_out
from loa.core.secrecy import is_secret
from loa.plans import terms

LONGEST_TEXT = 15_000  # characters: more than fifteen minutes, however fast it is read
LONGEST_HEADLINE = 300
SYLLABLES_A_SECOND = 2.5  # what open air with echo bears
SENTENCE_PAUSE_S, PARAGRAPH_PAUSE_S = 0.35, 0.7
LEAP = 2020  # a day without a year is judged by a year that has a 29 February
MONTHS, LONGEST_MONTH = 12, 31
MOST_MARKS = 3  # on one letter; a language needs two, decoration needs more
SHOWN = 40  # characters of a passage that a finding repeats

_DAY = re.compile(
    r"(?<![\w/.,])(?<!\d{4}-)(?P<day>\d{1,2})\s?[/.\-]\s?(?P<month>\d{1,2})"
    r"(?:\s?[/.\-]\s?(?P<year>\d{4}))?(?![\w/%]|[.,\-]\d|-\w)"
)
_SPELLED = re.compile(
    r"\bngày\s+(?:mùng\s+|mồng\s+)?(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})"
    r"(?:\s+năm\s+(?P<year>\d{4}))?\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:số|khoản|điểm|tỷ lệ|tỉ lệ|nhà)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `found` is the passage, `mend` what could stand there instead."""

    code: str
    place: str  # "headline", a language, "source" or "byline"
    found: str = ""
    mend: str | None = None
    blocks: bool = True
    about: str = ""  # what it contradicts, when it was said, or how much is too much


def findings(
    headline: str, texts: dict[str, str], *, source: str, byline: str
) -> tuple[Finding, ...]:
    """Return everything that is wrong with an item's words, in the order of the page."""
    found: list[Finding] = []
    for place, text in (("headline", headline), *texts.items()):
        found += of_text(place, text)
    found += [
        Finding(f"{place}-missing", place)
        for place, text in (("source", source), ("byline", byline))
        if not text.strip()
    ]
    return tuple(found)


def of_text(place: str, text: str) -> Iterator[Finding]:
    """Find what is wrong in one text; nothing is looked for in one that is far too long."""
    if len(text) > LONGEST_TEXT:
        yield Finding("too-long", place)
        return
    if is_secret(text):
        yield Finding("secret", place)
    for problem in terms.check_terms(text):
        values = dict(problem.values)
        yield Finding("term-reversed", place, values["found"], values["mend"])
    yield from _wrong_days(place, text)
    yield from _hidden(place, text)
    yield from _heaps(place, text)


def tidy(text: str) -> str:
    """Return a text as it is kept: NFC, Unix lines, no spaces at the ends of lines."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in lines.split("\n")).strip()


def spoken_seconds(text: str, *, language: str = "vi") -> int:
    """Estimate how long a text takes to be read out, figures and dates spelled out."""
    if len(text) > LONGEST_TEXT:
        return round(len(text.split()) / SYLLABLES_A_SECOND)
    spoken = spell_out(text) if language == "vi" else text
    words = sum(1 for word in spoken.split() if any(c.isalnum() for c in word))
    paragraphs = sum(1 for line in spoken.splitlines() if line.strip())
    sentences = len(re.findall(r"[.!?…;:](?:\s|$)", spoken))
    pauses = sentences * SENTENCE_PAUSE_S + paragraphs * PARAGRAPH_PAUSE_S
    return round(words / SYLLABLES_A_SECOND + pauses) if words else 0


def _wrong_days(place: str, text: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for pattern in (_SPELLED, _DAY):
        for match in pattern.finditer(text):
            if pattern is _DAY and _NUMBERED.search(
                text[max(0, match.start() - 12) : match.start()]
            ):
                continue
            said = " ".join(match[0].split())
            mend = _mended_day(match, spelled=pattern is _SPELLED)
            if mend is not None and said not in seen:
                seen.add(said)
                yield Finding("no-such-day", place, said, mend or None)


def days_in(text: str) -> Iterator[tuple[re.Match[str], int | None]]:
    """Yield every day that a text names and that exists, with its year where it has one."""
    taken: set[int] = set()
    for pattern in (_SPELLED, _DAY):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 12) : match.start()]
            spelled = pattern is _SPELLED
            if match.start("day") in taken or (not spelled and _NUMBERED.search(before)):
                continue
            taken.add(match.start("day"))
            day, month = int(match["day"]), int(match["month"])
            year = int(match["year"]) if match["year"] else None
            fits = 1 <= month <= MONTHS and (year is None or year >= 1)
            if fits and 1 <= day <= monthrange(year or LEAP, month)[1]:
                yield match, year


def _mended_day(match: re.Match[str], *, spelled: bool) -> str | None:
    """Return None for a day that exists, else the last day of its month; "" if there is none."""
    day, month = int(match["day"]), int(match["month"])
    if not (spelled or match["year"]) and (month > MONTHS or day > LONGEST_MONTH):
        return None  # 15/30 alone is a score or a share
    year = int(match["year"] or LEAP)
    if not (1 <= month <= MONTHS and year):
        return ""
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return None
    start, end = (place - match.start() for place in match.span("day"))
    return " ".join(f"{match[0][:start]}{last}{match[0][end:]}".split()) if day else ""


def _hidden(place: str, text: str) -> Iterator[Finding]:
    """Find characters that nobody sees: directions, joiners, controls."""
    for character in dict.fromkeys(text):
        control = unicodedata.category(character) in {"Cc", "Co", "Cn", "Cs"}
        if any(terms.check_hidden(character)) or (control and character not in "\n\t"):
            yield Finding("hidden-character", place, character, "")


def _heaps(place: str, text: str) -> Iterator[Finding]:
    """Find letters under a heap of marks, which no voice can read."""
    heap, parted = 0, unicodedata.normalize("NFD", text)
    for at, character in enumerate(parted):
        heap = heap + 1 if unicodedata.combining(character) else 0
        if heap == MOST_MARKS:
            yield Finding("heaped-marks", place, parted[at - heap : at + 1])
            return
