"""Pages kept for visitors, right at once after a change.

A page is kept under a number that every change of what residents see raises in the same
transaction. Whoever asks waits for one look at that number which began after they asked, so
a page kept before a change is never given out after it, by whichever process either
happened. What only time changes is at most KEPT_FOR_S old. Who is signed in, or carries any
cookie but the language, always gets a page of their own.
"""

from django.db import DatabaseError, connections
from django.db.models import F

from loa.channels.portal.models import Turn


def turn() -> None:
    """Say that something which residents see has changed."""
    if not Turn.objects.filter(pk=1).update(number=F("number") + 1):
        Turn.objects.get_or_create(pk=1, defaults={"number": 1})


def number() -> int | None:
    """Return the number of the last change; None while the database cannot say."""
    try:
        return Turn.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    except DatabaseError:
        return None


def look() -> int | None:
    """Return that number, in a thread that has no end of request to let its connection go at."""
    try:
        return number()
    finally:
        connections.close_all()
