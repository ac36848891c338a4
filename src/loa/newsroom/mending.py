"""Mending the days that a draft names since its plan has moved: the words, not the sound."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from loa.newsroom import finding
from loa.newsroom.actions import editable
from loa.newsroom.models import Item
from loa.newsroom.outdated import MOVED
from loa.newsroom.wording import Finding
from loa.newsroom.words import VIETNAMESE


@transaction.atomic
def mend_days(item: Item, findings: Iterable[Finding], *, now: datetime) -> int:
    """Write the new day wherever a draft names an old one; return in how many texts.

    A text that changes loses its sound: it says the old day. Raises NewsroomError("locked")
    for what waits for approval or has been approved.
    """
    editable(item)
    mends = {one.found: one.mend for one in findings if one.code in MOVED and one.mend}
    headline = _mended(item.headline, mends)
    changed = headline != item.headline
    item.headline, item.written_at = headline, now
    count = int(changed)
    for said in [*item.variants.all(), *item.editions.all()]:
        if said.language != VIETNAMESE:
            continue
        text = _mended(said.text, mends)
        if text != said.text:
            said.text = text
            said.forget_sound()
            said.save()
            count += 1
    if count:
        item.state = Item.State.DRAFT
        item.save()
        finding.keep(item)
    return count


def _mended(text: str, mends: dict[str, str]) -> str:
    # The longer first: 4/8/2020 holds 4/8.
    for found in sorted(mends, key=len, reverse=True):
        text = text.replace(found, mends[found])
    return text
