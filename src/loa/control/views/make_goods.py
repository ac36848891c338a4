"""One click that has what a cell's units missed heard once more, and takes it back."""

from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from loa.channels.broadcast import actions, inputs
from loa.control import choice
from loa.control.queries import coverage as queries
from loa.control.rules.heat import WHOLE
from loa.control.views.coverage import cell_asked
from loa.core.periods import DAY
from loa.delivery.actions import withdraw
from loa.delivery.models import Placement
from loa.people import decisions
from loa.people.access import allowed, person, requires
from loa.people.models import User
from loa.plans.models import Plan
from loa.theme import toast


@requires("placement.edit")
@require_POST
def make_good(request: HttpRequest, key: str) -> HttpResponse:
    """Promise everything again that fits, at the stations that this person places for."""
    plan, now = get_object_or_404(Plan, key=key), timezone.now()
    topic, slot, simulated = cell_asked(request.GET)
    unit = choice.unit(request)
    found = queries.cell(
        plan,
        topic=topic or WHOLE,
        slot=slot,
        simulated=simulated,
        until=timezone.localdate(now) + DAY,
        within=unit.code if unit else "",
    )
    if found is None or not found.makes_good:
        raise Http404("/".join(slot))
    count, places = _promise(plan, found, by=person(request), now=now)
    if count:
        told = ngettext(
            "%(n)s play will be heard again in %(places)s units.",
            "%(n)s plays will be heard again in %(places)s units.",
            count,
        )
        back = {"at": now.isoformat(), "back": request.GET.urlencode()}
        undo = f"{reverse('control:make-good-undo', args=(key,))}?{urlencode(back)}"
        toast.say(request, told % {"n": count, "places": places}, undo)
    else:
        toast.say(request, _("Nothing fits any more: the reasons stand below."))
    return redirect(_cell(key, request.GET.urlencode()))


@transaction.atomic
def _promise(plan: Plan, found: queries.CellView, *, by: User, now: datetime) -> tuple[int, int]:
    """Promise what fits; return how many plays, and in how many units."""
    owed, codes = queries.missed(plan, found, now=now), set[str]()
    count = 0
    for one in owed.fits:
        code = one.unit_code
        if code not in codes and not allowed(by, "placement.edit", unit_code=code):
            continue
        actions.make_good(one.station, one.item, one.candidate, now=now)
        codes.add(code)
        count += 1
    if count:
        decisions.record(
            actor=by,
            verb="placement.make-good",
            reference=f"plan:{plan.key}",
            now=now,
            reason=f"{count} plays in {len(codes)} units",
        )
    return count, len(codes)


@requires("placement.edit")
@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Take back what one click has promised where this person places, unless it was heard."""
    at = parse_datetime(request.GET.get("at", ""))
    if at is None:
        raise Http404("at")
    _take_back(key, at, by=person(request), now=timezone.now())
    return redirect(_cell(key, request.GET.get("back", "")))


@transaction.atomic
def _take_back(plan: str, at: datetime, *, by: User, now: datetime) -> None:
    rows = Placement.objects.filter(
        key__startswith=inputs.MAKE_GOOD,
        placed_at=at,
        state=Placement.State.ACTIVE,
        target__plan__key=plan,
        evidence=None,
    )
    homes = queries.homes(timezone.localdate(now))
    count = 0
    for name, areas in list(rows.values_list("key", "areas")):
        codes = {homes.get(area, "") for area in areas}
        if all(allowed(by, "placement.edit", unit_code=code) for code in codes):
            withdraw(name, now=now)
            count += 1
    if count:
        decisions.record(
            actor=by,
            verb="placement.make-good-undo",
            reference=f"plan:{plan}",
            now=now,
            reason=f"{count} plays",
        )


def _cell(key: str, query: str) -> str:
    return f"{reverse('control:cell', args=(key,))}?{query}"
