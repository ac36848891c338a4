"""The newsroom's reads."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from loa.core import message as core
from loa.core.canonical import digest
from loa.core.fold import fold
from loa.core.message import Approval, Extra, Message, Provenance, Sound, Variant
from loa.core.words import Form, Genre, Mood, Priority, Scope
from loa.delivery.models import Placement, SealedMessage
from loa.devices.keys import verify
from loa.newsroom import around, contradictions, rules, wording
from loa.newsroom.contradictions import Around
from loa.newsroom.models import Claim, Consent, Item, Review, Said
from loa.newsroom.words import VIETNAMESE
from loa.people import rules as people
from loa.people.access import covered
from loa.people.models import ApproverKey, Organisation, User
from loa.people.queries import members
from loa.people.rules import Role
from loa.plans.models import Plan

__all__ = ["approvals", "as_approval", "draft_message", "verify", "waiting_for_approval"]

OPEN_PLANS = Q(state__in=(Plan.State.APPROVED, Plan.State.DRAFT))


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
        variants=tuple(Variant(v.language, v.text, _sound(v)) for v in item.variants.all()),
        provenance=Provenance(item.issuer.name, item.byline, item.source),
        valid_from=item.valid_from,
        valid_until=item.valid_until,
        extra=_extra(item),
    )


def _extra(item: Item) -> Extra:
    return Extra(
        genre=Genre(item.kind),
        form=Form(item.form),
        editions=tuple(
            core.Edition(Form(e.form), e.language, e.text, _sound(e)) for e in item.editions.all()
        ),
        figures=tuple(
            core.Figure(f.what, f.unit, f.before, f.since, f.after, f.until)
            for f in item.figures.all()
        )
        if item.kind == Item.Kind.ACHIEVEMENT
        else (),
        answers=item.question if item.kind == Item.Kind.ANSWER else "",
        results=item.results,
    )


def _sound(said: Said) -> Sound | None:
    return Sound(said.sound, said.sound_bytes, said.sound_ms, said.voice) if said.sound else None


@dataclass(frozen=True, slots=True)
class Judged:
    """What an item needs before it can be sent for approval, and what stands out in it."""

    lacks: tuple[tuple[str, str], ...]  # (language or form, what)
    findings: tuple[wording.Finding, ...]  # in the order of the page


def judged(items: Sequence[Item]) -> dict[int, Judged]:
    """Judge items as they stand, by their rows.

    In a few queries however many they are, if their variants, editions and figures are
    prefetched.
    """
    beside = around.of_items(items, now=timezone.now())
    standing = Consent.objects.filter(item__in=items, withdrawn_at=None)
    consents = Counter(standing.values_list("item_id", flat=True))
    return {
        item.pk: Judged(_lacks(item, consents[item.pk]), _findings(item, beside[item.pk]))
        for item in items
    }


def findings(item: Item) -> tuple[wording.Finding, ...]:
    """Return what is to be looked at in an item's words as they stand, by field."""
    return judged([item])[item.pk].findings


def lacks(item: Item) -> list[tuple[str, str]]:
    """Return (language or form, what) that an item needs before it can be sent for approval."""
    return list(judged([item])[item.pk].lacks)


def _findings(item: Item, beside: Around) -> tuple[wording.Finding, ...]:
    texts = {v.language: v.text for v in item.variants.all() if v.text}
    found = list(wording.findings(item.headline, texts, source=item.source, byline=item.byline))
    found += contradictions.findings(item.headline, texts, beside)
    for edition in item.editions.all():
        if edition.language != VIETNAMESE:
            continue
        found += wording.of_text(edition.form, edition.text)
        found += contradictions.of_form(edition.form, edition.text, Form(edition.form))
        found += contradictions.of_days(edition.form, edition.text, beside)
    return (*found, *_older_recordings(item))


def _older_recordings(item: Item) -> Iterable[wording.Finding]:
    """Find recordings without a text that speak an earlier Vietnamese text."""
    now_says = said_by_recordings(item)
    for variant in item.variants.all():
        alone = variant.sound and not variant.text
        if alone and variant.says not in {"", now_says}:
            yield wording.Finding("recording-older", variant.language, blocks=False)


