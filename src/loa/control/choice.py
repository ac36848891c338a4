"""The unit switcher and the search field of the shell."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from loa.control.queries import units
from loa.control.queries.units import Option
from loa.people import choice as kept
from loa.people.access import permissions_of

PERMISSION = "rundown.view"


def unit(request: HttpRequest) -> Option | None:
    """Return the chosen unit, or the person's own commune; None for all of them."""
    code = kept.unit_code(request)
    return units.named(code, today=timezone.localdate()) if code else None


def choose(request: HttpRequest, code: str) -> Option | None:
    """Choose a unit; an empty or unknown code is all of them."""
    found = units.named(code, today=timezone.localdate()) if code else None
    kept.choose(request, found.code if found else "")
    return found


def switcher(request: HttpRequest) -> SafeString | str:
    """Fill the shell's unit slot; the list is asked for when it is opened."""
    if not _may(request):
        return ""
    return render_to_string(
        "control/parts/switcher.html",
        {"chosen": unit(request), "path": request.get_full_path()},
        request,
    )


def search_field(request: HttpRequest) -> SafeString | str:
    """Fill the shell's search slot."""
    if not _may(request):
        return ""
    return render_to_string(
        "control/parts/search.html", {"asked": request.GET.get("q", "")}, request
    )


def _may(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return PERMISSION in permissions_of(user) if user is not None else False
