"""Places: every code is a unit's, on a day of the period in which the plan needs it."""

from collections.abc import Iterator
from datetime import date, timedelta

from loa.core.periods import Days
from loa.places.rules import Register, Unit, explain
from loa.plans.lint.days import known_phases, shown
from loa.plans.lint.sheet import Row, Sheet
from loa.plans.problems import Problem, problem

_NAMED = 3  # successors that are named; a district has twenty


def check(sheet: Sheet, register: Register) -> Iterator[Problem]:
    """Give codes that no unit has, and units that do not exist in their period.

    A unit that ends within its period is no problem: targets follow its successors.
    """
    phases = known_phases(sheet)
    whole = _whole(sheet, phases)
    for number, code in enumerate(sheet.head("area") or ()):
        yield from _unit(code, whole, register, sheet.line("area", number))
    for row in sheet.sound("target"):
        days = phases.get(row.values["phase"], whole)
        yield from _area(row, days, register)
    for row in sheet.sound("pause"):
        starts, ends = row.values["starts"], row.values["ends"]
        if starts <= ends:
            yield from _area(row, Days(starts, ends + timedelta(days=1)), register)
    for row in sheet.sound("event"):
        if pilot := row.values.get("pilot"):
            yield from _unit(pilot, whole, register, row.line("pilot"))


def _whole(sheet: Sheet, phases: dict[str, Days]) -> Days | None:
    """Return the days of the plan: of all its phases, else the day it was issued on."""
    if phases:
        ends = [days.end for days in phases.values()]
        last = None if None in ends else max(end for end in ends if end)
        return Days(min(days.start for days in phases.values()), last)
    issued: date | None = sheet.head("issued_on")
    return Days(issued) if issued else None


def _area(row: Row, days: Days | None, register: Register) -> Iterator[Problem]:
    for number, code in enumerate(row.values.get("area", ())):
        yield from _unit(code, days, register, row.line("area", number))


def _unit(code: str, days: Days | None, register: Register, line: int) -> Iterator[Problem]:
    states = register.states(code)
    if not states:
        padded = code.zfill(5)
        hint = padded if padded != code and register.states(padded) else ""
        yield problem(line, "unknown-unit", unit=code, hint=hint)
        return
    if days is None or any(_holds_in(unit, days) for unit in states):
        return
    ended = [unit for unit in states if unit.valid_until and unit.valid_until <= days.start]
    named = ended[-1] if ended else states[0]
    yield problem(
        line,
        "unit-not-valid" if ended else "unit-not-yet",
        unit=code,
        name=named.full_name,
        days=shown(days),
        successor=_successors(register, named, days.start),
        since=f"{named.valid_from:%d/%m/%Y}",
    )


def _holds_in(unit: Unit, days: Days) -> bool:
    return days.overlap(Days(unit.valid_from, unit.valid_until)) is not None


def _successors(register: Register, unit: Unit, on: date) -> str:
    after = register.successors(unit.code, unit.valid_from, on)
    names = [f"{one.code} ({one.full_name})" for one in after[:_NAMED]]
    more = [f"+{len(after) - _NAMED}"] if len(after) > _NAMED else []
    return ", ".join(names + more) or str(explain(register, unit.code, on) or "—")
