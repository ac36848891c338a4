"""The band's part for what is overdue where this person answers for it, each thing by name."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loa.feedback.queries import inbox
from loa.people.access import covered
from loa.theme.icons import svg

ANSWERS = "feedback.answer"


def overdue(request: HttpRequest) -> SafeString | str:
    """Name the oldest question that should have been answered, and how many more there are."""
    units = covered(request.user, ANSWERS)
    if not units:
        return ""
    late = inbox(units, waiting=True).filter(due_on__lt=timezone.localdate())
    first = late.first()
    if first is None:
        return ""
    told = _("Overdue: %(kind)s %(number)s, due on %(day)s.") % {
        "kind": first.get_kind_display().lower(),
        "number": first.number,
        "day": date_format(first.due_on, "d/m/Y"),
    }
    if more := late.count() - 1:
        told += " " + ngettext("%(n)s more is overdue.", "%(n)s more are overdue.", more) % {
            "n": more
        }
    return format_html(
        '<div class="band" data-state="due" role="status">{}<span class="grow">{}</span>'
        '<a class="button button-small" href="{}">{}</a></div>',
        svg("clock"),
        told,
        reverse("feedback:matter", args=(first.number,)),
        _("Answer it"),
    )
