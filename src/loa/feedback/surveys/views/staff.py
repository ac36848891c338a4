"""The offices' pages of surveys: drawing one, approving it, asking people, reading the results."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loa.devices.files import serve
from loa.feedback import door, voice
from loa.feedback.door import Refused
from loa.feedback.surveys import actions, asking, qr, queries, rules, words
from loa.feedback.surveys.actions import SurveyError
from loa.feedback.surveys.models import Recording, Survey
from loa.feedback.surveys.rules import Mode, State, Unanswered
from loa.feedback.surveys.views.public import shown_results
from loa.feedback.voice import VoiceError
from loa.people.access import allowed, covered, person, requires
from loa.places import queries as places
from loa.theme import toast

HERE = "plans"
VIEW, EDIT, APPROVE, ENTER = "plan.view", "survey.edit", "survey.approve", "feedback.enter"
NOT_DONE = 422
COUNTED = re.compile(r"[0-9]{1,4}")


@requires(VIEW)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the surveys, those that take answers first."""
    day = timezone.localdate()
    seen = [one for one in queries.surveys() if _sees(request, one)]
    names = queries.phase_names()
    rows = [
        (one, _standing(one), names.get((one.plan_key, one.phase_key), one.phase_key))
        for one in seen
    ]
    rows.sort(key=lambda row: row[1] != "open")
    context = {"here": HERE, "rows": rows, "may_edit": allowed(request.user, EDIT), "day": day}
    return render(request, "feedback/surveys/staff_listed.html", context)


@requires(VIEW)
@require_safe
def survey(request: HttpRequest, key: str) -> HttpResponse:
    """Show one survey: its questions, how far it is, its results when they may be shown."""
    return _page(request, _row(request, key))


@requires(VIEW)
@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show the page as residents will see it; nothing can be sent from it."""
    row = _row(request, key)
    context = {
        "here": "ask",
        "survey": row,
        "areas": queries.area_names(row),
        "questions": asking.shown(row),
        "last": queries.last_days(row),
        "preview": True,
    }
    return render(request, "feedback/surveys/survey.html", context)


@requires(VIEW)
@require_safe
def spoken(request: HttpRequest, key: str, number: int, language: str) -> HttpResponse:
    """Let the office hear a question before everybody may."""
    sound = get_object_or_404(
        Recording, question__survey=_row(request, key), question__number=number, language=language
    )
    cache = "private, no-cache"
    return serve(request, voice.path(sound.address), etag=sound.address, cache=cache)


@requires(APPROVE)
@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    """Approve for the office that asks."""
    row, seen = _row(request, key), request.POST.get("seen", "")
    _demand(request, row, APPROVE)
    try:
        state = actions.approve(row, by=person(request), now=timezone.now(), seen=seen)
    except SurveyError as error:
        return _page(request, row, str(error))
    done = state == State.APPROVED
    toast.say(request, _("Approved.") if done else _("Approved by you; one more is needed."))
    return redirect("feedback:survey-page", key=row.key)


@requires(VIEW)
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take a survey back, with what was answered."""
    row = _row(request, key)
    if not any(
        allowed(request.user, one, organisation=row.organisation) for one in (EDIT, APPROVE)
    ):
        raise PermissionDenied
    reason = request.POST.get("reason", "")
    try:
        actions.withdraw(row, reason=reason, by=person(request), now=timezone.now())
    except SurveyError as error:
        return _page(request, row, str(error))
    toast.say(request, _("Withdrawn. Its page says why."))
    return redirect("feedback:survey-page", key=row.key)


