"""The pages of trials: the form over a copy, the comparison, keeping and discarding."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from loa.channels.broadcast.words import SENTENCES
from loa.channels.broadcast.words import shown as broadcast_said
from loa.control.rules.trials import Comparison, Side, compare
from loa.control.templatetags.control import days as days_said
from loa.control.trying import queries
from loa.control.trying.forms import TrialForm
from loa.core.build import Why
from loa.core.periods import DAY
from loa.people.access import allowed, person, requires
from loa.plans.models import Plan
from loa.rehearsal import runs
from loa.rehearsal.changes import Changes, Often, read_changes
from loa.rehearsal.models import Run
from loa.theme import toast
from loa.theme.shell import Frame

RUN = "rehearsal.run"
NAMED = 4  # units or stations before "and so many more"
PAGES = frozenset({"control:trials", "control:trial", "control:trial-ask"})


@requires("rehearsal.view")
@require_safe
def trials_page(request: HttpRequest, key: str) -> HttpResponse:
    """List a plan's trials beside the form that asks for another."""
    return _page(request, get_object_or_404(Plan, key=key))


@requires(RUN)
@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask what changes would bring."""
    plan, today = get_object_or_404(Plan, key=key), timezone.localdate()
    standing = queries.standing(plan, today=today)
    if standing is None:
        return _page(request, plan)
    form = TrialForm(request.POST, plan=plan, standing=standing, today=today)
    if not form.is_valid():
        return _page(request, plan, form=form)
    days = form.days
    run = runs.ask_for_trial(
        plan_key=key,
        starts=days.start,
        ends=days.end or days.start + DAY,
        changes=form.changes(),
        by=person(request).get_username(),
        now=timezone.now(),
    )
    return redirect("control:trial", key=key, number=run.pk)


@requires("rehearsal.view")
@require_safe
def trial_page(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show how far a trial is, then both sides of it."""
    plan, run = _run(key, number)
    context: dict[str, Any] = {
        "here": "plans",
        "plan": plan,
        "run": run,
        "last_day": run.ends - DAY,
        "running": run.state in {Run.State.ASKED, Run.State.RUNNING},
        "differences": [*_differences(plan, read_changes(run.changes))],
        "may_run": allowed(request.user, RUN),
    }
    if run.state == Run.State.DONE and run.result:
        context |= _compared(plan, run, compare(run.result))
    return render(request, "control/trial.html", context)


@requires(RUN)
@require_POST
def keep(request: HttpRequest, key: str, number: int) -> HttpResponse:
    _plan, run = _run(key, number)
    runs.keep(run)
    toast.say(request, _("Kept: it stands first among the trials of this plan."))
    return redirect("control:trial", key=key, number=number)


@requires(RUN)
@require_POST
def discard(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Forget a trial: one's own, or one that nobody keeps."""
    _plan, run = _run(key, number)
    if run.kept and run.asked_by != person(request).get_username():
        raise PermissionDenied(_("Somebody else keeps this trial."))
    runs.discard(run)
    toast.say(request, _("Discarded. The plan is as it was."))
    return redirect("control:trials", key=key)


def frame(request: HttpRequest) -> Frame:
    """Trials are never taken for what is decided: their pages carry the word."""
    match = request.resolver_match
    return "rehearsal" if match is not None and match.view_name in PAGES else "live"


def _run(key: str, number: int) -> tuple[Plan, Run]:
    run = get_object_or_404(Run, pk=number, plan_key=key, kind=Run.Kind.TRIAL)
    return get_object_or_404(Plan, key=key), run


def _page(request: HttpRequest, plan: Plan, *, form: TrialForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    may = allowed(request.user, RUN)
    standing = queries.standing(plan, today=today) if may and form is None else None
    if standing is not None:
        form = TrialForm(plan=plan, standing=standing, today=today)
    return render(
        request,
        "control/trials.html",
        {
            "here": "plans",
            "plan": plan,
            "form": form,
            "may_run": may,
            "trials": [
                (run, [*_differences(plan, read_changes(run.changes))], run.ends - DAY)
                for run in queries.trials(plan)
            ],
        },
    )


def _compared(plan: Plan, run: Run, found: Comparison) -> dict[str, Any]:
    names = queries.unit_names([line.code for line in found.units], run.starts)
    targets = queries.target_names(plan)
    return {
        "found": found,
        "sides": [
            (_("As it stands"), found.now, _sentence(found.now, targets)),
            (_("With the changes"), found.changed, _sentence(found.changed, targets)),
        ],
        "hours": [
            (_spans(line.now), _spans(line.changed), *_some(line.stations)) for line in found.hours
        ],
        "units": [(names[line.code], line) for line in found.units],
        "targets": [(targets.get(line.key) or _("Every topic"), line) for line in found.targets],
        "lacks": [
            (title, [*_lacks(side, names)])
            for title, side in (
                (_("As it stands"), found.now),
                (_("With the changes"), found.changed),
            )
        ],
    }


def _sentence(side: Side, targets: Mapping[str, str]) -> str:
    """Say a side in one breath: how many units get everything, how many lack what, and why."""
    whole = ngettext("%(n)s unit gets everything", "%(n)s units get everything", side.whole)
    told = whole % {"n": side.whole}
    if not side.short:
        return f"{told}."
    target, reason = side.most or ("", str(Why.AIRTIME))
    short = ngettext(
        "%(n)s unit lacks “%(about)s”: %(why)s",
        "%(n)s units lack “%(about)s”: %(why)s",
        side.short,
    )
    why = _reason(reason)
    about = targets.get(target) or _("Every topic")
    values = {"n": side.short, "about": about, "why": why[:1].lower() + why[1:]}
    return f"{told}, {short % values}"


def _reason(word: str) -> str:
    return broadcast_said(SENTENCES[Why(word)])


def _lacks(side: Side, names: dict[str, str]) -> Iterator[tuple[str, str, str, int]]:
    for lack in side.lacks:
        told, more = _some([names.get(code, code) for code in lack.units])
        yield lack.headline, _reason(lack.reason), told, more


def _some(names: Sequence[str]) -> tuple[str, int]:
    """Return the first names, and how many are left unsaid."""
    return ", ".join(names[:NAMED]), max(0, len(names) - NAMED)


def _spans(hours: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{opens}–{closes}" for opens, closes in hours) or _("no session")


def _differences(plan: Plan, changes: Changes) -> Iterator[str]:
    """Say what a trial changes, a sentence each."""
    for code, about, values in queries.differences(plan, changes):
        if code == "hours":
            hours: Any = values["hours"]
            told = _spans((f"{a:%H:%M}", f"{b:%H:%M}") for a, b in hours)
            yield _("hours: %(hours)s") % {"hours": told}
        elif code == "session_s":
            yield _("%(minutes)s minutes a session") % values
        elif code == "day_s":
            yield _("%(minutes)s minutes a day") % values
        elif code == "weight":
            yield _("weight %(weight)s") % values
        elif code == "phase":
            days: Any = values["days"]
            yield f"{about}: {days_said(days)}"
        else:
            yield f"{about}: {_often(values['often'])}"


def _often(often: Any) -> str:
    told: Often = often
    times = _("%(n)s a day") % {"n": told.times_a_day}
    run = ngettext("%(n)s day in a row", "%(n)s days in a row", told.days) % {"n": told.days}
    return f"{times} × {run}" if told.days else times
