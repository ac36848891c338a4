"""The control room's home as server-sent events: says that the page is no longer what it was.

What comes over the line is one word, never what the page shows: a display then asks for its
own part as any page does, with everything that asks who may see it.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.db import connections
from django.http import HttpRequest, parse_cookie
from django.utils import timezone
from django.utils.module_loading import import_string

from loa.control.queries.pulse import shared
from loa.core.asgi import Scope
from loa.people.access import permissions_of

PATH = "/today/stream/"
TODAY = "today"
PERMISSION = "rundown.view"
LOOKS_EVERY_S = 3.0


class Pulses:
    """The one stream of staff pages."""

    def find(self, scope: Scope) -> str | None:
        """Return the stream's name for its address."""
        return TODAY if scope.get("path") == PATH else None

    def admits(self, scope: Scope) -> bool:
        """Whether the browser's session is that of somebody who may see the page."""
        try:
            return may_listen(scope)
        finally:
            connections.close_all()

    def listener(self, scope: Scope) -> "Display":
        """Return a display that shows the page of the pulse which it names."""
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=9)
        return Display(asked.get("had", [""])[0])

    def look(self, known: Mapping[str, str | None]) -> Mapping[str, str | None]:
        """Take the pulse; nothing is new as long as it is the same."""
        try:
            found = shared(timezone.now())
        finally:
            connections.close_all()
        return {key: found for key, before in known.items() if before != found}


class Display:
    """One display: which pulse its page has, and then has had."""

    beat = "data: ping\n\n"

    def __init__(self, had: str) -> None:
        self._had = had

    def since(self, pulse: str) -> str:
        """Say "today" when the page would be another one."""
        before, self._had = self._had, pulse
        return "" if before == pulse else f"data: {TODAY}\n\n"


def may_listen(scope: Scope) -> bool:
    """Whether a request's session is that of somebody who may see the page."""
    return PERMISSION in permissions_of(_user(scope))


def _user(scope: Scope) -> Any:
    """Return who a request's session belongs to, as the pages' middleware would."""
    headers = dict(scope.get("headers", ()))
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    request = HttpRequest()
    session: SessionBase = store(cookies.get(settings.SESSION_COOKIE_NAME))
    request.session = session
    return get_user(request)
