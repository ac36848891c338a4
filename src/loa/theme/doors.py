"""The doors of the residents' pages: what the head and the foot of every one offer.

As with the staff menu (`places.py`), a room registers its own doors when it starts; the
theme knows their order and nothing else. A door whose address is not there is left out.
What a room says about the site (its name, its foot) is a function from the request.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

ORDER = ("news", "loudspeaker", "events", "ask", "transparency")
SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Door:
    """One word in the head of residents' pages; the key "search" is the search field."""

    key: str
    label: str | Promise
    url_name: str
    icon: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A door as a page shows it."""

    label: str
    url: str
    icon: str
    current: bool


Naming = Callable[[HttpRequest], str]
Footing = Callable[[HttpRequest], SafeString | str]

_doors: dict[str, Door] = {}
_namings: list[Naming] = []
_feet: list[Footing] = []


def register(door: Door) -> None:
    """Open one door; raises ValueError for a key that has no place or is taken."""
    if door.key not in {*ORDER, SEARCH}:
        raise ValueError(f"{door.key}: no such door; there are {', '.join((*ORDER, SEARCH))}")
    if _doors.get(door.key, door) != door:
        raise ValueError(f"{door.key}: taken by {_doors[door.key].url_name}")
    _doors[door.key] = door


def name_site(naming: Naming) -> None:
    """Let a room say what the site of a request is called; the last word holds."""
    if naming not in _namings:
        _namings.append(naming)


def fill_foot(footing: Footing) -> None:
    """Put a room's part into the foot of residents' pages."""
    if footing not in _feet:
        _feet.append(footing)


def shown(here: str) -> list[Shown]:
    """List the doors in their order; `here` is the key of the page's own."""
    found = (_shown(_doors[key], here) for key in ORDER if key in _doors)
    return [door for door in found if door is not None]


def search() -> Shown | None:
    """Return where to search, or None while nobody offers it."""
    return _shown(_doors[SEARCH], "") if SEARCH in _doors else None


def site_name(request: HttpRequest) -> str:
    """Return what the site is called; empty when nobody says."""
    return next(filter(None, (naming(request) for naming in reversed(_namings))), "")


def foot(request: HttpRequest) -> SafeString:
    """Render what rooms put into the foot; plain text is escaped."""
    return format_html_join("", "{}", ((footing(request),) for footing in _feet))


def _shown(door: Door, here: str) -> Shown | None:
    try:
        return Shown(str(door.label), reverse(door.url_name), door.icon, door.key == here)
    except NoReverseMatch:
        return None  # registered by a room whose addresses are not included here
