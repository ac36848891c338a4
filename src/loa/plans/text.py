"""From the bytes of a plan file to its values with their lines, and on to a `PlanText`.

Reading happens in two steps so that a person sees every problem at once: `parse` gives
plain values wherever the file is TOML at all; `plan_from` builds the plan from values
that `lint` has found sound.
"""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from loa.core.periods import Days
from loa.plans import words
from loa.plans.locate import Path, locate
from loa.plans.problems import Problem, problem
from loa.plans.rules import (
    CONSECUTIVE,
    Anchor,
    Assignment,
    Consecutive,
    Coordinating,
    Event,
    Move,
    Pause,
    Phase,
    PlanText,
    Target,
    Topic,
)

FORMAT = "loa.plan"
VERSION = "1.0"
LARGEST = 512 * 1024  # bytes; the longest plan seen has 30 KB
_DAY = timedelta(days=1)
_WHERE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
# How tomllib's sentences begin, in words for whoever mends the file.
_REASONS = {
    "Unclosed array": "ngoặc vuông [ chưa đóng, hoặc thiếu dấu phẩy",
    "Unclosed inline table": "ngoặc nhọn { chưa đóng, hoặc thiếu dấu phẩy",
    "Unterminated string": "dấu nháy chưa đóng",
    "Expected '='": "thiếu dấu bằng sau tên mục",
    "Expected newline": "có chữ thừa ở cuối dòng, hoặc thiếu dấu nháy",
    "Expected ']": "dòng mở phần phải viết [[tên]]",
    "Invalid value": "giá trị không đúng cách viết; chữ phải đặt trong dấu nháy",
    "Invalid statement": "dòng này không phải là “mục = giá trị”",
    "Invalid initial character": "tên mục chỉ dùng chữ không dấu",
    "Illegal character": "có ký tự không dùng được",
    "Found invalid character": "có ký tự không dùng được",
    "Unescaped": "dấu \\ trong chữ phải viết đôi",
}
_STATED_TWICE = (
    "Cannot overwrite",
    "Cannot declare",
    "Cannot mutate",
    "Cannot redefine",
    "Duplicate",
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's text and values; `problem` says why it could not be read at all."""

    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[Path, int] = field(default_factory=lambda: {(): 1})
    problem: Problem | None = None


def digest(source: bytes) -> str:
    """Return the file's SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(source).hexdigest()


def parse(source: bytes) -> Parsed:
    """Read a plan file's TOML; never raises for what the file holds.

    Text comes out in Unicode's composed form, without a byte order mark.
    """
    if len(source) > LARGEST:
        return Parsed(problem=problem(1, "too-large", size=len(source), limit=LARGEST))
    try:
        decoded = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        return Parsed(problem=problem(line, "not-utf8", at=error.start))
    text = unicodedata.normalize("NFC", decoded.replace("\r\n", "\n"))
    if not text.strip():
        return Parsed(text, problem=problem(1, "empty-file"))
    try:
        return Parsed(text, tomllib.loads(text), locate(text))
    except RecursionError:
        return Parsed(text, problem=problem(1, "too-deep"))
    except ValueError as error:  # TOMLDecodeError, or a number too long for Python
        return Parsed(text, problem=_not_toml(text, str(error)))


def _not_toml(text: str, reason: str) -> Problem:
    where = _WHERE.search(reason)
    said = reason[: where.start()] if where else reason
    line = int(where["line"]) if where and where["line"] else text.rstrip("\n").count("\n") + 1
    if said.startswith("Invalid date"):
        return problem(line, "bad-date")
    if said.startswith(_STATED_TWICE):
        return problem(line, "duplicate-field")
    known = (vi for beginning, vi in _REASONS.items() if said.startswith(beginning))
    return problem(line, "not-toml", reason=said, reason_vi=next(known, said))


def plan_from(values: Mapping[str, Any]) -> PlanText:
    """Build a plan from sound values.

    Last days of the file are inclusive, those of the plan exclusive. Raises KeyError,
    TypeError or ValueError for values that `lint` would have refused.
    """
    return PlanText(
        key=values["key"],
        number=values.get("number", ""),
        kind=values["kind"],
        title=values["title"],
        issuer_key=values["issuer"]["key"],
        issuer_name=values["issuer"]["name"],
        area=tuple(values["area"]),
        issued_on=values.get("issued_on"),
        implements=values.get("implements", ""),
        basis=tuple(values.get("basis", ())),
        languages=tuple(values.get("languages", ("vi",))),
        weight=values.get("weight", 1),
        consecutive=_consecutive(values.get("consecutive")),
        events=tuple(_event(row) for row in values.get("event", ())),
        phases=tuple(_phase(row) for row in values.get("phase", ())),
        topics=_topics(values),
        targets=tuple(_target(row) for row in values.get("target", ())),
        assignments=tuple(_assignment(row) for row in values.get("assignment", ())),
        pauses=tuple(_pause(row) for row in values.get("pause", ())),
        notes=values.get("notes", ""),
    )


def inclusive(first: date, last: date) -> Days:
    """Turn a document's first and last day into a half-open period."""
    return Days(first, last + _DAY)


def event_days(row: Mapping[str, Any]) -> Days | None:
    """Return the days that an event's row states; one day when it has no last one."""
    if "starts" not in row:
        return None
    return inclusive(row["starts"], row.get("ends", row["starts"]))


def phase_from(row: Mapping[str, Any]) -> Phase:
    """Build a phase from a sound row."""
    return _phase(row)


def parent_code(code: str, codes: Mapping[str, object] | frozenset[str]) -> str:
    """Return the nearest code above: "1" for "1.2" where "1" is there, else none."""
    while "." in code:
        code = code.rpartition(".")[0]
        if code in codes:
            return code
    return ""


def default_unit(channel: str) -> str:
    """Return what is counted on a channel when a target does not say."""
    return words.CHANNEL_UNITS[channel][0]


def _consecutive(row: Mapping[str, Any] | None) -> Consecutive:
    return Consecutive(row["days"], row["source"]) if row else CONSECUTIVE


def _event(row: Mapping[str, Any]) -> Event:
    return Event(
        key=row["key"],
        name=row["name"],
        level=row["level"],
        state=row.get("state", "tentative"),
        days=event_days(row),
        theme=row.get("theme", ""),
        motto=row.get("motto", ""),
        series=row.get("series", False),
        pilot=row.get("pilot", ""),
        moves=tuple(
            Move(
                on=moved["on"],
                before=inclusive(*moved["from"]) if "from" in moved else None,
                after=inclusive(*moved["to"]),
                reason=moved["reason"],
                document=moved.get("document", ""),
            )
            for moved in row.get("moved", ())
        ),
        notes=row.get("notes", ""),
    )


def _phase(row: Mapping[str, Any]) -> Phase:
    ends = row.get("ends")
    return Phase(
        key=row["key"],
        name=row["name"],
        starts=_day(row["starts"]),
        ends=ends + _DAY if isinstance(ends, date) else _day(ends) if ends else None,
        parent=row.get("parent", ""),
        event=row.get("event", ""),
        stage=row.get("stage", ""),
        level=row.get("level", ""),
    )


def _day(value: date | Mapping[str, Any]) -> date | Anchor:
    if isinstance(value, date):
        return value
    edge = "before" if "before" in value else "after"
    return Anchor(value[edge], edge, value.get("days", 0))


def _topics(values: Mapping[str, Any]) -> tuple[Topic, ...]:
    rows = values.get("topic", ())
    codes = frozenset(row["code"] for row in rows)
    return tuple(
        Topic(
            code=row["code"],
            name=row["name"],
            parent=parent_code(row["code"], codes),
            levels=tuple(row.get("levels", ())),
            basis=tuple(row.get("basis", ())),
            weights=tuple(row.get("weights", {}).items()),
        )
        for row in rows
    )


def _target(row: Mapping[str, Any]) -> Target:
    stated = {name: value for name, value in row.items() if name not in {"area", "languages"}}
    return Target(
        **({"unit": default_unit(row["channel"])} | stated),
        area=tuple(row.get("area", ())),
        languages=tuple(row.get("languages", ())),
    )


def _assignment(row: Mapping[str, Any]) -> Assignment:
    return Assignment(
        key=row["key"],
        organisation=row["organisation"],
        organisation_name=row.get("name", ""),
        duty=row["duty"],
        role=row.get("role", "lead"),
        topics=tuple(row.get("topics", ())),
        channels=tuple(row.get("channels", ())),
        due=row.get("due"),
        coordinating=tuple(
            Coordinating(one["key"], one.get("name", "")) for one in row.get("coordinating", ())
        ),
        product=row.get("product", ""),
    )


def _pause(row: Mapping[str, Any]) -> Pause:
    return Pause(
        key=row["key"],
        days=inclusive(row["starts"], row["ends"]),
        stops=row["stops"],
        reason=row["reason"],
        area=tuple(row.get("area", ())),
        channels=tuple(row.get("channels", ())),
        document=row.get("document", ""),
    )
