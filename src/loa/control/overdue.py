"""The band's part for what is overdue where this person answers for it, each thing by name."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loa.feedback.queries import inbox
from loa.newsroom.queries import overdue_claims
from loa.people.access import covered
from loa.people.models import User
from loa.theme.icons import svg

ANSWERS = "feedback.answer"
HEADLINE = 60  # characters of one in the band


def overdue(request: HttpRequest) -> SafeString:
    """Name the oldest question and the oldest check that are overdue, and count the others."""
    if not isinstance(request.user, User):
        return SafeString("")
    now = timezone.now()
    return format_html_join("", "{}", ((of(request.user, now),) for of in (_answers, _checks)))


def _answers(user: User, now: datetime) -> SafeString | str:
    """Tell of questions that should have been answered."""
    units = covered(user, ANSWERS)
    if not units:
        return ""
    late = inbox(units, waiting=True).filter(due_on__lt=timezone.localdate(now))
    first = late.first()
    if first is None:
        return ""
    told = _("Overdue: %(kind)s %(number)s, due on %(day)s.") % {
        "kind": first.get_kind_display().lower(),
        "number": first.number,
        "day": date_format(first.due_on, "d/m/Y"),
    }
    url = reverse("feedback:matter", args=(first.number,))
    return _line(told, late.count() - 1, url, _("Answer it"))


def _checks(user: User, now: datetime) -> SafeString | str:
    """Tell of items that somebody took on to check and has not decided."""
    late = overdue_claims(user, now)
    first = late.first()
    if first is None:
        return ""
    own = _("Overdue: you were to check “%(headline)s” by %(day)s.")
    others = _("Overdue: %(name)s was to check “%(headline)s” by %(day)s.")
    told = (own if first.reviewer == user else others) % {
        "name": first.reviewer,
        "headline": Truncator(first.item.headline).chars(HEADLINE),
        "day": date_format(timezone.localtime(first.due), "d/m/Y"),
    }
    url = reverse("approving:review", args=(first.item.key,))
    return _line(told, late.count() - 1, url, _("Check it"))


def _line(told: str, more: int, url: str, act: str) -> SafeString:
    if more:
        told += " " + ngettext("%(n)s more is overdue.", "%(n)s more are overdue.", more) % {
            "n": more
        }
    return format_html(
        '<div class="band" data-state="due" role="status">{}<span class="grow">{}</span>'
        '<a class="button button-small" href="{}">{}</a></div>',
        svg("clock"),
        told,
        url,
        act,
    )
