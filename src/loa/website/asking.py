"""Which event a staff page is about, and whether this person may report on it.

Whose role reaches over all that a plan does reports on its events. In a series every unit
has an event of its own, and whoever answers for the unit reports on that one.
"""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone

from loa.channels.portal.models import EventNotes
from loa.people.access import allowed, allowed_over, covered
from loa.places.models import AdminUnit
from loa.plans.models import Event, Plan
from loa.website.queries.events import units_of

REPORT = "event.report"


@dataclass(frozen=True, slots=True)
class Place:
    """An event with the part of it that a person reports on: all, or units of a series."""

    event: Event
    whole: bool
    units: tuple[AdminUnit, ...] = ()

    def tells_of(self, unit_code: str) -> bool:
        """Whether an entry about a unit, or about the event as a whole, is theirs."""
        return self.whole or unit_code in {unit.code for unit in self.units}


def place_for(request: HttpRequest, plan: str, key: str) -> Place:
    """Return an event of an approved plan with what of it is theirs; Http404 for others."""
    rows = Event.objects.filter(plan__state=Plan.State.APPROVED).select_related("plan")
    event = rows.filter(plan__key=plan, key=key).first()
    if event is None:
        raise Http404(key)
    if may_report(request.user, event):
        return Place(event, whole=True)
    units = _own_units(event, covered(request.user, REPORT))
    if not units:
        raise Http404(key)
    return Place(event, whole=False, units=units)


def event_for(request: HttpRequest, plan: str, key: str) -> Event:
    """Return an event of an approved plan that this person may report on; Http404 for others."""
    rows = Event.objects.filter(plan__state=Plan.State.APPROVED).select_related("plan")
    event = rows.filter(plan__key=plan, key=key).first()
    if event is None or not may_report(request.user, event):
        raise Http404(key)
    return event


def may_report(user: object, event: Event) -> bool:
    """Whether a person reports on an event: their role reaches over all that its plan does."""
    area = set(event.plan.area)
    if not area:
        return allowed(user, REPORT)
    beyond = sorted(area - covered(user, REPORT))
    return allowed_over(user, REPORT, codes=beyond, as_of=_day(event))


def reported_by(user: object) -> list[Event]:
    """Return the events that a person may report on, those with the latest days first."""
    rows = Event.objects.filter(plan__state=Plan.State.APPROVED).select_related("plan")
    plans = {row.plan_id: row for row in rows}  # an event of each: the area is the plan's
    theirs = {plan for plan, event in plans.items() if may_report(user, event)}
    within = covered(user, REPORT)
    mine = [
        row
        for row in rows.exclude(state=Event.State.CANCELLED)
        if row.plan_id in theirs or _own_units(row, within)
    ]
    return sorted(mine, key=lambda row: (row.starts or date.min, row.name), reverse=True)


def _own_units(event: Event, within: frozenset[str]) -> tuple[AdminUnit, ...]:
    if not event.series or not within:
        return ()
    notes = EventNotes.objects.filter(plan_key=event.plan.key, event_key=event.key).first()
    return tuple(unit for unit in units_of(event, notes) if unit.code in within)


def _day(event: Event) -> date:
    """Return the day on which the codes of an event's plan are meant."""
    first = event.plan.phases.exclude(starts=None).order_by("starts").first()
    known = event.starts or (first.starts if first else None) or event.plan.issued_on
    return known or timezone.localdate()
