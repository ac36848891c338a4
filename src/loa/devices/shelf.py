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
    " FROM devices_device WHERE keyid "
)
_GAPS = (
    "SELECT id, device_id, n FROM devices_alarm"
    " WHERE closed_at IS NULL AND kind = 'gap' AND device_id "
)
# In these {rows} stands for rows, whose columns are of these kinds.
_HASHES = (
    "WITH wanted (device, first, last) AS ({rows})"
    " SELECT device_id, n, hash FROM wanted JOIN devices_entry"
    " ON device_id = device AND n BETWEEN first AND last"
)
_HASHES_KINDS = ("bigint", "bigint", "bigint")
_ALARMS = (
    "INSERT INTO devices_alarm"
    " (device_id, kind, n, detail, evidence, raised_at, repeated_at, times) {rows}"
    " ON CONFLICT (device_id, kind, n) WHERE closed_at IS NULL"
    " DO UPDATE SET repeated_at = excluded.repeated_at, times = devices_alarm.times + 1"
)
_ALARMS_KINDS = ("bigint", "text", "bigint", "text", "text", "timestamptz", "timestamptz", "int")
_SEGMENTS = (
    "INSERT INTO devices_segment"
    " (device_id, first, last, head, sha256, path, start, size, received_at) {rows}"
    " ON CONFLICT DO NOTHING"
)
_SEGMENTS_KINDS = (
    "bigint", "bigint", "bigint", "text", "text", "text", "bigint", "bigint", "timestamptz",
)  # fmt: skip
_ENDS = "SELECT id, n, head FROM devices_device WHERE id {ids} ORDER BY id"
_MOVE = "UPDATE devices_device SET n = %s, head = %s WHERE id = %s"
_MOVES = (
    "WITH moved (device, n, head) AS ({rows})"
    " UPDATE devices_device SET n = moved.n, head = moved.head FROM moved WHERE id = device"
)
_MOVES_KINDS = ("bigint", "bigint", "text")
_ENTRIES = (
    "devices_entry (device_id, n, at, clock, boot, mono_ms, event, item, ms, late_ms, data, hash)"
)
_COPY = f"COPY {_ENTRIES} FROM STDIN"
_COPIED = "%d" + "\t%s" * 10 + "\n"
_ENTRY = f"INSERT INTO {_ENTRIES} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608 - our own names


class Segment(NamedTuple):
    """A segment's row, but for when it was received."""

    device: int
    first: int
    last: int
    head: str
    sha256: str
    path: str
    start: int  # of its bytes in that file
    size: int


class LedgerMovedError(Exception):
    """Another intake has moved a ledger's end meanwhile."""


def devices(keyids: Collection[str]) -> dict[str, Device]:
    """Return players by key id, with what intake asks about; the rest is read on demand."""
    found = {}
    among, values = _among(keyids)
    for is_valid, *row in _select(_DEVICES + among, values):
        device = Device.from_db(None, _READ, row)
        if is_valid:
            device.revoked_at = None
        found[device.keyid] = device
    return found


def open_gaps(devices: Collection[int]) -> list[tuple[int, int, int]]:
    """Return the open gap alarms of some devices: id, the device's id, the entry missed."""
    if not devices:
        return []
    among, values = _among(devices)
    return [(pk, device, n) for pk, device, n in _select(_GAPS + among, values)]


def hashes(places: Collection[tuple[int, int, int]]) -> dict[int, dict[int, str]]:
    """Return digests by device id and number, given (device id, first number, last number)."""
    if not places:
        return {}
    found: dict[int, dict[int, str]] = {device: {} for device, _, _ in places}
    rows, values = _rows(list(places), _HASHES_KINDS)
    for device, n, line_hash in _select(_HASHES.format(rows=rows), values):
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
    among, values = _among(read)
    statement = _ENDS.format(ids=among) + (" FOR UPDATE" if many else "")
    if {pk: (n, head) for pk, n, head in _select(statement, values)} != read:
        raise LedgerMovedError
    if many:
        _many(_MOVES, [(one.pk, n, head) for one, n, head in ends], _MOVES_KINDS)
        return
    with connection.cursor() as cursor:
        cursor.executemany(_MOVE, [(n, head, one.pk) for one, n, head in ends])


