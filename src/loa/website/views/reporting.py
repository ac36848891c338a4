"""Staff at an event: its log while it goes on, its results afterwards."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from loa.channels.portal import tables
from loa.channels.portal.live import actions, queries
from loa.channels.portal.live.actions import LONGEST, LogError
from loa.channels.portal.tables import TableError
from loa.people.access import person, requires
from loa.theme import toast
from loa.website import asking, results
from loa.website.asking import REPORT, Place, event_for, place_for
from loa.website.results import Entered, ResultError

HERE = "bulletin"
UNTAKEN = 422
TABLE_ERRORS: Mapping[str, str | Promise] = {
    "too-few": gettext_lazy("A table needs a head, a row below it, and two columns."),
    "too-many-rows": gettext_lazy("That is more than 200 rows; attach a document instead."),
    "too-many-columns": gettext_lazy("That is more than 12 columns; attach a document instead."),
    "ragged": gettext_lazy("Row %(row)d has more or fewer cells than the head."),
    "long-cell": gettext_lazy("In row %(row)d a cell is longer than 200 characters."),
    "no-head": gettext_lazy("Every column needs its name in the first row."),
}


@requires(REPORT)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the events that this person may report on."""
    rows = asking.reported_by(person(request))
    return render(request, "website/reporting/list.html", {"here": HERE, "events": rows})


@requires(REPORT)
@require_safe
def desk(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Show an event's log and results to whoever writes them."""
    return _desk(request, place_for(request, plan, key))


@requires(REPORT)
@require_POST
def report(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Write what happens; residents read it within seconds."""
    place, now = place_for(request, plan, key), timezone.now()
    text, at = request.POST.get("text", ""), request.POST.get("at", "").strip()
    unit = request.POST.get("unit", "")
    if not place.whole and not unit and len(place.units) == 1:
        unit = place.units[0].code
    if unit and not any(unit == one.code for one in place.units):
        raise Http404(unit)

    def act() -> None:
        if not place.whole and not unit:
            raise LogError(_("Say which unit's event it is."))
        happened = _today_at(at, now) if at else None
        actions.report(
            place.event, text=text, by=person(request), now=now, happened_at=happened, unit=unit
        )

    done = _("Written. Residents read it now.")
    return _try(request, place, act, done, text=text, at=at, unit=unit)


@requires(REPORT)
@require_POST
def change(request: HttpRequest, plan: str, key: str, entry: int) -> HttpResponse:
    """Correct an entry, or take it back."""
    place, now = place_for(request, plan, key), timezone.now()
    event = place.event
    standing = next((one for one in queries.log(plan, key) if one.number == entry), None)
    if standing is not None and not place.tells_of(standing.unit_code):
        raise PermissionDenied(_("Another office wrote this entry; it corrects it."))
    text, by = request.POST.get("text", ""), person(request)
    if "take_back" in request.POST:

        def act() -> None:
            actions.take_back(event, entry, reason=text, by=by, now=now)

        return _try(request, place, act, _("Taken back; the reason stands in its place."))

    def act_correct() -> None:
        actions.correct(event, entry, text=text, by=by, now=now)

    return _try(request, place, act_correct, _("Corrected; readers see when."))


@requires(REPORT)
def enter(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Enter results as a table; look at it; keep it as a draft of the newsroom."""
    event = event_for(request, plan, key)
    given: dict[str, str] = {
        name: request.POST.get(name, "") for name in ("headline", "said", "rows", "source", "topic")
    }
    topics = list(event.plan.topics.order_by("position"))
    context: dict[str, Any] = {"here": HERE, "event": event, "given": given, "topics": topics}
    if request.method != "POST":
        return render(request, "website/reporting/results.html", context)
    try:
        table = tables.typed(given["rows"])
        context["preview"] = tables.html(table, caption=given["headline"])
        if "look" not in request.POST:
            topic = next((one for one in topics if one.key == given["topic"]), None)
            if topic is None:
                raise ResultError(_("Say which topic of the plan it belongs to."))  # noqa: TRY301 - told like the rest
            entered = Entered(given["headline"], given["said"], table, given["source"], topic)
            item = results.draft(event, entered, by=person(request), now=timezone.now())
            toast.say(request, _("Kept as a draft. Now send it for approval."))
            return redirect("newsroom:item", item.key)
    except TableError as error:
        context["problem"] = str(TABLE_ERRORS[error.code]) % {"row": error.row}
    except ResultError as error:
        context["problem"] = str(error)
    status = UNTAKEN if "problem" in context else 200
    return render(request, "website/reporting/results.html", context, status=status)


def _today_at(text: str, now: datetime) -> datetime:
    """Return a time of today as a person typed it. Raises LogError."""
    try:
        clock = time.fromisoformat(text)
    except ValueError:
        raise LogError(_("Write the time as 08:30.")) from None
    here = timezone.get_current_timezone()
    return datetime.combine(timezone.localdate(now), clock.replace(tzinfo=None), here)


def _try(
    request: HttpRequest, place: Place, act: Callable[[], None], done: str, **typed: str
) -> HttpResponse:
    try:
        act()
    except LogError as error:
        return _desk(request, place, problem=str(error), **typed)
    toast.say(request, done)
    return redirect("website:event-desk", place.event.plan.key, place.event.key)


def _desk(request: HttpRequest, place: Place, problem: str = "", **typed: str) -> HttpResponse:
    event = place.event
    log = queries.log(event.plan.key, event.key)
    context = {
        "here": HERE,
        "event": event,
        "place": place,
        "entries": [(one, place.tells_of(one.unit_code)) for one in log],
        "results": results.standing(event) if place.whole else [],
        "problem": problem,
        "typed": typed,
        "longest": LONGEST,
    }
    status = UNTAKEN if problem else 200
    return render(request, "website/reporting/desk.html", context, status=status)
