"""A producer hands words to whoever makes messages, without knowing who that is.

`settings.DRAFTS_GO_TO` names a function of this shape. What it makes is a draft like any
other: nothing is heard that was not approved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Sum
from django.utils.module_loading import import_string

from loa.core.words import Genre
from loa.delivery.models import Evidence
from loa.people.models import User


class DraftError(Exception):
    """The words cannot become a draft; the sentence is for a person."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words handed over; `key` stays the same when it is handed over again."""

    key: str
    genre: Genre
    headline: str
    text: str
    unit_code: str
    source: str


Taker = Callable[..., str]


def hand_over(draft: Draft, *, by: User, now: datetime) -> str:
    """Have a draft made and return the key of its item. Raises DraftError."""
    take: Taker = import_string(settings.DRAFTS_GO_TO)
    return take(draft, by=by, now=now)


def times_heard(key: str) -> int:
    """Return how many plays are proven of an item's messages."""
    plays = Evidence.objects.filter(placement__message__key=key, unit="plays", simulated=False)
    return plays.aggregate(n=Sum("quantity"))["n"] or 0
