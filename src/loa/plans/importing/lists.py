"""Plain lists: slogans, recipients, purposes and annexes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loa.core.fold import fold
from loa.plans.importing.findings import Finding, finding
from loa.plans.importing.markers import SIGNS, marker
from loa.plans.importing.outline import PLAIN, Item, Outline, leaves
from loa.plans.importing.reading.document import Paragraph
from loa.plans.importing.tables import Table

_KEPT = re.compile(r"^(luu\b|nhu tren\b|nhu kinh gui\b|nhu dieu\b)")
_NOI_NHAN = re.compile(r"^Nơi (?:nhận|gửi)\s*:?\s*", re.IGNORECASE)
_KINH_GUI = re.compile(r"^Kính gửi\s*:?\s*", re.IGNORECASE)
_SIGNER = re.compile(r"^(T\s*/?\s*M|K\s*/?\s*T|TL|TUQ)\b|^[A-ZĐÀ-Ỹ\s.]+$")


def slogans(outline: Outline) -> Iterator[Finding]:
    """Yield the items of every list of slogans."""
    for item in (*outline.items, *outline.annexes):
        if "slogans" in item.roles and not item.heading and item.text.strip():
            if item.marker is None and not _may_be_slogan(outline, item):
                continue
            yield finding(
                item.paragraph, item.start, len(item.paragraph.words), 0.95, "slogan-list"
            )
        elif "slogans" in item.roles and item.inline >= 0:
            yield from _running(item.paragraph, item.inline, "slogan-in-running-text")
    for table in outline.tables:
        for paragraph in _slogan_cells(table):
            yield finding(paragraph, 0, len(paragraph.words), 0.8, "slogan-table")


def _slogan_cells(table: Table) -> Iterator[Paragraph]:
    """Yield a column of slogans, or in a table of slogans each row's longest cell."""
    header = table.header
    column = next((n for n, said in enumerate(header) if "khau hieu" in said), None)
    if column is not None:
        yield from table.column(column)
    elif "slogans" in table.roles:
        for row in table.below:
            yield from max(table.rows[row], key=lambda one: sum(len(p.words) for p in one))


def _may_be_slogan(outline: Outline, item: Item) -> bool:
    """Say whether a line without a marker stands in a list that has none."""
    text = item.text
    parent = outline.parent(item)
    if parent and (not parent.heading or any(one.marker for one in outline.children(parent))):
        return False
    return 4 <= len(text.split()) <= 30 and not text.endswith(":") and not text.startswith("(")  # noqa: PLR2004


def recipients(outline: Outline) -> Iterator[Finding]:
    """Yield the lines of "Kính gửi" and "Nơi nhận", without copies that are only kept."""
    addressed = [p for p in outline.head if not p.side]
    at = next((n for n, p in enumerate(addressed) if _KINH_GUI.match(p.words)), None)
    seen: set[str] = set()
    found: list[Finding] = []
    if at is not None and outline.kind_at is None:
        found += _lines(addressed[at:], _KINH_GUI, "addressee")
    elif outline.kind_at is not None:  # a guidance may be addressed too, under its title
        asked = [p for p in outline.preamble if _KINH_GUI.match(p.words)]
        found += _lines(asked[:1], _KINH_GUI, "addressee")
    found += _lines([p for p in outline.foot if not p.side], _NOI_NHAN, "recipient-in-foot")
    for one in found:
        key = fold(str(one.value))
        if key and key not in seen and not _KEPT.match(key):
            seen.add(key)
            yield one


def _lines(paragraphs: Sequence[Paragraph], lead: re.Pattern[str], why: str) -> Iterator[Finding]:
    if not paragraphs:
        return
    first = paragraphs[0]
    opened = lead.match(first.words)
    start = opened.end() if opened else 0
    yield from _running(first, start, why)
    last: Finding | None = None
    words = ";"
    for paragraph in paragraphs[1:]:
        found = marker(paragraph.words)
        if found and found.form in SIGNS | {"number"}:
            if last:
                yield last
            last = finding(paragraph, found.length, len(paragraph.words), 0.95, why)
        elif last and not _SIGNER.match(paragraph.words) and _goes_on(words, paragraph.words):
            last = _joined(last, finding(paragraph, 0, len(paragraph.words), 0.9, why))
        elif last is None and not _SIGNER.match(paragraph.words):
            if paragraph.words.endswith((";", ",")):
                yield finding(paragraph, 0, len(paragraph.words), 0.8, why)
        else:
            continue
        words = paragraph.words
    if last:
        yield last


def _goes_on(above: str, words: str) -> bool:
    """Say whether a line goes on with the recipient in the line above it."""
    return not above.endswith((";", ".", ",")) and (words[0].islower() or words[-1] in ";,.")


def _joined(one: Finding, more: Finding) -> Finding:
    passage = (one.passage[0], more.passage[1])
    return replace(one, values={"value": f"{one.value} {more.value}"}, passage=passage)


def _running(paragraph: Paragraph, start: int, why: str) -> Iterator[Finding]:
    """In a running line the semicolons divide."""
    at = start
    for piece in re.split(r"(;)", paragraph.words[start:]):
        end = at + len(piece)
        if piece != ";" and piece.strip(" .:-"):
            yield finding(paragraph, at, end, 0.9, why)
        at = end


def purposes(outline: Outline) -> Iterator[Finding]:
    """Yield what the sections on purpose say."""
    for item in leaves(outline.items):
        start = item.inline if item.heading else item.start
        if "purpose" in item.roles and "content" not in item.roles and start >= 0:
            sure = 0.9 if item.rank < PLAIN else 0.8
            end = len(item.paragraph.words)
            yield finding(item.paragraph, start, end, sure, "purpose-section")


def annexes(outline: Outline) -> Iterator[Finding]:
    """Yield the annexes by their headings."""
    for at, item in enumerate(outline.annexes):
        if fold(item.text).startswith("phu luc"):
            after = outline.annexes[at + 1] if at + 1 < len(outline.annexes) else None
            named = after is not None and after.text.isupper()
            value = f"{item.text}. {after.text}" if named and after else item.text
            yield finding(
                item.paragraph,
                item.start,
                len(item.paragraph.words),
                0.9,
                "annex-heading",
                value=value,
            )
