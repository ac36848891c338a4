"""The list of reports by due day, and making one."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.core.periods import DAY, Days
from loa.people.access import permissions_of, requires
from loa.people.choice import own_commune, unit_code
from loa.places.queries import unit_on
from loa.plans.models import Plan
from loa.reports import actions, words
from loa.reports.models import KeptReport
from loa.reports.queries import kept, sheets
from loa.reports.rules.asking import Ask, AskError
from loa.reports.rules.report import Kind
from loa.reports.views.asking import FREEZE, answers, day_asked, refuse_unless
from loa.theme import toast
from loa.theme.figures import State

HERE = "reports"
FROZEN_SHOWN = 60


@requires("report.view")
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show drafts by due day, then what is frozen; an officer's own sheet comes first."""
    now, today = timezone.now(), timezone.localdate()
    unit, plan = unit_code(request), request.GET.get("plan", "")
    rows = kept.kept(unit=unit, plan=plan)
    drafts = rows.filter(frozen_at=None).order_by("due_on", "unit_code", "pk")
    frozen = rows.exclude(frozen_at=None)[:FROZEN_SHOWN]
    held = permissions_of(request.user)
    own = own_commune(request.user, today) if "report.state" in held else ""
    return render(
        request,
        "reports/list.html",
        {
            "here": HERE,
            "now": now,
            "drafts": [_line(row, today) for row in drafts],
            "frozen": [_line(row, today) for row in frozen],
            "plans": kept.plans_reported(),
            "plan": plan,
            "sheet": sheets.term_of(own, today=today) if own else None,
            "may_make": FREEZE in held,
        },
    )


def _line(row: KeptReport, today: date) -> dict[str, object]:
    """Return a report with how complete it is, in one of the four states."""
    state = State.DONE if row.frozen or not row.missing else State.DUE
    if not row.frozen and row.due_on < today:
        state = State.LATE
    return {"row": row, "state": state, "left": words.left(row.due_on, today)}


@requires(FREEZE)
@require_safe
def new_page(request: HttpRequest) -> HttpResponse:
    """Offer what can be made: of a plan, or of the unit that is looked at."""
    today = timezone.localdate()
    plan = Plan.objects.filter(key=request.GET.get("plan", "")).first()
    code = unit_code(request)
    unit = unit_on(code, today) if code else None
    offers = (
        kept.offers_of_plan(plan, today=today)
        if plan
        else kept.offers_of_unit(code, today=today)
        if unit
        else []
    )
    groups: dict[str, list[tuple[kept.Offer, str]]] = {}
    labels = dict(KeptReport.KindWord.choices)
    for offer in offers:
        groups.setdefault(str(labels[offer.ask.kind]), []).append((offer, words.offered(offer)))
    context = {
        "here": HERE,
        "plans": kept.plans_reported(),
        "plan": plan,
        "unit": unit,
        "groups": groups,
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "reports/new.html", context)


@requires(FREEZE)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the draft that was asked for, and open it."""
    try:
        ask = _asked(request)
        _demand(request, ask)
        row = actions.draft(ask, now=timezone.now())
    except AskError as error:
        toast.say(request, str(error))
        return redirect("reports:new")
    return redirect("reports:report", row.pk)


def _asked(request: HttpRequest) -> Ask:
    """Read what report is asked for. Raises AskError for days that are none."""
    given = request.POST
    starts, last = day_asked(given.get("starts", "")), day_asked(given.get("last", ""))
    kind = given.get("kind", Kind.SPAN)
    if kind not in {*Kind}:
        raise Http404(kind)
    if starts is None or last is None or last < starts:
        raise AskError(_("Choose the first and the last day; the last not before the first."))
    return Ask(
        kind=Kind(kind),
        period=Days(starts, last + DAY),
        plan=given.get("plan", ""),
        unit=given.get("unit", ""),
        phase=given.get("phase", ""),
    )


def _demand(request: HttpRequest, ask: Ask) -> None:
    """Ask for the right to make a report where it belongs: its unit, or its plan's area."""
    day, office, codes = ask.last_day, None, [ask.unit]
    if ask.plan:
        plan = get_object_or_404(Plan, key=ask.plan)
        office, codes = kept.offices([plan.issuer_key]).get(plan.issuer_key), list(plan.area)
    may = answers(request, FREEZE, codes=codes, as_of=day, office=office)
    refuse_unless(allowed_to=may)
