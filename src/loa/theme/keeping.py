"""Pages that are the same for every visitor say so, and whoever stands in front may keep them.

The mark lies in the request's scope, where an application around Django's can read it; who
keeps pages, and when they are void, is the portal's matter (`loa.channels.portal.lobby`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

MAY_BE_KEPT = "loa.may_be_kept"
View = Callable[..., HttpResponse]


def kept(view: View) -> View:
    """Mark a view whose pages may be kept: every change of what they show raises the turn."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        getattr(request, "scope", {})[MAY_BE_KEPT] = True
        return response

    return marked
