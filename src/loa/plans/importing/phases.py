"""Phases: the spans that a document gives to its own work, by name, with first and last day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loa.core.fold import fold
from loa.plans.importing.dates import Setting, Span, spans
from loa.plans.importing.events import Event, dated_elsewhere, meant
from loa.plans.importing.findings import Finding, finding
from loa.plans.importing.outline import PLAIN, Item, Outline
from loa.plans.importing.own_days import own_span
from loa.plans.importing.phase_words import (
    AROUND,
    ASIDE,
    DIVIDED,
    DUTY,
    EVENT,
    EVENT_DAY,
    GENERAL,
    HELD_AS,
    LABEL,
    LEFTOVER,
    MIDST,
    NAME_WORDS,
    NAMED_AFTER,
    NUMBERED,
    ORDINAL,
    OTHER_PLANS,
    OTHER_WORK,
    PEAK,
    PEAK_IS,
    PEAKED,
    SENTENCE,
    THROUGHOUT,
    VERB,
    YEARS,
)
from loa.plans.importing.reading.document import Paragraph

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase with its finding; `item` is where it stands, `term`: it is the whole, unnamed."""

    name: str
    first: date | None
    last: date | None
    finding: Finding
    item: int | None
    term: bool = False
    divided: bool = False
    peaked: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the search for phases knows: the document's setting and the events it dates."""

    setting: Setting
    events: Sequence[Event]
    paragraphs: Sequence[Paragraph] = ()


def phases(
    outline: Outline, calendar: Calendar, tabled: Sequence[Phase]
) -> tuple[list[Phase], list[Phase]]:
    """Return the phases in order, those of tables too, and the terms that the document divides."""
    found: list[Phase] = []
    at_items: set[int] = set()
    for item in outline.items:
        for phase in _of_item(outline, item, calendar, at_items):
            found.append(phase)
            at_items.add(item.at)
    found += tabled
    named = _distinct([one for one in found if not one.term])
    terms = [one for one in found if one.term]
    kept = [t for t in terms if not t.divided and (t.peaked or _peaks(named))]
    rest = [t for t in terms if t not in kept]
    ordered = sorted([*named, *kept], key=lambda one: one.finding.passage[0])
    return ordered, rest


def _peaks(named: list[Phase]) -> bool:
    return all(PEAK.search(one.name) for one in named)


def _distinct(found: list[Phase]) -> list[Phase]:
    seen: set[tuple[str, date | None, date | None]] = set()
    out = []
    for one in found:
        key = (fold(one.name), one.first, one.last)
        if key not in seen:
            seen.add(key)
            out.append(one)
    return out


def _of_item(
    outline: Outline, item: Item, calendar: Calendar, at_items: set[int]
) -> Iterator[Phase]:
    text = item.text
    timed = "time" in item.roles
    labelled = bool(NUMBERED.match(text))
    named = labelled or bool(AROUND.match(text))
    if item.heading and item.inline < 0 and not named:
        return
    loose = named and item.roles <= {"content"} and _short_dated(text, calendar)
    acted = labelled or loose or _dated_action(text, item, calendar)
    midway = not item.roles and not acted  # "…, chia làm hai đợt: đợt 1 từ …; đợt 2 từ …"
    if not timed and not acted and not midway:
        return
    if not timed and _elsewhere(item, calendar):
        return
    if item.parent in at_items and not _inner(item, calendar):
        return
    start = item.inline if item.heading and item.inline >= 0 and not named else item.start
    for first, last in _segments(item.paragraph.words, start):
        begun = item.paragraph.words[first:last]
        labelled_too = LABEL.match(begun) or AROUND.match(begun) or PEAK_IS.match(begun)
        if midway and (OTHER_WORK.match(item.text) or not NUMBERED.match(begun)):
            continue
        if first > start and not labelled_too and (named or not item.heading):
            continue
        phase = _phase(outline, item, first, last, calendar)
        past = midway and phase is not None and _past(phase, calendar)
        if phase is not None and not past:
            yield phase


def _elsewhere(item: Item, calendar: Calendar) -> bool:
    """Say whether a section is about other things, and its spans are not the plan's phases."""
    if item.roles & {"purpose", "basis", "slogans"}:
        return True
    return bool(item.roles & {"assign", "other", "forms"}) and not _short_dated(item.text, calendar)


def _inner(item: Item, calendar: Calendar) -> bool:
    """Say whether what stands under a phase is one itself, and no topic of it."""
    text = item.text
    aside = bool(item.rank >= PLAIN and ASIDE.search(text))
    if item.rank >= PLAIN:
        return aside or bool(NUMBERED.match(text))
    return bool(LABEL.match(text) or AROUND.match(text)) or _short_dated(text, calendar)


