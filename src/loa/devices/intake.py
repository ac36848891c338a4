"""Ledger intake: bytes first, then rows, then the signed receipt.

A server killed in between loses nothing: without a receipt the player sends again, and
everything here can be done twice. What a player signed is never thrown away: a ledger
that contradicts what is held is kept beside it as evidence.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from loa.core.canonical import FormatError, digest
from loa.core.ledger import Checkpoint, Entry, LedgerError, read_segment, sealed_by, verify_chain
from loa.devices import alarms, models
from loa.devices.disk import PRIVATE, Disk, DurableDisk
from loa.devices.keys import verify
from loa.devices.models import Alarm, Device, Segment
from loa.devices.receipts import Receipt, receipt
from loa.devices.rules import Classified, Finding, Held, classify

_BATCH = 500
_CURSOR_LOCK = 0x6C6F61  # any number that no other part of the database uses
EVIDENCE = "evidence"


class IntakeError(Exception):
    """A segment that is not taken: a word, a sentence, and whether sending again can help."""

    def __init__(self, word: str, sentence: str, *, status: int = 400, again: bool = False) -> None:
        super().__init__(sentence)
        self.word, self.status, self.again = word, status, again


def ledgers_folder() -> Path:
    """Where raw segments lie: `<key id>/<first>-<last>-<digest>.segment`."""
    return Path(settings.DATA_DIR) / "ledgers"


def take_segment(data: bytes, *, now: datetime, disk: Disk | None = None) -> Receipt:
    """Take a segment and return the receipt; a gap is answered with what is wanted.

    Raises IntakeError for bytes that are no whole segment (send again), an unknown or
    revoked player, a wrong seal, a chain that breaks (the sentence names the entry) and
    a fork. Raises OSError when the bytes cannot be kept.
    """
    checkpoint, lines = _read(data)
    device = _sender(checkpoint, lines, now)
    with transaction.atomic():
        device = Device.objects.select_for_update().get(pk=device.pk)
        found = classify(_held(device, checkpoint, lines), checkpoint, lines)
        if found.entries:
            segment = _segment(device, checkpoint, lines, data)
            (disk or DurableDisk()).write_all({ledgers_folder() / segment.path: data}, PRIVATE)
            segment.received_at = now
            _index(device, segment, found)
    _raise_alarms(device, found, data, now, disk or DurableDisk())
    if found.finding is Finding.BROKEN:
        raise IntakeError("chain", f"entry {found.n}: {found.detail}", status=422)
    if found.finding is Finding.FORK:
        sentence = f"entry {found.n}: {found.detail}; it is kept, and a person will look at it"
        raise IntakeError("fork", sentence, status=409)
    return receipt(device, now)


def _read(data: bytes) -> tuple[Checkpoint, list[bytes]]:
    try:
        return read_segment(data)
    except FormatError as error:
        raise IntakeError("segment", str(error), again=not data.endswith(b"\n")) from error


def _sender(checkpoint: Checkpoint, lines: Sequence[bytes], now: datetime) -> Device:
    """Return the player that sealed a segment."""
    device = Device.objects.filter(keyid=checkpoint.device).first()
    if device is None:
        raise IntakeError("unknown", "this player is not enrolled here", status=403)
    if device.station != checkpoint.station:
        raise IntakeError("station", "this player is enrolled as another station", status=403)
    if device.revoked_at is not None:
        raise IntakeError("revoked", "this player was revoked; enrol it again", status=403)
    try:
        sealed_by(checkpoint, lines, device.public, verify)
    except LedgerError as error:
        # Anybody can send such bytes, so they are counted and not kept.
        alarms.raise_alarm(device, Alarm.Kind.SIGNATURE, detail=error.reason, now=now)
        raise IntakeError("seal", str(error), status=403, again=True) from error
    return device


def _held(device: Device, checkpoint: Checkpoint, lines: Sequence[bytes]) -> Held:
    first = checkpoint.n - len(lines)
    if first > device.n:
        return Held(device.n, {})
    rows = device.entries.filter(n__gte=first, n__lte=min(checkpoint.n, device.n))
    return Held(device.n, dict(rows.values_list("n", "hash")))


def _segment(
    device: Device, checkpoint: Checkpoint, lines: Sequence[bytes], data: bytes
) -> Segment:
    first, sha256 = checkpoint.n - len(lines) + 1, digest(data)
    return Segment(
        device=device,
        first=first,
        last=checkpoint.n,
        head=checkpoint.head,
        sha256=sha256,
        path=f"{device.keyid}/{first:09}-{checkpoint.n:09}-{sha256[:16]}.segment",
    )


def _index(device: Device, segment: Segment, found: Classified) -> None:
    Segment.objects.bulk_create([segment], ignore_conflicts=True)  # there before a restore
    _give_cursors_in_order()
    rows = [_row(device, entry, line_hash) for entry, line_hash in found.entries]
    models.Entry.objects.bulk_create(rows, batch_size=_BATCH)
    device.n, device.head = segment.last, segment.head
    device.save(update_fields=["n", "head"])


def _give_cursors_in_order() -> None:
    """Let no other intake number its rows until this one is committed.

    Else a reader that has gone past a number would miss the row that appears under a
    lower one later. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CURSOR_LOCK])


