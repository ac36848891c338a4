"""The waist's verbs: publish a sealed message, place it, take evidence, retract."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from loa.core.canonical import canonical
from loa.core.message import Sealed
from loa.core.words import Scope
from loa.delivery import registry, rows
from loa.delivery.contract import Fact, Placing, Soon
from loa.delivery.models import CoverageCell, Evidence, Placement, SealedMessage
from loa.plans.models import Target

BATCH = 500
CELL = ("target_id", "unit_code", "unit", "grade", "simulated")
CellKey = tuple[int, str, str, str, bool]
EVIDENCE = (
    "placement_id", "target_id", "channel", "unit_code", "place", "at", "quantity", "unit",
    "grade", "simulated", "reference",
)  # fmt: skip


class PlacementError(Exception):
    """A message that cannot go on a channel; `reasons` are sentences for a person."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often: a run (`days`), or a rotation (`every_days`)."""

    times_a_day: int = 1
    days: int = 0
    every_days: int = 0


@transaction.atomic
def publish_message(sealed: Sealed, *, now: datetime) -> SealedMessage:
    """Take an approved message in. The same one again changes nothing but its approvals."""
    message = sealed.message
    facts = {
        "key": message.key,
        "revision": message.revision,
        "plan_key": message.plan,
        "topic_code": message.topic,
        "scope": message.scope,
        "priority": message.priority,
        "headline": message.headline,
        "document": canonical(sealed.document()).decode(),
        "valid_from": message.valid_from,
        "valid_until": message.valid_until,
    }
    row, _created = SealedMessage.objects.update_or_create(
        digest=message.digest, defaults=facts, create_defaults={**facts, "sealed_at": now}
    )
    return row


@transaction.atomic
def place(
    *,
    key: str,
    message: SealedMessage,
    channel: str,
    areas: Sequence[str],
    starts: date,
    ends: date | None,
    frequency: Frequency,
    now: datetime,
    target: Target | None = None,
    languages: Sequence[str] = (),
    soon: Soon | None = None,
) -> Placement:
    """Put a message on a channel; the same key again changes that placement.

    Raises PlacementError with every reason when the message or the channel objects.
    """
    placement = Placement(
        key=key,
        message=message,
        target=target,
        channel=channel,
        areas=list(areas),
        starts=starts,
        ends=ends,
        times_a_day=frequency.times_a_day,
        days=frequency.days,
        every_days=frequency.every_days,
        languages=list(languages),
        soon=soon or "",
        placed_at=now,
    )
    adapter = registry.channels().get(channel)
    if adapter is None:
        raise PlacementError([f"no channel {channel!r} is installed here"])
    if reasons := [*_own_objections(message), *adapter.objections(as_placing(placement))]:
        raise PlacementError(reasons)
    old = Placement.objects.filter(key=key).values_list("pk", flat=True).first()
    placement.pk = old
    placement.save()
    adapter.changed(key, now=now)
    return placement


def _own_objections(message: SealedMessage) -> list[str]:
    if message.retracted_at is not None:
        return ["this message was retracted"]
    if message.scope == Scope.INTERNAL:
        return ["an internal message has no place on a public channel"]
    return []


def as_placing(placement: Placement) -> Placing:
    """Return a placement as the plain values that channels get."""
    target = placement.target
    return Placing(
        key=placement.key,
        message=placement.message.message(),
        target=f"{target.plan.key}/{target.key}" if target else "",
        areas=tuple(placement.areas),
        starts=placement.starts,
        ends=placement.ends,
        times_a_day=placement.times_a_day,
        days=placement.days,
        every_days=placement.every_days,
        languages=tuple(placement.languages),
        soon=Soon(placement.soon) if placement.soon else None,
    )


@transaction.atomic
def withdraw(key: str, *, now: datetime) -> None:
    """Take a placement off its channel; what already happened stays proven."""
    placement = Placement.objects.get(key=key)
    placement.state = Placement.State.WITHDRAWN
    placement.save(update_fields=["state"])
    if adapter := registry.channels().get(placement.channel):
        adapter.changed(key, now=now)


