"""A person's calendar: what is due from their offices, events and phases of those plans.

It names no person, and no office but by what it has to do: whoever finds the address on a
lost telephone learns what plans say, and nobody's name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import override

from loa.control.models import CalendarAddress
from loa.control.work import rules
from loa.control.work.actions import CALENDAR, seal_of
from loa.control.work.queries import Asked, tasks
from loa.core.periods import DAY, Days
from loa.people.access import permissions_of
from loa.people.models import User
from loa.plans.models import Event, Phase, Plan
from loa.plans.reach import Reach, reach

STATUS = {Event.State.TENTATIVE: "TENTATIVE", Event.State.CANCELLED: "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whose calendar an address gives; `wait` when it was asked too often."""

    person: User
    wait: timedelta | None


@dataclass(frozen=True, slots=True)
class Noted:
    """One entry: whole days, half-open."""

    uid: str
    summary: str
    days: Days
    url: str
    status: str = "CONFIRMED"


@transaction.atomic
def asked(code: str, *, now: datetime) -> Answer | None:
    """Count a question to an address and return whose it is; None for what is none.

    An address that ended, that never was, or whose person may see nothing any more is the
    same to whoever asks: one look by a seal that tells nothing of how near a guess came.
    """
    seal = seal_of(code)
    rows = CalendarAddress.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(seal=seal, revoked_at=None, expires_at__gt=now).first()
    if row is None or not constant_time_compare(row.seal, seal):
        return None
    if CALENDAR not in permissions_of(row.person, today=timezone.localdate(now)):
        return None
    row.asked_since, row.asked, wait = rules.asked_again(row.asked_since, row.asked, now=now)
    row.save(update_fields=["asked_since", "asked"])
    return Answer(row.person, wait)


def book(person: User, *, now: datetime, whole: Callable[[str], str], host: str) -> bytes:
    """Return a person's calendar as iCalendar; `whole` makes an address of a path."""
    today = timezone.localdate(now)
    with override(person.language):
        made = icalendar.Calendar()
        made.add("prodid", "-//Loa//work//VI")
        made.add("version", "2.0")
        made.add("x-wr-calname", _("Work and plans"))
        stamp = now.replace(hour=0, minute=0, second=0, microsecond=0)
        for one in _noted(reach(person, today=today), today):
            entry = icalendar.Event()
            entry.add("uid", f"{one.uid}@{host}")
            entry.add("dtstamp", stamp)
            entry.add("summary", one.summary)
            entry.add("dtstart", one.days.start)
            entry.add("dtend", one.days.end or one.days.start + DAY)
            entry.add("url", whole(one.url))
            entry.add("status", one.status)
            entry.add("transp", "TRANSPARENT")  # a day with a deadline is not a busy day
            made.add_component(entry)
        return bytes(made.to_ical())


def _noted(own: Reach, today: date) -> Iterable[Noted]:
    plans = {}
    for task in tasks(Asked(), today=today, of=own.own):
        row = task.row
        plans[row.plan.key] = row.plan
        if row.due is None:
            continue
        number = row.plan.number or row.plan.title
        words = {"duty": row.duty[:200], "plan": number}
        url = reverse("control:task", args=(row.plan.key, row.key))
        summary = _("Due: %(duty)s (%(plan)s)") % words
        yield Noted(f"{row.plan.key}.{row.key}.due", summary, _day(row.due), url)
    approved = Plan.objects.filter(state=Plan.State.APPROVED)
    plans |= {p.key: p for p in approved if p.issuer_key in own.own or own.concerns(p.issuer_key)}
    of_those = Q(plan__in=list(plans.values()), starts__isnull=False)
    for event in Event.objects.filter(of_those).select_related("plan").order_by("plan", "position"):
        yield _event(event)
    for phase in Phase.objects.filter(of_those).select_related("plan").order_by("plan", "position"):
        yield from _phase(phase)


def _event(row: Event) -> Noted:
    days = row.days or _day(date.min)
    status = STATUS.get(Event.State(row.state), "CONFIRMED")
    uid = f"{row.plan.key}.{row.key}.event"
    return Noted(uid, row.name, days, reverse("control:plan", args=(row.plan.key,)), status)


def _phase(row: Phase) -> Iterable[Noted]:
    url, words = reverse("control:plan", args=(row.plan.key,)), {"name": row.name}
    name = f"{row.plan.key}.{row.key}"
    if row.starts:
        yield Noted(f"{name}.begins", _("Begins: %(name)s") % words, _day(row.starts), url)
    if row.ends:
        yield Noted(f"{name}.ends", _("Last day: %(name)s") % words, _day(row.ends - DAY), url)


def _day(day: date) -> Days:
    return Days(day, day + DAY)
