"""The newsroom's verbs: write, voice, send for approval, send back, approve."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from loa.core.message import Approval, Sealed, lint
from loa.delivery.actions import publish_message
from loa.delivery.models import SealedMessage
from loa.newsroom import queries, rules
from loa.newsroom.models import Item, Review, Variant
from loa.newsroom.voicing import Spoken
from loa.people import decisions
from loa.people.models import ApproverKey, User
from loa.people.queries import title_on
from loa.people.rules import ApprovalRule


class NewsroomError(Exception):
    """What was asked cannot be done; `code` names the sentence that a person is shown."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@transaction.atomic
def keep_sound(variant: Variant, spoken: Spoken, *, now: datetime) -> None:
    """Give a variant its sound. Whoever listened to an older one listened to another."""
    _editable(variant.item)
    variant.sound = spoken.address
    variant.sound_bytes = spoken.bytes
    variant.sound_ms = spoken.ms
    variant.voice = spoken.voice
    variant.lufs_centi = round(spoken.lufs * 100)
    variant.listened_by = variant.listened_at = None
    variant.save()
    Item.objects.filter(pk=variant.item_id).update(written_at=now)


@transaction.atomic
def write(item: Item, texts: Mapping[str, str], *, now: datetime) -> Item:
    """Save an item and its texts by language; a changed text loses its sound.

    Raises NewsroomError("locked") while it waits for approval or has been approved.
    """
    if item.pk:
        _editable(item)
    item.written_at = now
    item.state = Item.State.DRAFT
    item.save()
    item.variants.exclude(language__in=texts).delete()
    for language, text in texts.items():
        variant, created = Variant.objects.get_or_create(
            item=item, language=language, defaults={"text": text}
        )
        if not created and variant.text != text:
            variant.text = text
            variant.sound = variant.voice = ""
            variant.sound_bytes = variant.sound_ms = 0
            variant.listened_by = variant.listened_at = None
            variant.save()
    return item


@transaction.atomic
def listened(variant: Variant, *, by: User, now: datetime) -> None:
    """Note that a person has listened to a variant's sound, as it is now."""
    variant.listened_by, variant.listened_at = by, now
    variant.save(update_fields=["listened_by", "listened_at"])


@transaction.atomic
def send_for_approval(item: Item, *, by: User, now: datetime) -> None:
    """Hand an item over; raises NewsroomError with what it still lacks."""
    _editable(item)
    voiced = [
        rules.Voiced(
            v.language,
            has_sound=bool(v.sound),
            synthetic=v.voice.startswith("synthetic:"),
            listened=v.listened_at is not None,
            ms=v.sound_ms,
        )
        for v in item.variants.all()
    ]
    if lacks := rules.missing(voiced, spoken=True):
        language, what = lacks[0]
        raise NewsroomError(f"missing-{what}", language)
    if problems := lint(queries.draft_message(item)):
        raise NewsroomError("not-sealable", "; ".join(problems))
    item.state = Item.State.REVIEW
    item.save(update_fields=["state"])
    decisions.record(
        actor=by,
        verb="send-for-approval",
        reference=f"item:{item.key}",
        now=now,
        organisation=item.issuer,
    )


@transaction.atomic
def send_back(item: Item, *, by: User, comment: str, now: datetime) -> None:
    """Return an item to its author with a reason."""
    if item.state != Item.State.REVIEW:
        raise NewsroomError("not-waiting", item.get_state_display())
    Review.objects.create(
        item=item,
        revision=item.revision,
        reviewer=by,
        post=title_on(by, now.date(), item.issuer),
        decision=Review.Decision.RETURN,
        comment=comment,
        at=now,
    )
    item.state = Item.State.RETURNED
    item.save(update_fields=["state"])
    decisions.record(
        actor=by,
        verb="send-back",
        reference=f"item:{item.key}",
        now=now,
        reason=comment,
        organisation=item.issuer,
    )


@transaction.atomic
def approve(item: Item, approval: Approval, *, by: User, now: datetime) -> SealedMessage | None:
    """Take one approver's signature; with the last that the rule needs, seal the message.

    Returns the sealed message, or None while another approval is needed. Raises
    NewsroomError when the item does not wait for approval, this person may not approve
    it, the key is not theirs or not valid, or the signature is not over this very item.
    """
    item = Item.objects.select_for_update().get(pk=item.pk)
    if item.state != Item.State.REVIEW:
        raise NewsroomError("not-waiting", item.get_state_display())
    message = queries.draft_message(item)
    _check_signature(approval, message.digest, by=by, now=now)
    rule = ApprovalRule(item.issuer.approvals_needed, item.issuer.author_may_approve)
    author = item.author.get_username() if item.author else ""
    given = [review.reviewer.get_username() for review in queries.approvals(item)]
    if code := rule.objection(by.get_username(), author=author, approvers=given):
        raise NewsroomError(code)
    Review.objects.create(
        item=item,
        revision=item.revision,
        reviewer=by,
        post=title_on(by, now.date(), item.issuer),
        decision=Review.Decision.APPROVE,
        at=approval.at,
        message=message.digest,
        key_id=approval.keyid,
        method=approval.method,
        signature=approval.signature,
    )
    decisions.record(
        actor=by,
        verb="approve",
        reference=f"item:{item.key}",
        now=now,
        reason=message.digest,
        organisation=item.issuer,
    )
    if rule.lacking(author=author, approvers=[*given, by.get_username()]):
        return None
    item.state, item.message = Item.State.APPROVED, message.digest
    item.save(update_fields=["state", "message"])
    signatures = tuple(queries.as_approval(review) for review in queries.approvals(item))
    return publish_message(Sealed(message, signatures), now=now)


@transaction.atomic
def revise(item: Item, *, now: datetime) -> Item:
    """Open an approved item for a new revision; the old message stays as it is."""
    if item.state != Item.State.APPROVED:
        raise NewsroomError("not-approved", item.get_state_display())
    item.revision += 1
    item.state, item.message, item.written_at = Item.State.DRAFT, "", now
    item.save()
    return item


def _editable(item: Item) -> None:
    if item.state in {Item.State.REVIEW, Item.State.APPROVED}:
        raise NewsroomError("locked", item.get_state_display())


def _check_signature(approval: Approval, address: str, *, by: User, now: datetime) -> None:
    if approval.message != address:
        raise NewsroomError("changed-meanwhile")
    key = ApproverKey.objects.filter(key_id=approval.keyid, user=by, revoked_at=None).first()
    if key is None or key.method != approval.method:
        raise NewsroomError("unknown-key")
    if not key.since <= approval.at <= now or (key.until and approval.at >= key.until):
        raise NewsroomError("key-not-valid")
    if not queries.verify(
        key.method, bytes(key.public_key).hex(), approval.signature, approval.statement()
    ):
        raise NewsroomError("bad-signature")