def _lacks(item: Item, consents: int) -> tuple[tuple[str, str], ...]:
    own = [_voiced(v.language, v) for v in item.variants.all()]
    found = rules.missing(own, spoken=item.form in rules.SPOKEN_FORMS)
    for edition in item.editions.all():
        said = [_voiced(edition.form, edition)]
        found += rules.missing(said, spoken=edition.form in rules.SPOKEN_FORMS)
    kept = rules.Kept(consents=consents, figures=len(item.figures.all()), question=item.question)
    return (*found, *rules.missing_of_kind(Genre(item.kind), kept))


def _voiced(name: str, said: Said) -> rules.Voiced:
    return rules.Voiced(
        name,
        has_sound=bool(said.sound),
        synthetic=said.synthetic,
        listened=said.listened_at is not None,
        ms=said.sound_ms,
        written=bool(said.text.strip()),
    )


def said_by_recordings(item: Item) -> str:
    """Return the digest of the Vietnamese text, which recordings without a text speak."""
    text = next((v.text for v in item.variants.all() if v.language == VIETNAMESE), "")
    return digest(text.encode())


def approvals(item: Item) -> QuerySet[Review]:
    """Return the approvals that count for an item as it stands, in the order they were given.

    What approved other words does not count, nor does what a revoked key approved.
    """
    revoked = ApproverKey.objects.filter(revoked_at__isnull=False)
    return (
        item.reviews.filter(
            decision=Review.Decision.APPROVE,
            undone_at=None,
            message=item.message or draft_message(item).digest,
        )
        .exclude(key_id__in=revoked.values("key_id"))
        .select_related("reviewer")
        .order_by("at", "pk")
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


def approval_stands(item: Item) -> bool:
    """Whether an approved item still has the approvals that its rule needs.

    It has not after a key was revoked: players refuse it then, so it must be approved anew.
    """
    given = [review.reviewer.get_username() for review in approvals(item)]
    return not item.issuer.approval_rule.lacking(author=author_of(item), approvers=given)


def author_of(item: Item) -> str:
    """Return the user name of whoever entered an item; empty when the account is gone."""
    return item.author.get_username() if item.author else ""


def waiting_for_approval(user: User) -> QuerySet[Item]:
    """Return the items a person may see that wait for an approver, oldest first."""
    return visible(user).filter(state=Item.State.REVIEW).order_by("written_at")


def waiting_for_a_word(user: User) -> QuerySet[Item]:
    """Return the approved results a person may see that two have not announced yet."""
    held = SealedMessage.objects.filter(results=True, announced_at=None, retracted_at=None)
    approved = visible(user).filter(state=Item.State.APPROVED, results=True)
    return approved.filter(message__in=held.values("digest")).order_by("written_at")


def sealed(item: Item) -> SealedMessage | None:
    """Return the message that an approved item has become."""
    return SealedMessage.objects.filter(digest=item.message).first() if item.message else None


def placements(item: Item) -> QuerySet[Placement]:
    """Return where all revisions of an item are placed, the latest first."""
    return (
        Placement.objects.filter(message__key=item.key)
        .select_related("message", "target__plan", "target__phase")
        .order_by("-starts", "key")
    )


def manifest_before(item: Item) -> tuple[dict[str, Any], datetime] | None:
    """Return what reviewers last had before them and when, if there was anything."""
    shown = item.reviews.exclude(manifest={}).order_by("-at", "-pk").first()
    before = SealedMessage.objects.filter(key=item.key, revision__lt=item.revision)
    last = before.order_by("-revision").first()
    if shown is not None and (last is None or shown.at > last.sealed_at):
        return shown.manifest, shown.at
    return (last.message().manifest(), last.sealed_at) if last else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of items is narrowed to; empty is all."""

    state: str = ""
    plan: str = ""
    topic: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item in a list: what can be heard of it, and who waits for whom."""

    item: Item
    sounds: tuple[str, ...]
    silent: tuple[str, ...]  # languages that have a text and no sound yet, and need one
    seconds: float
    waits_for: tuple[str, ...] = ()
    mine: bool = False  # the reader is one of those
    returned: Review | None = None  # how it was sent back, while it is


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of items and how many there are of each state."""

    items: QuerySet[Item]
    counts: dict[str, int] = field(default_factory=dict)


def visible(user: User) -> QuerySet[Item]:
    """Return the items that a person may see: of their organisations and of the units below."""
    day = timezone.localdate()
    held = [h for h in user.holdings() if h.holds(day) and people.may([h], "item.view", day=day)]
    return Item.objects.filter(
        Q(issuer__unit_code__in=covered(user, "item.view"))
        | Q(issuer__key__in=[holding.organisation for holding in held])
        | Q(author=user)
    ).select_related("topic__plan", "issuer", "author")


def listing(user: User, asked: Asked) -> Listing:
    """Return the items that a person asked for: what waits for a hand, then what is approved.

    Of each the latest written first.
    """
    found = visible(user)
    if asked.plan:
        found = found.filter(topic__plan__key=asked.plan)
    if asked.topic:
        found = found.filter(topic__key=asked.topic)
    for word in fold(asked.text).split():
        found = found.filter(folded__contains=word)
    counts = {state: found.filter(state=state).count() for state in Item.State.values}
    if asked.state:
        found = found.filter(state=asked.state)
    finished = Case(When(state=Item.State.APPROVED, then=1), default=0)
    return Listing(found.order_by(finished, "-written_at", "key"), counts)


def lines(items: Iterable[Item], reader: User) -> list[Line]:
    """Return items as a list shows them to a reader, in a few queries however many they are."""
    rows = list(items)
    ids = [item.pk for item in rows]
    full = Item.objects.prefetch_related("variants", "reviews__reviewer").in_bulk(ids)
    waiting: dict[int, tuple[User, ...]] = {}
    shown = []
    for item in rows:
        variants = list(full[item.pk].variants.all())
        if item.state == Item.State.REVIEW and item.issuer_id not in waiting:
            waiting[item.issuer_id] = tuple(approvers_of(item.issuer))
        waits_for = _waits_for(item, full[item.pk], waiting.get(item.issuer_id, ()))
        shown.append(
            Line(
                item=item,
                sounds=tuple(v.language for v in variants if v.sound),
                silent=tuple(v.language for v in variants if not v.sound)
                if item.form in rules.SPOKEN_FORMS
                else (),
                seconds=max((v.seconds for v in variants), default=0.0),
                waits_for=tuple(user.get_full_name() for user in waits_for),
                mine=reader in waits_for,
                returned=_returned(item, full[item.pk]),
            )
        )
    return shown


def overdue_claims(user: User, now: datetime) -> QuerySet[Claim]:
    """Return the checks that are overdue and concern a person, the longest due first.

    They took it on, wrote the item, or approve where it was written.
    """
    concerned = (
        Q(reviewer=user)
        | Q(item__author=user)
        | Q(item__issuer__unit_code__in=covered(user, "item.approve"))
    )
    rows = Claim.objects.filter(concerned, due__lte=now, item__state=Item.State.REVIEW)
    return rows.select_related("item", "reviewer").order_by("due", "pk")


def approvers_of(issuer: Organisation) -> QuerySet[User]:
    """Return who may approve for an organisation today."""
    return members(issuer, Role.APPROVER, timezone.localdate())


def _waits_for(item: Item, full: Item, approvers: Iterable[User]) -> tuple[User, ...]:
    if item.state in {Item.State.DRAFT, Item.State.RETURNED}:
        return (item.author,) if item.author else ()
    if item.state == Item.State.APPROVED:
        return ()
    address = draft_message(item).digest
    given = {
        r.reviewer_id
        for r in full.reviews.all()
        if r.message == address and r.decision == Review.Decision.APPROVE and not r.undone_at
    }
    alone = item.issuer.author_may_approve
    return tuple(
        user for user in approvers if user.pk not in given and (alone or user.pk != item.author_id)
    )


def _returned(item: Item, full: Item) -> Review | None:
    if item.state != Item.State.RETURNED:
        return None
    back = [r for r in full.reviews.all() if r.decision == Review.Decision.RETURN]
    return back[-1] if back else None
