"""The whole of a settling, a batch of stations at a time.

A station whose data cannot be settled keeps none of the others waiting: it is tried alone
from then on, from where it stands, until it is mended.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from django.db import InterfaceError, OperationalError, transaction

from loa.channels.broadcast.as_run.due import Days, batches, due
from loa.channels.broadcast.as_run.keeping import Day, keep, nowhere_planned, simulated
from loa.channels.broadcast.as_run.outcomes import Ledger, around_days, best_words
from loa.channels.broadcast.models import Cursor, RundownDay, Station, as_rundown
from loa.core.periods import DAY
from loa.devices import queries as devices

log = logging.getLogger(__name__)
CURSOR = "as-run"
BEHIND = f"{CURSOR}:"  # and the key of the row of a station that could not be settled
NAMED = 5  # of those that failed, in a sentence
Ledgers = Mapping[str, Mapping[str, Ledger]]  # by station's key, by player


@dataclass(frozen=True, slots=True)
class Settled:
    """What a settling did; `unplanned` are ids of items that no rundown known here planned."""

    stations: int = 0
    days: int = 0
    changed: int = 0
    evidence: int = 0
    unplanned: tuple[str, ...] = ()


class UnsettledError(Exception):
    """Some stations could not be settled; all others are. The sentence names them."""


def settle(now: datetime) -> Settled:
    """Reconcile every day that new ledger entries, or the passing of time, concern.

    Raises UnsettledError at the end for stations that could not be settled.
    """
    cursor = Cursor.objects.filter(name=CURSOR).first()
    before = cursor.position if cursor else 0
    behind = _behind()
    reached, wanted = due(before, now, behind)
    total, failed = Settled(stations=len(wanted)), dict[int, Exception]()
    alone = [{station: wanted.pop(station)} for station in behind if station in wanted]
    for batch in chain(batches(wanted), *map(batches, alone)):
        done, errors = _settle_apart(batch, now)
        total = _sum(total, done)
        failed |= errors
    _remember(failed, behind, before)
    if reached > before:
        Cursor.objects.update_or_create(name=CURSOR, defaults={"position": reached})
    if total.unplanned:
        log.warning("heard without a plan", extra={"items": total.unplanned[:20]})
    if failed:
        raise UnsettledError(_sentence(failed))
    return total


def _behind() -> dict[int, int]:
    """Return how far the stations were read that could not be settled, by their rows."""
    rows = Cursor.objects.filter(name__startswith=BEHIND).values_list("name", "position")
    return {int(name.removeprefix(BEHIND)): position for name, position in rows}


def _remember(failed: Collection[int], behind: Mapping[int, int], before: int) -> None:
    """Keep where those stand that failed; forget it of those that failed no more."""
    mended = [f"{BEHIND}{station}" for station in behind if station not in failed]
    Cursor.objects.filter(name__in=mended).delete()
    Cursor.objects.bulk_create(
        Cursor(name=f"{BEHIND}{station}", position=before)
        for station in failed
        if station not in behind
    )


def _sentence(failed: Mapping[int, Exception]) -> str:
    keys = dict(Station.objects.filter(pk__in=failed).values_list("pk", "key"))
    told = [f"{keys[pk]}: {type(error).__name__}: {error}" for pk, error in failed.items()]
    return f"stations that could not be settled ({len(told)}): {'; '.join(told[:NAMED])}"


def _settle_apart(
    batch: Mapping[int, Days], now: datetime
) -> tuple[Settled, Mapping[int, Exception]]:
    """Settle a batch; where that fails, each of its stations by itself."""
    try:
        return _settle(batch, now), {}
    except (OperationalError, InterfaceError):
        raise  # the database is away: nobody's data is to blame
    except Exception as error:
        if len(batch) == 1:
            (station,) = batch
            log.exception("station not settled", extra={"station": station})
            return Settled(), {station: error}
    total, failed = Settled(), dict[int, Exception]()
    for station, days in batch.items():
        done, errors = _settle_apart({station: days}, now)
        total = _sum(total, done)
        failed |= errors
    return total, failed


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
