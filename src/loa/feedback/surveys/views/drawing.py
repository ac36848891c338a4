"""Drawing a survey: choose a plan, fill in the form; a draft can be drawn anew."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loa.core.fold import fold
from loa.feedback.surveys import actions, queries
from loa.feedback.surveys.actions import SurveyError
from loa.feedback.surveys.forms import (
    BareQuestions,
    Questions,
    SurveyForm,
    filled,
    sketch,
    suggested,
)
from loa.feedback.surveys.models import Survey
from loa.feedback.surveys.rules import State
from loa.people.access import allowed, covered, person, requires
from loa.people.models import Organisation
from loa.people.rules import PERMISSIONS
from loa.places.models import AdminUnit
from loa.places.rules import Level
from loa.plans.models import Plan
from loa.theme import toast

HERE = "plans"
EDIT = "survey.edit"
NOT_DONE = 422


@requires(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draw a survey around a phase of a plan; first choose the plan."""
    plan = Plan.objects.filter(key=request.GET.get("plan", "")[:80]).first()
    if plan is None:
        plans = [
            one for one in Plan.objects.exclude(state=Plan.State.CLOSED) if one.phases.exists()
        ]
        return render(request, "feedback/surveys/choose_plan.html", {"here": HERE, "plans": plans})
    phases = list(plan.phases.order_by("position"))
    chosen = next((one for one in phases if one.key == request.GET.get("phase")), None)
    first = chosen or (phases[0] if phases else None)
    return _form(request, plan, None, suggested(first), [])


@requires(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Draw a draft anew."""
    row = get_object_or_404(queries.surveys(), key=key)
    if not allowed(request.user, EDIT, organisation=row.organisation):
        raise PermissionDenied(_("Your office did not make this survey."))
    if row.state != State.DRAFT:
        return redirect("feedback:survey-page", key=row.key)
    head, questions = filled(row)
    plan = get_object_or_404(Plan, key=row.plan_key)
    return _form(request, plan, row, head, questions)


def _form(
    request: HttpRequest,
    plan: Plan,
    row: Survey | None,
    head: dict[str, object],
    asked: list[dict[str, object]],
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    offices = _offices(request)
    form = SurveyForm(
        posted,
        phases=list(plan.phases.order_by("position")),
        areas=_areas(request, row),
        offices=[(one.key, one.name) for one in offices],
        initial=head,
    )
    whole = {"empty_permitted": False, "use_required_attribute": False}
    drawn_up = Questions(posted, prefix="q", initial=asked, form_kwargs=whole)
    questions = cast("BareQuestions", drawn_up)
    refused = ""
    if posted is not None and form.is_valid() and questions.is_valid():
        drawn = sketch(form.cleaned_data, questions.questions(), plan.key)
        office = next(one for one in offices if one.key == form.cleaned_data["organisation"])
        try:
            if row is None:
                now = timezone.now()
                row = actions.draft(drawn, organisation=office, by=person(request), now=now)
            else:
                actions.change(row, drawn)
        except SurveyError as error:
            refused = str(error)
        else:
            toast.say(request, _("Kept as a draft."))
            return redirect("feedback:survey-page", key=row.key)
    wrong = bool(posted is not None)
    context = {
        "here": HERE,
        "plan": plan,
        "survey": row,
        "form": form,
        "questions": questions,
        "refused": refused,
        "wrong": wrong,
    }
    return render(
        request, "feedback/surveys/drawing.html", context, status=NOT_DONE if wrong else 200
    )


def _offices(request: HttpRequest) -> list[Organisation]:
    """Return the offices for which this person draws surveys, the one held longest first."""
    day = timezone.localdate()
    keys = [
        one.organisation
        for one in sorted(person(request).holdings(), key=lambda one: one.since)
        if one.role in PERMISSIONS[EDIT] and one.holds(day)
    ]
    rows = Organisation.objects.in_bulk(keys, field_name="key")
    return [rows[key] for key in dict.fromkeys(keys) if key in rows]


def _areas(request: HttpRequest, row: Survey | None) -> list[tuple[str, str]]:
    """Return where this person may have people asked: never in less than a commune."""
    day = timezone.localdate()
    rows = AdminUnit.objects.filter(code__in=covered(request.user, EDIT), valid_from__lte=day)
    rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))
    order = list(Level)
    units = [one.as_unit() for one in rows.exclude(level=Level.HAMLET)]
    units.sort(key=lambda unit: (order.index(unit.level), fold(unit.name), unit.code))
    found = {unit.code: unit.full_name for unit in units}
    if row is not None:  # a unit of another year stays what was chosen
        found |= dict(zip(row.area, queries.area_names(row), strict=False))
    return list(found.items())
