"""The newsroom's verbs: write, voice, send for approval, send back, approve, revise, place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone

from loa.core.canonical import digest
from loa.core.keyring import signed_by
from loa.core.message import Approval, Sealed, lint
from loa.core.secrecy import is_secret
from loa.core.words import Scope
from loa.delivery import actions as delivery
from loa.delivery.actions import Frequency, publish_message
from loa.delivery.models import Placement, SealedMessage
from loa.newsroom import afterwards, finding, queries, rules
from loa.newsroom.models import Edition, Item, Review, Variant
from loa.newsroom.voicing import Spoken
from loa.people import decisions
from loa.people.access import allowed
from loa.people.models import ApproverKey, User
from loa.people.queries import signature_on
from loa.plans.models import Target

LONGEST_PLACEMENT_KEY = 160


class NewsroomError(Exception):
    """What was asked cannot be done; `code` names the sentence that a person is shown."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@transaction.atomic
def keep_sound(
    variant: Variant | Edition, spoken: Spoken, *, now: datetime, of_text: str | None = None
) -> None:
    """Give a variant its sound. Whoever listened to an older one listened to another.

    Giving a voice takes a while: with `of_text`, raises NewsroomError("changed-meanwhile")
    when the text is no longer the one that was read out.
    """
    editable(variant.item)
    variant.refresh_from_db()
    if of_text is not None and variant.text != of_text:
        raise NewsroomError("changed-meanwhile")
    variant.sound = spoken.address
    variant.sound_bytes = spoken.bytes
    variant.sound_ms = spoken.ms
    variant.voice = spoken.voice
    variant.lufs_centi = round(spoken.lufs * 100)
    variant.peaks = list(spoken.peaks)
    variant.listened_by = variant.listened_at = None
    if isinstance(variant, Variant):
        variant.says = "" if variant.text else queries.said_by_recordings(variant.item)
    variant.save()
    Item.objects.filter(pk=variant.item_id).update(written_at=now)


@transaction.atomic
def write(item: Item, texts: Mapping[str, str], *, now: datetime) -> Item:
    """Save an item and its texts by language; a changed text loses its sound.

    Raises NewsroomError: "locked" while it waits for approval or has been approved,
    "secret" for material that bears a mark of secrecy, "form-taken" when what the kind is
    written in first stands among the further forms already. Nothing is kept then.
    """
    if any(is_secret(text) for text in (item.headline, *texts.values())):
        raise NewsroomError("secret")
    if item.pk:
        editable(item)
        if item.editions.filter(form=item.form).exists():
            raise NewsroomError("form-taken", str(item.get_form_display()))
    item.written_at = now
    item.state = Item.State.DRAFT
    item.save()
    # A recording alone has no text that a form could have left out.
    item.variants.exclude(language__in=texts).exclude(text="").delete()
    for language, text in texts.items():
        variant, created = Variant.objects.get_or_create(
            item=item, language=language, defaults={"text": text}
        )
        if not created and variant.text != text:
            # A recording that came before its words is not contradicted by them.
            if variant.text or variant.synthetic:
                variant.forget_sound()
            variant.text = text
            variant.save()
    finding.keep(item)
    return item


@transaction.atomic
def listened(
    variant: Variant | Edition, *, by: User, now: datetime, address: str | None = None
) -> None:
    """Note that a person has listened to a variant's sound to its end.

    With `address`, to that sound: raises NewsroomError("changed-meanwhile") when the
    variant has another one by now.
    """
    row = type(variant).objects.select_for_update().get(pk=variant.pk)
    if address is not None and row.sound != address:
        raise NewsroomError("changed-meanwhile")
    variant.listened_by, variant.listened_at = by, now
    variant.save(update_fields=["listened_by", "listened_at"])