def _past(phase: Phase, calendar: Calendar) -> bool:
    """Say whether a phase was over before the document was issued."""
    ends, issued = phase.last or phase.first, calendar.setting.issued
    return bool(ends and issued and ends < issued)


def _dated_action(text: str, item: Item, calendar: Calendar) -> bool:
    """In a document without sections: "Từ ngày … tiến hành đợt tuyên truyền tập trung"."""
    if item.roles:
        return False
    found = spans(text, calendar.setting)
    return bool(found) and found[0].start == 0 and bool(HELD_AS.match(text[found[0].end :]))


def _short_dated(text: str, calendar: Calendar) -> bool:
    """Say whether a day follows a short name: "Lễ ra quân: sáng thứ Bảy, ngày 09/5/2020"."""
    own = own_span(text, calendar.setting)
    if own is None:
        return False
    lead = text[: own.start]
    named = re.split(r"[:(]", lead)[0]
    return len(named.split()) <= 8 and bool(re.search(r"[:(]", lead))  # noqa: PLR2004 -- a name


def _segments(words: str, start: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut in SENTENCE.finditer(words, start):
        yield at, cut.start()
        at = cut.end()
    yield at, len(words)


def _phase(  # noqa: C901, PLR0911 -- one way out for each reason why a span is no phase
    outline: Outline, item: Item, start: int, end: int, calendar: Calendar
) -> Phase | None:
    words = item.paragraph.words[start:end]
    if OTHER_PLANS.search(words):
        return None
    around = AROUND.match(words)
    span = own_span(words, calendar.setting)
    if span is None and "time" in item.roles and (years := YEARS.match(words)):
        return _of_years(item, start, years)
    if span is None:
        return _around(item, start, words, around, calendar) if around else None
    lead = words[: span.start]
    if around and ":" in lead[around.end() :] and len(lead[around.end() :].split()) > 2:  # noqa: PLR2004
        return _around(item, start, words, around, calendar) or None
    name, told = _own_name(lead)
    if not name and (day := EVENT_DAY.match(words, span.start)):
        name = day[0].strip(" (,:–-")
    if told and EVENT.match(name):
        return None  # an event is told, not a phase
    if len(name.split()) > NAME_WORDS or _before_issue(span, name, calendar):
        return None
    by = _leads_to_name(name, item)
    start, words, name, span = start + by, words[by:], name[by:], _shifted(span, by)
    listed = "time" in item.roles and (not item.heading or bool(LABEL.match(item.text)))
    if name.count("(") > name.count(")") and name[: name.rfind("(")].strip():
        name = name[: name.rfind("(")].strip()
    labelled = bool(LABEL.match(name) or around)
    if span.first is None and span.last is not None and _deadline(name, item):
        return None
    if item.roles & {"purpose"} and not NUMBERED.match(name):
        return None
    if name and not (labelled or listed):
        return None
    return _named(outline, item, start, words, (name, _filled(span, around, calendar)))


def _leads_to_name(name: str, item: Item) -> int:
    """Return how many characters stand before the name itself: "… trong đó cao điểm là"."""
    by = 0
    if not NUMBERED.match(name) and (late := MIDST.search(name)) and item.rank >= PLAIN:
        by = late.start()
    if (peak := PEAK_IS.match(name[by:])) and len(name[by:]) > peak.end():
        by += peak.end()
    return by


def _of_years(item: Item, start: int, years: re.Match[str]) -> Phase:
    first, last = date(int(years["first"]), 1, 1), date(int(years["last"]), 12, 31)
    values = phase_values(years[0].strip(" ("), first, last)
    found = finding(item.paragraph, start, start + years.end(), 0.85, "phase-with-dates", **values)
    return Phase(years[0], first, last, found, item.at)


def _own_name(lead: str) -> tuple[str, bool]:
    """Return the name before the days, and whether a verb stood between them."""
    clean = LEFTOVER.sub("", lead)
    whole = clean.strip(" :(,–-")
    name = VERB.sub("", clean).strip(" :(,–-")
    if NUMBERED.fullmatch(name):  # the verb was all that the name says: "Giai đoạn triển khai"
        return whole, False
    if (ordinal := ORDINAL.match(lead)) and ordinal.end() > len(name):
        return ordinal[0], False
    if THROUGHOUT.fullmatch(name) and ":" not in lead:  # "Cả năm 2024"
        return "", False
    return name, name != whole


def _deadline(name: str, item: Item) -> bool:
    """Say whether a last day is a duty's; under "THỜI GIAN", a name of its own is a phase's."""
    own = "time" in item.roles and item.marker is not None and len(name.split()) <= 2  # noqa: PLR2004
    return bool(DUTY.match(name)) and not own


def _shifted(span: Span, by: int) -> Span:
    return replace(span, start=span.start - by, end=span.end - by)


def _before_issue(span: Span, name: str, calendar: Calendar) -> bool:
    issued = calendar.setting.issued
    last = span.last or span.first
    return bool(issued and last and last < issued and not NUMBERED.match(name))


def _named(
    outline: Outline, item: Item, start: int, words: str, named: tuple[str, Span]
) -> Phase | None:
    name, span = named
    term = divided = False
    passage_from = 0
    end = span.end
    if not name:
        held = HELD_AS.match(words[span.end :]) or NAMED_AFTER.match(words[span.end :])
        listed = item.marker is not None and bool(re.match(r"\s*[:(–-]", words[span.end :]))
        if listed and span.first is None:
            return None  # "Trước ngày 15/3: Viết tin bài": a duty with its day
        if held:
            name, end = held["name"].strip(), span.end + held.end()
        elif listed and not item.heading:
            name = words[span.start : span.end]
        else:
            term = True
    over = outline.parent(item)
    if (
        term
        and over is not None
        and fold(item.text).startswith("thoi gian")
        and looks_like_phase(over)
    ):
        return _under_its_label(item, over, start + end, span)
    if term or fold(name) in GENERAL:
        said = fold(name).startswith("thoi gian")
        term, name = True, name if said else _section(outline, item)
        if over is not None and over.marker is not None and not over.heading:
            return None  # when one form or one act is held
        divided = bool(DIVIDED.search(item.paragraph.words))
    if term and item.rank >= PLAIN and item.parent is None:
        return None
    values = phase_values(name, span.first, span.last)
    why = "whole-term" if term else "phase-with-dates"
    sure = 0.75 if term else 0.95 if NUMBERED.match(name) else 0.85
    found = finding(item.paragraph, start + passage_from, start + end, sure, why, **values)
    peaked = term and bool(PEAKED.search(words[end:]))
    return Phase(name, span.first, span.last, found, item.at, term, divided, peaked)


def _under_its_label(item: Item, over: Item, end: int, span: Span) -> Phase:
    """Take the name from the line above: "1. Đợt 1", and under it "- Thời gian: từ …"."""
    name = over.text.strip(" :.;")
    passage = (over.paragraph.passage(over.start)[0], item.paragraph.passage(0, end)[1])
    values = phase_values(name, span.first, span.last)
    found = Finding(values, passage, 0.85, "days-under-label")
    return Phase(name, span.first, span.last, found, over.at)


def _section(outline: Outline, item: Item) -> str:
    """Return the document's own word for the whole: its heading, in ordinary letters."""
    if item.heading:
        lead = item.paragraph.words[item.start : item.inline].strip(" :.")
        return re.sub(r"^[Vv]ề\s+", "", lead).capitalize()
    parent = outline.parent(item)
    said = parent.text.strip(" :.") if parent else ""
    said = said.capitalize() if said.isupper() else said
    return said or "Thời gian"


def phase_values(name: str, first: date | None, last: date | None) -> dict[str, str | None]:
    return {
        "name": name,
        "starts": first.isoformat() if first else None,
        "ends": last.isoformat() if last else None,
    }


def _around(
    item: Item, start: int, words: str, around: re.Match[str], calendar: Calendar
) -> Phase | None:
    """Before, during and after an event that the document dates somewhere."""
    event = _event(around, calendar)
    if event is None:
        return None
    name = words[: around.end()].strip(" :(,.;)")
    when = around["when"].lower()
    first: date | None = event.first
    last: date | None = event.last
    if when == "trước":
        first, last = None, event.first - DAY
    elif when == "sau":
        first, last = event.last + DAY, None
    found = finding(
        item.paragraph,
        start,
        start + len(name),
        0.8,
        f"around-event: {event.first.isoformat()}",
        **phase_values(name, first, last),
    )
    return Phase(name, first, last, found, item.at)


def _event(around: re.Match[str], calendar: Calendar) -> Event | None:
    year = calendar.setting.year
    known = [one for one in calendar.events if not year or one.first.year >= year]
    return meant(around["event"], known) or dated_elsewhere(
        around["event"], calendar.paragraphs, calendar.setting
    )


def _filled(span: Span, around: re.Match[str] | None, calendar: Calendar) -> Span:
    """Give "Trước Đại hội: từ tháng 3" its end, and "Sau Đại hội: đến hết năm" its start."""
    event = _event(around, calendar) if around and span.open else None
    if event is None or around is None:
        return span
    when = around["when"].lower()
    if when == "trước" and span.last is None and span.first and span.first < event.first:
        return replace(span, last=event.first - DAY)
    if when == "sau" and span.first is None and span.last and span.last > event.last:
        return replace(span, first=event.last + DAY)
    return span


def looks_like_phase(item: Item) -> bool:
    """Say whether an item bears a phase's label, dated or not."""
    return bool(NUMBERED.match(item.text) or AROUND.match(item.text))
