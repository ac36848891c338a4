"""The form of a plan file: which fields stand where, and of what kind they are.

`docs/formats/plan.md` describes the same fields; a test holds the two together.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from loa.plans import words
from loa.plans.locate import Path
from loa.plans.problems import Problem, problem

KEY = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
LONGEST_TEXT = 20_000  # characters; notes of several pages fit
HEAVIEST = 1_000  # a weight; shares are proportions, more adds nothing
FIRST_AND_LAST = 2
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # no database of ours keeps a NUL
YEARS = range(1900, 2200)  # a day outside is a slip, and reckoning would leave the calendar


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value; `vi` and `en` end the sentence "must be …", `most` is in characters."""

    vi: str
    en: str
    holds: Callable[[object], bool]
    most: int = LONGEST_TEXT


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_date(value: object) -> bool:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return is_day and value.year in YEARS  # type: ignore[attr-defined]  # a date by then


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_weights(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_whole(weight) and 0 <= weight <= HEAVIEST for weight in value.values()
    )


def _is_span(value: object) -> bool:
    return isinstance(value, list) and len(value) == FIRST_AND_LAST and all(map(_is_date, value))


TEXT = Kind("chữ trong dấu nháy", "text in quotes", _is_text)
TITLE = replace(TEXT, most=500)
NAME = replace(TEXT, most=200)
CODE = replace(TEXT, most=40)
KEYWORD = Kind("tên ngắn trong dấu nháy", "a short name in quotes", _is_text, 80)
TOPIC_CODE = replace(KEYWORD, most=40)
DATE = Kind(
    "ngày, ví dụ 2020-07-27, không có dấu nháy", "a date, such as 2020-07-27, unquoted", _is_date
)
WHOLE = Kind("số nguyên", "a whole number", _is_whole)
YES = Kind("true hoặc false", "true or false", lambda value: isinstance(value, bool))
TEXTS = Kind("danh sách chữ, ví dụ [“a”, “b”]", "a list of texts, such as [“a”, “b”]", _is_texts)
WEIGHTS = Kind(
    "trọng số theo đợt, ví dụ { dot-1 = 2 }", "weights by phase, such as { dot-1 = 2 }", _is_weights
)
DAY = Kind(
    "ngày, hoặc { before = “sự kiện”, days = 7 }",
    "a date, or { before = “event”, days = 7 }",
    _is_date,
)
SPAN = Kind("hai ngày [đầu, cuối]", "two dates [first, last]", _is_span)
A_TABLE = Kind("bảng { … }", "a table { … }", lambda value: isinstance(value, dict))
A_LIST = Kind(
    "danh sách bảng [ { … } ]", "a list of tables [ { … } ]", lambda value: isinstance(value, list)
)


@dataclass(frozen=True, slots=True)
class Word:
    """One of a closed list."""

    known: tuple[str, ...]
    code: str = "unknown-word"


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within bounds, both included."""

    least: int = 1
    most: int = 100_000


@dataclass(frozen=True, slots=True)
class Table:
    """Fields by name; those of `needed` have to be there."""

    fields: "Mapping[str, Spec]"
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Any number of tables."""

    table: Table


Spec = Kind | Word | Number | Table | Rows

MOVE = Table(
    {"on": DATE, "from": SPAN, "to": SPAN, "reason": TEXT, "document": NAME}, ("on", "to", "reason")
)
EVENT = Table(
    {
        "key": KEYWORD,
        "name": TITLE,
        "level": Word(words.LEVELS),
        "state": Word(words.EVENT_STATES),
        "starts": DATE,
        "ends": DATE,
        "theme": TEXT,
        "motto": TEXT,
        "series": YES,
        "pilot": CODE,
        "moved": Rows(MOVE),
        "notes": TEXT,
    },
    ("key", "name", "level"),
)
PHASE = Table(
    {
        "key": KEYWORD,
        "name": TITLE,
        "starts": DAY,
        "ends": DAY,
        "parent": KEYWORD,
        "event": KEYWORD,
        "stage": Word(words.STAGES),
        "level": Word(words.LEVELS),
    },
    ("key", "name", "starts"),
)
ANCHOR = Table({"before": KEYWORD, "after": KEYWORD, "days": Number(0, 3_660)})
TOPIC = Table(
    {
        "code": TOPIC_CODE,
        "name": TITLE,
        "levels": TEXTS,
        "basis": TEXTS,
        "weights": WEIGHTS,
    },
    ("code", "name"),
)
TARGET = Table(
    {
        "key": KEYWORD,
        "topic": TOPIC_CODE,
        "phase": KEYWORD,
        "channel": Word(words.CHANNELS, "unknown-channel"),
        "unit": CODE,
        "name": TITLE,
        "area": TEXTS,
        "audience": NAME,
        "languages": TEXTS,
        "items": Number(1, 10_000),
        "times_a_day": Number(1, 24),
        "days": Number(1, 366),
        "every_days": Number(1, 366),
        "quantity": Number(1, 10_000_000),
        "quantity_per_unit": Number(1, 1_000_000),
    },
    ("key", "phase"),
)
COORDINATING = Table({"key": KEYWORD, "name": NAME}, ("key",))
ASSIGNMENT = Table(
    {
        "key": KEYWORD,
        "organisation": KEYWORD,
        "name": NAME,
        "duty": TEXT,
        "role": Word(words.ROLES),
        "topics": TEXTS,
        "channels": TEXTS,
        "due": DATE,
        "coordinating": Rows(COORDINATING),
        "product": TEXT,
    },
    ("key", "organisation", "duty"),
)
PAUSE = Table(
    {
        "key": KEYWORD,
        "starts": DATE,
        "ends": DATE,
        "area": TEXTS,
        "stops": Word(words.STOPS),
        "channels": TEXTS,
        "reason": TEXT,
        "document": NAME,
    },
    ("key", "starts", "ends", "stops", "reason"),
)
PLAN = Table(
    {
        "format": TEXT,
        "version": TEXT,
        "key": KEYWORD,
        "number": replace(TEXT, most=80),
        "kind": Word(words.KINDS),
        "title": TITLE,
        "issuer": Table({"key": KEYWORD, "name": NAME}, ("key", "name")),
        "issued_on": DATE,
        "area": TEXTS,
        "implements": KEYWORD,
        "basis": TEXTS,
        "languages": TEXTS,
        "weight": Number(1, HEAVIEST),
        "consecutive": Table({"days": Number(1, 30), "source": NAME}, ("days",)),
        "notes": TEXT,
        "event": Rows(EVENT),
        "phase": Rows(PHASE),
        "topic": Rows(TOPIC),
        "target": Rows(TARGET),
        "assignment": Rows(ASSIGNMENT),
        "pause": Rows(PAUSE),
    },
    ("format", "version", "key", "kind", "title", "issuer", "area"),
)
ROW_TABLES: Mapping[str, Table] = MappingProxyType(
    {name: spec.table for name, spec in PLAN.fields.items() if isinstance(spec, Rows)}
)


