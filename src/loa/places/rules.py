"""Units by code and day, what lies within what, and what became of what.

A unit is one state of a code: its name, form and parent from `valid_from` to
`valid_until` (half-open; None means still). Two states of one code never hold on the same
day. A succession says that on a day one state became another, or part of it; a state that
ended without one was dissolved into what became of the units below it (as the districts
in 2025).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Level(StrEnum):
    """The tiers; a hamlet is no tier of government and has no official code."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    HAMLET = "hamlet"


class Form(StrEnum):
    """What a unit calls itself, in the words of its country: part of an official name."""

    COUNTRY = "nước"
    PROVINCE = "tỉnh"
    CENTRAL_CITY = "thành phố trực thuộc trung ương"
    DISTRICT = "huyện"
    URBAN_DISTRICT = "quận"
    DISTRICT_TOWN = "thị xã"
    CITY = "thành phố"
    COMMUNE = "xã"
    TOWN = "thị trấn"
    WARD = "phường"
    SPECIAL_ZONE = "đặc khu"
    HAMLET = "thôn"
    QUARTER = "tổ dân phố"


LEVEL_OF: Mapping[Form, Level] = {
    Form.COUNTRY: Level.COUNTRY,
    Form.PROVINCE: Level.PROVINCE,
    Form.CENTRAL_CITY: Level.PROVINCE,
    Form.DISTRICT: Level.DISTRICT,
    Form.URBAN_DISTRICT: Level.DISTRICT,
    Form.DISTRICT_TOWN: Level.DISTRICT,
    Form.CITY: Level.DISTRICT,
    Form.COMMUNE: Level.COMMUNE,
    Form.TOWN: Level.COMMUNE,
    Form.WARD: Level.COMMUNE,
    Form.SPECIAL_ZONE: Level.COMMUNE,
    Form.HAMLET: Level.HAMLET,
    Form.QUARTER: Level.HAMLET,
}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unit:
    """One state of a unit. `known_from`: it is older than `valid_from`, nobody says how much."""

    code: str
    name: str
    form: Form
    parent_code: str
    valid_from: date
    valid_until: date | None = None
    known_from: bool = False

    @property
    def level(self) -> Level:
        return LEVEL_OF[self.form]

    @property
    def full_name(self) -> str:
        """The name as people write it: "thị trấn Bằng Lũng"."""
        if self.form is Form.COUNTRY:
            return self.name
        form = Form.CITY if self.form is Form.CENTRAL_CITY else self.form
        return f"{form} {self.name}"

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Lineage:
    """The state of `predecessor` that ended on `on` became that of `successor` from `on`."""

    predecessor: str
    successor: str
    on: date
    part: bool = False


@dataclass(frozen=True, slots=True)
class NotValid:
    """Why a code names nothing on a day, and what was probably meant."""

    code: str
    day: date
    reason: str
    hint: str

    def __str__(self) -> str:
        return f"{self.reason}; {self.hint}" if self.hint else self.reason


