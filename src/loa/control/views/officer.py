"""A commune officer's own pages: home, what waits for them, a photo, their report."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.control import words
from loa.control.first_day import shown as first_day
from loa.control.queries import officer, units
from loa.control.work import words as work
from loa.core.periods import DAY
from loa.newsroom import words as newsroom
from loa.people.access import permissions_of, person, requires
from loa.people.choice import own_commune, unit_code
from loa.people.models import User
from loa.people.rules import Role

ONLY_ENTERS = {Role.HAMLET_HEAD}


@requires("rundown.view")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Send people to where their day begins.

    Where nothing has been entered yet, whoever may enter it is asked what there is.
    Officers go to their home, heads of hamlets to where they enter what others ask, and
    everybody else to Today.
    """
    user, today = person(request), timezone.localdate()
    if first_day.empty() and "setup.import" in permissions_of(user):
        return redirect("control:first-day")
    if is_officer(user):
        return redirect("control:officer")
    return redirect("feedback:enter" if _roles(user, today) == ONLY_ENTERS else "control:today")


@requires("item.announce")
@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    now, code = timezone.now(), _code(request)
    user, day = person(request), timezone.localdate()
    facts = officer.day_of(code, now=now)
    waiting = officer.mine(user, code, now=now)
    faulty = officer.faulty(code, today=day)
    context = _context(code) | {
        "facts": facts,
        "sentence": words.day_sentence(facts, [str(cluster) for cluster in faulty], now=now),
        "mine": waiting.count,
        "slips": len(waiting.slips),
    }
    return render(request, "control/officer_home.html", context)


@requires("item.announce")
@require_safe
def mine_page(request: HttpRequest) -> HttpResponse:
    """List what waits for this officer's hand, the loudspeakers first."""
    now, code = timezone.now(), _code(request)
    found = officer.mine(person(request), code, now=now)
    context = _context(code) | {
        "mine": found,
        "items": [(line, *newsroom.STATES[line.item.state]) for line in found.items],
        "duties": [(task, *work.STANDINGS[task.standing]) for task in found.duties],
    }
    return render(request, "control/officer_mine.html", context)


@requires("item.announce")
@require_safe
def photo_page(request: HttpRequest) -> HttpResponse:
    """Say what a photo is good for here, and lead to where it is kept."""
    user = person(request)
    lines = officer.papers(user)
    duties = officer.duties(user, timezone.localdate())
    context = _context(_code(request)) | {
        "duties": [(task, *work.STANDINGS[task.standing]) for task in duties],
        "items": [(line, *newsroom.STATES[line.item.state]) for line in lines],
    }
    return render(request, "control/officer_photo.html", context)


@requires("item.announce")
@require_safe
def report_page(request: HttpRequest) -> HttpResponse:
    """Show the month in figures with how they are known, and the slips still to be ticked."""
    now, code, today = timezone.now(), _code(request), timezone.localdate()
    first = _month(request.GET.get("month", ""), today)
    context = _context(code) | {
        "month": officer.month(code, first, _after(first)),
        "before": first - DAY,
        "after": _after(first) if _after(first) <= today else None,
        "slips": officer.slips(code, now=now),
        "stations": officer.stations_of(code, today=today) if code else [],
    }
    return render(request, "control/officer_report.html", context)


def is_officer(user: object) -> bool:
    """Whether somebody is the officer of one commune: all their roles lie there."""
    if not isinstance(user, User):
        return False
    today = timezone.localdate()
    return Role.COMMUNE_OFFICER in _roles(user, today) and bool(own_commune(user, today))


def _roles(user: User, today: date) -> set[str]:
    return {held.role for held in user.holdings() if held.holds(today)}


def _context(code: str) -> dict[str, Any]:
    return {
        "here": "today",
        "now": timezone.now(),
        "unit": units.named(code, today=timezone.localdate()) if code else None,
    }


def _code(request: HttpRequest) -> str:
    return own_commune(request.user, timezone.localdate()) or unit_code(request)


def _month(asked: str, today: date) -> date:
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return min(first, today.replace(day=1))


def _after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
