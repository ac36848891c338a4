"""The band's part while a pause holds: everybody on the staff knows that it is quiet, and why."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from loa.control.pausing.queries import holding, last_day
from loa.people.models import User
from loa.plans.models import Pause
from loa.theme.icons import svg


def paused(request: HttpRequest) -> SafeString | str:
    """Say what is paused today and until when; empty while nothing is."""
    if not isinstance(request.user, User):
        return ""
    pause = holding(today=timezone.localdate())
    if pause is None:
        return ""
    festive = _("Festive content is paused until and with %(day)s: %(reason)s")
    all_else = _("Everything but notices is paused until and with %(day)s: %(reason)s")
    told = festive if pause.stops == Pause.Stops.FESTIVE else all_else
    return format_html(
        '<div class="band" data-state="off" role="status">{}<span class="grow">{}</span>'
        '<a class="button button-small" href="{}">{}</a></div>',
        svg("pause"),
        told % {"day": f"{last_day(pause):%d/%m/%Y}", "reason": pause.reason},
        reverse("control:pauses"),
        _("See the pause"),
    )
