"""What is decided through a personal link: approve everything, send back, take it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from loa.core import passkey
from loa.core.canonical import FormatError
from loa.core.message import Approval
from loa.delivery import actions as delivery
from loa.delivery import registry
from loa.delivery.models import Placement
from loa.newsroom import actions, queries, rules
from loa.newsroom.actions import NewsroomError
from loa.newsroom.approving import links
from loa.newsroom.approving import rules as own
from loa.newsroom.approving.rules import Touch, Verb
from loa.newsroom.models import ApprovalLink, Bulletin, Item, Review
from loa.people import decisions
from loa.people.models import ApproverKey, Organisation, User
from loa.people.queries import valid_keys


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is sent back: in writing, or spoken (kept, with its length), or both."""

    comment: str = ""
    recording: str = ""  # address of the sound that is kept
    recording_ms: int = 0
    recorded: str = ""  # SHA-256 of what the phone recorded and signed
    item: str = ""  # the one meant; empty for all


@transaction.atomic
def approve_all(link: ApprovalLink, touch: Touch, *, asking: object, now: datetime) -> None:
    """Approve everything that a link shows with one touch, or nothing.

    Raises NewsroomError when the link decides nothing any more, or when an item refuses.
    """
    link, items = _open(link, asking=asking, now=now)
    unsigned = own.approvals([link.addresses[i.key] for i in items], touch.keyid, touch.at)
    try:
        signature = touch.assertion(own.sheet(unsigned)).encoded()
    except FormatError as error:
        raise NewsroomError("bad-signature") from error
    for item, approval in zip(items, unsigned, strict=True):
        signed = replace(approval, signature=signature)
        actions.approve(item, signed, by=link.person, now=now)
    _decide(link, Review.Decision.APPROVE, now=now)


@transaction.atomic
def send_back(
    link: ApprovalLink,
    reason: Reason,
    *,
    touch: Touch | None,
    asking: object,
    now: datetime,
) -> list[Item]:
    """Return what a link shows, or the one item meant, to its author; the rest goes on waiting.

    Raises NewsroomError("who") when neither a touch nor the session says that it is the
    person, "reason-missing" without words and without voice.
    """
    link, items = _open(link, asking=asking, now=now)
    said = {"reason": reason.comment, "recording": reason.recorded, "item": reason.item}
    approval = _proven(link, items, Verb.RETURN, said, touch=touch, asking=asking, now=now)
    if not reason.comment.strip() and not reason.recording:
        raise NewsroomError("reason-missing")
    meant = [item for item in items if reason.item in {"", item.key}]
    if not meant:
        raise NewsroomError("link-other-revision")
    for item in meant:
        review = actions.send_back(
            item, by=link.person, comment=reason.comment, now=now, spoken=bool(reason.recording)
        )
        review.recording, review.recording_ms = reason.recording, reason.recording_ms
        if approval is not None:
            review.key_id, review.method = approval.keyid, approval.method
            review.signature = approval.signature
        review.save()
    _decide(link, Review.Decision.RETURN, now=now)
    return meant


@transaction.atomic
def undo(link: ApprovalLink, *, touch: Touch | None, asking: object, now: datetime) -> None:
    """Take an approval back while nothing of it is signed for a station yet.

    The items wait again, their places are given up. Raises NewsroomError: "too-late" once
    a channel carries one of them, "nothing-to-undo", "who".
    """
    link = ApprovalLink.objects.select_for_update().get(pk=link.pk)
    items = links.items_of(link)
    if link.decision != Review.Decision.APPROVE:
        raise NewsroomError("nothing-to-undo")
    _proven(link, items, Verb.UNDO, {}, touch=touch, asking=asking, now=now)
    if carried(link.addresses.values()):
        raise NewsroomError("too-late")
    given = Review.objects.filter(
        reviewer=link.person,
        decision=Review.Decision.APPROVE,
        message__in=link.addresses.values(),
        undone_at=None,
    )
    given.update(undone_at=now)
    for placement in Placement.objects.filter(
        message__digest__in=link.addresses.values(), state=Placement.State.ACTIVE
    ):
        delivery.withdraw(placement.key, now=now)
    for item in items:
        Item.objects.filter(pk=item.pk).update(state=Item.State.REVIEW, message="")
        _log(link, "approve.undo", f"item:{item.key}", item.issuer, now=now)
    if link.bulletin is not None:
        Bulletin.objects.filter(pk=link.bulletin.pk).update(placed_at=None)
    link.decision, link.decided_at = "", None
    link.save(update_fields=["decision", "decided_at"])


def carried(addresses: Iterable[str]) -> bool:
    """Whether a channel carries one of the messages: then it is signed, and too late to undo."""
    channels = list(registry.channels().values())
    return any(channel.carried(one) for one in addresses for channel in channels)


def keys_of(link: ApprovalLink, items: Sequence[Item], now: datetime) -> list[ApproverKey]:
    """Return the passkeys with which a link's person can approve its items."""
    rows = valid_keys(items[0].issuer, now) if items else ApproverKey.objects.none()
    return list(rows.filter(user=link.person, method=ApproverKey.Method.WEBAUTHN))


def _open(link: ApprovalLink, *, asking: object, now: datetime) -> tuple[ApprovalLink, list[Item]]:
    link = ApprovalLink.objects.select_for_update().select_related("person").get(pk=link.pk)
    items = links.items_of(link)
    if code := links.refusal(link, items, asking=asking, now=now):
        raise NewsroomError(code)
    return link, items


def _proven(
    link: ApprovalLink,
    items: Sequence[Item],
    verb: Verb,
    said: dict[str, str],
    *,
    touch: Touch | None,
    asking: object,
    now: datetime,
) -> Approval | None:
    """Make sure that it is the link's person; return their signature if they gave one."""
    if isinstance(asking, User) and asking == link.person:
        return None
    if touch is None:
        raise NewsroomError("who")
    statement = own.answer(link.code_digest, verb, touch.keyid, touch.at, said=said)
    key = next((k for k in keys_of(link, items, now) if k.key_id == touch.keyid), None)
    if key is None:
        raise NewsroomError("unknown-key")
    if not rules.fresh(touch.at, now):
        raise NewsroomError("not-fresh")
    party = key.as_key().party
    try:
        signature = touch.assertion().encoded()
    except FormatError as error:
        raise NewsroomError("bad-signature") from error
    public = bytes(key.public_key).hex()
    if party is None or not passkey.vouches(
        signature, statement, public=public, party=party, verify=queries.verify
    ):
        raise NewsroomError("bad-signature")
    return Approval("", touch.keyid, touch.at, passkey.METHOD, signature)


def _decide(link: ApprovalLink, decision: Review.Decision, *, now: datetime) -> None:
    link.decided_at, link.decision = now, decision
    link.save(update_fields=["decided_at", "decision"])


def _log(
    link: ApprovalLink, verb: str, reference: str, issuer: Organisation, *, now: datetime
) -> None:
    decisions.record(
        actor=link.person, verb=verb, reference=reference, now=now, organisation=issuer
    )
