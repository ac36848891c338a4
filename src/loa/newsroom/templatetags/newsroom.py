from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import template
from django.utils import timezone

from loa.core.periods import DAY
from loa.newsroom.models import Item
from loa.people.access import permissions_of
from loa.theme import figures

register = template.Library()


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """Look a key up; nothing where it is missing."""
    return mapping.get(key)


@register.filter
def ms_clock(ms: int) -> str:
    """Write a length in milliseconds as minutes and seconds."""
    return figures.clock(ms / 1000)


@register.filter
def until_and_with(end: date) -> date:
    """Return the last day of days [start, end)."""
    return end - DAY


@register.filter
def holds(user: object, permission: str) -> bool:
    """Whether a person holds a permission somewhere today: what a page may offer them."""
    return permission in permissions_of(user)


@register.filter
def validity(item: Item) -> str:
    """Write from when to when an item holds: days, and hours where they matter."""
    first, over = timezone.localtime(item.valid_from), timezone.localtime(item.valid_until)
    begins = f"{first:%d/%m/%Y}" if first.time() == time.min else f"{first:%H:%M %d/%m/%Y}"
    if over.time() == time.min:
        return f"{begins} – {over - DAY:%d/%m/%Y}"
    return f"{begins} – {over:%H:%M %d/%m/%Y}"


@register.inclusion_tag("newsroom/parts/besides_words.html")
def besides_words(item: Item, *, forms: bool = True) -> dict[str, Any]:
    """Show what is signed with an item beside its first words, and what its kind needed."""
    return {
        "item": item,
        "editions": list(item.editions.all()) if forms else [],
        "figures": list(item.figures.all()) if item.kind == Item.Kind.ACHIEVEMENT else [],
        "question": item.question if item.kind == Item.Kind.ANSWER else "",
        "consents": item.consents.filter(withdrawn_at=None).defer("paper").count(),
    }
