"""Deputies: a leader names who approves in their stead, and ends it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from loa.core.periods import DAY
from loa.newsroom.approving import words
from loa.people import deputies
from loa.people.access import person, requires
from loa.people.actions import PeopleError
from loa.people.models import ApproverKey, Deputy, Organisation, User
from loa.people.queries import deputies as named_by
from loa.people.queries import valid_keys
from loa.people.rules import Acting, Role

USUAL_DAYS = 7


@requires("item.approve")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show whom this leader has named; name somebody."""
    if request.method != "POST":
        return _page(request)
    leader, now = person(request), timezone.now()
    offices = {office.key: office for office in _offices(leader)}
    office_key, _space, username = request.POST.get("who", "").partition(" ")
    try:
        office = offices.get(office_key)
        deputy = User.objects.filter(username=username).first()
        if office is None or deputy is None:
            return _page(request, problem=words.error(PeopleError("not-a-colleague")))
        deputies.name_deputy(
            principal=leader,
            deputy=deputy,
            organisation=office,
            acting=Acting(request.POST.get("acting", Acting.DEPUTY)),
            since=date.fromisoformat(request.POST.get("since", "")),
            until=date.fromisoformat(request.POST.get("last_day", "")) + DAY,
            now=now,
        )
    except PeopleError as error:
        return _page(request, problem=words.error(error))
    except (ValueError, OverflowError):
        return _page(request, problem=words.error(PeopleError("period")))
    return redirect("approving:deputies")


@requires("item.approve")
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End what this leader has lent."""
    leader = person(request)
    row = get_object_or_404(Deputy, pk=number, principal=leader)
    deputies.end_deputy(row, by=leader, now=timezone.now())
    return redirect("approving:deputies")


def _page(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    leader, now = person(request), timezone.now()
    today, offices = timezone.localdate(now), _offices(leader)
    rows = named_by(leader, offices)
    with_keys = {
        (key.user_id, key.organisation_id)
        for office in offices
        for key in valid_keys(office, now)
        if key.method in ApproverKey.Method.values
    }
    context: dict[str, Any] = {
        "here": "bulletin",
        "choices": [
            (office, colleague)
            for office in offices
            for colleague in deputies.colleagues(leader, office, today)
        ],
        "several": len(offices) > 1,
        "today": today,
        "usual_last": today + USUAL_DAYS * DAY,
        "rows": [
            (row, row.until - DAY, (row.deputy_id, row.organisation_id) in with_keys)
            for row in rows
            if row.ended_at is None and row.until > today
        ],
        "actings": Deputy.Acting.choices,
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "newsroom/approving/deputies.html", context, status=status)


def _offices(leader: User) -> list[Organisation]:
    """Return the offices where a person approves in their own right today."""
    day = timezone.localdate()
    keys = {
        held.organisation
        for held in leader.holdings()
        if held.role is Role.APPROVER and held.holds(day)
    }
    lent = Deputy.objects.filter(deputy=leader, ended_at=None, since__lte=day, until__gt=day)
    rows = Organisation.objects.filter(key__in=keys).exclude(pk__in=lent.values("organisation"))
    return list(rows.order_by("name"))
