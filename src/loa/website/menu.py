"""What the website puts into the menu of who is signed in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from loa.people.access import allowed
from loa.theme.icons import svg
from loa.website.asking import REPORT


def to_the_events(request: HttpRequest) -> SafeString | str:
    """Return the link to the events' logs for whoever may write them; nothing for others."""
    if not allowed(request.user, REPORT):
        return ""
    said, where = _("Logs and results of events"), reverse("website:event-desks")
    return format_html('<a href="{}">{}{}</a>', where, svg("calendar"), said)
