"""schema.org's words for an event: machines learn its days, and that they may still change."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe

from loa.website.queries.events import Whole
from loa.website.rules import When

STATUS = {When.CANCELLED: "EventCancelled"}


def structured(request: HttpRequest, whole: Whole) -> SafeString:
    """Return an event's JSON-LD; empty while it has no day, which schema.org demands."""
    shown, event = whole.shown, whole.shown.event
    if event.starts is None:
        return SafeString("")
    status = STATUS.get(shown.count.when, "EventRescheduled" if whole.moves else "EventScheduled")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.name,
        "startDate": event.starts.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "url": request.build_absolute_uri(
            reverse("website:event", args=(event.plan.key, event.key))
        ),
        "organizer": {"@type": "GovernmentOrganization", "name": event.plan.issuer_name},
    }
    if shown.last:
        data["endDate"] = shown.last.isoformat()
    if event.theme:
        data["description"] = event.theme
    if whole.notes and whole.notes.place:
        data["location"] = {"@type": "Place", "name": whole.notes.place}
    # json_script escapes what would end the element; only the type is another.
    return mark_safe(json_script(data).replace("application/json", "application/ld+json", 1))  # noqa: S308
