"""The file of administrative units, `loa.units` 1.0: read, checked, refused whole.

`docs/formats/units.md` describes it. Every error names the file, the entry and the mend.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from loa.core.canonical import FormatError, require
from loa.places.rules import Form, Level, Lineage, Register, Unit

UNIT_KEYS = {"code", "name", "form", "parent", "since", "until"}
SUCCESSION_KEYS = {"on", "from", "to", "part"}
CODES = {
    Level.COUNTRY: re.compile(r"[A-Z]{2}"),
    Level.PROVINCE: re.compile(r"[0-9]{2}"),
    Level.DISTRICT: re.compile(r"[0-9]{3}"),
    Level.COMMUNE: re.compile(r"[0-9]{5}"),
    Level.HAMLET: re.compile(r"[0-9]{5}/[a-z0-9-]{1,30}"),
}
_ORDER = list(Level)


class UnitFileError(ValueError):
    """A file of units that cannot be used; says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class UnitFile:
    units: tuple[Unit, ...]
    lineage: tuple[Lineage, ...]


def read(path: Path) -> UnitFile:
    """Read a file. Raises UnitFileError, also when it cannot be read at all."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnitFileError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnitFileError(f"{path}: not valid TOML: {error}") from error
    return parse(data, str(path))


def parse(data: Mapping[str, Any], source: str = "units") -> UnitFile:
    """Return the units and the lineage in data.

    Raises UnitFileError when anything is missing, unknown or contradicts itself: two
    units of one code on one day, a parent that does not hold as long as its child, a
    succession from or to a unit that does not hold on its day.
    """
    try:
        require(dict(data), "units")
        known_from = _day(data.get("known_from"), "known_from")
        units = tuple(
            _unit(entry, f"units[{place}]", known_from)
            for place, entry in enumerate(_entries(data, "units"))
        )
        register = Register(units)
        for unit in units:
            check_parent(unit, register)
        lineage = tuple(
            step
            for place, entry in enumerate(_entries(data, "successions"))
            for step in _steps(entry, f"successions[{place}]", register)
        )
    except (FormatError, ValueError) as error:
        raise UnitFileError(f"{source}: {error}") from error
    return UnitFile(units, lineage)


def _entries(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    entries = data.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ValueError(f"{name}: a list of tables is expected")
    return entries


def _unit(entry: Mapping[str, Any], place: str, known_from: date) -> Unit:
    _known_keys(entry, UNIT_KEYS, place)
    code = _text(entry, "code", place)
    place = f"{place} ({code})"
    word = _text(entry, "form", place)
    if word not in list(Form):
        raise ValueError(f"{place}: form {word!r} is unknown; known: {', '.join(Form)}")
    unit = Unit(
        code=code,
        name=_text(entry, "name", place),
        form=Form(word),
        parent_code=str(entry.get("parent", "")),
        valid_from=_day(entry.get("since", known_from), f"{place}: since"),
        valid_until=_day(entry["until"], f"{place}: until") if "until" in entry else None,
        known_from="since" not in entry,
    )
    check_code(unit, place)
    if unit.valid_until is not None and unit.valid_until <= unit.valid_from:
        raise ValueError(f"{place}: ends on {unit.valid_until}, not after {unit.valid_from}")
    return unit


def check_code(unit: Unit, place: str = "units") -> None:
    """Raise ValueError for a code that is not as those of the unit's tier are."""
    if not CODES[unit.level].fullmatch(unit.code):
        raise ValueError(f"{place}: {unit.code!r} is no code of a {unit.level}; keep leading zeros")


def check_parent(unit: Unit, register: Register) -> None:
    """Walk the parent's states from the unit's first day to its last: no gap, always above.

    Raises ValueError, with the mend.
    """
    if unit.level is Level.COUNTRY and not unit.parent_code:
        return
    day: date | None = unit.valid_from
    while day is not None and (unit.valid_until is None or day < unit.valid_until):
        parent = register.unit_on(unit.parent_code, day)
        if parent is None:
            raise ValueError(
                f"{unit.code} {unit.name}: parent {unit.parent_code!r} does not hold on {day};"
                " give the unit an `until`, or the parent's code of that day in a new state"
            )
        if _ORDER.index(parent.level) >= _ORDER.index(unit.level):
            raise ValueError(
                f"{unit.code} {unit.name}: parent {parent.code} is not of a tier above"
            )
        day = parent.valid_until


def _steps(entry: Mapping[str, Any], place: str, register: Register) -> list[Lineage]:
    _known_keys(entry, SUCCESSION_KEYS, place)
    on = _day(entry.get("on"), f"{place}: on")
    to = _text(entry, "to", place)
    predecessors = entry.get("from")
    if not isinstance(predecessors, list) or not predecessors:
        raise ValueError(f"{place}: from: a list of codes is expected")
    successor = register.unit_on(to, on)
    if successor is None:
        raise ValueError(f"{place}: {to}: no such unit on {on}")
    steps = []
    for code in predecessors:
        before = register.unit_before(str(code), on)
        if before is None:
            raise ValueError(f"{place}: {code}: no such unit on the day before {on}")
        if before == successor:
            raise ValueError(f"{place}: {code} is the same unit before and after {on}")
        steps.append(Lineage(before.code, to, on, part=entry.get("part", False) is True))
    return steps


def _known_keys(entry: Mapping[str, Any], known: set[str], place: str) -> None:
    if unknown := sorted(set(entry) - known):
        raise ValueError(f"{place}: {unknown[0]}: no such key; known: {', '.join(sorted(known))}")


def _text(entry: Mapping[str, Any], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{place}: {key}: text is expected")
    return value


def _day(value: object, place: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise UnitFileError(f"{place}: a day is expected, as in 2020-03-01")
    return value
