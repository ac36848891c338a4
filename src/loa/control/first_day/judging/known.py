"""What an installation knows while a list is judged, and what the list adds row by row.

Later rows and lists may name what earlier ones bring: a station in a hamlet of the same
workbook. Nothing here touches the database.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from loa.core.fold import fold
from loa.places.rules import Register, Unit


@dataclass(frozen=True, slots=True)
class Office:
    key: str
    name: str
    unit_code: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    name: str
    offices: frozenset[str]
    phone: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    key: str
    name: str
    unit_code: str
    kind: str = ""
    clusters: int = 0


Thing = TypeVar("Thing", Office, Person, Station)
_USUAL = ("dai truyen thanh", "tram truyen thanh", "dai", "tram", "xa", "thi tran")


class Shelf(Generic[Thing]):
    """Things found by what they are called, in the time of one look however many there are."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], dict[str, Thing]] = defaultdict(dict)
        self._by_key: dict[str, Thing] = {}

    def put(self, key: str, thing: Thing, **called: str) -> None:
        """Put a thing in under its key, in place of the one of that key."""
        self._by_key[key] = thing
        for what, word in called.items():
            self._found[what, word][key] = thing

    def find(self, **called: str) -> list[Thing]:
        """Return what is called so, in the order in which it came."""
        ((what, word),) = called.items()
        return list(self._found.get((what, word), {}).values())

    def keyed(self, key: str) -> Thing | None:
        return self._by_key.get(key)

    def keys(self) -> Collection[str]:
        return self._by_key.keys()

    def all(self) -> Iterable[Thing]:
        return self._by_key.values()


def bare(name: str) -> str:
    """Return a station's name, folded, without what every station is called."""
    folded = fold(name)
    for word in _USUAL:
        folded = folded.removeprefix(f"{word} ")
    return folded


@dataclass(slots=True)
class Known:
    """All that rows are compared with. `scope`: codes where this person may add; None: all."""

    today: date
    units: list[Unit] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    stations: list[Station] = field(default_factory=list)
    clusters: set[tuple[str, str]] = field(default_factory=set)  # station's key, folded name
    sites: set[tuple[str, str]] = field(default_factory=set)  # unit's code, folded name
    successors: dict[str, tuple[Unit, ...]] = field(default_factory=dict)  # of ended units
    scope: frozenset[str] | None = None
    own_unit: str = ""
    people_scope: frozenset[str] | None = None  # where this person may enter people; None: all
    _named: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    _coded: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    office_shelf: Shelf[Office] = field(default_factory=Shelf)
    person_shelf: Shelf[Person] = field(default_factory=Shelf)
    station_shelf: Shelf[Station] = field(default_factory=Shelf)

    def __post_init__(self) -> None:
        for unit in self.units:
            self._index(unit)
        for office in self.offices:
            self.add_office(office)
        for person in self.people:
            self.add_person(person)
        for station in self.stations:
            self.add_station(station)

    def _index(self, unit: Unit) -> None:
        self._named[fold(unit.name)].append(unit)
        self._coded[unit.code].append(unit)

    def add_unit(self, unit: Unit) -> None:
        self.units.append(unit)
        self._index(unit)

    def add_office(self, office: Office) -> None:
        name = fold(office.name)
        long = name.replace("ubnd", "uy ban nhan dan")
        self.office_shelf.put(office.key, office, name=name, long=long, unit=office.unit_code)

    def add_person(self, person: Person) -> None:
        self.person_shelf.put(person.username, person, name=fold(person.name))

    def add_station(self, station: Station) -> None:
        name, unit = fold(station.name), station.unit_code
        self.station_shelf.put(
            station.key, station, name=name, bare=bare(name), unit=unit, place=f"{name}/{unit}"
        )

    def named(self, folded: str) -> list[Unit]:
        return self._named.get(folded, [])

    def names(self) -> Iterable[str]:
        return self._named

    def coded(self, code: str, day: date | None = None) -> Unit | None:
        """Return the state of a code on a day, today when left out."""
        states = self._coded.get(code, [])
        return next((unit for unit in states if unit.holds(day or self.today)), None)

    def states(self, code: str) -> list[Unit]:
        return self._coded.get(code, [])

    def above(self, unit: Unit) -> list[Unit]:
        found: list[Unit] = []
        current: Unit | None = unit
        while current is not None and current.parent_code and len(found) < 6:  # noqa: PLR2004 - tiers
            current = self.coded(current.parent_code)
            if current is not None:
                found.append(current)
        return found

    def may_add_in(self, code: str) -> bool:
        """Whether this person may add something that lies in a unit."""
        return self.scope is None or not self.scope.isdisjoint(self._around(code))

    def may_enter_people_in(self, code: str) -> bool:
        """Whether this person may enter people and their roles for a unit."""
        return self.people_scope is None or not self.people_scope.isdisjoint(self._around(code))

    def _around(self, code: str) -> set[str]:
        unit = self.coded(code)
        return {code, *(one.code for one in self.above(unit))} if unit else {code}

    def title(self, code: str) -> str:
        unit = self.coded(code)
        return unit.full_name if unit else code


def known_units(register: Register, today: date) -> tuple[list[Unit], dict[str, tuple[Unit, ...]]]:
    """Return every state of a register, and what became of those that hold no more."""
    ended = [unit for unit in register.units if not unit.holds(today)]
    after = {
        unit.code: tuple(register.successors(unit.code, unit.valid_from, today)) for unit in ended
    }
    return register.units, after
