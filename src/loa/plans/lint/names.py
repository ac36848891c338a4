"""Names: each used once, and everything that is referred to is there."""

from collections.abc import Iterator
from difflib import get_close_matches

from loa.plans import words
from loa.plans.lint.sheet import Row, Sheet
from loa.plans.problems import Problem, problem

_KEYED = ("event", "phase", "target", "assignment", "pause")


def check(sheet: Sheet) -> Iterator[Problem]:
    """Give what is named twice, and what is referred to and not there."""
    for table in _KEYED:
        yield from _twice(sheet, table, "key", "duplicate-key")
    yield from _twice(sheet, "topic", "code", "duplicate-code")
    yield from _references(sheet)
    yield from _listed_words(sheet)


def _twice(sheet: Sheet, table: str, field: str, code: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in sheet.rows(table):
        key = row.values.get(field)
        if not isinstance(key, str):
            continue
        if key in first:
            yield problem(row.line(field), code, key=key, first=first[key], table=table)
        first.setdefault(key, row.line(field))


def _references(sheet: Sheet) -> Iterator[Problem]:
    phases = sheet.names("phase")
    topics = sheet.names("topic", "code")
    for row in sheet.sound("phase"):
        yield from _of_phase(row, sheet.names("event"), phases)
    for row in sheet.sound("topic"):
        for phase in row.values.get("weights", {}):
            if phase not in phases:
                yield _unknown(row.line("weights", phase), "unknown-phase", phase, phases)
    for row in sheet.sound("target"):
        yield from _missing(row, ("phase",), phases, "unknown-phase")
        yield from _missing(row, ("topic",), topics, "unknown-topic")
    for row in sheet.sound("assignment"):
        for number, topic in enumerate(row.values.get("topics", ())):
            if topic not in topics:
                yield _unknown(row.line("topics", number), "unknown-topic", topic, topics)


def _of_phase(row: Row, events: frozenset[str], phases: frozenset[str]) -> Iterator[Problem]:
    yield from _missing(row, ("event",), events, "unknown-event")
    yield from _missing(row, ("parent",), phases, "unknown-phase")
    for edge in ("starts", "ends"):
        for side in ("before", "after"):
            yield from _missing(row, (edge, side), events, "unknown-event")


def _missing(
    row: Row, field: tuple[str, ...], known: frozenset[str], code: str
) -> Iterator[Problem]:
    value: object = row.values
    for name in field:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, str) and value not in known:
        yield _unknown(row.line(*field), code, value, known)


def _unknown(line: int, code: str, key: str, known: frozenset[str]) -> Problem:
    near = get_close_matches(key, sorted(known), 1)
    return problem(line, code, key=key, hint=near[0] if near else "")


def _listed_words(sheet: Sheet) -> Iterator[Problem]:
    """Check lists that may only hold words of a closed list."""
    for row in sheet.sound("topic"):
        yield from _words(row, "levels", words.LEVELS, "unknown-word")
    for row in (*sheet.sound("assignment"), *sheet.sound("pause")):
        yield from _words(row, "channels", words.CHANNELS, "unknown-channel")


def _words(row: Row, field: str, known: tuple[str, ...], code: str) -> Iterator[Problem]:
    for number, word in enumerate(row.values.get(field, ())):
        if word not in known:
            near = get_close_matches(word, known, 1)
            yield problem(
                row.line(field, number),
                code,
                field=field,
                word=word,
                known=", ".join(known),
                hint=near[0] if near else "",
            )