def _row(device: Device, entry: Entry, line_hash: str) -> models.Entry:
    return models.Entry(
        device=device,
        n=entry.n,
        at=entry.at,
        clock=str(entry.clock),
        boot=entry.boot,
        mono_ms=entry.mono_ms,
        event=str(entry.event),
        item=entry.item,
        ms=entry.ms,
        late_ms=entry.late_ms,
        data=dict(entry.data),
        hash=line_hash,
    )


def _raise_alarms(
    device: Device, found: Classified, data: bytes, now: datetime, disk: Disk
) -> None:
    kinds = {
        Finding.FORK: Alarm.Kind.FORK,
        Finding.BROKEN: Alarm.Kind.CHAIN,
        Finding.GAP: Alarm.Kind.GAP,
    }
    if found.finding not in kinds:
        alarms.close_gaps(device, now=now)
        return
    evidence = ""
    if found.finding is not Finding.GAP:
        evidence = f"{device.keyid}/{EVIDENCE}/{digest(data)[:32]}.segment"
        disk.write_all({ledgers_folder() / evidence: data}, PRIVATE)
    alarms.raise_alarm(
        device, kinds[found.finding], n=found.n, detail=found.detail, evidence=evidence, now=now
    )


def replay(*, now: datetime) -> int:
    """Take in again every raw segment below the ledgers' folder; return how many held.

    For a database that was lost or put back to an older day: players are known (their
    rows stand), the bytes are here, and taking them twice changes nothing.
    """
    taken = 0
    for folder in sorted(ledgers_folder().glob("*")):
        for path in sorted(folder.glob("*.segment")):
            try:
                take_segment(path.read_bytes(), now=now)
            except IntakeError:
                continue  # of a revoked or unknown player; its bytes stay where they are
            taken += 1
    return taken


def verify_bytes(segments: Iterable[bytes], public: str, after: tuple[int, str]) -> tuple[int, str]:
    """Check raw segments in order, without any row, from an entry on; return where they end.

    Raises FormatError where a seal or the chain fails, or where something is missing.
    """
    n, head = after
    for data in segments:
        checkpoint, lines = read_segment(data)
        sealed_by(checkpoint, lines, public, verify)
        known = n - (checkpoint.n - len(lines))  # lines of this segment that came before
        if known < 0:
            raise LedgerError(n + 1, "is missing")
        if known >= len(lines):
            continue
        if known and digest(lines[known - 1]) != head:
            raise LedgerError(n, "another entry stands under this number")
        verify_chain(lines[known:], after=(n, head))
        n, head = checkpoint.n, checkpoint.head
    return n, head
