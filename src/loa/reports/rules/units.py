"""To which unit a figure is counted when a report is cut by the units of one day.

Evidence names a code and a day. Where that unit still held, already held, or became (or came
from) exactly one unit of the cut, it is counted there. Where it was divided, or its area was
part of something larger that no record takes apart again, it stays under its own name below
the nearest unit of the cut that contains all of it. So nothing is lost and nothing is guessed:
the sum is the same in every cut.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from loa.core.periods import DAY
from loa.places.rules import Level, Register, Unit
from loa.reports.rules.report import Place, UnitKey

TIERS = tuple(Level)
UNKNOWN_LEVEL = "unknown"  # of a code that no register knows


def key_of(unit: Unit) -> UnitKey:
    """Name one state of a unit."""
    return f"{unit.code}@{unit.valid_from.isoformat()}"


@dataclass(frozen=True)
class Cut:
    """The units of one day, and what every other unit is in terms of them."""

    register: Register
    on: date
    _units: dict[tuple[str, date], UnitKey] = field(default_factory=dict)
    _above: dict[UnitKey, UnitKey] = field(default_factory=dict)

    def unit(self, code: str, day: date) -> UnitKey:
        """Return the unit to which something is counted that happened in `code` on `day`."""
        if (code, day) not in self._units:
            state = self._state(code, day)
            self._units[code, day] = key_of(self._counted(state)) if state else f"{code}@"
        return self._units[code, day]

    def above(self, key: UnitKey) -> UnitKey:
        """Return the unit directly above one of the report; empty for none."""
        if key not in self._above:
            self._above[key] = self._found_above(key)
        return self._above[key]

    def within(self, key: UnitKey, top: UnitKey) -> bool:
        """Whether a unit is the top or lies below it."""
        while key:
            if key == top:
                return True
            key = self.above(key)
        return False

    def places(self, keys: Iterable[UnitKey], *, top: UnitKey = "") -> tuple[Place, ...]:
        """Return these units with all above them, up to the top; by tier, then by code."""
        found: dict[UnitKey, UnitKey] = {}
        for one in keys:
            key = one
            while key and key not in found:
                found[key] = "" if key == top else self.above(key)
                key = found[key]
        places = (self._place(key, parent) for key, parent in found.items())
        return tuple(sorted(places, key=lambda place: (_tier(place.level), place.key)))

    def _place(self, key: UnitKey, parent: UnitKey) -> Place:
        unit = self._by_key.get(key)
        if unit is None:
            code = key.partition("@")[0]
            return Place(key, code, code, UNKNOWN_LEVEL, parent, holds=False)
        return Place(key, unit.code, unit.full_name, unit.level, parent, holds=unit.holds(self.on))

    @cached_property
    def _by_key(self) -> dict[UnitKey, Unit]:
        return {key_of(unit): unit for unit in self.register.units}

    @cached_property
    def _came_from(self) -> dict[Unit, list[Unit]]:
        """Every unit that some unit of the cut became later, with those that became it."""
        found: dict[Unit, list[Unit]] = {}
        ends = {unit.valid_from for unit in self.register.units if unit.valid_from > self.on}
        holding = [unit for unit in self.register.units if unit.holds(self.on)]
        for day in ends:
            for unit in holding:
                if unit.holds(day):
                    continue
                for after in self._became(unit, self.on, day):
                    if unit not in (before := found.setdefault(after, [])):
                        before.append(unit)
        return found

    def _became(self, unit: Unit, day: date, on: date) -> list[Unit]:
        """Return what a unit is on a later day; the communes of a dissolved district are not it."""
        after = self.register.successors(unit.code, day, on)
        return [one for one in after if one.level is unit.level]

    def _state(self, code: str, day: date) -> Unit | None:
        """Return the state of a code on a day, else the one nearest before, else after."""
        states = self.register.states(code)
        begun = [unit for unit in states if unit.valid_from <= day]
        return begun[-1] if begun else next(iter(states), None)

    def _counted(self, unit: Unit) -> Unit:
        if unit.holds(self.on):
            return unit
        alike = self._alike(unit)
        return alike[0] if len(alike) == 1 else unit

    def _alike(self, unit: Unit) -> Sequence[Unit]:
        """Return the units of the cut that are all of a unit and nothing else of it."""
        if unit.valid_from <= self.on:
            return self._became(unit, unit.valid_from, self.on)
        came_from = self._came_from.get(unit, [])
        whole = [b for b in came_from if self._became(b, self.on, unit.valid_from) == [unit]]
        return whole if len(came_from) == 1 else []

    def _found_above(self, key: UnitKey) -> UnitKey:
        unit = self._by_key.get(key)
        if unit is None:
            return ""
        if unit.holds(self.on):
            return self._parent(unit, self.on)
        parts = (
            self.register.successors(unit.code, unit.valid_from, self.on)
            if unit.valid_from <= self.on
            else self._came_from.get(unit, [])
        )
        chains = [[key_of(above) for above in self._chain(part)] for part in parts]
        if not chains:
            return self._fallback(unit)
        shared = [one for one in chains[0] if all(one in chain for chain in chains)]
        return next((one for one in shared if one != key), "")

    def _chain(self, unit: Unit) -> list[Unit]:
        """Return what contains a unit of the cut, nearest first, down to the province."""
        above = self.register.ancestors(unit.code, self.on)
        return [one for one in above if one.level is not Level.COUNTRY]

    def _parent(self, unit: Unit, day: date) -> UnitKey:
        above = self.register.unit_on(unit.parent_code, day) if unit.parent_code else None
        return "" if above is None or above.level is Level.COUNTRY else key_of(above)

    def _fallback(self, unit: Unit) -> UnitKey:
        """Return where a unit lies of which nothing is known in the cut: below its own parent."""
        last = unit.valid_until - DAY if unit.valid_until else unit.valid_from
        day = last if unit.valid_from <= self.on else unit.valid_from
        above = self._state(unit.parent_code, day) if unit.parent_code else None
        if above is None or above.level is Level.COUNTRY:
            return ""
        counted = self._counted(above)
        return "" if counted == unit else key_of(counted)


def _tier(level: str) -> int:
    return TIERS.index(Level(level)) if level in TIERS else len(TIERS)
