"""Making a draft anew, freezing it, and showing it to residents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loa.people.access import person, requires
from loa.reports import actions, publishing
from loa.reports.queries.earlier import ask_of
from loa.reports.rules.asking import AskError
from loa.reports.views.asking import FREEZE, demand_freeze, kept_or_404, still_running
from loa.theme import toast


@requires(FREEZE)
@require_POST
def renew(request: HttpRequest, number: int) -> HttpResponse:
    """Make a draft anew with what has come since."""
    row = kept_or_404(number)
    demand_freeze(request, row)
    if row.frozen:
        toast.say(request, _("This report is frozen; its figures stand."))
        return redirect("reports:report", number)
    try:
        row = actions.draft(ask_of(row), now=timezone.now())
        toast.say(request, _("The figures are as of now."))
    except AskError as error:
        toast.say(request, str(error))
    return redirect("reports:report", row.pk)


@requires(FREEZE)
@require_POST
def freeze(request: HttpRequest, number: int) -> HttpResponse:
    """Freeze a draft as this person has just seen it."""
    row = kept_or_404(number)
    demand_freeze(request, row)
    given = request.POST.get("seen", "")
    if still_running(row, timezone.localdate()):
        toast.say(request, _("These days are not over yet: freeze the report after its last day."))
        return redirect("reports:report", number)
    try:
        actions.freeze(row, digest=given, by=person(request), now=timezone.now())
        toast.say(request, _("The figures are frozen. Later ones show in the next report."))
    except actions.ReportError as error:
        toast.say(request, str(error))
    return redirect("reports:report", number)


@requires(FREEZE)
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Show a frozen report to residents; taken back at once by the same toast."""
    row = kept_or_404(number)
    demand_freeze(request, row)
    try:
        publishing.publish(row, by=person(request), now=timezone.now())
        back = reverse("reports:take-off", args=(number,))
        toast.say(request, _("Residents can read it now."), back)
    except actions.ReportError as error:
        toast.say(request, str(error))
    return redirect("reports:report", number)


@requires(FREEZE)
@require_POST
def take_off(request: HttpRequest, number: int) -> HttpResponse:
    """Take a report off the public pages."""
    row = kept_or_404(number)
    demand_freeze(request, row)
    try:
        publishing.take_off(row, by=person(request), now=timezone.now())
        toast.say(request, _("Taken off the public pages."))
    except actions.ReportError as error:
        toast.say(request, str(error))
    return redirect("reports:report", number)
