"""Adding what a draft promises, taking it away, and putting the plan in force."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from loa.control.completing import queries
from loa.control.completing.forms import CountedForm, DueForm, HeardForm, PromiseForm
from loa.control.moving.queries import may_edit
from loa.control.views import plans
from loa.people.access import person, requires
from loa.plans.actions import PlanError, PlanRefusedError, approve_plan
from loa.plans.drafting.words import language
from loa.plans.models import Plan
from loa.plans.promising import promise, set_due, withdraw
from loa.theme import toast

GONE = gettext_lazy("That line is gone already, or the plan is no draft any more.")


@requires("plan.edit")
@require_POST
def heard(request: HttpRequest, key: str) -> HttpResponse:
    """Promise items on the loudspeakers."""
    plan = _draft(request, key)
    return _kept(request, plan, HeardForm(request.POST, plan=plan, prefix="heard"))


@requires("plan.edit")
@require_POST
def counted(request: HttpRequest, key: str) -> HttpResponse:
    """Promise a number of what is counted."""
    plan = _draft(request, key)
    return _kept(request, plan, CountedForm(request.POST, plan=plan, prefix="counted"))


@requires("plan.edit")
@require_POST
def take_away(request: HttpRequest, key: str, target: str) -> HttpResponse:
    """Take a promise out of a draft."""
    plan = _draft(request, key)
    try:
        withdraw(plan_key=plan.key, key=target, now=timezone.now(), by=person(request))
    except PlanError:
        toast.say(request, str(GONE))
    else:
        toast.say(request, _("Taken away."))
    return redirect("control:targets", key=key)


@requires("plan.edit")
@require_POST
def due(request: HttpRequest, key: str, assignment: str) -> HttpResponse:
    """Set the day by which a draft's duty is to be done."""
    plan, form = _draft(request, key), DueForm(request.POST)
    if not form.is_valid():
        toast.say(request, _("That is no day of the calendar."))
        return redirect("control:assignments", key=key)
    try:
        set_due(
            plan_key=plan.key,
            key=assignment,
            due=form.cleaned_data["due"],
            now=timezone.now(),
            by=person(request),
        )
    except PlanError:
        toast.say(request, str(GONE))
    else:
        toast.say(request, _("Kept."))
    return redirect("control:assignments", key=key)


@requires("plan.approve")
@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    """Put a draft in force, as it stands on the page that was looked at."""
    plan, user = get_object_or_404(Plan, key=key), person(request)
    if not queries.may_approve(plan, user, today=timezone.localdate()):
        raise PermissionDenied(_("Only those who approve for its issuer can put it in force."))
    if request.POST.get("revision") != str(plan.revision):
        toast.say(request, _("The plan was changed meanwhile. Look through it once more."))
        return redirect("control:plan", key=key)
    try:
        approve_plan(plan_key=plan.key, now=timezone.now(), by=user)
    except PlanError:
        toast.say(request, _("It cannot be put in force yet; what has to be mended stands here."))
    else:
        toast.say(request, _("Approved. The plan is in force, and its duties stand under Work."))
    return redirect("control:plan", key=key)


def _draft(request: HttpRequest, key: str) -> Plan:
    plan = get_object_or_404(Plan, key=key)
    if not may_edit(person(request), plan, today=timezone.localdate()):
        raise PermissionDenied(_("Only the planners of the office that issued it can change it."))
    return plan


def _kept(request: HttpRequest, plan: Plan, form: PromiseForm) -> HttpResponse:
    if plan.state != Plan.State.DRAFT:
        toast.say(request, _("What is approved is not changed here: bring a new document in."))
        return redirect("control:targets", key=plan.key)
    if form.is_valid():
        try:
            promise(plan_key=plan.key, target=form.target(), now=timezone.now(), by=person(request))
        except PlanRefusedError as error:
            for problem in error.problems:
                form.add_error(None, problem.say(language()))
        except PlanError:  # somebody approved it meanwhile
            form.add_error(None, GONE)
        else:
            toast.say(request, _("Added."))
            return redirect("control:targets", key=plan.key)
    return plans.targets_with(request, plan, {form.prefix or "": form}, status=422)
