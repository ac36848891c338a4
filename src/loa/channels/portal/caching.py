"""Pages kept for visitors, right at once after a change.

A page is kept under a number that every change of what residents see raises in the same
transaction. Asking for the number costs one small query, so a page kept before a change
is never given out after it, by whichever process either happened. What only time changes
is at most KEPT_FOR_S old. Who is signed in, or carries any cookie but the language, always
gets a page of their own.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from loa.channels.portal.models import Turn
from loa.theme.compression import accepts

KEPT_FOR_S = 60
LONGEST = 300  # characters of an address with its query: others are not kept
OK, NOT_MODIFIED = 200, 304
LENGTH = "Content-Length"  # of what is sent: compressed, or nothing, it is another
View = Callable[..., HttpResponse]


def turn() -> None:
    """Say that something which residents see has changed."""
    if not Turn.objects.filter(pk=1).update(number=F("number") + 1):
        Turn.objects.get_or_create(pk=1, defaults={"number": 1})


def number() -> int | None:
    """Return the number of the last change; None while the database cannot say."""
    try:
        return _number()
    except DatabaseError:
        return None


def _number() -> int:
    return Turn.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def kept(view: View) -> View:
    """Mark a view whose pages may be kept for visitors."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.may_be_kept = True  # type: ignore[attr-defined]  # read by the middleware below
        return response

    return marked


class KeptPages:
    """Middleware: answers visitors from what is kept; stands before sessions are opened."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return a kept page, or a fresh one that is kept if its view allows."""
        if not _for_anybody(request):
            return self.answer(request)
        address = request.get_full_path()
        if not _worth_asking(address):
            return self.answer(request)
        if (changes := number()) is None:
            return self.answer(request)
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")[:5]
        key = f"page:{changes}:{language}:{request.get_host()}:{address}"
        pages = caches["pages"]
        found: _Kept | None = pages.get(key)
        if found is None:
            response = self.answer(request)
            if not getattr(response, "may_be_kept", False) or response.status_code != OK:
                return response
            found = _Kept.of(response, key)
            pages.set(key, found, KEPT_FOR_S)
        return found.answer(request)


@dataclass(frozen=True)
class _Kept:
    """A page as it is given out: it holds no secret, so it may travel compressed."""

    plain: bytes
    small: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, response: HttpResponse, key: str) -> "_Kept":
        """Return a page to be kept; browsers ask again, and hear that nothing changed."""
        state = sha256(key.encode() + response.content).hexdigest()[:24]
        told = {"ETag": f'W/"{state}"', "Cache-Control": "no-cache"}
        told["Vary"] = "Cookie, Accept-Encoding"
        small = gzip.compress(response.content, 6, mtime=0)
        said = {name: value for name, value in response.headers.items() if name != LENGTH}
        return cls(response.content, small, said | told)

    def answer(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("If-None-Match") == self.headers["ETag"]:
            return HttpResponse(status=NOT_MODIFIED, headers=self.headers)
        if accepts(request):
            coded = {"Content-Encoding": "gzip", LENGTH: str(len(self.small))}
            return HttpResponse(self.small, headers=self.headers | coded)
        return HttpResponse(self.plain, headers=self.headers | {LENGTH: str(len(self.plain))})


def _for_anybody(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"} and set(request.COOKIES) <= {
        settings.LANGUAGE_COOKIE_NAME
    }


def _worth_asking(address: str) -> bool:
    return len(address) <= LONGEST and not address.startswith(("/static/", "/api/", "/repo/"))