class Register:
    """Every state of a set of units with their lineage. Raises ValueError for two at once."""

    def __init__(self, units: Iterable[Unit], lineage: Iterable[Lineage] = ()) -> None:
        self._states: dict[str, list[Unit]] = defaultdict(list)
        self._below: dict[str, list[Unit]] = defaultdict(list)
        self._after: dict[str, list[Lineage]] = defaultdict(list)
        for unit in sorted(units, key=lambda unit: (unit.code, unit.valid_from)):
            self._add(unit)
        for step in lineage:
            self._after[step.predecessor].append(step)

    def _add(self, unit: Unit) -> None:
        states = self._states[unit.code]
        if states and (states[-1].valid_until is None or unit.valid_from < states[-1].valid_until):
            raise ValueError(f"{unit.code}: two units hold on {unit.valid_from}")
        states.append(unit)
        self._below[unit.parent_code].append(unit)

    @property
    def units(self) -> list[Unit]:
        """Every state, by code and first day."""
        return [unit for states in self._states.values() for unit in states]

    def states(self, code: str) -> Sequence[Unit]:
        """Return the states of a code, oldest first; none for an unknown code."""
        return tuple(self._states.get(code, ()))

    def unit_on(self, code: str, day: date) -> Unit | None:
        """Return the state of a code on a day."""
        return next((unit for unit in self._states.get(code, ()) if unit.holds(day)), None)

    def unit_before(self, code: str, day: date) -> Unit | None:
        """Return the state of a code on the day before."""
        return self.unit_on(code, day - _DAY)

    def within(self, code: str, day: date, level: Level | None = None) -> list[Unit]:
        """Return the units below a code on a day, by code; only those of a level when given.

        The unit itself is among them when it is of that level. A code that does not hold
        on the day has none.
        """
        top = self.unit_on(code, day)
        if top is None:
            return []
        found, frontier = [top] if level is not None else [], [top]
        while frontier:
            frontier = [
                unit for above in frontier for unit in self._below[above.code] if unit.holds(day)
            ]
            found += frontier
        wanted = (unit for unit in found if level is None or unit.level is level)
        return sorted(wanted, key=lambda unit: unit.code)

    def ancestors(self, code: str, day: date) -> list[Unit]:
        """Return the units that contain a code on a day, nearest first."""
        found: list[Unit] = []
        unit = self.unit_on(code, day)
        while unit is not None and unit.parent_code:
            unit = self.unit_on(unit.parent_code, day)
            if unit is not None:
                found.append(unit)
        return found

    def successors(self, code: str, day: date, on: date) -> list[Unit]:
        """Return what the unit of `day` is on a later day, by code.

        More than one when it was split or dissolved; none when the code does not hold on
        `day`, or when nothing is known of what became of it.
        """
        start = self.unit_on(code, day)
        if start is None:
            return []
        found: dict[tuple[str, date], Unit] = {}
        frontier, seen = [start], {start}
        while frontier:
            unit = frontier.pop()
            moves = [step for step in self._after[unit.code] if self._leaves(unit, step, day, on)]
            nexts = [self.unit_on(step.successor, step.on) for step in moves]
            if unit.holds(on):
                found[unit.code, unit.valid_from] = unit
            elif not moves:
                nexts = [*self._dissolved_into(unit, on)]
            for follower in nexts:
                if follower is not None and follower not in seen:
                    seen.add(follower)
                    frontier.append(follower)
        return [found[key] for key in sorted(found)]

    def _leaves(self, unit: Unit, step: Lineage, day: date, on: date) -> bool:
        last_day = step.on - _DAY
        return unit.holds(last_day) and day < step.on <= on

    def _dissolved_into(self, unit: Unit, on: date) -> list[Unit]:
        if unit.valid_until is None or unit.valid_until > on:
            return []
        last_day = unit.valid_until - _DAY
        return [below for below in self._below[unit.code] if below.holds(last_day)]


def explain(register: Register, code: str, day: date) -> NotValid | None:
    """Return why a code names no unit on a day, or None when it does."""
    if register.unit_on(code, day) is not None:
        return None
    states = register.states(code)
    if not states:
        return NotValid(code, day, f"{code}: no unit has this code", _misspelt(register, code))
    ended = [unit for unit in states if unit.valid_until is not None and unit.valid_until <= day]
    if not ended:
        first = states[0]
        return NotValid(
            code,
            day,
            f"{code} {first.full_name}: not yet valid on {day}",
            f"it is {'known' if first.known_from else 'valid'} from {first.valid_from}",
        )
    last = ended[-1]
    after = register.successors(code, last.valid_from, day)
    return NotValid(
        code,
        day,
        f"{code} {last.full_name}: not valid on {day}, it ended on {last.valid_until}",
        f"since then: {', '.join(f'{u.code} {u.full_name}' for u in after)}" if after else "",
    )


def _misspelt(register: Register, code: str) -> str:
    padded = code.zfill(5)
    if padded != code and (states := register.states(padded)):
        return f"did you mean {padded} {states[-1].full_name}? Codes keep their leading zeros"
    return "codes are those of the official list, as text with leading zeros"
