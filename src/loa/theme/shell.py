"""What rooms put into the staff shell without the theme knowing them.

A slot is a spot in the frame: `unit` (the unit switcher) and `search` in the top bar,
`account`, links in the menu of who is signed in, and `band`, the thin band under it that
appears only when something is wrong. A room fills a slot, in its `apps.py`, with a function
from the request to HTML ("" for nothing); several may share one. Another function says the
frame: live, drill or rehearsal; anything but live changes the colour of every page and
carries the word.
"""

from collections.abc import Callable
from typing import Literal, get_args

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

Slot = Literal["unit", "search", "account", "band"]
Frame = Literal["live", "drill", "rehearsal"]
Filling = Callable[[HttpRequest], SafeString | str]
Framing = Callable[[HttpRequest], Frame]

_fillings: dict[str, list[Filling]] = {slot: [] for slot in get_args(Slot)}
_framings: list[Framing] = []


def fill(slot: Slot, filling: Filling) -> None:
    """Put a room's part into a slot; a second call with the same function changes nothing."""
    if filling not in _fillings[slot]:
        _fillings[slot].append(filling)


def say_frame(framing: Framing) -> None:
    """Let a room say which frame a request is shown in."""
    if framing not in _framings:
        _framings.append(framing)


def content(slot: str, request: HttpRequest) -> SafeString:
    """Render one slot; plain text from a filling is escaped, and its order is theirs."""
    return format_html_join("", "{}", ((filling(request),) for filling in _fillings[slot]))


def frame(request: HttpRequest) -> Frame:
    """Tell the frame: a drill outranks a rehearsal, which outranks live."""
    said = {framing(request) for framing in _framings}
    return "drill" if "drill" in said else "rehearsal" if "rehearsal" in said else "live"
