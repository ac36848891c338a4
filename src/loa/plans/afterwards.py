"""Verbs on a plan that runs: an event's day is settled, a pause ends sooner.

Each is one transaction, and goes into the decision log with who did it.
"""

from datetime import date, datetime

from django.db import transaction

from loa.people import decisions
from loa.people.models import User
from loa.plans import queries
from loa.plans.actions import PlanError
from loa.plans.models import Event, Pause, Plan

SETTLED = (Event.State.CONFIRMED, Event.State.HELD, Event.State.CANCELLED)


@transaction.atomic
def settle_event(
    *, plan_key: str, event_key: str, state: str, now: datetime, by: User | str, reason: str = ""
) -> Event:
    """Say that an event's day is certain, that it was held, or that it is cancelled.

    Its days stay. Raises PlanError for an unknown event or state, for an event without a
    day that cannot be certain or over, and for one cancelled without a reason.
    """
    row = Event.objects.select_for_update().filter(plan__key=plan_key, key=event_key).first()
    if row is None:
        raise PlanError(f"{event_key}: no such event")
    if state not in SETTLED:
        raise PlanError(f"{state}: no such state; known: {', '.join(SETTLED)}")
    if row.starts is None and state != Event.State.CANCELLED:
        raise PlanError(f"{event_key}: it has no day yet")
    if state == Event.State.CANCELLED and not reason.strip():
        raise PlanError(f"{event_key}: cancelling needs a reason")
    if row.state != state:
        row.state = state
        row.save(update_fields=["state"])
        _record(plan_key, f"plan.event-{state}", by, now, f"{event_key}: {reason}".rstrip(": "))
    return row


@transaction.atomic
def end_pause(
    *, plan_key: str, key: str, now: datetime, by: User | str, ends: date | None = None
) -> Pause | None:
    """End a pause sooner, with `ends` the first day after it; one that never held is gone.

    Without `ends` it is over with the day that runs: that day is published already. Returns
    what is left of it. Raises PlanError for an unknown pause, for one that the plan's file
    states, and for an end that is no sooner or lies in the past.
    """
    Plan.objects.select_for_update().filter(key=plan_key).first()
    row: Pause | None = Pause.objects.filter(plan__key=plan_key, key=key).first()
    if row is None:
        raise PlanError(f"{key}: no such pause")
    if row.in_file:
        raise PlanError(f"{key}: the plan's file states it; change it there")
    today = queries.local_day(now)
    if ends is None and row.starts > today:
        row.delete()
        _record(plan_key, "plan.pause-undone", by, now, key)
        return None
    last = ends or date.fromordinal(today.toordinal() + 1)
    if last > row.ends or last <= max(row.starts, today):
        raise PlanError(f"{key}: {last} is no sooner end")
    row.ends = last
    row.save(update_fields=["ends"])
    _record(plan_key, "plan.pause-shortened", by, now, f"{key}: {last}")
    return row


def _record(plan_key: str, verb: str, by: User | str, now: datetime, reason: str) -> None:
    decisions.record(actor=by, verb=verb, reference=f"plan:{plan_key}", now=now, reason=reason)
