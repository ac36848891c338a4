"""What the page "Today" shows, in a number of queries that does not grow with the stations.

Rundowns and policies are named by their content or row, so what was parsed once is kept
in memory: a wall display asks every few seconds for what seldom changes.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db.models import Max, Q
from django.utils import timezone

from loa.channels.broadcast.models import AsRun, PolicyRevision, RundownDay, Station, StationUnit
from loa.control.rules import today as rules
from loa.core.periods import DAY
from loa.core.policy import Policy
from loa.core.rundown import Item
from loa.core.words import Outcome
from loa.devices.models import Device

Name = TypeVar("Name")
Parsed = TypeVar("Parsed")
Spans = tuple[tuple[datetime, datetime], ...]


class Kept(Generic[Name, Parsed]):
    """Parsed values by a name that never changes its meaning; the oldest asked-for go first."""

    def __init__(self, most: int) -> None:
        self._values: OrderedDict[Name, Parsed] = OrderedDict()
        self._most = most

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()

    def all(
        self, names: Iterable[Name], read: Callable[[Collection[Name]], Mapping[Name, Parsed]]
    ) -> dict[Name, Parsed]:
        """Return the values of names, reading together those that are not kept."""
        wanted = list(dict.fromkeys(names))
        if missing := [name for name in wanted if name not in self._values]:
            self._values.update(read(missing))
        found = {name: self._values[name] for name in wanted if name in self._values}
        for name in found:
            self._values.move_to_end(name)
        while len(self._values) > max(self._most, len(found)):
            self._values.popitem(last=False)
        return found


_rundowns: Kept[tuple[int, str], tuple[Item, ...]] = Kept(most=4000)
_policies: Kept[int, Policy] = Kept(most=4000)
_spans: Kept[tuple[int, date], Spans] = Kept(most=8000)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that found no place in a day, and at how many stations."""

    headline: str
    sentence: str  # a msgid of broadcast's sentences
    stations: int


@dataclass(frozen=True, slots=True)
class Today:
    """A day on the air."""

    day: date
    lines: tuple[rules.Line, ...]
    sums: rules.Sums
    unplaced: tuple[Unplaced, ...]
    quiet: rules.Quiet | None  # None while a session is running, or when none is known


def today(*, now: datetime, only: Collection[int] | None = None) -> Today:
    """Return the day of `now` in the installation's zone; `only` keeps some stations' rows."""
    day = timezone.localdate(now)
    places = _places(day)
    stations = [station for station in _serving(day) if only is None or station.pk in only]
    pks = [station.pk for station in stations]
    rundowns = {row.station_id: row for row in _rundown_rows(pks, day)}
    items = _items(rundowns.values())
    known = _known(rundowns.values())
    heard = _last_heard()
    hours = _hours(pks, day)
    lines = tuple(
        rules.line(
            key=station.key,
            name=station.name,
            unit_code=places.get(station.pk, ""),
            items=items.get(station.pk, ()),
            known=known.get(station.pk, {}),
            last_heard=heard.get(station.key),
            by_hand=not station.has_player,
            now=now,
        )
        for station in stations
    )
    open_hours = {station.key: hours[station.pk] for station in stations if station.pk in hours}
    return Today(
        day=day,
        lines=lines,
        sums=rules.sums(lines, open_hours),
        unplaced=_unplaced(rundowns.values()),
        quiet=rules.quiet(hours.values(), now=now),
    )


def _serving(day: date) -> list[Station]:
    rows = Station.objects.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))
    return list(rows.order_by("name"))


def _places(day: date) -> dict[int, str]:
    rows = StationUnit.objects.filter(since__lte=day)
    holding = rows.filter(Q(until__isnull=True) | Q(until__gt=day))
    return dict(holding.values_list("station_id", "unit_code"))


def _rundown_rows(stations: Collection[int], day: date) -> list[RundownDay]:
    rows = RundownDay.objects.filter(station__in=stations, day=day)
    return list(rows.only("pk", "station_id", "address", "unplaced"))


def _items(rundowns: Collection[RundownDay]) -> dict[int, tuple[Item, ...]]:
    """Return each station's items in order; only documents not seen before are read."""
    names = {row.station_id: (row.pk, row.address) for row in rundowns}
    kept = _rundowns.all(names.values(), _read_rundowns)
    return {station: kept.get(name, ()) for station, name in names.items()}


def _read_rundowns(names: Collection[tuple[int, str]]) -> dict[tuple[int, str], tuple[Item, ...]]:
    rows = RundownDay.objects.filter(pk__in=[pk for pk, _address in names])
    return {(row.pk, row.address): row.rundown().items for row in rows}


def _known(rundowns: Collection[RundownDay]) -> dict[int, dict[str, rules.Known]]:
    stations = {row.pk: row.station_id for row in rundowns}
    rows = AsRun.objects.filter(rundown__in=list(stations)).order_by()
    found: dict[int, dict[str, rules.Known]] = {}
    for rundown, item, outcome, reason, started_at, heard_ms, late_ms in rows.values_list(
        "rundown_id", "item_id", "outcome", "reason", "started_at", "heard_ms", "late_ms"
    ):
        known = rules.Known(Outcome(outcome), reason, started_at, heard_ms, late_ms)
        found.setdefault(stations[rundown], {})[item] = known
    return found


def _last_heard() -> dict[str, datetime]:
    rows = Device.objects.filter(revoked_at__isnull=True, seen_at__isnull=False).order_by()
    return dict(rows.values_list("station").annotate(last=Max("seen_at")))


def _hours(stations: Collection[int], day: date) -> dict[int, Spans]:
    """Return the spans in which each station may be heard: this day's, and the nights beside."""
    latest = dict(
        PolicyRevision.objects.filter(station__in=stations)
        .order_by()
        .values_list("station")
        .annotate(last=Max("pk"))
    )
    names = {station: (pk, day) for station, pk in latest.items()}
    spans = _spans.all(names.values(), _open_spans)
    return {station: spans[name] for station, name in names.items() if name in spans}


def _open_spans(names: Collection[tuple[int, date]]) -> dict[tuple[int, date], Spans]:
    policies = _policies.all([pk for pk, _day in names], _read_policies)
    return {
        (pk, day): rules.merged(
            span for one in (day - DAY, day, day + DAY) for span in policies[pk].sessions(one)
        )
        for pk, day in names
        if pk in policies
    }


def _read_policies(pks: Collection[int]) -> dict[int, Policy]:
    return {row.pk: row.policy() for row in PolicyRevision.objects.filter(pk__in=pks)}


def _unplaced(rundowns: Iterable[RundownDay]) -> tuple[Unplaced, ...]:
    """Sum up what found no place; what a later day takes needs nobody's hand."""
    counted: dict[tuple[str, str], set[int]] = {}
    for row in rundowns:
        for one in row.unplaced:
            if not one.get("later"):
                key = (one.get("headline", ""), one.get("sentence", ""))
                counted.setdefault(key, set()).add(row.station_id)
    return tuple(
        Unplaced(headline, sentence, len(stations))
        for (headline, sentence), stations in sorted(counted.items())
    )
