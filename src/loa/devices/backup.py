"""Backup: copies that were read back and verified, and only then called durable.

    TO/ledgers/…                the raw segments, as they came, each in a file of its own
    TO/devices.json             who may have signed them
    TO/database-….sqlite3       the database (SQLite; the last KEPT ones)

A ledger's raw bytes and its players' keys are enough to build its rows again
(`loa backup replay`), so they decide what is durable. On PostgreSQL the database itself
is dumped by its own tools. After a restore the server asks each player for what is newer
than its own end: players keep every line that is not durable.
"""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connection

from loa.core.canonical import FormatError, canonical, digest, header
from loa.core.ledger import GENESIS
from loa.core.message import instant
from loa.devices import alarms, raw
from loa.devices.disk import PRIVATE, Disk, DurableDisk
from loa.devices.intake import ledgers_folder, verify_bytes
from loa.devices.models import Alarm, Device, Segment

KEPT = 7
DEVICES = "devices"


class BackupError(Exception):
    """A backup that cannot be trusted; nothing was called durable for it."""


@dataclass
class Report:
    """What a backup did; `problems` are for a person, by player's key id."""

    folder: str
    database: str = ""
    devices: int = 0
    segments_copied: int = 0
    entries_made_durable: int = 0
    problems: dict[str, str] = field(default_factory=dict)


def run(to: Path, *, now: datetime, full: bool = False, disk: Disk | None = None) -> Report:
    """Copy what is new (with `full`: read everything again), verify it, call it durable.

    Raises BackupError when the database's copy fails its check, OSError when the folder
    cannot be written. A player whose copied ledger fails is reported and keeps its lines.
    """
    if connection.in_atomic_block:
        raise BackupError("a backup copies what is committed: call it outside a transaction")
    disk = disk or DurableDisk()
    report = Report(str(to))
    devices = list(Device.objects.order_by("pk"))
    disk.write_all({to / f"{DEVICES}.json": _devices_document(devices, now)}, PRIVATE)
    verified = []
    for device in devices:
        try:
            end = _copy_ledger(device, to / "ledgers", full=full, disk=disk, report=report)
        except FormatError as error:
            report.problems[device.keyid] = f"{device.station}: {error}"
            detail = f"backup: {error}"
            alarms.raise_alarm(device, Alarm.Kind.CHAIN, n=device.n, detail=detail, now=now)
            continue
        verified.append((device, end))
    if connection.vendor == "sqlite":
        report.database = _copy_sqlite(to, now, disk).name
    for device, (n, head) in verified:
        changed = Device.objects.filter(pk=device.pk, durable_n__lt=n)
        if changed.update(durable_n=n, durable_head=head):
            report.entries_made_durable += n - device.durable_n
        report.devices += 1
    return report


def _copy_ledger(
    device: Device, to: Path, *, full: bool, disk: Disk, report: Report
) -> tuple[int, str]:
    """Copy a player's segments and return where the copies end, read back and verified."""
    after = (0, GENESIS) if full else (device.durable_n, device.durable_head or GENESIS)
    segments = list(device.segments.filter(last__gt=after[0]).order_by("first", "last"))
    copied = [(to / raw.own_path(device.keyid, s.first, s.last, s.sha256), s) for s in segments]
    fresh = [(copy, s) for copy, s in copied if _is_damaged(copy, s)]
    copies = {copy: raw.read(ledgers_folder(), device.keyid, s) for copy, s in fresh}
    disk.write_all(copies, PRIVATE)
    report.segments_copied += len(copies)
    n, head = verify_bytes(_read_back(copied), device.public, after)
    if n < device.n:
        raise FormatError(f"entries {n + 1} to {device.n} are not in its raw segments")
    return n, head


def _is_damaged(copy: Path, segment: Segment) -> bool:
    return not copy.is_file() or digest(copy.read_bytes()) != segment.sha256


def _read_back(copied: list[tuple[Path, Segment]]) -> Iterator[bytes]:
    for copy, segment in copied:
        data = copy.read_bytes()
        if digest(data) != segment.sha256:
            raise FormatError(f"{copy}: was not written as it was read")
        yield data


def _devices_document(devices: list[Device], now: datetime) -> bytes:
    return canonical(
        header(DEVICES)
        | {
            "at": instant(now),
            "devices": [
                {
                    "station": device.station,
                    "device": device.keyid,
                    "public": device.public,
                    "enrolled": instant(device.enrolled_at),
                    "revoked": instant(device.revoked_at) if device.revoked_at else "",
                }
                for device in devices
            ],
        }
    )


def _copy_sqlite(to: Path, now: datetime, disk: Disk) -> Path:
    """Copy the live database, check the copy, and drop the oldest ones."""
    path = to / f"database-{now:%Y%m%dT%H%M%S}.sqlite3"
    beside = path.with_suffix(".part")
    beside.unlink(missing_ok=True)
    connection.ensure_connection()
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
    copy = sqlite3.connect(beside)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        entries, ends = copy.execute(
            "SELECT (SELECT COUNT(*) FROM devices_entry), "
            "(SELECT COALESCE(SUM(n), 0) FROM devices_device)"
        ).fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"{beside}: {error}") from error
    finally:
        copy.close()
    if found != "ok" or entries != ends:
        beside.unlink()
        raise BackupError(f"the database's copy fails its check: {found}; {entries} of {ends} rows")
    disk.settle(beside, path)
    for old in sorted(to.glob("database-*.sqlite3"))[:-KEPT]:
        old.unlink()
    return path
