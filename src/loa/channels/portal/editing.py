"""The door to the site editors' pages at /cms/: our login, our second step, our roles.

Wagtail asks for permissions of its own, by groups. Whoever holds `site.edit` is put into
the group of site editors as they enter, and leaves it when the role is over; nothing else
gives entry.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from loa.people.access import allowed, requires
from loa.people.models import User
from loa.theme.icons import svg

SITE_EDITORS = "site editors"
EDIT = "site.edit"
OF_PAGES = ("add_page", "change_page", "publish_page")
OF_FILES = (
    "add_image", "change_image", "choose_image", "add_document", "change_document",
    "choose_document",
)  # fmt: skip
OF_RECORDS = (
    "access_admin", "add_redirect", "change_redirect", "delete_redirect", "add_eventnotes",
    "change_eventnotes",
)  # fmt: skip
View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """Let a page of the editor answer only people who hold `site.edit` today."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, User):
            join(request.user)
        return view(request, *args, **kwargs)

    guarded = requires(EDIT)(entered)
    # The routes are Wagtail's, some three hundred: their test is of this door alone.
    del guarded.permission  # type: ignore[attr-defined]  # written by `requires`
    return guarded


def way_in(request: HttpRequest) -> SafeString | str:
    """Return the link to the editor's pages for whom they are open; nothing for others."""
    if not allowed(request.user, EDIT):
        return ""
    said, where = _("Edit the website"), reverse("wagtailadmin_home")
    return format_html('<a href="{}">{}{}</a>', where, svg("edit"), said)


def join(user: User) -> None:
    """Bring a person's group to what their role says."""
    may = allowed(user, EDIT)
    member = user.groups.filter(name=SITE_EDITORS).exists()
    if may and not member:
        user.groups.add(_group())
    elif member and not may:
        user.groups.remove(_group())


def _group() -> Group:
    group, new = Group.objects.get_or_create(name=SITE_EDITORS)
    group.permissions.set(Permission.objects.filter(codename__in=OF_RECORDS))
    if not new:
        return group
    top, files = Page.objects.get(depth=1), Collection.objects.get(depth=1)
    for permission in Permission.objects.filter(
        codename__in=OF_PAGES, content_type__app_label="wagtailcore"
    ):
        GroupPagePermission.objects.create(group=group, page=top, permission=permission)
    for permission in Permission.objects.filter(codename__in=OF_FILES):
        GroupCollectionPermission.objects.create(
            group=group, collection=files, permission=permission
        )
    return group
