"""A NUL in an address or a form is nobody's writing, and PostgreSQL keeps none.

Every text that reaches a query would otherwise have to be asked first, in every view.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

NUL = "\0"


def holds_nul(fields: QueryDict) -> bool:
    """Whether a NUL stands in a field's name or in one of its values."""
    return any(NUL in name or any(NUL in text for text in texts) for name, texts in fields.lists())


class NoNulMiddleware:
    """Refuse such a request (400) before a view sees it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        _args: tuple[Any, ...],
        given: dict[str, Any],
    ) -> None:
        """Read the form only where the check against forged forms has read it already.

        Raises BadRequest.
        """
        # Views outside that check read the body themselves, or clean their form's fields.
        form = QueryDict() if getattr(view, "csrf_exempt", False) else request.POST
        in_path = any(NUL in part for part in given.values() if isinstance(part, str))
        if in_path or holds_nul(request.GET) or holds_nul(form):
            raise BadRequest("a NUL stands in what was sent")
