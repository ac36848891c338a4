"""One item, several forms and languages: unfolded from what was written first, when wanted."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from loa.core.secrecy import is_secret
from loa.core.words import Form
from loa.newsroom import rules, wording
from loa.newsroom.actions import NewsroomError, editable
from loa.newsroom.models import Edition, Item, Variant

SHORT_S = 45  # what a short form is proposed to take; at most a minute is kept without a word
LONGEST_POINTS = 12
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zà-ỹ]|\d)")


@transaction.atomic
def write_edition(item: Item, form: Form, language: str, text: str, *, now: datetime) -> Edition:
    """Save a further form of an item in a language; a changed text loses its sound.

    Raises NewsroomError: "locked", "form-taken" for the form that was written first,
    "no-words" for an empty text, "secret" for what bears a mark of secrecy.
    """
    editable(item)
    if form == item.form or form not in rules.FURTHER_FORMS:
        raise NewsroomError("form-taken", str(Item.FormWord(form).label))
    if not text.strip():
        raise NewsroomError("no-words")
    if is_secret(text):
        raise NewsroomError("secret")
    edition, new = Edition.objects.get_or_create(
        item=item, form=form, language=language, defaults={"text": text}
    )
    if not new and edition.text != text:
        edition.text = text
        edition.forget_sound()
        edition.save()
    _touched(item, now)
    return edition


@transaction.atomic
def drop_edition(item: Item, form: Form, language: str, *, now: datetime) -> None:
    """Take a further form away again."""
    editable(item)
    item.editions.filter(form=form, language=language).delete()
    _touched(item, now)


@transaction.atomic
def add_recording(item: Item, language: str, *, now: datetime) -> Variant:
    """Make room for a recording in a further language that nobody writes.

    It stands beside the Vietnamese text and says the same. Raises NewsroomError("locked")
    and ("no-words") while there is no Vietnamese text.
    """
    editable(item)
    if not item.variants.filter(language="vi").exclude(text="").exists():
        raise NewsroomError("no-words")
    variant, _new = Variant.objects.get_or_create(
        item=item, language=language, defaults={"text": ""}
    )
    _touched(item, now)
    return variant


@transaction.atomic
def drop_recording(item: Item, language: str, *, now: datetime) -> None:
    """Take such a recording away; a language that has a text is left out in the form."""
    editable(item)
    item.variants.filter(language=language, text="").delete()
    _touched(item, now)


def proposal(item: Item, form: Form) -> str:
    """Return what a further form may begin with, drawn from the Vietnamese text alone.

    Nothing is written that is not in the text: sentences are taken or left.
    """
    text = next((v.text for v in item.variants.all() if v.language == "vi"), "")
    if form is Form.BANNER:
        return item.headline
    if form is Form.SHORT:
        return shortened(text)
    if form is Form.OUTLINE:
        return outlined(text)
    return text


def shortened(text: str) -> str:
    """Return as many whole sentences from the beginning as are said within SHORT_S."""
    kept: list[str] = []
    for sentence in sentences(text):
        if kept and wording.spoken_seconds(" ".join([*kept, sentence])) > SHORT_S:
            break
        kept.append(sentence)
    return " ".join(kept)


def outlined(text: str) -> str:
    """Return the first sentence of each paragraph as a point."""
    points = [next(sentences(line), "") for line in text.splitlines() if line.strip()]
    return "\n".join(f"- {point}" for point in points[:LONGEST_POINTS] if point)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, without line breaks."""
    for line in text.splitlines():
        for sentence in _SENTENCE.split(line.strip()):
            if sentence:
                yield sentence


def _touched(item: Item, now: datetime) -> None:
    Item.objects.filter(pk=item.pk).update(written_at=now)