def add_segments(segments: Iterable[Segment], received_at: datetime) -> None:
    """Add segments; one that is there already (before a restore) stays as it is."""
    at = connection.ops.adapt_datetimefield_value(received_at)
    _many(_SEGMENTS, [(*one, at) for one in segments], _SEGMENTS_KINDS)


def add_alarms(alarms: Iterable[tuple[int, str, int, str, str]], now: datetime) -> None:
    """Add alarms (device id, kind, entry, detail, evidence), or count them on open ones."""
    at = connection.ops.adapt_datetimefield_value(now)
    _many(_ALARMS, sorted((*alarm, at, at, 1) for alarm in alarms), _ALARMS_KINDS)


def add_entries(ledgers: Iterable[tuple[int, Sequence[Row]]]) -> None:
    """Add entries, given by their device's id, in the order in which readers shall see them.

    Call it last in a transaction: on PostgreSQL no other intake numbers its rows until this
    one is committed. Else a reader that has gone past a number would miss the row that
    appears under a lower one later. SQLite has one writer anyway.
    """
    if connection.vendor != "postgresql":
        values: list[tuple[Any, ...]] = [
            (device, n, _sqlite_time(at), *rest)
            for device, rows in ledgers
            for n, at, *rest in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(_ENTRY, values)
        return
    text = "".join([_copied(device, rows) for device, rows in ledgers])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CURSOR_LOCK])
        # Django knows nothing of COPY, so its errors are made Django's own here.
        with connection.wrap_database_errors, cursor.copy(_COPY) as copy:
            copy.write(text)


def _copied(device: int, rows: Iterable[Row]) -> str:
    """Return a device's rows as COPY reads them."""
    spelled = f"{device}\t{_COPIED}"
    found = []
    for row in rows:
        plain = (row.item.isalnum() or not row.item) and "\\" not in row.data
        found.append(spelled % (row if plain else _escaped(row)))
    return "".join(found)


def _escaped(row: Row) -> Row:
    return row._replace(item=row.item.translate(_ESCAPES), data=row.data.translate(_ESCAPES))


def _sqlite_time(at: str) -> str:
    """Return an instant as Django writes it to SQLite, where times compare as text."""
    whole, thousandths = f"{at[:10]} {at[11:19]}", at[20:23]
    return whole if thousandths == "000" else f"{whole}.{thousandths}000"


def _marks(values: Collection[object]) -> str:
    return f"({', '.join(['%s'] * len(values)) or 'NULL'})"


def _among(values: Iterable[int | str]) -> tuple[str, list[Any]]:
    """Return how to ask whether a column is among values, and its parameters."""
    listed = list(values)
    if connection.vendor == "postgresql":  # one parameter, however many they are
        return "= ANY(%s)", [listed]
    return f"IN {_marks(listed)}", listed


def _rows(rows: Sequence[Sequence[Any]], kinds: Sequence[str]) -> tuple[str, list[Any]]:
    """Return rows, of which there is one at least, as a statement reads them."""
    if connection.vendor == "postgresql":  # one parameter for each column
        columns = ", ".join(f"%s::{kind}[]" for kind in kinds)
        parameters = [list(column) for column in zip(*rows, strict=True)]
        return f"SELECT * FROM unnest({columns})", parameters  # noqa: S608 - our own kinds
    marks = _marks(rows[0])
    return f"VALUES {', '.join([marks] * len(rows))}", [value for row in rows for value in row]


def _select(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _many(statement: str, rows: Sequence[Sequence[Any]], kinds: Sequence[str]) -> None:
    """Run a statement on rows."""
    at_once = max(len(rows), 1) if connection.vendor == "postgresql" else _AT_ONCE
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            marks, values = _rows(rows[start : start + at_once], kinds)
            cursor.execute(statement.format(rows=marks), values)
