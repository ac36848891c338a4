"""What was not understood: said plainly, so that nothing is passed over in silence."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from loa.plans.importing import channels
from loa.plans.importing.date_atoms import atoms
from loa.plans.importing.findings import Finding, finding
from loa.plans.importing.outline import PLAIN, Item, Outline, leaves
from loa.plans.importing.reading.document import Paragraph
from loa.plans.importing.reading.legacy import is_syllable, marked, plausible, tcvn3
from loa.plans.importing.unit_words import BY_WHOM, CLOSES, LEFT_OPEN

_SPLIT = re.compile(r";\s*|,\s+|\s+và\s+(?=(?:qua|trên|bằng)\s)")
_WORD = re.compile(r"[^\W\d_]+")
_CONDITION = re.compile(r"\bkhi có\b|\btùy\b|\btuỳ\b|tình hình|nếu ", re.IGNORECASE)
_SILENT = {"purpose", "other", "basis", "slogans"}
_LEFT = {  # what a sentence that gave nothing is, by what its section is about
    "time": "time-without-days",
    "assign": "duty-without-unit",
    "content": "text-without-topic",
}
_ORDERS_ALL = re.compile(
    r"^(?:Đề nghị|Yêu cầu|Giao)?\s*(?:các|những)?\s*(?:cơ quan|đơn vị|ngành|địa phương|bên)\b"
    r"[^;]*(?:thực hiện|triển khai|phối hợp)|^Chia\b|^Gồm\b|^Cụ thể\b",
    re.IGNORECASE,
)
_ROWS_SAY = {"time", "assign", "content", "forms"}
_OF_ELSE = re.compile(r"(?:Ngôn ngữ|Địa điểm|Quy mô|Số lượng)\s*:", re.IGNORECASE)
_EVENTS = ("su kien", "ngay le", "ngay ky niem")  # what is only told, and no phase
_WHEN = ("tinh huong", "khi nao", "truong hop", "dieu kien")
_SAYS_LITTLE = 4  # words: less is a label
GARBLED = 0.3  # of a paragraph's words are no syllables


@dataclass(frozen=True)
class Taken:
    """Passages that were understood, so that one can ask quickly what they touch."""

    starts: Sequence[int]
    reach: Sequence[int]  # the furthest end of all that begin up to there

    @classmethod
    def of(cls, passages: Collection[tuple[int, int]]) -> "Taken":
        ordered = sorted(passages)
        return cls([one[0] for one in ordered], list(accumulate((one[1] for one in ordered), max)))

    def touches(self, first: int, last: int) -> bool:
        at = bisect_left(self.starts, last)
        return at > 0 and self.reach[at - 1] > first


def not_understood(outline: Outline, passages: Collection[tuple[int, int]]) -> Iterator[Finding]:
    """Yield what the rules could not read; `passages` are the findings'."""
    known = Taken.of(passages)
    found = [*_forms(outline), *_items(outline, known), *_garbled(outline), *_vague(outline)]
    taken = Taken.of([*passages, *(one.passage for one in found)])
    found += [*_sentences_left(outline, taken), *_rows_left(outline, taken)]
    found += _conditions(outline)
    reach = -1
    for one in sorted(found, key=lambda each: each.passage):
        if one.passage[1] > reach:  # else it stands within one that is listed
            reach = one.passage[1]
            yield one


def _conditions(outline: Outline) -> Iterator[Finding]:
    """Yield the cells that say when a task falls due, but by no day of the calendar."""
    for table in outline.tables:
        column = next((n for n, said in enumerate(table.header) if said in _WHEN), None)
        for paragraph in table.column(column) if column is not None else ():
            if not atoms(paragraph.words):
                yield finding(paragraph, 0, len(paragraph.words), 0.6, "time-without-days")


def _forms(outline: Outline) -> Iterator[Finding]:
    """Forms for which there is no channel."""
    sectioned = any("forms" in item.roles for item in outline.items)
    under = _under_channels(outline)
    for paragraph, start in channels.sources(outline):
        words = paragraph.words
        if paragraph.at[0] in under and not channels.UNKNOWN.search(words):
            continue
        for first, last in _sentences(words, start):
            if not channels.named(words[first:last]) and sectioned:
                if words[first:last].rstrip().endswith(":"):
                    continue
                yield finding(paragraph, first, last, 0.7, "form-without-channel")
                continue
            for piece in _pieces(words, first, last):
                said = words[piece[0] : piece[1]]
                apart = sectioned and words[piece[0] - 2 : piece[0]] == "; "
                strange = apart or channels.UNKNOWN.search(said)
                if strange and not channels.named(said):
                    yield finding(paragraph, *piece, 0.7, "form-without-channel")


def _under_channels(outline: Outline) -> set[int]:
    """Return where items begin that only go on with a form that has a channel."""
    return {
        item.paragraph.at[0]
        for item in outline.items
        if (over := outline.parent(item)) and not over.heading and channels.named(over.text)
    }


