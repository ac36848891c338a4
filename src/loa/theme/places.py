"""The places of the staff shell: at most six words in the menu, each owned by a room.

A room registers its own entry when it starts, in its `apps.py`:

    def ready(self) -> None:
        places.register(NavEntry("today", _("Today"), "control:today", "today"))

The theme knows the order of the keys and nothing else: an entry whose room is not
installed, or which this person may not open, is simply not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

ORDER = ("today", "bulletin", "plans", "work", "reports", "setup")


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One place: `permission` is asked of the user without an object; None is anyone signed in."""

    key: str
    label: str | Promise
    url_name: str
    icon: str
    permission: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An entry as this person sees it on this page."""

    label: str
    url: str
    icon: str
    current: bool


_entries: dict[str, NavEntry] = {}


def register(entry: NavEntry) -> None:
    """Put one entry into the menu; raises ValueError for a key that has no place or is taken."""
    if entry.key not in ORDER:
        raise ValueError(f"{entry.key}: no such place; the menu holds {', '.join(ORDER)}")
    if _entries.get(entry.key, entry) != entry:
        raise ValueError(f"{entry.key}: taken by {_entries[entry.key].url_name}")
    _entries[entry.key] = entry


def entries() -> list[NavEntry]:
    """List what is registered, in the menu's order."""
    return [_entries[key] for key in ORDER if key in _entries]


def visible(request: HttpRequest, here: str, of: Iterable[NavEntry] | None = None) -> list[Place]:
    """List the places that this person may open; `here` is the key of the page's own place."""
    user = getattr(request, "user", AnonymousUser())
    shown = []
    for entry in entries() if of is None else of:
        if not _may_open(user, entry):
            continue
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            continue  # registered by a room whose urls are not included here
        shown.append(Place(str(entry.label), url, entry.icon, entry.key == here))
    return shown


def _may_open(user: AbstractUser | AnonymousUser, entry: NavEntry) -> bool:
    if not user.is_authenticated:
        return False
    return entry.permission is None or user.has_perm(entry.permission)
