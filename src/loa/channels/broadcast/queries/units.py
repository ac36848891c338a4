"""Which stations stand in a unit.

A unit that is gone still groups what lay in it: "the stations of Chợ Đồn district" are
those that stood there, wherever the lines run today.
"""

from dataclasses import dataclass
from datetime import date

from loa.channels.broadcast.models import StationUnit
from loa.places.rules import Register
from loa.plans.queries import unit_register


@dataclass(frozen=True, slots=True)
class Within:
    """A unit and the rows of its stations."""

    name: str
    stations: frozenset[int]


def within(code: str, *, today: date) -> Within | None:
    """Return a unit, as it stands or stood last, with its stations; None for an unknown code."""
    register = unit_register()
    states = register.states(code)
    if not states:
        return None
    return Within(states[-1].full_name, _stations(register, code, today))


def stations_in(code: str, *, today: date) -> frozenset[int]:
    """Return the rows of the stations that stand in a unit, or stood there when it held."""
    return _stations(unit_register(), code, today)


def _stations(register: Register, code: str, today: date) -> frozenset[int]:
    return frozenset(
        station
        for station, place, since, until in StationUnit.objects.values_list(
            "station_id", "unit_code", "since", "until"
        )
        if lies_in(register, place, code, since)
        and (register.unit_on(code, today) is None or until is None or today < until)
    )


def lies_in(register: Register, place: str, code: str, day: date) -> bool:
    """Whether a place is a unit, or lies in it, on a day."""
    return place == code or any(above.code == code for above in register.ancestors(place, day))
