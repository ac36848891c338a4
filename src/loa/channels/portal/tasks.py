"""What the ticker does for the portal: results are posted, pauses kept, pages proven."""

from datetime import datetime

from django.db import transaction

from loa.channels.portal import projecting, stilling
from loa.channels.portal.models import Showing
from loa.channels.portal.results import post_announced
from loa.channels.portal.words import ARTICLES
from loa.core.words import Grade
from loa.delivery.actions import take_evidence
from loa.delivery.contract import Fact

AT_ONCE = 500


@transaction.atomic
def settle(now: datetime) -> int:
    """Post results that two people have announced, and record each showing that has begun.

    Return how many pieces of evidence were new: each showing is one, once.
    """
    post_announced(now)
    for key in stilling.standing(now):
        projecting.project(key, now=now)
    due = list(Showing.objects.filter(proven_at=None, since__lte=now).order_by("pk")[:AT_ONCE])
    facts = [
        Fact(
            placement=row.placement,
            unit_code=row.unit_code,
            place=f"{row.site_name}, {row.address}"[:120],
            at=row.since,
            quantity=1,
            unit=ARTICLES,
            grade=Grade.RECORDED,
            # One placement is one article, however often its words were corrected.
            reference=f"portal:{row.site_key}:{row.placement}"[:160],
        )
        for row in due
        if row.until is None or row.until > row.since
    ]
    Showing.objects.filter(pk__in=[row.pk for row in due]).update(proven_at=now)
    return take_evidence(facts)