@transaction.atomic
def send_for_approval(item: Item, *, by: User, now: datetime) -> None:
    """Hand an item over; raises NewsroomError with what it still lacks."""
    editable(item)
    if lacks := queries.lacks(item):
        language, what = lacks[0]
        raise NewsroomError(f"missing-{what}", language)
    if blocking := [finding for finding in queries.findings(item) if finding.blocks]:
        raise NewsroomError("wording", blocking[0].code)
    if problems := lint(queries.draft_message(item)):
        raise NewsroomError("not-sealable", "; ".join(problems))
    item.state = Item.State.REVIEW
    item.save(update_fields=["state"])
    decided(item, "send-for-approval", by=by, now=now)


@transaction.atomic
def send_back(item: Item, *, by: User, comment: str, now: datetime, spoken: bool = False) -> Review:
    """Return an item to its author with a reason, without which nobody could mend it.

    The reason is in writing, or `spoken` and kept by whoever calls.
    """
    _locked(item)
    if item.state != Item.State.REVIEW:
        raise NewsroomError("not-waiting", item.get_state_display())
    if not comment.strip() and not spoken:
        raise NewsroomError("reason-missing")
    message = queries.draft_message(item)
    review = Review.objects.create(
        item=item,
        revision=item.revision,
        reviewer=by,
        post=signature_on(by, timezone.localdate(now), item.issuer),
        decision=Review.Decision.RETURN,
        comment=comment,
        at=now,
        message=message.digest,
        manifest=message.manifest(),
    )
    item.state = Item.State.RETURNED
    item.save(update_fields=["state"])
    decided(item, "send-back", by=by, now=now, reason=comment)
    return review


@transaction.atomic
def approve(item: Item, approval: Approval, *, by: User, now: datetime) -> SealedMessage | None:
    """Take one approver's signature; with the last that the rule needs, seal the message.

    Returns the sealed message, or None while another approval is needed. Raises
    NewsroomError when the item does not wait for approval, this person may not approve
    it, the key is not theirs or not valid, the approval was not given just now, or the
    signature is not over this very item.
    """
    item = Item.objects.select_for_update().get(pk=item.pk)
    if item.state != Item.State.REVIEW:
        raise NewsroomError("not-waiting", item.get_state_display())
    day = timezone.localdate(now)
    if not allowed(
        by,
        "item.approve",
        organisation=item.issuer,
        unit_code=item.issuer.unit_code or None,
        as_of=day,
        today=day,
    ):
        raise NewsroomError("not-approver")
    message = queries.draft_message(item)
    _check_signature(approval, item, message.digest, by=by, now=now)
    rule, author = item.issuer.approval_rule, queries.author_of(item)
    given = [review.reviewer.get_username() for review in queries.approvals(item)]
    if code := rule.objection(by.get_username(), author=author, approvers=given):
        raise NewsroomError(code)
    Review.objects.create(
        item=item,
        revision=item.revision,
        reviewer=by,
        post=signature_on(by, day, item.issuer),
        decision=Review.Decision.APPROVE,
        at=approval.at,
        message=message.digest,
        key_id=approval.keyid,
        method=approval.method,
        signature=approval.signature,
    )
    decided(item, "approve", by=by, now=now, reason=message.digest)
    if rule.lacking(author=author, approvers=[*given, by.get_username()]):
        return None
    signatures = tuple(queries.as_approval(review) for review in queries.approvals(item))
    item.state, item.message = Item.State.APPROVED, message.digest
    item.save(update_fields=["state", "message"])
    sealed = publish_message(Sealed(message, signatures), now=now)
    afterwards.follow(item, sealed, now=now)
    return sealed


@transaction.atomic
def revise(item: Item, *, now: datetime, by: User | str = "") -> Item:
    """Open an approved item for a new revision; the old message stays as it is."""
    _locked(item)
    if item.state != Item.State.APPROVED:
        raise NewsroomError("not-approved", item.get_state_display())
    item.revision += 1
    item.state, item.message, item.written_at = Item.State.DRAFT, "", now
    item.save()
    if by:
        decided(item, "revise", by=by, now=now, reason=f"revision {item.revision}")
    return item


