"""The programme of a week, on the page and on A4."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.core.periods import DAY
from loa.newsroom import weekly
from loa.newsroom.views.asking import offices
from loa.newsroom.views.writing import parse_day
from loa.newsroom.weekly import Week
from loa.people.access import person, requires


@requires("item.write")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show an office's week, to be looked through and printed."""
    asked = _week(request)
    key = request.GET.get("office", "")
    own = offices(person(request), "item.write")
    context = {
        "here": "bulletin",
        "week": asked,
        "offices": own,
        "office": next((office for office in own if office.key == key), own[0]),
        "last": asked.monday + 6 * DAY,
        "before": asked.monday - 7 * DAY,
        "after": asked.monday + 7 * DAY,
        "today": timezone.localdate(),
    }
    return render(request, "newsroom/week.html", context)


@requires("item.write")
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """Return the week as a paper."""
    asked = _week(request)
    made = weekly.pdf(asked, made_at=timezone.now())
    response = HttpResponse(made, content_type="application/pdf")
    name = f"lich-phat-thanh-{asked.monday:%Y-%m-%d}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _week(request: HttpRequest) -> Week:
    own = offices(person(request), "item.write")
    key = request.GET.get("office", "")
    office = next((one for one in own if one.key == key), own[0] if own and not key else None)
    if office is None:
        raise Http404(key)
    return weekly.week_of(office, _monday(request))


def _monday(request: HttpRequest) -> date:
    asked = parse_day(request.GET.get("from", ""))
    return weekly.monday_of(asked or timezone.localdate())
