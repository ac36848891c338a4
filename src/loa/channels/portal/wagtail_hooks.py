"""What the site editors' pages show besides pages: the way back, and nothing that leads away.

Wagtail looks for a file of this name. Its counts of pages, and its help, which is in English
and at other addresses, are taken out: `docs/operate/website.md` is the help.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

LAST = 10_000


@hooks.register("construct_homepage_summary_items")  # type: ignore[untyped-decorator]
def no_counts(_request: HttpRequest, items: list[Any]) -> None:
    """Leave the first page to what waits."""
    items.clear()


@hooks.register("construct_help_menu")  # type: ignore[untyped-decorator]
def no_foreign_help(_request: HttpRequest, items: list[Any]) -> None:
    """Lead nobody to pages of a third party."""
    items.clear()


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def way_back() -> MenuItem:
    """Return to the staff's own pages."""
    where = reverse(settings.LOGIN_REDIRECT_URL)
    return MenuItem(_("Back to staff pages"), where, icon_name="arrow-left", order=LAST)
