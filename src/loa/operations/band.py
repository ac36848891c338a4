"""The band over every staff page when the ticker has stopped: nothing then happens by itself.

A page that stays open asks for it again, so that it is seen there too within a minute.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from loa.operations.models import Duty
from loa.operations.rules import SEEN_EVERY, SHOWN_AFTER, Round, expected, stopped
from loa.theme.icons import svg

NAMED = 3
# What does not happen, by the last part of a duty's name, what is missed first at the head;
# others are named as they are.
OVERDUE: Mapping[str, str | Promise] = {
    "place_approved": pgettext_lazy("overdue", "approved bulletins are not placed"),
    "publish_due": pgettext_lazy("overdue", "programmes are not signed"),
    "broadcast.settle": pgettext_lazy("overdue", "players' logs are not read"),
    "portal.settle": pgettext_lazy("overdue", "articles are not published"),
    "recover": pgettext_lazy("overdue", "what was cut off while it was taken in waits"),
    "forget": pgettext_lazy("overdue", "names of residents are not deleted on their day"),
    "follow_phases": pgettext_lazy("overdue", "surveys do not follow phases that moved"),
    "draft_due": pgettext_lazy("overdue", "drafts of reports are not made"),
    "follow": pgettext_lazy("overdue", "rehearsals do not go on"),
    "tidy_first_day": pgettext_lazy("overdue", "abandoned uploads are not deleted"),
    "tidy_calendars": pgettext_lazy("overdue", "calendars of people who left are not ended"),
    "learn": pgettext_lazy("overdue", "new items cannot be found by searching"),
}


def watched(request: HttpRequest) -> SafeString | str:
    """Return the band, and what asks for it again; nothing for strangers."""
    if not request.user.is_authenticated:
        return ""
    return format_html(
        '<div style="display:contents" hx-get="{}" hx-trigger="every {}s [!document.hidden]"'
        ' hx-swap="outerHTML" hx-target="this">{}</div>',
        reverse("operations:band"),
        int(SEEN_EVERY.total_seconds()),
        ticker_stopped(request),
    )


def ticker_stopped(request: HttpRequest) -> SafeString | str:
    """Return the band's part for people who are signed in; empty while the ticker runs."""
    if not request.user.is_authenticated:
        return ""
    known = [Round(d.name, d.done_at, d.failures, d.started_at) for d in Duty.objects.all()]
    rounds = expected(settings.TICKER_DUTIES, known)
    late = stopped(rounds, now=datetime.now(UTC), after=SHOWN_AFTER)
    if not late:
        return ""
    done = [one.done_at for one in known if one.name in late and one.done_at]
    since = (
        _("It last ran at %(time)s.") % {"time": localtime(min(done)).strftime("%H:%M %d/%m/%Y")}
        if done
        else _("It has not run yet.")
    )
    return format_html(
        '<div class="band" data-state="late" role="status">{}<div class="grow">{} {} {}{}</div>'
        '<span class="small">{}</span></div>',
        svg("alert"),
        _("Nothing happens by itself any more."),
        since,
        *_waiting(late),
        _("Ask the administrator to start it: loa ticker"),
    )


def _waiting(late: Sequence[str]) -> tuple[str, SafeString | str]:
    """Return what matters most of what waits, and the rest folded: a phone's screen is small."""
    told = sorted(map(_told, late), key=_weight)
    first, rest = told[:NAMED], told[NAMED:]
    sentence = _("Meanwhile %(what)s.") % {"what": "; ".join(first)}
    if not rest:
        return sentence, ""
    more = ngettext("%(n)s more thing waits", "%(n)s more things wait", len(rest))
    folded = '<details><summary class="small">{}</summary><p class="small">{}.</p></details>'
    return sentence, format_html(folded, more % {"n": len(rest)}, "; ".join(rest))


def _weight(told: str) -> int:
    known = list(map(str, OVERDUE.values()))
    return known.index(told) if told in known else len(known)


def _told(duty: str) -> str:
    found = (str(label) for end, label in OVERDUE.items() if _named(duty).endswith(end))
    return next(found, duty)


def _named(duty: str) -> str:
    """Return a duty's name without the module in which it stands."""
    return duty.replace(".tasks.", ".")