@transaction.atomic
def retract(digest: str, *, now: datetime) -> None:
    """Withdraw a message everywhere; `registry` channels say what is reached and what is due."""
    SealedMessage.objects.filter(digest=digest, retracted_at__isnull=True).update(retracted_at=now)
    for key in Placement.objects.filter(
        message_id=digest, state=Placement.State.ACTIVE
    ).values_list("key", flat=True):
        withdraw(key, now=now)


@transaction.atomic
def take_evidence(facts: Iterable[Fact]) -> int:
    """Record evidence and its rollup together; return how many facts were new.

    A fact whose reference is known already is left out: proof arrives more than once.
    """
    fresh: dict[str, Fact] = {}
    for fact in facts:
        fresh.setdefault(fact.reference, fact)
    references = list(fresh)
    for i in range(0, len(references), BATCH):
        known = Evidence.objects.filter(reference__in=references[i : i + BATCH])
        for reference in known.values_list("reference", flat=True):
            del fresh[reference]
    if not fresh:
        return 0
    keys = {fact.placement for fact in fresh.values()}
    names = ("key", "pk", "target_id", "channel")
    placed = {row[0]: row[1:] for row in Placement.objects.filter(key__in=keys).values_list(*names)}
    rows.insert(Evidence, EVIDENCE, (_row(f, *placed[f.placement]) for f in fresh.values()))
    cells = ((placed[f.placement][1], f) for f in fresh.values())
    _add_to_rollup(
        ((target, f.unit_code, f.unit, str(f.grade), f.simulated), f.quantity)
        for target, f in cells
        if target is not None
    )
    return len(fresh)


@transaction.atomic
def take_back(references: Iterable[str]) -> int:
    """Remove evidence that yields to a better proof of the same thing; return how many rows.

    Its part of the rollup goes with it. The raw record that a reference names is the
    channel's, and stays there.
    """
    wanted = list(references)
    gone: list[Evidence] = []
    for i in range(0, len(wanted), BATCH):
        found = Evidence.objects.select_for_update().filter(reference__in=wanted[i : i + BATCH])
        gone += found.order_by("pk")
    for i in range(0, len(gone), BATCH):
        Evidence.objects.filter(pk__in=[row.pk for row in gone[i : i + BATCH]]).delete()
    _take_from_rollup(gone)
    return len(gone)


def _row(fact: Fact, placement: int, target: int | None, channel: str) -> tuple[object, ...]:
    """Return the values of EVIDENCE."""
    return (
        placement,
        target,
        channel,
        fact.unit_code,
        fact.place,
        fact.at,
        fact.quantity,
        fact.unit,
        str(fact.grade),
        fact.simulated,
        fact.reference,
    )


def _add_to_rollup(counted: Iterable[tuple[CellKey, int]]) -> None:
    """Add quantities to their cells, in one order for all writers."""
    sums: Counter[CellKey] = Counter()
    for cell, quantity in counted:
        sums[cell] += quantity
    rows.insert(
        CoverageCell,
        (*CELL, "quantity"),
        ((*cell, quantity) for cell, quantity in sorted(sums.items())),
        once=CELL,
        add=("quantity",),
    )


def _take_from_rollup(gone: Iterable[Evidence]) -> None:
    """Take what is gone out of its cells; a cell that no evidence stands behind goes too."""
    sums: Counter[CellKey] = Counter()
    for row in gone:
        if row.target_id is not None:
            cell = (row.target_id, row.unit_code, row.unit, str(row.grade), row.simulated)
            sums[cell] += row.quantity
    for key, quantity in sorted(sums.items()):
        of_cell = dict(zip(CELL, key, strict=True))
        CoverageCell.objects.filter(**of_cell).update(quantity=F("quantity") - quantity)
        if not Evidence.objects.filter(**of_cell).exists():
            CoverageCell.objects.filter(**of_cell).delete()
