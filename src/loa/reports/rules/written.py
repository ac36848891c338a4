"""A report in its canonical form, `loa.report` 1.0, and back: docs/formats/report.md.

The form follows the dataclasses of `report.py`: a member for each field, days and instants in
ISO form (instants in UTC), enumerations by their word, and nothing for a field that has its
default. The digest of a report is SHA-256 over these bytes, so two reports with one digest
are alike in every figure, every source row and every word.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from loa.core import canonical as form
from loa.core.canonical import FormatError, Json
from loa.reports.rules.report import Report

NAME = "report"
LARGEST = 400_000_000  # bytes: the final report of a large province is a tenth of it
Reader = Callable[[Any], Any]


def written(report: Report) -> bytes:
    """Return the canonical bytes of a report."""
    return form.canonical(form.header(NAME) | _members(report))


def digest(report: Report) -> str:
    """Return the SHA-256 by which a report is known."""
    return form.digest(written(report))


def read(data: bytes) -> Report:
    """Read a report. Raises FormatError for anything that `written` would not have written."""
    members = form.parse(data, NAME, limit=LARGEST)
    members = {key: value for key, value in members.items() if key not in {"format", "version"}}
    found: Report = _object(Report)(members)
    return found


def _members(value: Any) -> Json:
    found: Json = {}
    kind: Any = type(value)
    for name, default in _defaults(kind):
        member = getattr(value, name)
        if default is MISSING or member != default:
            found[name] = _plain(member)
    return found


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    return tuple((one.name, one.default) for one in fields(kind))


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _members(value)


@cache
def _object(kind: type) -> Reader:
    """Return what reads an object of a dataclass."""
    hints = get_type_hints(kind)
    readers = {one.name: _reader(hints[one.name]) for one in fields(kind)}
    needed = {one.name for one in fields(kind) if one.default is MISSING}

    def read_object(value: Any) -> Any:
        if not isinstance(value, dict):
            raise FormatError(f"loa.report: {kind.__name__}: an object is expected")
        if strange := value.keys() - readers.keys():
            raise FormatError(f"loa.report: {kind.__name__}: {min(strange)}: unknown member")
        if lacking := needed - value.keys():
            raise FormatError(f"loa.report: {kind.__name__}: {min(lacking)} is missing")
        return kind(**{name: readers[name](member) for name, member in value.items()})

    return read_object


def _reader(hint: Any) -> Reader:
    """Return what reads a value of a field's type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is UnionType:
        one = _reader(next(kind for kind in inner if kind is not NoneType))
        return lambda value: None if value is None else one(value)
    if origin is tuple:
        return _row(inner)
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint)
    return lambda value: _single(hint, value)


def _row(inner: tuple[Any, ...]) -> Reader:
    """Return what reads a tuple: of any length of one kind, or of one length of several."""
    if inner[-1] is Ellipsis:
        one = _reader(inner[0])
        return lambda value: tuple(one(member) for member in _list(value))
    several = [_reader(kind) for kind in inner]
    return lambda value: tuple(
        read_one(member)
        for read_one, member in zip(several, _list(value, len(several)), strict=True)
    )


def _list(value: Any, length: int | None = None) -> list[Any]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise FormatError(f"loa.report: a list is expected, not {value!r}")
    return value


def _single(kind: Any, value: Any) -> Any:
    if kind in {str, int, bool}:
        if type(value) is not kind:
            raise FormatError(f"loa.report: {value!r} is no {kind.__name__}")
        return value
    try:
        found = kind(value) if issubclass(kind, StrEnum) else kind.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise FormatError(f"loa.report: {value!r} is no {kind.__name__}") from error
    if isinstance(found, datetime) and found.tzinfo is None:
        raise FormatError(f"loa.report: {value!r} has no zone")
    return found
