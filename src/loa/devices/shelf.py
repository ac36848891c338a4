"""The tables as intake needs them: rows in and out without a model object for each.

On PostgreSQL entries go in by COPY, elsewhere by one statement. What is written here has
been verified. The statements spell out names that `models.py` decides; tests hold both to
each other on either database.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from loa.devices.lines import Row
from loa.devices.models import Device

_CURSOR_LOCK = 0x6C6F61  # any number that no other part of the database uses
_AT_ONCE = 100  # rows in one statement: SQLite counts its parameters
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_READ = ("id", "station", "keyid", "public", "n", "head", "durable_n", "durable_head")
_DEVICES = (
    "SELECT revoked_at IS NULL, id, station, keyid, public, n, head, durable_n, durable_head"
    " FROM devices_device WHERE keyid IN "
)
_GAPS = "SELECT id, device_id, n FROM devices_alarm WHERE closed_at IS NULL AND kind = 'gap' "
_HASHES = (
    "WITH wanted (device, first, last) AS (VALUES {places})"
    " SELECT device_id, n, hash FROM wanted JOIN devices_entry"
    " ON device_id = device AND n BETWEEN first AND last"
)
_ALARMS = (
    "INSERT INTO devices_alarm"
    " (device_id, kind, n, detail, evidence, raised_at, repeated_at, times) VALUES {rows}"
    " ON CONFLICT (device_id, kind, n) WHERE closed_at IS NULL"
    " DO UPDATE SET repeated_at = excluded.repeated_at, times = devices_alarm.times + 1"
)
_SEGMENTS = (
    "INSERT INTO devices_segment (device_id, first, last, head, sha256, path, received_at)"
    " VALUES {rows} ON CONFLICT DO NOTHING"
)
_ENDS = "SELECT id, n, head FROM devices_device WHERE id IN {ids} ORDER BY id"
_MOVE = "UPDATE devices_device SET n = %s, head = %s WHERE id = %s"
_MOVES = (
    "WITH moved (device, n, head) AS (VALUES {rows})"
    " UPDATE devices_device SET n = moved.n, head = moved.head FROM moved WHERE id = device"
)
_ENTRIES = (
    "devices_entry (device_id, n, at, clock, boot, mono_ms, event, item, ms, late_ms, data, hash)"
)
_COPY = f"COPY {_ENTRIES} FROM STDIN"
_ENTRY = f"INSERT INTO {_ENTRIES} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608 - our own names


class Segment(NamedTuple):
    """A segment's row, but for when it was received."""

    device: int
    first: int
    last: int
    head: str
    sha256: str
    path: str


class LedgerMovedError(Exception):
    """Another intake has moved a ledger's end meanwhile."""


def devices(keyids: Collection[str]) -> dict[str, Device]:
    """Return players by key id, with what intake asks about; the rest is read on demand."""
    found = {}
    for is_valid, *row in _select(_DEVICES + _marks(keyids), keyids):
        device = Device.from_db(None, _READ, row)
        if is_valid:
            device.revoked_at = None
        found[device.keyid] = device
    return found


def open_gaps(devices: Collection[int]) -> list[tuple[int, int, int]]:
    """Return the open gap alarms of some devices: id, the device's id, the entry missed."""
    if not devices:
        return []
    rows = _select(_GAPS + "AND device_id IN " + _marks(devices), devices)
    return [(pk, device, n) for pk, device, n in rows]


def hashes(places: Collection[tuple[int, int, int]]) -> dict[int, dict[int, str]]:
    """Return digests by device id and number, given (device id, first number, last number)."""
    if not places:
        return {}
    statement = _HASHES.format(places=", ".join(["(%s, %s, %s)"] * len(places)))
    found: dict[int, dict[int, str]] = {device: {} for device, _, _ in places}
    for device, n, line_hash in _select(statement, [part for place in places for part in place]):
        found[device][n] = line_hash
    return found


def move_ends(ends: Iterable[tuple[Device, int, str]]) -> None:
    """Say where ledgers end now: (device as it was read, number, digest of that line).

    Keeps other intakes of these players out until the transaction ends. Raises
    LedgerMovedError when one has been here since a device was read; then roll back.
    """
    ends = list(ends)
    read = {one.pk: (one.n, one.head) for one, _, _ in ends}
    many = connection.vendor == "postgresql"  # SQLite has one writer, who locks it all
    statement = _ENDS.format(ids=_marks(read)) + (" FOR UPDATE" if many else "")
    if {pk: (n, head) for pk, n, head in _select(statement, list(read))} != read:
        raise LedgerMovedError
    if many:
        _many(_MOVES, [(one.pk, n, head) for one, n, head in ends])
        return
    with connection.cursor() as cursor:
        cursor.executemany(_MOVE, [(n, head, one.pk) for one, n, head in ends])


def add_segments(segments: Iterable[Segment], received_at: datetime) -> None:
    """Add segments; one that is there already (before a restore) stays as it is."""
    at = connection.ops.adapt_datetimefield_value(received_at)
    _many(_SEGMENTS, [(*one, at) for one in segments])


def add_alarms(alarms: Iterable[tuple[int, str, int, str, str]], now: datetime) -> None:
    """Add alarms (device id, kind, entry, detail, evidence), or count them on open ones."""
    at = connection.ops.adapt_datetimefield_value(now)
    _many(_ALARMS, sorted((*alarm, at, at, 1) for alarm in alarms))


def add_entries(ledgers: Iterable[tuple[int, Sequence[Row]]]) -> None:
    """Add entries, given by their device's id, in the order in which readers shall see them.

    Call it last in a transaction: on PostgreSQL no other intake numbers its rows until this
    one is committed. Else a reader that has gone past a number would miss the row that
    appears under a lower one later. SQLite has one writer anyway.
    """
    rows = ((device, row) for device, own in ledgers for row in own)
    if connection.vendor != "postgresql":
        values: list[tuple[Any, ...]] = [
            (device, n, _sqlite_time(at), *rest) for device, (n, at, *rest) in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(_ENTRY, values)
        return
    text = "".join(_copied(device, row) for device, row in rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CURSOR_LOCK])
        # Django knows nothing of COPY, so its errors are made Django's own here.
        with connection.wrap_database_errors, cursor.copy(_COPY) as copy:
            copy.write(text)


def _copied(device: int, row: Row) -> str:
    """Return a row as COPY reads it."""
    n, at, clock, boot, mono, event, item, ms, late, data, line_hash = row
    if not item.isalnum():
        item = item.translate(_ESCAPES)
    if "\\" in data:
        data = data.translate(_ESCAPES)
    return (
        f"{device}\t{n}\t{at}\t{clock}\t{boot}\t{mono}\t{event}\t{item}\t{ms}\t{late}"
        f"\t{data}\t{line_hash}\n"
    )


def _sqlite_time(at: str) -> str:
    """Return an instant as Django writes it to SQLite, where times compare as text."""
    whole, thousandths = f"{at[:10]} {at[11:19]}", at[20:23]
    return whole if thousandths == "000" else f"{whole}.{thousandths}000"


def _marks(values: Collection[object]) -> str:
    return f"({', '.join(['%s'] * len(values)) or 'NULL'})"


def _select(statement: str, values: Collection[int | str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return list(cursor.fetchall())


def _many(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement on so many rows at a time."""
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            marks = ", ".join([_marks(some[0])] * len(some))
            cursor.execute(statement.format(rows=marks), [value for row in some for value in row])
