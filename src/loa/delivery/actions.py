"""The waist's verbs: publish a sealed message, place it, take evidence, retract."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from loa.core.canonical import canonical
from loa.core.message import Message, Sealed
from loa.core.secrecy import is_secret
from loa.core.words import Scope
from loa.delivery import registry, rows
from loa.delivery.contract import Fact, Placing, Soon
from loa.delivery.models import Announcement, CoverageCell, Evidence, Placement, SealedMessage
from loa.people.models import User
from loa.plans.models import Target

BATCH = 500
ANNOUNCED_BY = 2  # people, before results are public
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


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in a programme that is heard in one go within [opens, closes)."""

    programme: str
    number: int
    opens: time
    closes: time


@transaction.atomic
def publish_message(sealed: Sealed, *, now: datetime) -> SealedMessage:
    """Take an approved message in. The same one again changes nothing but its approvals.

    Raises PlacementError for material that bears a mark of secrecy; nothing is kept then.
    """
    message = sealed.message
    if _secret(message):
        raise PlacementError([_secret_refused()])
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
        "results": message.extra.results,
    }
    row, _new = SealedMessage.objects.update_or_create(
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
    turn: Turn | None = None,
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
    if turn is not None:
        placement.programme, placement.turn = turn.programme, turn.number
        placement.opens, placement.closes = turn.opens, turn.closes
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


def _own_objections(row: SealedMessage) -> list[str]:
    """Say what no channel can allow: every one of them leads to the public."""
    if row.retracted_at is not None:
        return [_("This message was retracted.")]
    message = row.message()
    if Scope.INTERNAL in (row.scope, message.scope):
        return [_("An internal message has no place on a public channel.")]
    if _secret(message):
        return [_secret_refused()]
    if message.extra.results and row.announced_at is None:
        return [_("These results wait until two people have announced them.")]
    return []


def _secret(message: Message) -> bool:
    texts = [variant.text for variant in message.variants]
    texts += [edition.text for edition in message.extra.editions]
    return any(is_secret(text) for text in (message.headline, *texts))


def _secret_refused() -> str:
    return _("It bears a mark of secrecy. Secret material is never sent through this system.")


@transaction.atomic
def announce(digest: str, *, by: User, now: datetime) -> bool:
    """Take one person's word that results are public; return whether they are so now.

    Whether this person may say so is for the caller to know. Raises PlacementError for
    what holds no results or was retracted, and for the same person a second time.
    """
    row = SealedMessage.objects.select_for_update().get(digest=digest)
    if not row.results or row.retracted_at is not None:
        raise PlacementError([_("There are no results to announce here.")])
    _word, new = Announcement.objects.get_or_create(message=row, person=by, defaults={"at": now})
    if not new:
        raise PlacementError([_("You have announced it already; a second person is needed.")])
    if row.announced_at is None and row.announcements.count() >= ANNOUNCED_BY:
        row.announced_at = now
        row.save(update_fields=["announced_at"])
    return row.announced_at is not None


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