@requires(EDIT)
@require_POST
def say(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Keep a recording of a question."""
    row = _row(request, key)
    _demand(request, row, EDIT)
    file, language = request.FILES.get("voice"), request.POST.get("language", "")
    if file is None:
        return _page(request, row, _("Record the question, or choose a sound file."))
    try:
        actions.say(row, number, language, voice.keep(file.chunks()))
    except (SurveyError, VoiceError) as error:
        return _page(request, row, str(error))
    toast.say(request, _("Kept. Listen to it once."))
    return redirect(f"{reverse('feedback:survey-page', args=[row.key])}#q{number}")


@requires(ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: HttpRequest, key: str) -> HttpResponse:
    """Write down what people answer, one after the other."""
    row, now = _row(request, key), timezone.now()
    if not _may_ask(request, row):
        raise PermissionDenied(_("People are asked here by those who work in the survey's area."))
    day = timezone.localdate(now)
    given: list[list[str]] = []
    missing: tuple[int, ...] = ()
    refused = ""
    counted = _counted(request)
    if request.method == "POST":
        given = asking.read(request.POST)
        try:
            form = door.read_form(request.POST.get("seal", ""), now)
            new = actions.take(row, given, mode=Mode.INTERVIEW, form=form, now=now)
            return redirect(f"{request.path}?done={counted + new}")
        except Unanswered as error:
            missing, refused = error.numbers, words.unanswered(error)
        except (Refused, SurveyError) as error:
            refused = str(error)
    context = {
        "here": "work",
        "survey": row,
        "questions": asking.shown(row, given, missing),
        "which": rules.wave_on(row.periods, day) if row.state == State.APPROVED else None,
        "opens": rules.next_opening(row.periods, day),
        "seal": door.seal_form(now),
        "counted": counted,
        "refused": refused,
    }
    status = NOT_DONE if refused else 200
    return render(request, "feedback/surveys/interview.html", context, status=status)


@requires(VIEW)
@require_safe
def poster(request: HttpRequest, key: str) -> HttpResponse:
    """Show a sheet to print and hang up: what is asked, until when, the link and its QR code."""
    row = _row(request, key)
    address = request.build_absolute_uri(reverse("feedback:survey", args=[row.key]))
    context = {
        "here": HERE,
        "survey": row,
        "areas": queries.area_names(row),
        "address": address,
        "plain_address": address.partition("://")[2].rstrip("/"),
        "code": qr.svg(address, _("QR code of the survey's link")),
        "last": queries.last_days(row),
    }
    return render(request, "feedback/surveys/poster.html", context)


def _page(request: HttpRequest, row: Survey, refused: str = "") -> HttpResponse:
    day = timezone.localdate()
    office = row.organisation
    may = {
        one: allowed(request.user, permission, organisation=office)
        for one, permission in (("edit", EDIT), ("approve", APPROVE))
    }
    context: dict[str, Any] = {
        **shown_results(row),
        "here": HERE,
        "refused": refused,
        "standing": _standing(row),
        "questions": asking.shown(row),
        "opens": rules.next_opening(row.periods, day),
        "so_far": [(words.MODES[mode], n) for mode, n in queries.so_far(row, day).items()],
        "faults": [words.fault(one) for one in rules.faults(row.title, row.asked)],
        "may": may,
        "may_ask": _may_ask(request, row),
        "languages": words.LANGUAGES.items(),
        "longest_s": voice.LONGEST_S,
        "own_draft": row.made_by == request.user and not office.author_may_approve,
    }
    status = NOT_DONE if refused else 200
    return render(request, "feedback/surveys/staff_survey.html", context, status=status)


def _standing(row: Survey) -> str:
    """Return where a survey stands today: draft, withdrawn, waiting, open, between or over."""
    if row.state != State.APPROVED:
        return str(row.state)
    day = timezone.localdate()
    if rules.wave_on(row.periods, day):
        return "open"
    if rules.next_opening(row.periods, day) is None:
        return "over"
    return "between" if any(closes <= day for _o, closes in row.periods.values()) else "waiting"


def _may_ask(request: HttpRequest, row: Survey) -> bool:
    """Whether this person enters answers for others somewhere in the survey's area."""
    here = covered(request.user, ENTER)
    if here.intersection(row.area):
        return True
    return any(
        unit.code in here for code in row.area for unit in places.units_within(code, row.area_on)
    )


def _counted(request: HttpRequest) -> int:
    """Return how many this person says to have written down: a number on their page alone."""
    said = request.GET.get("done", "")
    return int(said) if COUNTED.fullmatch(said) else 0


def _demand(request: HttpRequest, row: Survey, permission: str) -> None:
    if not allowed(request.user, permission, organisation=row.organisation):
        raise PermissionDenied(_("Your office did not make this survey."))


def _row(request: HttpRequest, key: str) -> Survey:
    """Return a survey; another office's draft is not there."""
    row = get_object_or_404(queries.surveys(), key=key)
    if not _sees(request, row):
        raise Http404(key)
    return row


def _sees(request: HttpRequest, row: Survey) -> bool:
    """Whether a survey may be read here: a draft by its office and by whoever is above it."""
    if row.state != State.DRAFT:
        return True
    office = row.organisation
    unit = office.unit_code or None
    return allowed(request.user, VIEW, organisation=office, unit_code=unit)
