"""An event of a plan: its days, what they were, moving it, saying that it is certain."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.channels.portal import caching
from loa.control.moving import queries
from loa.control.moving.forms import MoveForm
from loa.control.moving.queries import Foreseen, Named
from loa.feedback.surveys import moving as surveys
from loa.feedback.surveys import words as survey_words
from loa.newsroom import mending
from loa.newsroom import words as newsroom
from loa.newsroom.actions import NewsroomError
from loa.people.access import person, requires
from loa.plans.actions import PlanError, move_event
from loa.plans.afterwards import settle_event
from loa.plans.models import Event
from loa.plans.rules import PeriodError
from loa.theme import toast


@requires("plan.view")
@require_safe
def event_page(request: HttpRequest, key: str, event: str) -> HttpResponse:
    return _page(request, _event(key, event))


@requires("plan.edit")
@require_POST
def move(request: HttpRequest, key: str, event: str) -> HttpResponse:
    """Show what a move touches; with `act`, make it."""
    row = _editable(request, key, event)
    form = MoveForm(request.POST, stands=row.days)
    if not form.is_valid():
        return _page(request, row, form=form)
    now, by = timezone.now(), person(request)
    try:
        if "act" not in request.POST:
            ahead = queries.foreseen(row, form.days, by, now=now)
            return _page(request, row, form=form, ahead=ahead)
        move_event(
            plan_key=key,
            event_key=event,
            days=form.days,
            reason=form.cleaned_data["reason"],
            document=form.cleaned_data["document"],
            now=now,
            by=by,
        )
        surveys.follow(plan_key=key, now=now, by=by)
    except (PeriodError, PlanError):
        form.add_error(
            "first_day",
            _("A phase would end before it begins. Change the phase in the plan first."),
        )
        return _page(request, row, form=form)
    caching.turn()
    toast.say(request, _("Moved. Phases, the calendar and the residents' page follow already."))
    return redirect("control:event", key=key, event=event)


@requires("plan.edit")
@require_POST
def settle(request: HttpRequest, key: str, event: str) -> HttpResponse:
    """Say that an event's day is certain, that it was held or that it is cancelled."""
    _editable(request, key, event)
    try:
        row = settle_event(
            plan_key=key,
            event_key=event,
            state=request.POST.get("state", ""),
            reason=request.POST.get("reason", ""),
            now=timezone.now(),
            by=person(request),
        )
    except PlanError:
        toast.say(request, _("That cannot be said of it: it needs a day, and cancelling a reason."))
    else:
        caching.turn()
        toast.say(request, f"{row.name}: {row.get_state_display().lower()}")
    return redirect("control:event", key=key, event=event)


@requires("item.write")
@require_POST
def mend(request: HttpRequest, key: str, event: str) -> HttpResponse:
    """Write the new days into the drafts that still name old ones, as far as they are one's own."""
    row, now = _event(key, event), timezone.now()
    left = queries.left_over(row, person(request), now=now)
    own = [one for one in left.named if one.draft and one.may_mend]
    done = 0
    for one in own:
        try:
            done += bool(mending.mend_days(one.item, one.outdated.findings, now=now))
        except NewsroomError:
            continue  # sent for approval meanwhile: it stays in the list
    toast.say(request, _("Mended in %(n)s drafts. Give them their sound again.") % {"n": done})
    return redirect("control:event", key=key, event=event)


def _event(key: str, event: str) -> Event:
    return get_object_or_404(Event.objects.select_related("plan"), plan__key=key, key=event)


def _editable(request: HttpRequest, key: str, event: str) -> Event:
    row = _event(key, event)
    if not queries.may_edit(person(request), row.plan, today=timezone.localdate()):
        raise PermissionDenied(_("Only the planners of the office that issued it can change it."))
    return row


def _page(
    request: HttpRequest,
    row: Event,
    *,
    form: MoveForm | None = None,
    ahead: Foreseen | None = None,
) -> HttpResponse:
    user, now = person(request), timezone.now()
    may = queries.may_edit(user, row.plan, today=timezone.localdate(now))
    shown = ahead or queries.left_over(row, user, now=now)
    return render(
        request,
        "control/event.html",
        {
            "here": "plans",
            "plan": row.plan,
            "event": row,
            "moves": list(row.moves.order_by("-on", "-pk")),
            "may_edit": may,
            "form": (form or MoveForm(stands=row.days)) if may else None,
            "ahead": ahead,
            "shown": shown,
            "named": [*_told(shown.named)],
            "surveys": [
                (
                    one,
                    survey_words.waves(one.before),
                    survey_words.waves(one.after),
                    survey_words.STUCK[one.stuck] if one.stuck else "",
                )
                for one in shown.surveys
            ],
            "mendable": not ahead and any(one.draft and one.may_mend for one in shown.named),
            "over": row.state in {Event.State.HELD, Event.State.CANCELLED},
        },
    )


def _told(named: Iterable[Named]) -> Iterable[dict[str, Any]]:
    """Say of each item where it is in, what it says, and on how many places it still stands."""
    for one in named:
        yield {
            "one": one,
            "item": one.item,
            "state": newsroom.STATES[one.item.state],
            "said": [newsroom.finding(found) for found in one.outdated.findings],
            "places": [(newsroom.channel(t.channel), len(t.places)) for t in one.trails],
        }
