"""The newsroom's reads."""

from django.db.models import QuerySet

from loa.core.message import Approval, Message, Provenance, Sound, Variant
from loa.core.words import Mood, Priority, Scope
from loa.devices.keys import verify
from loa.newsroom.models import Item, Review

__all__ = ["approvals", "as_approval", "draft_message", "verify", "waiting_for_approval"]


def draft_message(item: Item) -> Message:
    """Return the message that an item would become: exactly what approvers sign."""
    return Message(
        key=item.key,
        revision=item.revision,
        plan=item.topic.plan.key,
        topic=item.topic.code,
        unit=item.issuer.unit_code,
        scope=Scope(item.scope),
        priority=Priority(item.priority),
        mood=Mood(item.mood),
        headline=item.headline,
        variants=tuple(
            Variant(
                v.language,
                v.text,
                Sound(v.sound, v.sound_bytes, v.sound_ms, v.voice) if v.sound else None,
            )
            for v in item.variants.order_by("language")
        ),
        provenance=Provenance(item.issuer.name, item.byline, item.source),
        valid_from=item.valid_from,
        valid_until=item.valid_until,
    )


def approvals(item: Item) -> QuerySet[Review]:
    """Return the approvals of an item's present revision."""
    return item.reviews.filter(revision=item.revision, decision=Review.Decision.APPROVE).order_by(
        "at", "pk"
    )


def as_approval(review: Review) -> Approval:
    """Return a review's signature as a plain value."""
    return Approval(
        message=review.message,
        keyid=review.key_id,
        at=review.at,
        method=review.method,
        signature=review.signature,
    )


def waiting_for_approval() -> QuerySet[Item]:
    """Return the items that wait for an approver, oldest first."""
    return (
        Item.objects.filter(state=Item.State.REVIEW)
        .select_related("topic__plan", "issuer")
        .order_by("written_at")
    )
