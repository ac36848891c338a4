"""Where the public reads a message: told by a room that knows the public's pages.

The newsroom makes messages and knows no channel, so whoever reads everything registers
here, in its `apps.py`, a function from the request, a message's address and the instant.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Posted:
    """A public page: its whole address, and that of its first picture, empty for none."""

    url: str
    picture: str = ""


Finder = Callable[[HttpRequest, str, datetime], Posted | None]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Let a room say where messages are read; a second call with it changes nothing."""
    if finder not in _finders:
        _finders.append(finder)


def page_of(request: HttpRequest, message: str, now: datetime) -> Posted | None:
    """Return the page on which the public reads a message now, the first that is told."""
    return next(filter(None, (finder(request, message, now) for finder in _finders)), None)