@dataclass(frozen=True, slots=True)
class Window:
    """When an approved item is to be heard: days [starts, ends), how often."""

    starts: date
    ends: date | None
    frequency: Frequency


@transaction.atomic
def place(
    item: Item,
    target: Target,
    window: Window,
    *,
    areas: Sequence[str],
    by: User,
    now: datetime,
) -> Placement:
    """Put an approved item on the channel of a target; the same days again change them.

    Raises NewsroomError("internal") and ("not-approved"), and delivery's PlacementError
    with what the channel objects to.
    """
    if item.scope == Scope.INTERNAL:
        raise NewsroomError("internal")
    message = queries.sealed(item)
    if message is None or item.state != Item.State.APPROVED:
        raise NewsroomError("not-approved", item.get_state_display())
    if not areas:
        raise NewsroomError("no-area")
    placement = delivery.place(
        key=placement_key(item, target, window.starts),
        message=message,
        target=target,
        channel=target.channel,
        areas=list(areas),
        starts=window.starts,
        ends=window.ends,
        frequency=window.frequency,
        now=now,
    )
    decided(item, "place", by=by, now=now, reason=placement.key)
    return placement


@transaction.atomic
def withdraw(item: Item, placement: Placement, *, by: User, now: datetime) -> None:
    """Take an item off a channel; what was already heard stays proven."""
    delivery.withdraw(placement.key, now=now)
    decided(item, "withdraw", by=by, now=now, reason=placement.key)


def placement_key(item: Item, target: Target, starts: date) -> str:
    """Return the name of a placement: an item, for a target, from a day."""
    key = f"{target.plan.key}/{target.key}/{item.key}/{starts:%Y%m%d}"
    if len(key) <= LONGEST_PLACEMENT_KEY:
        return key
    return f"{key[:120]}-{digest(key.encode())[:16]}"


def decided(item: Item, verb: str, *, by: User | str, now: datetime, reason: str = "") -> None:
    """Write a decision on an item into the log."""
    decisions.record(
        actor=by,
        verb=verb,
        reference=f"item:{item.key}",
        now=now,
        reason=reason,
        organisation=item.issuer,
    )


def _locked(item: Item) -> None:
    """Hold an item's row for this transaction and learn its state as it is now."""
    row = Item.objects.select_for_update().get(pk=item.pk)
    item.state, item.message, item.revision = row.state, row.message, row.revision


def editable(item: Item) -> None:
    """Hold an item's row; raises NewsroomError("locked") when it may no longer be changed."""
    _locked(item)
    if item.state in {Item.State.REVIEW, Item.State.APPROVED}:
        raise NewsroomError("locked", item.get_state_display())


def _check_signature(
    approval: Approval, item: Item, address: str, *, by: User, now: datetime
) -> None:
    if approval.message != address:
        raise NewsroomError("changed-meanwhile")
    key = (
        ApproverKey.objects.filter(key_id=approval.keyid, user=by, revoked_at=None)
        .select_related("organisation")
        # Players look for the key in the ring of the message's unit and nowhere else.
        .order_by(Case(When(organisation__unit_code=item.issuer.unit_code, then=0), default=1))
        .first()
    )
    if key is None or key.method != approval.method:
        raise NewsroomError("unknown-key")
    if key.organisation != item.issuer and key.organisation.unit_code != item.issuer.unit_code:
        raise NewsroomError("other-ring", key.organisation.name)
    if not key.since <= approval.at or (key.until and approval.at >= key.until):
        raise NewsroomError("key-not-valid")
    if not rules.fresh(approval.at, now):
        raise NewsroomError("not-fresh")
    if not signed_by(key.as_key(), approval, queries.verify):
        raise NewsroomError("bad-signature")
