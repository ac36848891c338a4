"""From an item on the air to the ledger lines behind it, each checked anew when it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loa.channels.broadcast.models import AsRun, RundownDay
from loa.core.canonical import digest
from loa.core.ledger import Entry
from loa.core.rundown import Item
from loa.delivery.models import Evidence, SealedMessage
from loa.devices import queries as devices
from loa.devices.models import Device, Segment
from loa.newsroom.models import Review

# An item's entries lie about its time by the player's clock, which may be wrong by hours.
AROUND = timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry in its chain. `holds`: its digest follows from its content and the line before."""

    device: str
    entry: Entry
    digest: str
    holds: bool
    durable: bool
    received_at: datetime | None
    segment: str  # digest of the bytes in which it came


@dataclass(frozen=True, slots=True)
class Aired:
    """One planned item with everything that is known of it."""

    rundown: RundownDay
    item: Item
    as_run: AsRun | None
    message: SealedMessage | None
    reasons: dict[str, object]
    lines: tuple[LedgerLine, ...]
    signatures: tuple[Review, ...]


def aired(station: str, day: date, item_id: str) -> Aired | None:
    """Return an item of a station's day; None when that day plans no such item."""
    rundown = (
        RundownDay.objects.filter(station__key=station, day=day).select_related("station").first()
    )
    item = next((i for i in rundown.rundown().items if i.id == item_id), None) if rundown else None
    if rundown is None or item is None:
        return None
    message = SealedMessage.objects.filter(digest=item.message).first() if item.message else None
    return Aired(
        rundown=rundown,
        item=item,
        as_run=AsRun.objects.filter(rundown=rundown, item_id=item_id).first(),
        message=message,
        reasons=dict(rundown.reasons.get(item_id) or {}),
        lines=ledger_lines(station, item_id, item.starts),
        signatures=tuple(signatures(item.message)) if item.message else (),
    )


def signatures(message: str) -> Iterable[Review]:
    """Return the approvals that sealed a message, in their order."""
    rows = Review.objects.filter(message=message, decision=Review.Decision.APPROVE)
    return rows.select_related("reviewer").order_by("at")


def ledger_lines(station: str, item_id: str, about: datetime) -> tuple[LedgerLine, ...]:
    """Return the entries that name an item, each with its place in the chain checked."""
    found = [
        line
        for line in devices.entries(station, about - AROUND, about + AROUND)
        if line.entry.item == item_id
    ]
    if not found:
        return ()
    held = {d.keyid: d for d in Device.objects.filter(station=station)}
    segments = list(
        Segment.objects.filter(
            device__station=station,
            first__lte=max(line.entry.n for line in found),
            last__gte=min(line.entry.n for line in found),
        ).select_related("device")
    )
    return tuple(_line(line, held[line.device], segments) for line in found)


def _line(line: devices.Line, device: Device, segments: Iterable[Segment]) -> LedgerLine:
    n = line.entry.n
    segment = next(
        (s for s in segments if s.device_id == device.pk and s.first <= n <= s.last), None
    )
    return LedgerLine(
        device=line.device,
        entry=line.entry,
        digest=line.hash,
        holds=digest(line.entry.line()) == line.hash,
        durable=n <= device.durable_n,
        received_at=segment.received_at if segment else None,
        segment=segment.sha256 if segment else "",
    )


def planned_item(evidence: Evidence) -> AsRun | None:
    """Return the planned item that a piece of broadcast evidence speaks of.

    A reference names the raw record; the item's id stands in it between separators.
    """
    words = evidence.reference.replace("/", ":").replace("|", ":").replace("#", ":").split(":")
    rows = AsRun.objects.filter(item_id__in=words).select_related("rundown__station")
    return rows.first()