def check_shape(values: Mapping[str, Any], lines: Mapping[Path, int]) -> list[Problem]:
    """Return every unknown, missing or ill-formed field."""
    return [*_Check(lines).table(PLAN, values, ())]


def check_shape_of(
    table: Table, values: Mapping[str, Any], path: Path, lines: Mapping[Path, int]
) -> list[Problem]:
    """Return the same for one table that stands at `path`."""
    return [*_Check(lines).table(table, values, path)]


@dataclass(frozen=True, slots=True)
class _Check:
    lines: Mapping[Path, int]

    def table(self, table: Table, values: Mapping[str, Any], path: Path) -> Iterator[Problem]:
        title = _title(path)
        meant = set()
        for name, value in values.items():
            if name in table.fields:
                yield from self.value(table.fields[name], value, (*path, name))
                continue
            hint = (get_close_matches(name, table.fields.keys() - values.keys(), 1) or [""])[0]
            meant.add(hint)
            line = self.lines[*path, name]
            yield problem(line, "unknown-field", table=title, field=name, hint=hint)
        for name in table.needed:
            if name not in values and name not in meant:
                yield problem(self.lines[path], "missing-field", table=title, field=name)

    def value(self, spec: Spec, value: object, path: Path) -> Iterator[Problem]:
        if isinstance(spec, Rows):
            yield from self.rows(spec, value, path)
        elif isinstance(spec, Table):
            if isinstance(value, dict):
                yield from self.table(spec, value, path)
            else:
                yield self.wrong(path, A_TABLE)
        elif isinstance(spec, Word):
            yield from self.word(spec, value, path)
        elif isinstance(spec, Number):
            yield from self.number(spec, value, path)
        elif spec is DAY and isinstance(value, dict):
            yield from self.anchor(value, path)
        elif not spec.holds(value):
            yield self.wrong(path, spec)
        else:
            yield from self.text(spec, value, path)

    def text(self, spec: Kind, value: object, path: Path) -> Iterator[Problem]:
        """Check what stands in a text, or in each text of a list."""
        if isinstance(value, list):
            for number, one in enumerate(value):
                yield from self.text(TEXT, one, (*path, number))
        if not isinstance(value, str):
            return
        field = next(part for part in reversed(path) if isinstance(part, str))
        if len(value) > spec.most:
            yield problem(
                self.lines[path], "text-too-long", field=field, found=len(value), most=spec.most
            )
        elif _CONTROL.search(value):
            yield problem(self.lines[path], "control-character", field=field)
        elif spec in {KEYWORD, TOPIC_CODE} and not KEY.fullmatch(value):
            yield problem(self.lines[path], "bad-key", field=field, key=value)

    def rows(self, spec: Rows, value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield self.wrong(path, A_LIST)
            return
        for number, row in enumerate(value):
            yield from self.value(spec.table, row, (*path, number))

    def word(self, spec: Word, value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield self.wrong(path, KEYWORD)
        elif value not in spec.known:
            yield problem(
                self.lines[path],
                spec.code,
                field=path[-1],
                word=value,
                known=", ".join(spec.known),
                hint=(get_close_matches(value, spec.known, 1) or [""])[0],
            )

    def number(self, spec: Number, value: object, path: Path) -> Iterator[Problem]:
        if not WHOLE.holds(value):
            yield self.wrong(path, WHOLE)
        elif isinstance(value, int) and not spec.least <= value <= spec.most:
            yield problem(
                self.lines[path],
                "out-of-range",
                field=path[-1],
                found=value,
                least=spec.least,
                most=spec.most,
            )

    def anchor(self, value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
        yield from self.table(ANCHOR, value, path)
        if len({"before", "after"} & value.keys()) != 1:
            yield self.wrong(path, DAY)

    def wrong(self, path: Path, kind: Kind) -> Problem:
        names = [str(part) for part in path if isinstance(part, str)]
        return problem(
            self.lines[path],
            "wrong-type",
            field=".".join(names),
            wanted_vi=kind.vi,
            wanted_en=kind.en,
        )


def _title(path: Path) -> str:
    names = [part for part in path if isinstance(part, str)]
    return f"[{'.'.join(names)}]" if names else "plan"
