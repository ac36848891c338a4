"""What kinds of items need besides words: figures, a question's number, consents, results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.core.canonical import digest
from loa.core.secrecy import is_secret
from loa.delivery import actions as delivery
from loa.newsroom.actions import NewsroomError, decided, editable
from loa.newsroom.models import Consent, Figure, Item
from loa.newsroom.retracting import retract
from loa.people.models import User

LARGEST_PAPER = 12_000_000  # bytes: a photo of a page from any phone
MOST_FIGURES = 20
# How files that may hold a signed paper begin; what a file is called says nothing.
PAPERS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of an achievement as it is entered."""

    what: str
    unit: str
    before: str
    since: str
    after: str
    until: str


@transaction.atomic
def keep_figures(item: Item, figures: Sequence[Counted], *, now: datetime) -> None:
    """Replace the figures of an achievement.

    Raises NewsroomError: "locked", "figure-half" for one without its name or either of its
    two values, "too-many-figures", "secret".
    """
    editable(item)
    if len(figures) > MOST_FIGURES:
        raise NewsroomError("too-many-figures", str(MOST_FIGURES))
    for one in figures:
        if not (one.what and one.before and one.after):
            raise NewsroomError("figure-half", one.what or one.before or one.after)
        if is_secret(f"{one.what}\n{one.unit}"):
            raise NewsroomError("secret")
    item.figures.all().delete()
    Figure.objects.bulk_create(
        Figure(
            item=item,
            position=position,
            what=one.what,
            unit=one.unit,
            before=one.before,
            since=one.since,
            after=one.after,
            until=one.until,
        )
        for position, one in enumerate(figures, 1)
    )
    Item.objects.filter(pk=item.pk).update(written_at=now)


@transaction.atomic
def refer_to_question(item: Item, number: str, *, now: datetime) -> None:
    """Say which resident's question an item answers: by its number, nothing else of it."""
    editable(item)
    item.question, item.written_at = number, now
    item.save(update_fields=["question", "written_at"])


@transaction.atomic
def hold_results(item: Item, *, results: bool, now: datetime) -> None:
    """Say whether an item holds results, which two people announce after it is approved."""
    editable(item)
    item.results, item.written_at = results, now
    item.save(update_fields=["results", "written_at"])


def media_type(paper: bytes) -> str:
    """Return what a file is, by its first bytes; empty for what is no PDF, JPEG or PNG."""
    return next((kind for start, kind in PAPERS if paper.startswith(start)), "")


@transaction.atomic
def keep_consent(
    item: Item, paper: bytes, *, person: str, given_on: date, by: User, now: datetime
) -> Consent:
    """Keep a person's written consent with an item.

    Raises NewsroomError: "no-person", "paper-missing", "paper-large", "paper-type" for a
    file that is no PDF or photo whatever it is called, "consent-ahead" for a day to come.
    """
    if not person.strip():
        raise NewsroomError("no-person")
    if not paper:
        raise NewsroomError("paper-missing")
    if len(paper) > LARGEST_PAPER:
        raise NewsroomError("paper-large", str(LARGEST_PAPER // 1_000_000))
    if not (kind := media_type(paper)):
        raise NewsroomError("paper-type")
    if given_on > timezone.localdate(now):
        raise NewsroomError("consent-ahead")
    consent = Consent.objects.create(
        item=item,
        person=person.strip(),
        given_on=given_on,
        paper=paper,
        media_type=kind,
        sha256=digest(paper),
        kept_by=by,
        kept_at=now,
    )
    # The log tells that a paper was kept and which, not whose: names can be erased here.
    decided(item, "keep-consent", by=by, now=now, reason=consent.sha256)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User, now: datetime) -> int:
    """Note that a person takes the consent back: what speaks of them is retracted everywhere.

    Returns how many messages that were. The item can be approved again without that person.
    """
    if consent.withdrawn_at is not None:
        return 0
    consent.withdrawn_at = now
    consent.save(update_fields=["withdrawn_at"])
    item = consent.item
    try:
        retracted = retract(item, reason=_("A consent was withdrawn."), by=by, now=now)
        reached = len(retracted.messages)
    except NewsroomError as error:
        if error.code != "nothing-to-retract":
            raise
        reached = 0
    if item.state == Item.State.REVIEW:
        Item.objects.filter(pk=item.pk).update(state=Item.State.DRAFT)
    decided(item, "withdraw-consent", by=by, now=now, reason=consent.sha256)
    return reached


@transaction.atomic
def announce(item: Item, *, by: User, now: datetime) -> bool:
    """Take one person's "Công bố" for approved results; return whether they are public now.

    Raises NewsroomError("not-approved"), and delivery's PlacementError.
    """
    if item.state != Item.State.APPROVED:
        raise NewsroomError("not-approved", item.get_state_display())
    public = delivery.announce(item.message, by=by, now=now)
    decided(item, "announce", by=by, now=now, reason=item.message)
    return public
