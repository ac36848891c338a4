"""Residents' pages of surveys: what is asked now, answering, and what came of it.

No cookie is set, no name asked, no address kept: the door is that of questions and
complaints (`feedback/door.py`).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from loa.devices.files import serve
from loa.feedback import door, voice
from loa.feedback.door import Refused
from loa.feedback.rules import Asked
from loa.feedback.surveys import actions, asking, queries, rules, sheet, words
from loa.feedback.surveys.actions import SurveyError
from loa.feedback.surveys.models import Survey
from loa.feedback.surveys.rules import Mode, Sampling, State, Unanswered
from loa.people.access import public

HERE = "ask"
NOT_TAKEN = 422


@public(reason="whoever wishes may see what is asked, and what came of it")
@require_safe
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """Show the surveys that take answers, and those that have results."""
    day = timezone.localdate()
    context = {
        "here": HERE,
        "open": [(one, queries.area_names(one)) for one in queries.open_on(day)],
        "closed": [(one, queries.area_names(one)) for one in queries.closed_by(day)],
    }
    return render(request, "feedback/surveys/listed.html", context)


@public(reason="answers are given by nobody by name")
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, and count the answer; what is left out is said, and what was chosen stays."""
    row, now = _asked(key), timezone.now()
    day = timezone.localdate(now)
    if row.state == State.WITHDRAWN or rules.wave_on(row.periods, day) is None:
        return _shut(request, row)
    given: list[list[str]] = []
    missing: tuple[int, ...] = ()
    refused = ""
    if request.method == "POST":
        given = asking.read(request.POST)
        try:
            _count(request, row, given)
            return redirect(f"{reverse('feedback:survey', args=[row.key])}?done=1")
        except Unanswered as error:
            missing, refused = error.numbers, words.unanswered(error)
        except (Refused, SurveyError) as error:
            refused = str(error)
    context = {
        "here": HERE,
        "survey": row,
        "areas": queries.area_names(row),
        "questions": asking.shown(row, given, missing),
        "last": queries.last_days(row),
        "seal": door.seal_form(now),
        "done": request.method != "POST" and bool(request.GET.get("done")),
        "refused": refused,
    }
    status = NOT_TAKEN if refused else 200
    return render(request, "feedback/surveys/survey.html", context, status=status)


@public(reason="what came of a survey belongs to those who answered it")
@require_safe
@never_cache
def results(request: HttpRequest, key: str) -> HttpResponse:
    """Show what may be shown of the times of asking that are over."""
    row = _asked(key)
    return render(request, "feedback/surveys/results.html", {"here": HERE, **shown_results(row)})


@public(reason="the same figures as the page of results")
@require_safe
@never_cache
def table(_request: HttpRequest, key: str) -> HttpResponse:
    """Give the page's figures as CSV, and nothing that the page does not show."""
    row, day = _asked(key), timezone.localdate()
    response = HttpResponse(
        sheet.csv(row, queries.results(row, day)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="khao-sat-{row.key}.csv"'
    return response


@public(reason="a question that everybody may answer may be heard by everybody")
@require_safe
def spoken(request: HttpRequest, address: str) -> HttpResponse:
    """Let a question be heard."""
    if not queries.spoken(address):
        raise Http404(address)
    return serve(request, voice.path(address), etag=address, cache="public, max-age=86400")


def shown_results(row: Survey) -> dict[str, object]:
    """Return what the results' part of a page needs."""
    day = timezone.localdate()
    parts = queries.results(row, day)
    return {
        "survey": row,
        "areas": queries.area_names(row),
        "phase": queries.phase_name(row),
        "last": queries.last_days(row),
        "parts": [
            (part, words.MODES[part.mode], words.sampling(part.mode, Sampling(row.sampling)))
            for part in parts
        ],
        "over": [which.value for which, (_o, closes) in row.periods.items() if closes <= day],
    }


def _count(request: HttpRequest, row: Survey, given: list[list[str]]) -> None:
    now = timezone.now()
    door.check_sender(request)
    form = door.read_form(request.POST.get("seal", ""), now)
    rules.read(row.asked, given)  # what is incomplete does not count against a sender
    door.count(request, Asked.SURVEY, now=now)
    actions.take(row, given, mode=Mode.OPEN, form=form, now=now)


def _shut(request: HttpRequest, row: Survey) -> HttpResponse:
    day = timezone.localdate()
    done = bool(request.GET.get("done"))
    context = {
        "here": HERE,
        "survey": row,
        "areas": queries.area_names(row),
        "opens": rules.next_opening(row.periods, day) if row.state == State.APPROVED else None,
        "over": any(closes <= day for _opens, closes in row.periods.values()),
        "done": done,
        "refused": _("This survey takes no answers today.") if request.method == "POST" else "",
    }
    status = NOT_TAKEN if request.method == "POST" else 200
    return render(request, "feedback/surveys/shut.html", context, status=status)


def _asked(key: str) -> Survey:
    """Return a survey that the public knows; a draft is not there."""
    return get_object_or_404(queries.surveys().exclude(state=State.DRAFT), key=key)
