"""Toasts: what was done is said once, with a way back.

`say` shows it on the next full page; `trigger` shows it on this page after an htmx
request. `undo_url` is posted to when the person takes it back, and must undo it all.
"""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

UNDO = "undo:"


def say(request: HttpRequest, text: str, undo_url: str = "") -> None:
    """Show the text on the next page that this person opens."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def trigger(response: HttpResponse, text: str, undo_url: str = "") -> HttpResponse:
    """Show the text as soon as htmx has this response; keeps triggers already set."""
    set_before = json.loads(response.headers.get("HX-Trigger") or "{}")
    shown = {"text": text, "undo": undo_url, "undoLabel": gettext("Undo")}
    response.headers["HX-Trigger"] = json.dumps({**set_before, "toast": shown})
    return response


def undo_url(extra_tags: str | None) -> str:
    """Read the address back from a message's tags; "" where there is none."""
    tags = (extra_tags or "").split()
    return next((tag.removeprefix(UNDO) for tag in tags if tag.startswith(UNDO)), "")
