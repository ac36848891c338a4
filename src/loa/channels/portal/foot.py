"""What the portal says on every page of residents: the site's name and how to reach it."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from loa.channels.portal import caching, sites
from loa.channels.portal.models import EventNotes
from loa.plans.models import Event, EventMove


def name(request: HttpRequest) -> str:
    """Return what the site of a request is called; empty while none is open."""
    here = sites.here(request)
    return here.name if here else ""


def contact(request: HttpRequest) -> SafeString | str:
    """Return how to reach those who answer for the site."""
    here = sites.here(request)
    if here is None or not here.contact.strip():
        return ""
    said = mark_safe(linebreaks(here.contact, autoescape=True))  # noqa: S308 - escaped here
    return format_html("<address>{}</address>", said)


def turn_when_editors_publish() -> None:
    """Make kept pages void when an editor changes something, or a planner an event."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_turn, dispatch_uid=f"portal-turn-{id(signal)}")
    for model in (Redirect, Site, EventNotes, Event, EventMove):
        post_save.connect(_turn, sender=model, dispatch_uid=f"portal-saved-{model.__name__}")
    for model in (Redirect, Site, Page, EventNotes, Event):
        post_delete.connect(_turn, sender=model, dispatch_uid=f"portal-gone-{model.__name__}")


def _turn(**_facts: Any) -> None:
    caching.turn()
