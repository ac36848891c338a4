"""What a document says against itself, each with the passage and the mend."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from loa.plans.importing.date_atoms import atoms
from loa.plans.importing.dates import Setting, impossible_days
from loa.plans.importing.events import HELD_DAYS, Event
from loa.plans.importing.findings import Finding
from loa.plans.importing.mends import mend
from loa.plans.importing.phases import Phase
from loa.plans.importing.reading.document import Document
from loa.plans.terms import reversed_terms

_YEARS = re.compile(
    r"giai\s+đoạn\s+(?P<first>20\d\d)\s*(?:[-–]|đến)\s*(?P<last>20\d\d)\s*$", re.IGNORECASE
)


def _contradiction(
    kind: str, passage: tuple[int, int], sure: float = 0.9, **facts: object
) -> Finding:
    """Make a finding whose facts are plain values; `mends` says the sentence of each kind."""
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
    }
    values = {"kind": kind, "mend": mend(kind, plain, "vi"), "facts": plain}
    return Finding(values, passage, sure, f"contradiction: {kind}")


def late_bases(
    bases: Sequence[Finding], issued: date | None, year: int | None
) -> Iterator[Finding]:
    """Yield every basis dated later than the document that stands on it."""
    for basis in bases:
        day = _day_of_basis(str(basis.value))
        late = day and ((issued and day > issued) or (not issued and year and day.year > year))
        if day and late:
            yield _contradiction("basis-later-than-document", basis.passage, day=day)


def _day_of_basis(words: str) -> date | None:
    """Return the day that a document bears: the last of its own, before what it is about."""
    for one in atoms(words):
        if one.form == "day" and one.year and one.month and one.day and not one.impossible:
            return date(one.year, one.month, one.day)
    return None


def reversed_in(document: Document) -> Iterator[Finding]:
    """Yield every term such as 2020-2015."""
    for paragraph in document.paragraphs:
        for start, end, proposed in reversed_terms(paragraph.words):
            passage = paragraph.passage(start, end)
            yield _contradiction("term-ends-before-start", passage, 0.95, proposed=proposed)


def of_phases(phases: Sequence[Phase], terms: Sequence[Phase]) -> Iterator[Finding]:
    """Phases that end before they start, or leave the whole term that the document gives."""
    opening = min((one.finding.passage[0] for one in phases), default=0)
    whole = [one for one in terms if one.divided or one.finding.passage[0] < opening]
    for one in phases:
        if one.first and one.last and one.last < one.first:
            yield _contradiction(
                "phase-ends-before-start", one.finding.passage, first=one.first, last=one.last
            )
            continue
        for term in whole:
            if _leaves(one, term) and term.first and term.last:
                yield _contradiction(
                    "phase-outside-term", one.finding.passage, first=term.first, last=term.last
                )
                break


def term_of_title(title: Finding | None) -> list[Phase]:
    """Return the years that a title gives: "… giai đoạn 2023 - 2027"; none where it gives none."""
    said = _YEARS.search(str(title.value)) if title and title.value else None
    if title is None or said is None or int(said["first"]) > int(said["last"]):
        return []
    first, last = date(int(said["first"]), 1, 1), date(int(said["last"]), 12, 31)
    return [Phase(said[0], first, last, title, None, term=True, divided=True)]


def _leaves(one: Phase, term: Phase) -> bool:
    if term.first is None or term.last is None:
        return False
    early = one.first is not None and one.first < term.first
    late = one.last is not None and one.last > term.last
    begins_late = one.first is not None and one.first > term.last
    return early or late or begins_late


def impossible(document: Document) -> Iterator[Finding]:
    """Yield every day that its month does not have."""
    for paragraph in document.paragraphs:
        for one in impossible_days(paragraph.words):
            passage = paragraph.passage(one.start, one.end)
            facts = {"month": one.month, "day": one.day}
            yield _contradiction("date-does-not-exist", passage, 0.98, **facts)


def events_that_differ(events: Sequence[Event], setting: Setting) -> Iterator[Finding]:
    """Two mentions of one event on different days; the second is shown."""
    known: list[Event] = []
    for event in events:
        past = setting.year and event.first.year < setting.year - 1
        if past or (event.last - event.first).days > HELD_DAYS:
            continue
        other = next((one for one in known if _same(one, event)), None)
        if other is None:
            known.append(event)
        elif (other.first, other.last) != (event.first, event.last):
            inside = other.first <= event.first and event.last <= other.last
            if not inside and not (event.first <= other.first and other.last <= event.last):
                passage = event.paragraph.passage(event.start, event.end)
                yield _contradiction("event-date-differs", passage, 0.8, day=other.first)


_ONE = {"ngay hoi", "le hoi", "hoi cho"}  # of which an office holds no two in one document
_GENERIC = 3  # words: "đại hội" alone may be any of several


def _same(one: Event, other: Event) -> bool:
    left, right = one.key.split(), other.key.split()
    short, long = sorted((left, right), key=len)
    if short == ["bau", "cu"]:  # an election is held on one day
        return long[:2] == short and one.first == one.last and other.first == other.last
    named = len(short) >= _GENERIC or " ".join(short) in _ONE
    return long[: len(short)] == short and named
