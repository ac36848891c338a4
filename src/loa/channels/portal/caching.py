"""Pages kept for visitors, right at once after a change.

A page is kept under a number that every change of what residents see raises in the same
transaction. Whoever asks waits for one look at that number which began after they asked, so
a page kept before a change is never given out after it, by whichever process either
happened. What only time changes is at most KEPT_FOR_S old. Who is signed in, or carries any
cookie but the language, always gets a page of their own.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError, connections
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from loa.channels.portal.models import Turn

MAY_BE_KEPT = "loa.may_be_kept"  # in a request's scope: what its view says of its page
View = Callable[..., HttpResponse]


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


def kept(view: View) -> View:
    """Mark a view whose pages may be kept for visitors (by `loa.channels.portal.lobby`)."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        getattr(request, "scope", {})[MAY_BE_KEPT] = True
        return response

    return marked
