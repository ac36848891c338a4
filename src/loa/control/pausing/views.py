"""The pages of pauses: the list with its form, a look at what would stop, stating, ending."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loa.control.pausing import queries
from loa.control.pausing.forms import PauseForm
from loa.control.queries import units
from loa.control.queries.units import Option
from loa.core.periods import DAY, Days
from loa.delivery.pausing import Silence, look_again
from loa.people.access import covered, demand, person, requires
from loa.people.models import User
from loa.plans.actions import PlanError, add_pause
from loa.plans.afterwards import end_pause
from loa.plans.models import Pause
from loa.theme import toast

EDIT = "pause.edit"


@requires("plan.view")
@require_http_methods(["GET", "HEAD"])
def pauses_page(request: HttpRequest) -> HttpResponse:
    return _page(request)


@requires(EDIT)
@require_POST
def state(request: HttpRequest) -> HttpResponse:
    """Show what a pause would stop; with `act`, state it."""
    now, today = timezone.now(), timezone.localdate()
    form = PauseForm(request.POST, options=_places(person(request), today), today=today)
    if not form.is_valid():
        return _page(request, form=form)
    for code in form.cleaned_data["area"]:
        demand(request, EDIT, unit_code=code)
    if "act" not in request.POST:
        return _page(request, form=form, silence=form.silence())
    try:
        pause = _state(form, by=person(request), now=now)
    except PlanError as error:
        form.add_error(None, str(error))
        return _page(request, form=form)
    undo = reverse("control:pause-end", args=(pause.plan.key, pause.key))
    toast.say(request, _("Paused. Every channel follows by itself."), undo)
    return redirect("control:pauses")


@transaction.atomic
def _state(form: PauseForm, *, by: User, now: datetime) -> Pause:
    said, silence = form.cleaned_data, form.silence()
    plan = queries.keeper(said["area"], today=silence.starts)
    if plan is None:
        raise PlanError(_("There is no approved plan yet in which it could be written."))
    pause = add_pause(
        plan_key=plan.key,
        key=f"tam-dung-{now:%Y%m%d-%H%M%S}",
        days=Days(silence.starts, silence.ends),
        stops=said["stops"],
        reason=said["reason"],
        now=now,
        by=by,
        area=said["area"],
        channels=silence.channels,
        document=said["document"],
    )
    look_again(silence, now=now)
    return pause


@requires(EDIT)
@require_POST
def end(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """End a pause with the day that runs, or with an earlier last day than it had."""
    row = Pause.objects.select_related("plan").filter(plan__key=plan, key=key).first()
    if row is None:
        raise Http404(key)
    for code in row.area or row.plan.area:
        demand(request, EDIT, unit_code=code, as_of=row.starts)
    was = Silence.of(row)
    try:
        ends = date.fromisoformat(last) + DAY if (last := request.POST.get("last_day")) else None
        left = end_pause(plan_key=plan, key=key, now=timezone.now(), by=person(request), ends=ends)
    except (PlanError, ValueError, OverflowError):
        toast.say(request, _("It cannot end on that day: choose an earlier last day than it has."))
        return redirect("control:pauses")
    look_again(was, now=timezone.now())
    if left is None:
        toast.say(request, _("The pause is taken back; nothing stops."))
    else:
        last_day = f"{left.ends - DAY:%d/%m/%Y}"
        toast.say(request, _("The pause ends with %(day)s.") % {"day": last_day})
    return redirect("control:pauses")


def _places(user: User, today: date) -> list[Option]:
    """Return the places that a person may silence: those that they cover, the widest first."""
    reach = covered(user, EDIT, today=today)
    tops = {held.unit_code for held in user.holdings() if held.unit_code in reach}
    wide = [found for code in sorted(tops) if (found := units.named(code, today=today))]
    near = [one for one in units.options(today=today) if one.code in reach - tops]
    return [*wide, *near]


def _page(
    request: HttpRequest, *, form: PauseForm | None = None, silence: Silence | None = None
) -> HttpResponse:
    user, today = person(request), timezone.localdate()
    options = _places(user, today)
    if form is None and options:
        first: dict[str, Any] = {
            "stops": Pause.Stops.FESTIVE,
            "area": [options[0].code],
            "first_day": today,
            "last_day": today + DAY,
        }
        form = PauseForm(initial=first, options=options, today=today)
    listed = queries.listed(today=today)
    return render(
        request,
        "control/pauses.html",
        {
            "here": "plans",
            "form": form if options else None,
            "today": today,
            "preview": queries.preview(silence) if silence else None,
            "silence": silence,
            "pauses": [one for one in listed if not one.over],
            "past": [one for one in listed if one.over],
        },
    )
