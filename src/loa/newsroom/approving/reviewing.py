"""Before an approval: who checks an item until when, remarks in its margin, papers signed by hand.

A paper is somebody's word that somebody signed: evidence of grade reported. It changes no
item's state, and no player ever believes it.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError

from loa.devices.objects import ObjectStore
from loa.newsroom import queries
from loa.newsroom.actions import NewsroomError, decided
from loa.newsroom.models import Claim, Comment, Item, PaperApproval
from loa.people.models import User

LARGEST_PHOTO = 12_000_000  # bytes
MOST_PIXELS = 50_000_000  # a picture bomb says it has more
LONGEST_SIDE = 2_400
PHOTOS = ("JPEG", "PNG", "WEBP")


@transaction.atomic
def claim(item: Item, *, by: User, due: datetime, now: datetime) -> Claim:
    """Take an item on for checking until a day; one's own claim moves its day.

    Raises NewsroomError: "not-waiting", "claimed" with the other's name, "due-past".
    """
    row = Item.objects.select_for_update().get(pk=item.pk)
    if row.state != Item.State.REVIEW:
        raise NewsroomError("not-waiting", row.get_state_display())
    if due <= now:
        raise NewsroomError("due-past")
    held = Claim.objects.filter(item=item).select_related("reviewer").first()
    if held is not None and held.reviewer != by:
        raise NewsroomError("claimed", held.reviewer.get_full_name())
    made, _new = Claim.objects.update_or_create(
        item=item, defaults={"reviewer": by, "claimed_at": now, "due": due}
    )
    decided(item, "review.claim", by=by, now=now, reason=due.date().isoformat())
    return made


@transaction.atomic
def release(item: Item, *, by: User, now: datetime) -> None:
    """Give one's own claim up."""
    if Claim.objects.filter(item=item, reviewer=by).delete()[0]:
        decided(item, "review.release", by=by, now=now)


@transaction.atomic
def remark(
    item: Item, *, language: str, passage: str, text: str, by: User, now: datetime
) -> Comment:
    """Write into the margin, at a passage of the text or at the whole.

    Raises NewsroomError: "reason-missing" without words, "no-passage" when the text does
    not hold the passage.
    """
    words, place = text.strip(), " ".join(passage.split())
    if not words:
        raise NewsroomError("reason-missing")
    variant = item.variants.filter(language=language).first()
    held = " ".join(variant.text.split()) if variant else ""
    if variant is None or place not in held:
        raise NewsroomError("no-passage")
    return Comment.objects.create(
        item=item,
        revision=item.revision,
        language=language,
        passage=place[:300],
        text=words[:1000],
        author=by,
        at=now,
    )


@transaction.atomic
def settle(comment: Comment, *, now: datetime) -> None:
    """Note that a remark has been dealt with; it stays, out of the way."""
    Comment.objects.filter(pk=comment.pk, settled_at=None).update(settled_at=now)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is said of a paper: who signed it, by which post, when, under which number."""

    signer: str
    signed_on: date
    number: str = ""


@transaction.atomic
def record_paper(
    item: Item, paper: Paper, photo: bytes, *, objects: ObjectStore, by: User, now: datetime
) -> PaperApproval:
    """Keep the photo of a paper on which an item was approved by hand.

    Raises NewsroomError: "signer-missing", "signed-later", "photo" for a file that is no
    picture, lies about itself or is too large.
    """
    if not paper.signer.strip():
        raise NewsroomError("signer-missing")
    if paper.signed_on > timezone.localdate(now):
        raise NewsroomError("signed-later")
    address = objects.put(picture(photo))
    made = PaperApproval.objects.create(
        item=item,
        message=item.message or queries.draft_message(item).digest,
        signer=paper.signer.strip()[:200],
        number=paper.number.strip()[:100],
        signed_on=paper.signed_on,
        photo=address,
        recorded_by=by,
        recorded_at=now,
    )
    reason = f"reported: {made.signer}, {made.number or '-'}, {made.signed_on}, photo {address}"
    decided(item, "approve.paper", by=by, now=now, reason=reason)
    return made


def picture(data: bytes) -> bytes:
    """Return a photo as a JPEG made anew: upright, of bounded size, without what hides in it.

    Raises NewsroomError("photo").
    """
    if len(data) > LARGEST_PHOTO:
        raise NewsroomError("photo")
    try:
        with Image.open(io.BytesIO(data), formats=PHOTOS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NewsroomError("photo")
            upright = ImageOps.exif_transpose(found).convert("RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            kept = io.BytesIO()
            Image.frombytes("RGB", upright.size, upright.tobytes()).save(kept, "JPEG", quality=85)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NewsroomError("photo") from error
    except Image.DecompressionBombError as error:
        raise NewsroomError("photo") from error
    return kept.getvalue()
