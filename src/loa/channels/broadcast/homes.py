"""Where stations stand from day to day, and which areas that lies in: read once, asked often."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from loa.channels.broadcast.inputs import own_area
from loa.channels.broadcast.models import StationUnit
from loa.places.models import AdminUnit


class Held(NamedTuple):
    """Something that names something else on the days [since, until)."""

    name: str  # a station's key, or a unit's code
    within: str  # the unit directly above, or in which the station stands
    since: date
    until: date | None

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Homes:
    """Stations' homes and the units around them.

    Between two days on which anything changes every day is like the next, so each such
    stretch is worked out once.
    """

    homes: Sequence[Held]  # by station
    units: Sequence[Held]
    changes: Sequence[date]
    _areas: dict[int, list[tuple[str, str, frozenset[str]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, homes: Iterable[Held], units: Iterable[Held]) -> "Homes":
        """Return homes and units, ready to be asked."""
        homes, units = sorted(homes, key=lambda held: held.name), list(units)
        both = (*homes, *units)
        days = {held.since for held in both} | {held.until for held in both if held.until}
        return cls(homes, units, sorted(days))

    @classmethod
    def now(cls) -> "Homes":
        """Read what stands now, in two queries."""
        units = AdminUnit.objects.order_by()
        rows = StationUnit.objects.order_by().values_list(
            "station__key", "unit_code", "since", "until", "station__since", "station__until"
        )
        return cls.of(
            (
                Held(key, code, max(since, opened), _earlier(until, closed))
                for key, code, since, until, opened, closed in rows
            ),
            map(Held._make, units.values_list("code", "parent_code", "valid_from", "valid_until")),
        )

    def receivers(self, areas: Iterable[str], day: date) -> Sequence[tuple[str, str]]:
        """Return (station's key, unit code) of the stations that serve areas on a day, by key."""
        wanted = set(areas)
        return [(key, code) for key, code, lies in self._on(day) if not wanted.isdisjoint(lies)]

    def _on(self, day: date) -> list[tuple[str, str, frozenset[str]]]:
        """Return stations with their unit and all areas that they lie in."""
        stretch = bisect_right(self.changes, day)
        if stretch not in self._areas:
            above = {unit.name: unit.within for unit in self.units if unit.on(day)}
            around = {code: _around(code, above) for code in {h.within for h in self.homes}}
            self._areas[stretch] = [
                (home.name, home.within, around[home.within] | {own_area(home.name)})
                for home in self.homes
                if home.on(day)
            ]
        return self._areas[stretch]


def _around(code: str, above: dict[str, str]) -> frozenset[str]:
    found: set[str] = set()
    while code and code not in found:
        found.add(code)
        code = above.get(code, "")
    return frozenset(found)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)
