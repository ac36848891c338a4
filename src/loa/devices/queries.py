"""What other rooms read: entries by cursor or by station and time, players, open alarms."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from loa.core import ledger
from loa.core.ledger import GENESIS
from loa.core.words import Clock
from loa.devices.models import Alarm, Device, Entry

_AT_ONCE = 100  # stations in one statement: SQLite counts its parameters
_NO_DATA = "{}"
# The last trusted entry before a moment, or the first from it on: one step in an index of
# each player's, however long its ledger is.
_NEAREST = (
    "WITH wanted (station, moment) AS (VALUES {rows}) SELECT wanted.station, ("
    " SELECT e.at FROM devices_entry e WHERE e.device_id = d.id AND e.at {side} wanted.moment"
    " AND e.clock <> 'floor' ORDER BY e.at {order} LIMIT 1)"
    " FROM wanted JOIN devices_device d ON d.station = wanted.station"
)
_AROUND = (
    "WITH wanted (station, first, last) AS (VALUES {rows})"
    " SELECT d.station, d.keyid, e.n, e.at, e.clock, e.boot, e.mono_ms, e.event, e.item, e.ms,"
    " e.late_ms, e.data FROM wanted JOIN devices_device d ON d.station = wanted.station"
    " JOIN devices_entry e ON e.device_id = d.id AND e.at >= wanted.first AND e.at < wanted.last"
    " ORDER BY d.enrolled_at, d.id"
)
Ledgers = dict[str, list[ledger.Entry]]  # by the player's key id


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


def nearest(moments: Mapping[str, datetime], *, later: bool) -> dict[str, datetime]:
    """Return, by station, the time of the last trusted entry before a moment.

    Of the first at or after it, if `later`. Stations without one are left out.
    """
    side, order = (">=", "ASC") if later else ("<", "DESC")
    found: dict[str, datetime] = {}
    statement = _NEAREST.replace("{side}", side).replace("{order}", order)
    for station, at in _asked(statement, [(s, _stored(at)) for s, at in moments.items()]):
        if at is not None:
            one, other = _moment(at), found.get(station)
            found[station] = one if other is None else (min if later else max)(one, other)
    return found


def around(spans: Mapping[str, tuple[datetime, datetime]]) -> dict[str, Ledgers]:
    """Return stations' entries by player, for each station those of its span [start, end).

    With them come those back to the last trusted one before, and up to the first after.
    They are as intake verified them, but for their links: `prev` is empty.
    """
    before = nearest({station: start for station, (start, _) in spans.items()}, later=False)
    after = nearest({station: end for station, (_, end) in spans.items()}, later=True)
    places = []
    for station, (start, end) in spans.items():
        last = after.get(station, end) + timedelta(milliseconds=1)
        places.append((station, _stored(before.get(station, start)), _stored(last)))
    found: dict[str, Ledgers] = {station: {} for station in spans}
    clocks = {str(clock): clock for clock in Clock}
    events = {str(event): event for event in ledger.Event}
    for station, keyid, n, at, clock, boot, mono, event, item, ms, late, data in _asked(
        _AROUND, places
    ):
        members = () if data == _NO_DATA else tuple(sorted(json.loads(data).items()))
        entry = ledger.Entry(
            n, "", _moment(at), clocks[clock], boot, mono, events[event], item, ms, late, members
        )
        found[station].setdefault(keyid, []).append(entry)
    return found


def _asked(statement: str, rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Run a statement over so many wanted rows at a time."""
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        marks = f"({', '.join(['%s'] * len(some[0]))})"
        with connection.cursor() as cursor:
            places = ", ".join([marks] * len(some))
            values = [value for row in some for value in row]
            cursor.execute(statement.replace("{rows}", places), values)
            yield from cursor.fetchall()


def _stored(moment: datetime) -> object:
    """Return an instant as the database compares it."""
    return connection.ops.adapt_datetimefield_value(moment)


def _moment(value: datetime | str) -> datetime:
    """Return an instant as it was stored: SQLite keeps UTC, as text and without a zone."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


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
