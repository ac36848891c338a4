from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

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
