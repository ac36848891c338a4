"""Stations as they stand now: on air, next, last heard of."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from loa.channels.broadcast import inputs, rules
from loa.channels.broadcast.models import RundownDay, Station
from loa.channels.broadcast.rules import Standing, Word
from loa.core.fold import fold
from loa.core.periods import DAY
from loa.core.rundown import Item
from loa.core.words import Kind
from loa.devices import queries as devices
from loa.places.models import AdminUnit

ATTENTION = frozenset({Standing.SILENT, Standing.NEVER})
AGAIN = 3  # how many of the last items are offered to hear again


@dataclass(frozen=True, slots=True)
class StationNow:
    """One station; `since` is when its player was last heard of."""

    station: Station
    unit_code: str
    unit: str
    standing: Standing
    on_air: Item | None
    next: Item | None
    since: datetime | None
    clock: str


@dataclass(frozen=True, slots=True)
class Group:
    """The stations of one unit, by name."""

    unit_code: str
    unit: str
    stations: tuple[StationNow, ...]


def stations_now(now: datetime, *, only: Collection[str] | None = None) -> list[StationNow]:
    """Return the stations in service, by name; `only` are keys."""
    rows = Station.objects.filter(since__lte=timezone.localdate(now) + DAY).filter(
        Q(until__isnull=True) | Q(until__gt=timezone.localdate(now))
    )
    stations = list(rows if only is None else rows.filter(key__in=only))
    units = inputs.unit_codes(stations, timezone.localdate(now))
    names = unit_names(units.values(), timezone.localdate(now))
    items = _items(stations, now)
    words = _words()
    return [
        _station(
            station,
            unit=(code := units.get(station.key, ""), names.get(code, "")),
            items=items[station.pk],
            word=words.get(station.key),
            now=now,
        )
        for station in stations
    ]


def _station(
    station: Station,
    *,
    unit: tuple[str, str],
    items: Sequence[Item],
    word: Word | None,
    now: datetime,
) -> StationNow:
    current = rules.on_air(items, now)
    return StationNow(
        station=station,
        unit_code=unit[0],
        unit=unit[1],
        standing=rules.standing(word, current, by_hand=not station.has_player, now=now),
        on_air=current,
        next=rules.following(items, now),
        since=word.at if word else None,
        clock=word.clock if word else "",
    )


def unit_names(codes: Collection[str], day: date) -> dict[str, str]:
    """Return what units are called on a day, by code."""
    rows = AdminUnit.objects.filter(code__in=set(codes), valid_from__lte=day).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    )
    return {row.code: row.as_unit().full_name for row in rows}


def grouped(found: Sequence[StationNow]) -> list[Group]:
    """Gather stations under their units, by the units' names; those of no unit come last."""
    by_unit: defaultdict[tuple[str, str], list[StationNow]] = defaultdict(list)
    for one in found:
        by_unit[one.unit, one.unit_code].append(one)
    order = sorted(by_unit, key=lambda key: (not key[0], fold(key[0]), key[1]))
    return [Group(code, unit, tuple(by_unit[unit, code])) for unit, code in order]


def matching(
    found: Sequence[StationNow], *, text: str = "", attention: bool = False
) -> list[StationNow]:
    """Filter by words of the name or unit, by what needs somebody's attention."""
    words = fold(text)
    return [
        one
        for one in found
        if words in fold(f"{one.station.name} {one.unit}")
        and (not attention or one.standing in ATTENTION)
    ]


def just_played(station: Station, now: datetime) -> list[Item]:
    """Return the last messages that were planned before this moment, latest first."""
    rows = RundownDay.objects.filter(
        station=station,
        day__gte=timezone.localdate(now) - 2 * DAY,
        day__lte=timezone.localdate(now) + DAY,
    )
    items = [i for row in rows for i in row.rundown().items if i.kind is Kind.MESSAGE]
    past = sorted((i for i in items if i.ends <= now), key=lambda i: i.starts, reverse=True)
    found: list[Item] = []
    for item in past:
        if item.sound not in {one.sound for one in found}:
            found.append(item)
    return found[:AGAIN]


def _items(stations: Sequence[Station], now: datetime) -> dict[int, list[Item]]:
    """Return the items of the days around now; a station's own day may be yesterday's."""
    around = RundownDay.objects.filter(
        station__in=stations,
        day__gte=timezone.localdate(now) - DAY,
        day__lte=timezone.localdate(now) + timedelta(days=2),
    )
    items: dict[int, list[Item]] = {station.pk: [] for station in stations}
    for row in around.order_by("day"):
        own = items[row.station_id]
        if not any(item.starts > now for item in own):  # what comes next is known already
            own += row.rundown().items
    return items


def _words() -> dict[str, Word]:
    """Return what each station's player said last; of several, the one heard last."""
    words: dict[str, Word] = {}
    for device in devices.devices().filter(revoked_at=None).order_by("seen_at"):
        if device.seen_at is not None or device.station not in words:
            words[device.station] = Word(device.seen_at, device.playing, device.clock)
    return words
