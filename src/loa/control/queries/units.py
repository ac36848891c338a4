"""The unit that a person has chosen to look at: which there are, what lies in one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loa.channels.broadcast.models import StationUnit
from loa.channels.broadcast.queries.units import lies_in
from loa.places.rules import Level, Unit
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


def codes_in(codes: Iterable[str], code: str, *, today: date) -> list[str]:
    """Return those of some units that lie in a unit, lay in it, or became a part of it."""
    register = unit_register()
    return [
        one
        for one in codes
        if any(
            lies_in(register, one, code, state.valid_from)
            or code in {unit.code for unit in register.successors(one, state.valid_from, today)}
            for state in register.states(one)
        )
    ]


def _option(unit: Unit, today: date, *, district: bool) -> Option:
    return Option(unit.code, unit.full_name, district, not unit.holds(today))
