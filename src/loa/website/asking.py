"""Which event a staff page is about, and whether this person may report on it."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone

from loa.people.access import allowed, covered
from loa.plans.models import Event, Plan

REPORT = "event.report"


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
    beyond = area - covered(user, REPORT)
    day = _day(event)
    return all(allowed(user, REPORT, unit_code=code, as_of=day) for code in sorted(beyond))


def reported_by(user: object) -> list[Event]:
    """Return the events that a person may report on, those with the latest days first."""
    rows = Event.objects.filter(plan__state=Plan.State.APPROVED).select_related("plan")
    plans = {row.plan_id: row for row in rows}  # an event of each: the area is the plan's
    theirs = {plan for plan, event in plans.items() if may_report(user, event)}
    mine = [row for row in rows.exclude(state=Event.State.CANCELLED) if row.plan_id in theirs]
    return sorted(mine, key=lambda row: (row.starts or date.min, row.name), reverse=True)


def _day(event: Event) -> date:
    """Return the day on which the codes of an event's plan are meant."""
    first = event.plan.phases.exclude(starts=None).order_by("starts").first()
    known = event.starts or (first.starts if first else None) or event.plan.issued_on
    return known or timezone.localdate()
