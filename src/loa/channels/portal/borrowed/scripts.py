"""What the scripts of Wagtail's editor say, and their catalogue with our words in it.

Wagtail hands its scripts the strings of its own catalogue alone, of which one in four is in
Vietnamese.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_noop as _
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

STRINGS = [
    _("(%(number)s new items in this menu)"),
    _("(1 new item in this menu)"),
    _("(New)"),
    _("%(time_zone_option)s: %(localized_time_zone_label)s"),
    _("A network error occurred."),
    _("A server error occurred."),
    _("Actions"),
    _("Alt text"),
    _("Autosave in progress…"),
    _("Blocks"),
    _("Broken link"),
    _("Changes have been autosaved."),
    _("Character count:"),
    _("Collapse all"),
    _("Complex"),
    _("Decorative image"),
    _("Deleting"),
    _("Drag"),
    _("Duplicate"),
    _("Error while sending preview data."),
    _("Expand all"),
    _("Fair"),
    _("Good"),
    _("Horizontal line"),
    _("Insert a block"),
    _("Line break"),
    _("Main menu"),
    _("Missing document"),
    _("More actions"),
    _("Move down"),
    _("Move up"),
    _("No results"),
    _("Page explorer"),
    _("Pin toolbar"),
    _("Reload saved content"),
    _("Reload the page"),
    _("Report this error to your website administrator with the following information:"),
    _("Retry"),
    _("Search options…"),
    _("See all"),
    _("Show latest content"),
    _("Split block"),
    _("The editor just crashed. Content has been reset to the last saved version."),
    _("The maximum number of items is %(max_num)d"),
    _("The minimum number of items is %(min_num)d"),
    _("Toggle section"),
    _("Toggle side panel"),
    _("Toggle sidebar"),
    _("Unpin toolbar"),
    _("View child pages of '%(title)s'"),
    _("Write something or type ‘/’ to insert a block"),
]
KNOWN = ("No", "Yes", "This field is required.")  # in Django's own catalogue, or ours elsewhere


class Catalogue(JavaScriptCatalog):
    """Wagtail's strings, and ours over them where the reader's language has them."""

    packages = ["wagtail.admin"]

    def get_catalog(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_catalog()
        ours = {one: said for one in (*STRINGS, *KNOWN) if (said := gettext(one)) != one}
        counted = {one: [said] for one, said in _counted().items()}
        return found | ours | (counted if get_language() == "vi" else {})


def _counted() -> dict[str, str]:
    """Return what is said of numbers: Vietnamese has one form for all of them."""
    many = 2
    return {
        "%(num)s error": ngettext("%(num)s error", "%(num)s errors", many),
        "%(num)s min": ngettext("%(num)s min", "%(num)s mins", many),
        "%(num)s pixel": ngettext("%(num)s pixel", "%(num)s pixels", many),
    }


def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Return the scripts' strings in the editor's language."""
    answer: HttpResponseBase = get_localized_response(Catalogue.as_view(), request)
    return answer
