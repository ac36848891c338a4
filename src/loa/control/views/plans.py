"""Plans: the list, and one plan's roadmap, topics, targets and assignments."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.control import words
from loa.control.completing.forms import CountedForm, HeardForm, PromiseForm
from loa.control.levels import words as levels
from loa.control.levels.queries import Held, held_by
from loa.control.moving import queries as moving
from loa.control.queries import plans as queries
from loa.control.queries import search as finding
from loa.control.rules.roadmap import standing
from loa.core.periods import DAY
from loa.newsroom import outdated
from loa.newsroom import words as newsroom
from loa.people.access import person, requires
from loa.plans.actions import advance_assignment
from loa.plans.models import Assignment, Plan
from loa.plans.reach import reach
from loa.rehearsal.models import Run
from loa.theme import toast
from loa.theme.figures import State

STATES = {
    Assignment.State.OPEN: State.DUE,
    Assignment.State.ACKNOWLEDGED: State.DUE,
    Assignment.State.DOING: State.DUE,
    Assignment.State.DONE: State.DONE,
}
COUNTS = ("planned", "aired", "late", "cut")


@requires("plan.view")
@require_safe
def plans_page(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "control/plans.html",
        {"here": "plans", "plans": queries.listed(today=timezone.localdate())},
    )


@requires("plan.view")
@require_safe
def roadmap_page(request: HttpRequest, key: str) -> HttpResponse:
    plan = _plan(key)
    today = timezone.localdate()
    road = queries.road_of(plan, today=today)
    return _page(
        request,
        plan,
        "roadmap",
        {
            "today": today,
            "road": road,
            "standing": standing(road.phases, today=today) if road and road.phases else None,
            "stops_words": words.STOPS,
            "rehearsal": rehearsal(key),
            "outdated": [
                (one.item, newsroom.STATES[one.item.state], [*map(newsroom.finding, one.findings)])
                for one in outdated.of_plan(plan, person(request), now=timezone.now())
            ],
        },
    )


@requires("plan.view")
@require_safe
def topics_page(request: HttpRequest, key: str) -> HttpResponse:
    plan = _plan(key)
    phases = list(plan.phases.order_by("position"))
    branches = queries.branches(plan, phases)
    heaviest = max((w or 0 for b in branches for w in b.weights), default=0)
    return _page(
        request, plan, "topics", {"phases": phases, "branches": branches, "heaviest": heaviest}
    )


@requires("plan.view")
@require_safe
def targets_page(request: HttpRequest, key: str) -> HttpResponse:
    return targets_with(request, _plan(key), {})


def targets_with(
    request: HttpRequest, plan: Plan, filled: Mapping[str, PromiseForm], *, status: int = 200
) -> HttpResponse:
    """Show what a plan promises; a draft's planners get the forms, `filled` by their prefix."""
    rows = [
        {
            "target": one.target,
            "counted": one.counted,
            "channel": words.said(words.CHANNELS, one.target.channel),
            "measure": words.measured(one.target.unit, one.counted.promised),
            "often": words.often(one.target),
        }
        for one in queries.promises(plan, until=timezone.localdate() + DAY)
    ]
    more: dict[str, Any] = {"rows": rows}
    if _completing(request, plan):
        more["heard"] = filled.get("heard") or HeardForm(plan=plan, prefix="heard")
        more["counted"] = filled.get("counted") or CountedForm(plan=plan, prefix="counted")
    return _page(request, plan, "targets", more, status=status)


@requires("plan.view")
@require_safe
def assignments_page(request: HttpRequest, key: str) -> HttpResponse:
    plan = _plan(key)
    duties = [
        {
            "duty": duty,
            "row": duty.assignment,
            "state": STATES[Assignment.State(duty.assignment.state)],
            "overdue": _overdue(duty.assignment, timezone.localdate()),
            "channels": [words.said(words.CHANNELS, word) for word in duty.assignment.channels],
        }
        for duty in queries.duties(plan, person(request), today=timezone.localdate())
    ]
    more = {
        "duties": duties,
        "held": _held(request, plan),
        "completing": _completing(request, plan),
    }
    return _page(request, plan, "assignments", more)


def _completing(request: HttpRequest, plan: Plan) -> bool:
    """Whether this person may complete this draft."""
    is_draft = plan.state == Plan.State.DRAFT
    return is_draft and moving.may_edit(person(request), plan, today=timezone.localdate())


def _held(request: HttpRequest, plan: Plan) -> list[tuple[levels.Label, Held]]:
    rows = held_by(plan, person(request), today=timezone.localdate())
    return [(levels.SIDES[one.standing.side], one) for one in rows]


def _overdue(row: Assignment, today: date) -> bool:
    return row.due is not None and row.due < today and row.state != Assignment.State.DONE


@requires("plan.view")
@require_POST
def assignment_forward(request: HttpRequest, key: str, assignment: str) -> HttpResponse:
    """Bring an assignment to the state that follows, for its organisation's own people."""
    plan = _plan(key)
    row = Assignment.objects.filter(plan=plan, key=assignment).first()
    if row is None:
        raise Http404(assignment)
    own = reach(person(request), today=timezone.localdate())
    if not own.may_answer(row.organisation_key):
        raise PermissionDenied(_("Only people of this organisation can answer for it."))
    wanted = request.POST.get("state", "")
    if wanted and wanted == queries.next_state(row):
        row = advance_assignment(
            plan_key=key, key=assignment, state=wanted, now=timezone.now(), by=person(request)
        )
        toast.say(request, f"{row.organisation_name}: {row.get_state_display().lower()}")
    return redirect("control:assignments", key=key)


@requires("rehearsal.view")
@require_safe
def rehearsal_card(request: HttpRequest, key: str) -> HttpResponse:
    """Return the rehearsal's card alone, asked for again while it runs."""
    return render(
        request,
        "control/parts/rehearsal.html",
        {"plan": _plan(key), "rehearsal": rehearsal(key), "now": timezone.now()},
    )


@requires("plan.view")
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:200]
    found = finding.search(asked, by=person(request), now=timezone.now()) if asked else None
    return render(
        request,
        "control/search.html",
        {"here": "", "asked": asked, "found": found},
    )


def rehearsal(key: str) -> dict[str, Any] | None:
    """Return the latest rehearsal's progress, and its result in figures once there is one."""
    run = queries.latest_rehearsal(key)
    if run is None:
        return None
    result = run.result or {}
    missed = result.get("missed") or {}
    return {
        "run": run,
        "last_day": run.ends - DAY,
        "running": run.state in {Run.State.ASKED, Run.State.RUNNING},
        "failed": run.state == Run.State.FAILED,
        "counts": {name: result.get(name, 0) for name in COUNTS} if result else {},
        "stations": result.get("stations", 0),
        "missed": [(words.said(words.REASONS, why), n) for why, n in sorted(missed.items()) if n],
        "missed_sum": sum(missed.values()),
        "violations": sum(
            result.get(name) or 0
            for name in ("unexplained", "unsigned_played", "quiet_hour_violations", "asrun_lost")
        ),
    }


def _plan(key: str) -> Plan:
    return get_object_or_404(Plan, key=key)


def _page(
    request: HttpRequest, plan: Plan, tab: str, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(
        request,
        f"control/plan_{tab}.html",
        {"here": "plans", "now": timezone.now(), "plan": plan, "tab": tab, **more},
        status=status,
    )
