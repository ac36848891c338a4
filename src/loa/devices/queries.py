"""What other rooms read: entries by cursor or by station and time, players, open alarms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from loa.core import ledger
from loa.core.ledger import GENESIS
from loa.core.words import Clock
from loa.devices.models import Alarm, Device, Entry


@dataclass(frozen=True, slots=True)
class Line:
    """One verified ledger entry as a plain value, with the cursor that stands behind it."""

    cursor: int
    station: str
    device: str
    entry: ledger.Entry
    hash: str


def entries_after(cursor: int, limit: int = 1000) -> list[Line]:
    """Return entries taken in after a cursor (0: from the beginning), oldest intake first.

    The last line's cursor is where to go on: cursors are given out in the order in which
    intakes are committed, so nothing appears behind a reader's back.
    """
    rows = Entry.objects.filter(pk__gt=cursor).select_related("device").order_by("pk")[:limit]
    return list(_lines(rows))


def entries(station: str, start: datetime, end: datetime) -> list[Line]:
    """Return a station's entries with start <= at < end by its players' own clocks, in order."""
    rows = (
        Entry.objects.filter(device__station=station, at__gte=start, at__lt=end)
        .select_related("device")
        .order_by("device__enrolled_at", "device_id", "n")
    )
    return list(_lines(rows))


def devices(station: str | None = None) -> QuerySet[Device]:
    """Return players, those of one station when it is named."""
    rows = Device.objects.all()
    return rows if station is None else rows.filter(station=station)


def active_keyids(station: str) -> tuple[str, ...]:
    """Return the key ids of a station's players that are not revoked, for its policy."""
    rows = Device.objects.filter(station=station, revoked_at=None).order_by("enrolled_at", "pk")
    return tuple(rows.values_list("keyid", flat=True))


def open_alarms() -> QuerySet[Alarm]:
    """Return the alarms that nobody has closed, newest first."""
    return Alarm.objects.filter(closed_at=None).select_related("device")


def _lines(rows: Iterable[Entry]) -> Iterator[Line]:
    found = list(rows)
    hashes = {(row.device_id, row.n): row.hash for row in found}
    missing = {
        (row.device_id, row.n - 1)
        for row in found
        if row.n > 1 and (row.device_id, row.n - 1) not in hashes
    }
    hashes |= _hashes(missing)
    for row in found:
        prev = GENESIS if row.n == 1 else hashes[row.device_id, row.n - 1]
        yield Line(row.pk, row.device.station, row.device.keyid, _entry(row, prev), row.hash)


def _hashes(wanted: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    numbers = sorted(wanted)
    for begin in range(0, len(numbers), 100):  # each pair is two parameters and one branch
        anyone = Q()
        for device, n in numbers[begin : begin + 100]:
            anyone |= Q(device=device, n=n)
        rows = Entry.objects.filter(anyone).values_list("device_id", "n", "hash")
        found |= {(device, n): line_hash for device, n, line_hash in rows}
    return found


def _entry(row: Entry, prev: str) -> ledger.Entry:
    return ledger.Entry(
        n=row.n,
        prev=prev,
        at=row.at,
        clock=Clock(row.clock),
        boot=row.boot,
        mono_ms=row.mono_ms,
        event=ledger.Event(row.event),
        item=row.item,
        ms=row.ms,
        late_ms=row.late_ms,
        data=tuple(sorted(row.data.items())),
    )
