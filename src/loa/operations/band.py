"""The band over every staff page when the ticker has stopped: nothing then happens by itself."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from loa.operations.models import Duty
from loa.operations.rules import Round, expected, stopped
from loa.theme.icons import svg


def ticker_stopped(request: HttpRequest) -> SafeString | str:
    """Return the band's part for people who are signed in; empty while the ticker runs."""
    if not request.user.is_authenticated:
        return ""
    known = [Round(d.name, d.done_at, d.failures, d.started_at) for d in Duty.objects.all()]
    late = stopped(expected(settings.TICKER_DUTIES, known), now=datetime.now(UTC))
    if not late:
        return ""
    done = [one.done_at for one in known if one.name in late and one.done_at]
    since = (
        _("Since %(time)s nothing is signed, settled or sent by itself.")
        % {"time": localtime(min(done)).strftime("%H:%M %d/%m/%Y")}
        if done
        else _("Nothing is signed, settled or sent by itself yet.")
    )
    return format_html(
        '<div class="band" data-state="late" role="status">{}<span class="grow">{} {}</span>'
        '<span class="small">{}</span></div>',
        svg("alert"),
        _("The ticker does not run."),
        since,
        _("Ask the administrator to start it: loa ticker"),
    )
