"""The unit that a person has chosen to look at: which there are, what lies in one.

A unit that is gone still groups what lay in it: "the stations of Chợ Đồn district" are
those that stood there, wherever the lines run today.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loa.channels.broadcast.models import StationUnit
from loa.places.rules import Level, Register, Unit
from loa.plans.queries import unit_register


@dataclass(frozen=True, slots=True)
class Option:
    """A unit to choose; `past` when it no longer holds."""

    code: str
    name: str
    district: bool
    past: bool


def options(*, today: date) -> list[Option]:
    """Return the districts in which stations stand or stood, then today's communes with one."""
    register = unit_register()
    districts: dict[str, Unit] = {}
    communes: dict[str, Unit] = {}
    for code, since, until in StationUnit.objects.values_list("unit_code", "since", "until"):
        for above in register.ancestors(code, since):
            if above.level is Level.DISTRICT:
                districts[above.code] = above
        unit = register.unit_on(code, today)
        if unit is not None and since <= today and (until is None or today < until):
            communes[code] = unit
    return [
        *(_option(unit, today, district=True) for _code, unit in sorted(districts.items())),
        *(_option(unit, today, district=False) for _code, unit in sorted(communes.items())),
    ]


def named(code: str, *, today: date) -> Option | None:
    """Return one unit as it stands, or stood last; None for an unknown code."""
    states = unit_register().states(code)
    if not states:
        return None
    return _option(states[-1], today, district=states[-1].level is Level.DISTRICT)


def stations_in(code: str, *, today: date) -> frozenset[int]:
    """Return the rows of the stations that stand in a unit, or stood there when it held."""
    register = unit_register()
    return frozenset(
        station
        for station, place, since, until in StationUnit.objects.values_list(
            "station_id", "unit_code", "since", "until"
        )
        if _lies_in(register, place, code, since)
        and (register.unit_on(code, today) is None or until is None or today < until)
    )


def codes_in(codes: Iterable[str], code: str, *, today: date) -> list[str]:
    """Return those of some units that lie in a unit, lay in it, or became a part of it."""
    register = unit_register()
    return [
        one
        for one in codes
        if any(
            _lies_in(register, one, code, state.valid_from)
            or code in {unit.code for unit in register.successors(one, state.valid_from, today)}
            for state in register.states(one)
        )
    ]


def _lies_in(register: Register, place: str, code: str, day: date) -> bool:
    return place == code or any(above.code == code for above in register.ancestors(place, day))


def _option(unit: Unit, today: date, *, district: bool) -> Option:
    return Option(unit.code, unit.full_name, district, not unit.holds(today))
