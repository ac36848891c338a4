"""What still names a day from which its plan has moved, of what is not over yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from loa.newsroom import contradictions, queries
from loa.newsroom.around import planned
from loa.newsroom.contradictions import Around, Planned
from loa.newsroom.models import Item
from loa.newsroom.wording import Finding
from loa.newsroom.words import VIETNAMESE
from loa.people.models import User
from loa.plans.models import Plan

MOVED = frozenset({"day-moved", "phase-moved"})


@dataclass(frozen=True, slots=True)
class Outdated:
    """An item and the passages in which it names an old day."""

    item: Item
    findings: tuple[Finding, ...]


def of_plan(plan: Plan, reader: User, *, now: datetime) -> list[Outdated]:
    """Return a plan's items that name an old day, of those that a reader may see."""
    return naming(plan, [one for one in planned(plan) if one.were], reader, now=now)


def naming(plan: Plan, moved: Sequence[Planned], reader: User, *, now: datetime) -> list[Outdated]:
    """Return a plan's items that name a day from which something moved, or is to be moved."""
    if not moved:
        return []
    rows = queries.visible(reader).filter(topic__plan=plan, valid_until__gt=now)
    found = [
        Outdated(item, _findings(item, moved))
        for item in rows.prefetch_related("variants", "editions").order_by("valid_from", "key")
    ]
    return [one for one in found if one.findings]


def _findings(item: Item, moved: Sequence[Planned]) -> tuple[Finding, ...]:
    around = Around(timezone.localdate(item.valid_from), events=tuple(moved))
    said = [*item.variants.all(), *item.editions.all()]
    texts = [one.text for one in said if one.language == VIETNAMESE]
    found = {
        (one.code, one.found, one.about): one
        for text in (item.headline, *texts)
        for one in contradictions.of_days("vi", text, around)
        if one.code in MOVED
    }
    return tuple(found.values())
