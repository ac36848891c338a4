"""Assignments: which unit has which duty, from lists, running text and tables."""

import re
from collections.abc import Iterator
from itertools import pairwise

from loa.plans.importing.findings import Finding, finding
from loa.plans.importing.outline import PLAIN, Item, Outline
from loa.plans.importing.reading.document import Paragraph
from loa.plans.importing.sections import roles
from loa.plans.importing.tables import Table
from loa.plans.importing.unit_words import (
    AFTER_LEVEL,
    ASKED,
    ASKS,
    BEGINS_WITH_VERB,
    BEHIND_TASK,
    BODY,
    BY_WHOM,
    CLOSING,
    DUTY_HEADER,
    FOR_INFORMATION,
    GENERAL,
    LEFT_OPEN,
    NO_UNIT,
    NOUNED,
    TO_ALL,
    UNIT_HEADER,
    VERB,
)

_PERSON = re.compile(r"^(?:Ông|Bà|Đồng chí|Đ/c)\s+", re.IGNORECASE)
_SEAT = re.compile(
    r",\s+(?:Phó\s+)?(?:Trưởng|Tổ trưởng|Chủ nhiệm|Thành viên|Ủy viên|Uỷ viên)(?:\s+(?:Tiểu ban"
    r"|Ban|Tổ|Ban Chỉ đạo|thường trực))*$",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\b(?:mà|thì|cứ|nên|vẫn|nếu|khi|phải|cần|sẽ)\b|[.!?]", re.IGNORECASE)
_PART = re.compile(r"\.\s+(?=[A-ZĐÀ-Ỹ])|;\s+")
_HAS_DUTIES = re.compile(
    r",?\s+(?:có|chịu)\s+trách nhiệm\b|,?\s+(?:có )?(?:các )?nhiệm vụ\b|,?\s+chủ trì\b"
    r"|,?\s+(?:là )?(?:cơ quan|đơn vị) (?:chủ trì|thường trực|đầu mối)\b"
    r"|,?\s+thực hiện (?:các |những |tốt )?(?:nhiệm vụ|nội dung|công việc|việc)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(r",?\s+(?:có|chịu)\s+(?:các\s+)?(?:trách nhiệm|nhiệm vụ)$", re.IGNORECASE)
_DASHED = re.compile(r"(?P<unit>[^:;.]{2,60}?)\s+[-–]\s+(?=[a-zđà-ỹ])")  # "Các thôn - họp dân"
_NAME_WORDS = 14  # of a unit in a line of its own
_UNIT_WORDS = 22
_VAGUE_WORDS = 8  # of a duty that says nothing else


def _assignments(outline: Outline) -> Iterator[Finding]:
    sectioned = any("assign" in item.roles for item in outline.items)
    spoken: set[int] = set()
    for item in outline.items:
        if item.at in spoken:
            continue
        acted = _by_whom(outline, item)
        if acted is not None:
            yield acted
        elif "assign" in item.roles:
            yield from _in_section(outline, item, spoken)
        elif not item.roles and not sectioned and (unit := _over_duties(outline, item)):
            yield from _duties_under(outline, item, unit, spoken)
        elif not item.roles and (ASKED.match(item.text) or (not sectioned and item.rank < PLAIN)):
            several = list(_in_running_text(item))
            yield from several if len(several) > 1 else _alone(item, strict=True)
        elif not sectioned and not item.roles:
            yield from _in_running_text(item)
    for table in outline.tables:
        yield from _of_table(table)


def assignments(outline: Outline) -> Iterator[Finding]:
    """Yield a row for each unit and each list item, paragraph or cell."""
    for one in _assignments(outline):
        unit, duty = str(one.values["unit"]), str(one.values["duty"])
        to_all = unit.lower().startswith(("các ", "những ")) and TO_ALL.match(duty)
        if not to_all and not FOR_INFORMATION.match(duty):
            yield one


def _by_whom(outline: Outline, item: Item) -> Finding | None:
    """Return who does what a line stands under: "1. Họp thôn", "- Người thực hiện: Trưởng thôn"."""
    found = BY_WHOM.match(item.text) if item.marker else None
    over = outline.parent(item) if found else None
    if found is None or over is None or over.heading or over.marker is None:
        return None
    unit = found["unit"].strip(" .;,")
    one = finding(over.paragraph, over.start, len(over.paragraph.words), 0.8, "unit-of-an-activity")
    return Finding({"unit": unit, "duty": one.value}, one.passage, one.confidence, one.why)


def is_duty(item: Item) -> bool:
    """Say whether a paragraph by itself names a unit and its duty."""
    return any(_alone(item, strict=True))


def _in_section(outline: Outline, item: Item, spoken: set[int]) -> Iterator[Finding]:
    if item.heading and item.inline < 0:
        unit = _heading_unit(item)
        if unit is None and not roles(item.text) and BODY.match(ASKS.sub("", item.text)):
            unit = _unit(item.text.strip(" :.;"))
        if unit and not _groups_units(outline, item):
            yield from _duties_under(outline, item, unit, spoken)
        return
    if item.heading:
        if item.roles == {"assign"}:
            yield from _in_running_text(item)
        return
    over = _over_duties(outline, item)
    if over:
        yield from _duties_under(outline, item, over, spoken)
        return
    own = list(_alone(item, strict=item.rank >= PLAIN and _follows_duty(outline, item)))
    if own:
        several = list(_in_running_text(item))
        said = several if len(several) > 1 else own
        yield from (one for one in said if not _left_open(one))
        spoken.update(child.at for child in outline.children(item) if child.rank < PLAIN)
        return
    unit = _unit(item.text.strip(" :.;"))
    sure = "content" not in item.roles or bool(unit and BODY.match(unit))
    if unit and sure and not _groups_units(outline, item):
        yield from _duties_under(outline, item, unit, spoken)


def _left_open(one: Finding) -> bool:
    """Say whether a short duty says no more than that it is up to the unit."""
    duty = str(one.values["duty"])
    return len(duty.split()) <= _VAGUE_WORDS and bool(LEFT_OPEN.search(duty))


def _over_duties(outline: Outline, item: Item) -> str | None:
    """Return the unit of a line that only names it, over a list of its duties.

    A verb may be part of a name ("Báo và phát thanh, truyền hình tỉnh"), and may stand between
    the name and the list ("UBND xã có trách nhiệm:").
    """
    words = item.text.strip(" :.;")
    marked = [one for one in outline.children(item) if one.rank < PLAIN]
    if not marked or item.text.endswith((".", ";")) or ":" in words:
        return None
    if _groups_units(outline, item):
        return None
    asked = ASKS.sub("", words)
    said = _HAS_DUTIES.search(asked)
    name = asked[: said.start()].strip(" ,") if said else asked
    short = len(name.split()) <= _NAME_WORDS and not _LOOSE.search(name)
    if not short or not BODY.match(name) or GENERAL.match(name) or NO_UNIT.match(name):
        return None
    return name if said or not item.text.endswith(":") or _verb_cut(name + " ") is None else None


def _in_running_text(item: Item) -> Iterator[Finding]:
    """Sentences that begin with a unit, each with its duty; semicolons do not divide a duty."""
    words = item.paragraph.words
    start = max(item.inline, item.start)
    edges = [start, *(cut.end() for cut in _PART.finditer(words, start)), len(words)]
    unit, duty, ends, by_colon = "", 0, start, False
    for first, last in pairwise(edges):
        begun = words[first:last]
        after = words[:first].rstrip().endswith(";")
        found = _unit_of_part(begun) if begun[:1].isupper() or not after else None
        if found and after and unit and by_colon and begun[found[1] - 1 : found[1]] != ":":
            found = None  # "Đảng ủy: lãnh đạo …; Trung tâm xây dựng …" is the first one's duty
        goes_on = unit and found is None and after
        if unit and not goes_on:
            yield _row(item.paragraph, duty, ends, unit, "unit-in-running-text")
            unit = ""
        if found:
            unit, duty = found[0], first + found[1]
            by_colon = begun[found[1] - 1 : found[1]] == ":"
        ends = last
    if unit:
        yield _row(item.paragraph, duty, ends, unit, "unit-in-running-text")


def _unit_of_part(text: str) -> tuple[str, int] | None:
    """Return the unit that a sentence begins with, and where its duty starts."""
    colon = text.find(":")
    cut = _verb_cut(text)
    if colon > 0 and (cut is None or colon < cut) and text[colon + 1 :].strip():
        unit = _unit(text[:colon].strip())
        if unit and BODY.match(unit):
            return unit, colon + 1
    lead = ASKS.sub("", text[:cut]).strip(" ,:") if cut is not None else ""
    named = BODY.match(lead) and not GENERAL.match(lead) and not _LOOSE.search(lead)
    return (lead, cut) if named and cut is not None else None


def _groups_units(outline: Outline, item: Item) -> bool:
    """Say whether a line stands over units with duties of their own: "1. Các cơ quan cấp huyện"."""
    marked = [one for one in outline.children(item) if one.rank < PLAIN]
    alone = sum(is_duty(one) for one in marked)
    over = sum(
        bool(BODY.match(one.text) and _unit(one.text) and outline.children(one)) for one in marked
    )
    return bool(marked) and (alone + over) * 2 > len(marked)


def _follows_duty(outline: Outline, item: Item) -> bool:
    parent = outline.parent(item)
    return parent is not None and not parent.heading


def _heading_unit(item: Item) -> str | None:
    """Return the unit of a heading such as "Điều 5. Trách nhiệm của Hạt Kiểm lâm"."""
    found = re.match(
        r"(?:Trách nhiệm|Nhiệm vụ)\s+của\s+(.+)", item.text.strip(" :."), re.IGNORECASE
    )
    return found[1] if found and not GENERAL.match(found[1]) else None


def _duties_under(outline: Outline, item: Item, unit: str, spoken: set[int]) -> Iterator[Finding]:
    children = outline.children(item)
    marked = [child for child in children if child.rank < PLAIN]
    for child in marked or children[: _plain_duties(children)]:
        spoken.add(child.at)
        grandchildren = [one for one in outline.children(child) if one.rank < PLAIN]
        for one in grandchildren or [child]:
            spoken.add(one.at)
            yield _row(one.paragraph, one.start, len(one.paragraph.words), unit, "duty-under-unit")


def _plain_duties(children: list[Item]) -> int:
    """Return how many unmarked paragraphs under a unit are its duties."""
    count = 0
    for child in children:
        if NO_UNIT.match(child.text) or ASKS.match(child.text) or _colon_unit(child):
            break
        count += 1
    return count


def _colon_unit(item: Item) -> bool:
    lead, colon, _ = item.text.partition(":")
    return bool(colon) and bool(_unit(lead))


def _alone(item: Item, *, strict: bool) -> Iterator[Finding]:
    """Yield a unit and its duty in one paragraph: after a colon, or after the unit's name."""
    text = item.text
    if NO_UNIT.match(text):
        return
    lead, colon, rest = text.partition(":")
    behind = _behind_task(text) if not strict else None
    if behind is not None:
        ends, name = behind
        one = finding(item.paragraph, item.start, item.start + ends, 0.8, "unit-behind-task")
        yield Finding({"unit": name, "duty": one.value}, one.passage, one.confidence, one.why)
        return
    unit = _unit(lead.strip()) if colon else None
    bodily = bool(unit and BODY.match(unit))
    if unit and rest.strip() and (bodily or not strict) and _may_begin(rest):
        start = item.start + text.index(":") + 1
        yield _row(item.paragraph, start, len(item.paragraph.words), unit, "unit-before-colon")
        return
    cut = _verb_cut(text)
    if dashed := _DASHED.match(text):
        lead = ASKS.sub("", dashed["unit"])
        if BODY.match(lead) and VERB.match(" " + text[dashed.end() :] + " "):
            start = item.start + dashed.end()
            yield _row(item.paragraph, start, len(item.paragraph.words), lead, "unit-before-verb")
            return
    if cut is not None:
        lead = ASKS.sub("", text[:cut]).strip(" ,")
        if lead and BODY.match(lead) and not GENERAL.match(lead) and not _LOOSE.search(lead):
            yield _row(
                item.paragraph,
                item.start + cut,
                len(item.paragraph.words),
                lead,
                "unit-before-verb",
            )


def _behind_task(text: str) -> tuple[int, str] | None:
    """Return where a task ends, and the unit that stands behind it: "Viết tin bài: Đài xã"."""
    found = BEHIND_TASK.match(text)
    if found is None or BODY.match(text):
        return None
    name = found["unit"].strip(" .;,)")
    plain = len(name.split()) <= _NAME_WORDS and _verb_cut(name + " ") is None
    if not plain or not BODY.match(name) or GENERAL.match(name):
        return None
    return found.end("task"), name


def _may_begin(duty: str) -> bool:
    return not re.match(r"\s*(?:\d{4}|\(?0\d)", duty)


def _unit(lead: str) -> str | None:
    """Return the unit that these words name, or None."""
    lead = ASKS.sub("", lead).strip(" :.;,")
    words = lead.split()
    if not words or len(words) > _UNIT_WORDS or NO_UNIT.match(lead) or GENERAL.match(lead):
        return None
    if re.search(r"[.;!?]\s|\d{2}/\d", lead):
        return None
    first = next((c for c in lead if c.isalpha()), "")
    named = bool(BODY.match(lead))
    if not named and (not first.isupper() or BEGINS_WITH_VERB.match(lead)):
        return None
    cut = _verb_cut(lead + " ")
    return None if cut is not None and not named else lead


def _verb_cut(text: str) -> int | None:
    """Return where a duty begins, behind a name of at least two words: with a verb we know.

    Verbs are many; behind "… xã" any word that does not go on with a name is one.
    """
    level = AFTER_LEVEL.search(text) if BODY.match(ASKS.sub("", text)) else None
    asking = ASKS.match(text)
    for found in VERB.finditer(text, asking.end() - 1 if asking else 0):
        lead = text[: found.start()]
        if level and level.end() <= found.start():
            break
        asked = ASKS.sub("", lead)
        if len(asked.split()) >= 2 and not NOUNED.search(lead):  # noqa: PLR2004 -- a name
            return found.start() + 1
    return level.end() if level else None


def _person(unit: str) -> str:
    """Return a person without the form of address, and a post without its seat on a committee."""
    found = _PERSON.match(unit)
    if found is None or len(unit) <= found.end():
        return unit
    named = unit[found.end() :]
    return _SEAT.sub("", named) if BODY.match(named) else named


def _row(paragraph: Paragraph, start: int, end: int, unit: str, why: str) -> Finding:
    closing = CLOSING.search(paragraph.words, start, end)
    end = closing.start() if closing else end
    one = finding(paragraph, start, end, 0.9, why)
    unit = _person(_BOUND.sub("", unit))
    return Finding({"unit": unit, "duty": one.value}, one.passage, one.confidence, why)


def _of_table(table: Table) -> Iterator[Finding]:
    """Yield the rows of a table with a column of units and a column of tasks."""
    header = table.header
    units = _column(header, UNIT_HEADER)
    if units is None and table.roles == {"assign"}:
        units = next(iter(table.mostly(lambda words: bool(BODY.match(words)))), None)
    if units is None or "content" in table.roles:
        return
    phased = "time" in table.roles and _column(header, ("dot", "giai doan", "buoc")) is not None
    led = "chu tri" in header[units] or "assign" in table.roles or table.annex
    if phased and not led:
        return
    names = DUTY_HEADER if led else tuple(one for one in DUTY_HEADER if one != "noi dung")
    duties = _column([said if n != units else "" for n, said in enumerate(header)], names)
    if duties is None and "assign" in table.roles:
        duties = table.longest(units)
    if duties is None:
        return
    for row in table.below:
        unit = _person(table.words(row, units).strip(" .;,"))
        cell = table.cell(row, duties)
        if unit and cell:
            duty = " ".join(p.words for p in cell).strip(" .;,")
            passage = (cell[0].passage()[0], cell[-1].passage()[1])
            yield Finding({"unit": unit, "duty": duty}, passage, 0.9, "task-table")


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    for name in names:
        for n, said in enumerate(header):
            if said == name or said.startswith(name + " "):
                return n
    return None