def _sentences(words: str, start: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut in re.finditer(r"\.\s+(?=[A-ZĐÀ-Ỹ])", words[start:]):
        yield at, start + cut.start() + 1
        at = start + cut.end()
    yield at, len(words)


def _pieces(words: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    at = first
    for cut in _SPLIT.finditer(words, first, last):
        yield at, cut.start()
        at = cut.end()
    yield at, last


def _items(outline: Outline, known: Taken) -> Iterator[Finding]:
    """Items of sections that should give something, and gave nothing."""
    for item in leaves(outline.items):
        if item.heading or item.roles & _SILENT or BY_WHOM.match(item.text):
            continue
        why = _why(item)
        if why and not _used(item.paragraph, item.start, known) and not _over(outline, item, known):
            yield finding(item.paragraph, item.start, len(item.paragraph.words), 0.6, why)


def _sentences_left(outline: Outline, known: Taken) -> Iterator[Finding]:
    """Sentences of sections that were recognised, of which nothing was found."""
    for item in outline.items:
        why = next((_LEFT[role] for role in _LEFT if role in item.roles), "")
        start = item.inline if item.heading else item.start
        silent = item.roles & _SILENT or BY_WHOM.match(item.text)
        if not why or start < 0 or silent or _over(outline, item, known):
            continue
        words = item.paragraph.words
        timed = why == "time-without-days"
        for first, last in _dated_parts(words, start) if timed else _sentences(words, start):
            said = words[first:last].strip()
            if _says_nothing(said) or _over_list(outline, item):
                continue
            if not known.touches(*item.paragraph.passage(first, last)):
                reason = "days-without-a-phase" if timed and atoms(said) else why
                yield finding(item.paragraph, first, last, 0.5, reason)


def _dated_parts(words: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield sentences, and apart those parts between semicolons that name days."""
    for first, last in _sentences(words, start):
        at = first
        for cut in re.finditer(r";\s+", words[first:last]):
            if atoms(words[first + cut.end() : last]):
                yield at, first + cut.start()
                at = first + cut.end()
        yield at, last


def _rows_left(outline: Outline, known: Taken) -> Iterator[Finding]:
    """Rows of a table in a section that was recognised, of which nothing was found."""
    for table in outline.tables:
        told = any(name.startswith(_EVENTS) for name in table.header)
        if table.annex or told or not table.roles & _ROWS_SAY or table.roles & _SILENT:
            continue
        for row in table.below:
            cells = [
                p for cell in table.rows[row] for p in cell if any(c.isalpha() for c in p.words)
            ]
            spans = [p.passage() for p in cells if p.cell and p.cell.row == row]
            if not spans or any(known.touches(*one) for one in spans):
                continue
            said = " - ".join(p.words for p in cells)
            yield Finding({"value": said}, (spans[0][0], spans[-1][1]), 0.5, "row-without-finding")


def _says_nothing(said: str) -> bool:
    """Say whether a sentence only leads to what follows, closes, or obliges all in general."""
    little = len(said.split()) < _SAYS_LITTLE or said.endswith(":")
    return little or bool(_OF_ELSE.match(said) or CLOSES.match(said) or _ORDERS_ALL.search(said))


def _over_list(outline: Outline, item: Item) -> bool:
    """Say whether an item stands over others, which say what it is about."""
    return any(one.rank < PLAIN for one in outline.children(item))


def _vague(outline: Outline) -> Iterator[Finding]:
    """Yield sentences that leave to others what is to be done."""
    for item in outline.items:
        if item.roles & {"purpose", "basis", "slogans"}:
            continue
        for first, last in _sentences(item.paragraph.words, item.start):
            if LEFT_OPEN.search(item.paragraph.words[first:last]):
                yield finding(item.paragraph, first, last, 0.5, "left-open")


def _why(item: Item) -> str:
    if item.rank >= PLAIN and not _CONDITION.search(item.text):
        return ""
    if "time" in item.roles:
        return "time-without-days"
    if "assign" in item.roles:
        return "duty-without-unit" if item.rank < PLAIN else ""
    if not item.roles:
        return "item-without-section"
    return ""


def _over(outline: Outline, item: Item, known: Taken) -> bool:
    """Say whether a line only stands over others, which were understood."""
    after = outline.after(item)
    under = after is not None and after.parent == item.at and after.rank > item.rank
    return under and after is not None and _used(after.paragraph, after.start, known)


def _used(paragraph: Paragraph, start: int, known: Taken) -> bool:
    return known.touches(*paragraph.passage(start))


def _garbled(outline: Outline) -> Iterator[Finding]:
    """Letters of an old encoding in the midst of Unicode, and words torn apart."""
    for paragraph in [item.paragraph for item in outline.items]:
        words = paragraph.words
        strange = [w for w in _WORD.findall(words) if not w.isupper()]
        if len(strange) < 5:  # noqa: PLR2004 -- too few to judge
            continue
        wrong = sum(not is_syllable(word) for word in strange)
        converted = tcvn3(words)
        if plausible(words) < plausible(converted) and marked(words) and _old(words):
            yield finding(paragraph, *_body(words), 0.8, "letters-of-tcvn3")
        elif wrong / len(strange) >= GARBLED:
            yield finding(paragraph, *_body(words), 0.7, "words-torn-apart")


def _old(words: str) -> bool:
    return bool(re.search(r"[\u00b8µ¶·¹¨©ª«¬®»¼½¾Æ]", words))


def _body(words: str) -> tuple[int, int]:
    found = re.match(r"\s*(?:\d+\s*[.)/]|[-+*•])\s*", words)
    return (found.end() if found else 0, len(words))
