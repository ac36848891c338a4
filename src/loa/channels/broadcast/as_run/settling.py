"""The whole of a settling, a batch of stations at a time."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from loa.channels.broadcast.as_run.due import Days, batches, due
from loa.channels.broadcast.as_run.keeping import Day, keep, nowhere_planned, simulated
from loa.channels.broadcast.as_run.outcomes import Ledger, around_days, best_words
from loa.channels.broadcast.models import Cursor, RundownDay, Station, as_rundown
from loa.core.periods import DAY
from loa.devices import queries as devices

log = logging.getLogger(__name__)
CURSOR = "as-run"
Ledgers = Mapping[str, Mapping[str, Ledger]]  # by station's key, by player


@dataclass(frozen=True, slots=True)
class Settled:
    """What a settling did; `unplanned` are ids of items that no rundown known here planned."""

    stations: int = 0
    days: int = 0
    changed: int = 0
    evidence: int = 0
    unplanned: tuple[str, ...] = ()


def settle(now: datetime) -> Settled:
    """Reconcile every day that new ledger entries, or the passing of time, concern."""
    cursor = Cursor.objects.filter(name=CURSOR).first()
    position, wanted = due(cursor.position if cursor else 0, now)
    total = Settled(stations=len(wanted))
    for batch in batches(wanted):
        total = _sum(total, _settle(batch, now))
    if position:
        Cursor.objects.update_or_create(name=CURSOR, defaults={"position": position})
    if total.unplanned:
        log.warning("heard without a plan", extra={"items": total.unplanned[:20]})
    return total


def _settle(batch: Mapping[int, Days], now: datetime) -> Settled:
    days = _read(batch)
    if not days:
        return Settled()
    ledgers = _ledgers(days)
    known = [
        (day, best_words(day.rundown, ledgers[day.station.key], ZoneInfo(day.station.zone), now))
        for own in days.values()
        for day in own
    ]
    trials = simulated(keyid for own in ledgers.values() for keyid in own)
    with transaction.atomic():
        changed, evidence = keep(known, trials)
    unplanned = [item for station, own in days.items() for item in _unplanned(own, ledgers)]
    return Settled(days=len(known), changed=changed, evidence=evidence, unplanned=tuple(unplanned))


def _read(batch: Mapping[int, Days]) -> dict[Station, list[Day]]:
    """Return the stations' days in order, with their rundowns."""
    stations = {s.pk: s for s in Station.objects.filter(pk__in=batch).prefetch_related("units")}
    found: dict[Station, list[Day]] = {}
    rows = RundownDay.objects.filter(pk__in=[row for own in batch.values() for row in own.values()])
    names = ("pk", "station_id", "day", "document", "settled")
    for row, pk, day, document, settled in rows.order_by("station", "day").values_list(*names):
        station = stations[pk]
        one = Day(row, station, day, as_rundown(document), settled)
        found.setdefault(station, []).append(one)
    return found


def _ledgers(days: Mapping[Station, list[Day]]) -> Ledgers:
    """Return the players' entries around each station's days."""
    spans = {
        station.key: around_days([one.day for one in own], ZoneInfo(station.zone))
        for station, own in days.items()
    }
    return {
        station: {keyid: Ledger.of(entries) for keyid, entries in own.items()}
        for station, own in devices.around(spans).items()
    }


def _unplanned(days: list[Day], ledgers: Ledgers) -> list[str]:
    """Return what the players of one station began that no rundown of it ever planned."""
    station = days[0].station
    begun = {item for ledger in ledgers[station.key].values() for item in ledger.begun()}
    strange = begun - {item.id for one in days for item in one.rundown.items}
    if not strange:
        return []
    # Entries reach a little beyond the days that are settled.
    first, last = days[0].day - 2 * DAY, days[-1].day + 2 * DAY
    near = RundownDay.objects.filter(station=station, day__gte=first, day__lte=last)
    for document in near.values_list("document", flat=True):
        strange -= {item.id for item in as_rundown(document).items}
    return list(nowhere_planned(station, sorted(strange)))


def _sum(one: Settled, other: Settled) -> Settled:
    return replace(
        one,
        days=one.days + other.days,
        changed=one.changed + other.changed,
        evidence=one.evidence + other.evidence,
        unplanned=(*one.unplanned, *other.unplanned),
    )
