"""The page of a plan's upper and lower plans; taking on what waits; the plan as a Word file."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from loa.control.levels import queries, words
from loa.control.work.actions import remind
from loa.people.access import person, requires
from loa.people.models import Organisation, User
from loa.plans import owed, reminding
from loa.plans.actions import acknowledge_assignment
from loa.plans.exporting.known import document
from loa.plans.exporting.layouts import LAYOUTS
from loa.plans.models import Plan
from loa.plans.reach import reach
from loa.theme import toast

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EDIT = "plan.edit"


@requires("plan.view")
@require_safe
def levels_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is taken over from the upper plan, and which lower plans there are."""
    plan, today = get_object_or_404(Plan, key=key), timezone.localdate()
    upper = queries.upper_of(plan)
    held = queries.beside(upper, plan).comparison if upper else None
    lowers = queries.lowers_of(plan)
    missing = queries.without_plan(plan, lowers, today=today) if plan.state != "draft" else []
    followed = _followed(plan, missing, person(request))
    return render(
        request,
        "control/plan_levels.html",
        {
            "here": "plans",
            "now": timezone.now(),
            "plan": plan,
            "tab": "levels",
            "upper": upper,
            "held": held,
            "groups": words.groups(held) if held else [],
            "odds": words.odds(held) if held else [],
            "lowers": lowers,
            "missing": missing,
            "reminder": _reminder(plan, followed, person(request)) if followed else "",
        },
    )


@requires(EDIT)
@require_POST
def remind_page(request: HttpRequest, key: str) -> HttpResponse:
    """Note that those who have no plan yet were reminded."""
    plan, today = get_object_or_404(Plan, key=key), timezone.localdate()
    user = person(request)
    missing = queries.without_plan(plan, queries.lowers_of(plan), today=today)
    if missing := _followed(plan, missing, user):
        text = _reminder(plan, missing, user)
        remind([row.key for row in missing], text, by=user, now=timezone.now())
        toast.say(request, _("Noted: the reminder was made. Paste it into Zalo now."))
    return redirect("control:levels", key)


def _followed(plan: Plan, missing: list[Organisation], user: User) -> list[Organisation]:
    """Return those whom this person reminds: a planner, of what is theirs to follow."""
    own = reach(user, today=timezone.localdate())
    return [row for row in missing if own.concerns(row.key, plan.issuer_key)]


def _reminder(plan: Plan, missing: list[Organisation], user: User) -> str:
    """Return one message to those without a plan, with whatever else they owe."""
    today, keys = timezone.localdate(), {row.key for row in missing}
    own = reach(user, today=today)
    with reminding.theirs():
        others = [
            one
            for one in owed.all_owed(today)
            if one.organisation in keys and own.concerns(one.organisation, one.issuer)
        ]
        found = reminding.debtors([*words.asked_of(plan, missing), *others])
    return reminding.reminder(found, sender=reminding.signed(user, today=today), today=today)


@requires("plan.view")
@require_POST
def take_on(request: HttpRequest, key: str) -> HttpResponse:
    """Take on everything that waits for one organisation, by its own people."""
    plan, today, user = get_object_or_404(Plan, key=key), timezone.localdate(), person(request)
    organisation = request.POST.get("organisation", "")
    rows = queries.waiting(plan, organisation)
    if not rows:
        return redirect("control:assignments", key)
    if not reach(user, today=today).may_answer(organisation):
        raise PermissionDenied(_("Only people of this organisation can answer for it."))
    for row in rows:
        acknowledge_assignment(plan_key=key, key=row.key, now=timezone.now(), by=user)
    said = ngettext("%(name)s: %(n)s duty taken on", "%(name)s: %(n)s duties taken on", len(rows))
    toast.say(request, said % {"name": rows[0].organisation_name, "n": len(rows)})
    return redirect("control:assignments", key)


@requires("plan.view")
@require_safe
def word_file(request: HttpRequest, key: str) -> HttpResponse:
    """Hand over the plan as a Word file, in its issuer's layout unless one is asked for."""
    plan = get_object_or_404(Plan, key=key)
    layout = request.GET.get("layout", "")
    if layout and layout not in LAYOUTS:
        raise Http404(layout)
    content = document(plan, now=timezone.now(), layout=layout)
    response = HttpResponse(content, content_type=WORD_FILE)
    name = (plan.number or plan.title)[:80].replace("/", "-")
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.docx")
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
