"""Settling a week of a province's stations, and how it grows: real tables in PostgreSQL.

Stations have a rundown and a ledger for each of seven days, as their players write them;
then `settle` reads it all, writes what became of each item, evidence and its rollup. The
pure part, the reconciliation of one rundown, is measured at 1, 10 and 100 times its size.
"""

import json
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from math import log
from time import process_time
from typing import Any

from bench.postgres import beside_postgres
from bench.table import Row

from loa.core.ledger import Entry, Event
from loa.core.reconcile import reconcile
from loa.core.rundown import Item, Rundown, item_id
from loa.core.words import Clock, Kind

STATIONS, DAYS, ITEMS = 200, 7, 20
FIRST = date(2026, 11, 16)
OPENS = datetime(2026, 11, 15, 22, tzinfo=UTC)  # five in the morning
SOUND, MESSAGE = "a" * 64, "b" * 64
LIMIT_MS, GROWTH = 10, 2.0  # of a station's day: 4,880 of them in the roadmap's 180 s, and room


def run() -> list[Row]:
    return [*_pure(), *beside_postgres("bench.settling")]


def _pure() -> list[Row]:
    times = []
    for size in (ITEMS, 10 * ITEMS, 100 * ITEMS):
        rundown = _rundown("tram", FIRST, size)
        entries = _entries(rundown, 0)
        now = rundown.items[-1].ends + timedelta(days=1)
        times.append(_least(lambda r=rundown, e=entries, n=now: reconcile(r, e, now=n)))
    return [
        growth(f"reconciling a day, {factor} times the items", ITEMS, factor, times[0], took)
        for factor, took in zip((10, 100), times[1:], strict=True)
    ]


def growth(name: str, size: int, factor: int, before: float, after: float) -> Row:
    """Return how much steeper than n log n a time has grown."""
    steeper = after / before / (factor * log(size * factor) / log(size))
    return Row(name, steeper, "× n log n", f"{GROWTH}", steeper <= GROWTH)


def _least(do: Any) -> float:
    """Return processor time, the least of five: what else the machine does only adds to it."""
    taken = []
    for _ in range(5):
        began = process_time()
        do()
        taken.append(process_time() - began)
    return min(taken)


def _rundown(station: str, day: date, items: int) -> Rundown:
    opens = OPENS + (day - FIRST)
    return Rundown(
        station,
        day,
        1,
        tuple(
            Item(
                item_id(station, day, "tin", n), opens + n * timedelta(seconds=40), 30_000,
                Kind.MESSAGE, "Lịch tiêm phòng", MESSAGE, "vi", SOUND, placement="tin",
            )
            for n in range(items)
        ),
    )  # fmt: skip


def _entries(rundown: Rundown, before: int) -> list[Entry]:
    """Return what a player writes of a day that went well."""
    found: list[Entry] = []
    for item in rundown.items:
        start = Entry(
            before + len(found) + 1,
            "",
            item.starts,
            Clock.SYNCHRONISED,
            1,
            0,
            Event.STARTED,
            item.id,
        )
        end = replace(start, n=start.n + 1, at=item.ends, event=Event.FINISHED, ms=item.ms)
        found += [start, end]
    return found


def _fill(stations: int, first: int) -> None:
    """Make stations, numbered from `first`, with a week that was planned and played."""
    from loa.channels.broadcast.models import (  # noqa: PLC0415 - needs setup
        GridFrame,
        RundownDay,
        Station,
        StationUnit,
    )
    from loa.devices.models import Device  # noqa: PLC0415 - needs setup
    from loa.devices.models import Entry as EntryRow  # noqa: PLC0415 - needs setup

    grid, _ = GridFrame.objects.get_or_create(key="g", defaults={"name": "g", "document": "{}"})
    for number in range(first, first + stations):
        key = f"tram-{number:05}"
        station = Station.objects.create(
            key=key, name=key, kind="player", since=FIRST, grid=grid, languages=["vi"]
        )
        StationUnit.objects.create(station=station, unit_code=f"x{number % 99}", since=FIRST)
        device = Device.objects.create(
            station=key, keyid=f"{number:016x}", public="c" * 64, enrolled_at=OPENS
        )
        rundowns = [_rundown(key, FIRST + timedelta(days=n), ITEMS) for n in range(DAYS)]
        RundownDay.objects.bulk_create(
            RundownDay(
                station=station, day=r.day, serial=1, address="d" * 64,
                document=r.encoded().decode(), messages=[MESSAGE],
            )
            for r in rundowns
        )  # fmt: skip
        entries: list[Entry] = []
        for rundown in rundowns:
            entries += _entries(rundown, len(entries))
        EntryRow.objects.bulk_create(
            EntryRow(
                device=device, n=e.n, at=e.at, clock=str(e.clock), boot=1, mono_ms=0,
                event=str(e.event), item=e.item, ms=e.ms, hash="e" * 64,
            )
            for e in entries
        )  # fmt: skip


def _placement() -> None:
    from loa.delivery.models import Placement, SealedMessage  # noqa: PLC0415 - needs setup

    message = SealedMessage.objects.create(
        digest=MESSAGE, key="tin", revision=1, plan_key="p", topic_code="1", scope="public",
        priority="routine", headline="Tin", document="{}", sealed_at=OPENS,
        valid_from=OPENS, valid_until=OPENS + timedelta(days=90),
    )  # fmt: skip
    Placement.objects.create(
        key="tin", message=message, channel="loudspeaker", areas=["x"], starts=FIRST,
        placed_at=OPENS,
    )  # fmt: skip


def measure(stations: int) -> list[Row]:
    from loa.channels.broadcast.as_run import settle  # noqa: PLC0415 - needs setup

    _placement()
    now, times, made = OPENS + timedelta(days=DAYS), [], 0
    for size in (stations // 10, stations):
        _fill(size, made)
        made += size
        began = process_time()
        done = settle(now)
        times.append(process_time() - began)
        assert (done.days, done.evidence) == (size * DAYS, size * DAYS * ITEMS), done
    each = times[1] / (stations * DAYS) * 1000
    beside = f"{LIMIT_MS}; {ITEMS} items"
    return [
        Row("settling, a station's day", each, "ms of CPU", beside, each <= LIMIT_MS),
        growth("settling, 10 times the stations", stations // 10, 10, *times),
    ]


def main() -> None:
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    import django  # noqa: PLC0415 - only now is there a database

    django.setup()
    stations = int(sys.argv[2]) if len(sys.argv) > 2 else STATIONS
    print(json.dumps([asdict(row) for row in measure(stations)]))


if __name__ == "__main__":
    main()
