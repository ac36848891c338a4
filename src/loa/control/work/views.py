"""The pages of work: the list, one duty, who has not sent, one's own calendar."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loa.control import choice
from loa.control.models import CalendarAddress, TaskFile, TaskNote
from loa.control.queries.plans import next_state
from loa.control.work import actions, calendar, queries, rules, words
from loa.control.work.files import LARGEST, FileError
from loa.control.work.queries import Asked
from loa.people.access import allowed, person, public, requires
from loa.people.rules import Role
from loa.plans import reminding
from loa.plans.actions import advance_assignment, return_assignment
from loa.plans.models import Assignment
from loa.plans.reach import Reach, reach
from loa.theme import toast

HERE = "work"
EDIT, ENTERS = "plan.edit", "feedback.enter"
TOO_OFTEN = 429
ONLY_ENTERS = {Role.HAMLET_HEAD}


@requires("plan.view")
@require_safe
def work_page(request: HttpRequest) -> HttpResponse:
    """List one's own duties; for planners also everybody's."""
    user, today = person(request), timezone.localdate()
    if {held.role for held in user.holdings() if held.holds(today)} == ONLY_ENTERS:
        return redirect("feedback:work")  # what the heads of hamlets do is enter questions
    planner = allowed(user, EDIT)
    everybody = planner and request.GET.get("whose") != "mine"
    unit = choice.unit(request) if everybody else None
    asked = Asked(
        state=request.GET.get("state", ""),
        plan=request.GET.get("plan", ""),
        due=request.GET.get("due", ""),
        unit=unit.code if unit else "",
    )
    own = reach(user, today=today)
    found = queries.tasks(asked, today=today, of=None if everybody else own.own)
    context = _context(request, "all" if everybody else "mine") | {
        "tasks": [(task, *words.STANDINGS[task.standing]) for task in found],
        "asked": asked,
        "narrowed": bool(asked.state or asked.plan or asked.due),
        "unit": unit,
        "plans": queries.plans_with_duties(),
        "states": [(state, label) for state, (_s, label, _icon) in words.STANDINGS.items()],
        "whens": words.WHENS.items(),
        "today": today,
    }
    return render(request, "control/work/list.html", context)


@requires("plan.view")
@require_safe
def task_page(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    return _task(request, _assignment(plan, key))


@requires("plan.view")
@require_POST
def step(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Bring a duty to the state that follows."""
    row = _own(request, plan, key)
    before, wanted = row.state, request.POST.get("state", "")
    if wanted and wanted == next_state(row):
        row = advance_assignment(
            plan_key=plan, key=key, state=wanted, now=timezone.now(), by=person(request)
        )
        undo = reverse("control:task-return", args=(plan, key, before))
        toast.say(request, f"{row.duty[:60]}: {row.get_state_display().lower()}", undo)
    return redirect("control:task", plan, key)


@requires("plan.view")
@require_POST
def go_back(request: HttpRequest, plan: str, key: str, state: str) -> HttpResponse:
    """Bring a duty back to an earlier state."""
    _own(request, plan, key)
    if state not in Assignment.State.values:
        raise Http404(state)
    return_assignment(plan_key=plan, key=key, state=state, now=timezone.now(), by=person(request))
    return redirect("control:task", plan, key)


@requires("plan.view")
@require_POST
def give_file(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Keep a file with a duty; the page says why one is not taken."""
    row, given = _own(request, plan, key), request.FILES.get("file")
    try:
        if given is not None and (given.size or 0) > LARGEST:
            raise FileError("large")  # noqa: TRY301 - told like what the verb refuses
        content = given.read() if given is not None else b""
        name = (given.name or "") if given is not None else ""
        kept = actions.keep_file(
            row, name=name, content=content, by=person(request), now=timezone.now()
        )
    except FileError as error:
        return _task(request, row, problem=words.refused(error))
    toast.say(request, _("Kept: %(name)s") % {"name": kept.name})
    return redirect("control:task", plan, key)


@requires("plan.view")
@require_safe
def file(request: HttpRequest, number: int) -> HttpResponse:
    """Hand a file over, to be kept and not run: to those whom its duty concerns."""
    rows = TaskFile.objects.select_related("assignment__plan")
    row = get_object_or_404(rows, pk=number, removed_at=None)
    if not _sees(reach(person(request), today=timezone.localdate()), row.assignment):
        raise PermissionDenied(_("Only those whom the duty concerns can open its files."))
    response = HttpResponse(bytes(row.content), content_type=row.media_type)
    disposition = content_disposition_header(as_attachment=True, filename=row.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@requires("plan.view")
@require_POST
def take_file(request: HttpRequest, number: int) -> HttpResponse:
    """Take a file away, with a way back."""
    row = _own_file(request, number)
    actions.remove_file(row, by=person(request), now=timezone.now())
    undo = reverse("control:task-file-back", args=(row.pk,))
    toast.say(request, _("Taken away: %(name)s") % {"name": row.name}, undo)
    return redirect("control:task", row.assignment.plan.key, row.assignment.key)


@requires("plan.view")
@require_POST
def put_back(request: HttpRequest, number: int) -> HttpResponse:
    row = _own_file(request, number)
    actions.put_back(row, by=person(request), now=timezone.now())
    return redirect("control:task", row.assignment.plan.key, row.assignment.key)


@requires("plan.view")
@require_POST
def write(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Write a note about a duty."""
    row = _own(request, plan, key)
    actions.note(row, request.POST.get("text", ""), by=person(request), now=timezone.now())
    return redirect("control:task", plan, key)


@requires(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def owing_page(request: HttpRequest) -> HttpResponse:
    """Show who has not sent, with the words to remind them; a post notes that it was done."""
    today, now, user = timezone.localdate(), timezone.now(), person(request)
    own = reach(user, today=today)
    with reminding.theirs():
        told = queries.owing(own, today=today)
    sender = reminding.signed(user, today=today)
    if request.method == "POST":
        wanted = set(request.POST.getlist("organisation"))
        asked = [one for one in told if one.organisation in wanted]
        if asked:
            text = reminding.reminder(asked, sender=sender, today=today)
            actions.remind([one.organisation for one in asked], text, by=user, now=now)
            toast.say(request, _("Noted: the reminder was made. Paste it into Zalo now."))
        return redirect("control:owing")
    alone = {one.organisation: one for one in told}
    found = queries.owing(own, today=today)
    context = _context(request, "owing") | {
        "today": today,
        "debtors": [
            (
                one,
                [(reminding.line(owed, today), owed, owed.late(today)) for owed in one.owed],
                reminding.reminder([alone[one.organisation]], sender=sender, today=today),
            )
            for one in found
        ],
        "everybody": reminding.reminder(told, sender=sender, today=today) if told else "",
    }
    return render(request, "control/work/owing.html", context)


@requires("plan.view")
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Make, show once and end the address of one's own calendar."""
    user, now, address = person(request), timezone.now(), ""
    if request.method == "POST" and "end" in request.POST:
        actions.close_calendar(by=user, now=now)
        toast.say(request, _("The address no longer answers."))
        return redirect("control:calendar-page")
    if request.method == "POST":
        code = actions.open_calendar(by=user, now=now)
        address = request.build_absolute_uri(reverse("control:calendar", args=(code,)))
    standing = CalendarAddress.objects.filter(person=user, revoked_at=None, expires_at__gt=now)
    context = _context(request, "calendar") | {
        "address": address,
        "subscribe": "webcal" + address[address.find(":") :] if address else "",
        "standing": standing.first(),
    }
    response = render(request, "control/work/calendar.html", context)
    if address:
        response.headers["Cache-Control"] = "no-store"
    return response


@public(reason="a telephone's calendar asks by itself; its address, which can be ended, is the key")
@require_safe
def calendar_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Give a person's calendar to whoever knows its address."""
    now = timezone.now()
    answer = calendar.asked(code, now=now)
    if answer is None:
        response = HttpResponse(status=404)
    elif answer.wait is not None:
        response = HttpResponse(status=TOO_OFTEN)
        response.headers["Retry-After"] = str(max(1, round(answer.wait.total_seconds())))
    else:
        host = request.get_host()
        body = calendar.book(answer.person, now=now, whole=request.build_absolute_uri, host=host)
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _context(request: HttpRequest, tab: str) -> dict[str, Any]:
    return {
        "here": HERE,
        "now": timezone.now(),
        "tab": tab,
        "planner": allowed(request.user, EDIT),
        "enters": allowed(request.user, ENTERS),
    }


def _task(request: HttpRequest, row: Assignment, problem: str = "") -> HttpResponse:
    today = timezone.localdate()
    own = reach(person(request), today=today)
    mine = own.may_answer(row.organisation_key)
    at = rules.standing(row.state, row.due, today=today)
    following = next_state(row) if mine else ""
    files = TaskFile.objects.filter(assignment=row, removed_at=None).defer("content")
    context = _context(request, "task") | {
        "row": row,
        "plan": row.plan,
        "standing": at,
        "shown": words.STANDINGS[at],
        "mine": mine,
        "sees": mine or _sees(own, row),
        "following": following,
        "act": words.STEPS.get(following, ""),
        "files": files.select_related("kept_by"),
        "notes": TaskNote.objects.filter(assignment=row).select_related("by"),
        "problem": problem,
        "largest_mb": LARGEST // 1_000_000,
    }
    return render(request, "control/work/task.html", context, status=422 if problem else 200)


def _assignment(plan: str, key: str) -> Assignment:
    rows = Assignment.objects.select_related("plan")
    return get_object_or_404(rows, plan__key=plan, key=key)


def _own(request: HttpRequest, plan: str, key: str) -> Assignment:
    row = _assignment(plan, key)
    _demand(request, row)
    return row


def _own_file(request: HttpRequest, number: int) -> TaskFile:
    rows = TaskFile.objects.defer("content").select_related("assignment__plan")
    row = get_object_or_404(rows, pk=number)
    _demand(request, row.assignment)
    return row


def _demand(request: HttpRequest, row: Assignment) -> None:
    if not reach(person(request), today=timezone.localdate()).may_answer(row.organisation_key):
        raise PermissionDenied(_("Only people of this organisation can answer for it."))


def _sees(own: Reach, row: Assignment) -> bool:
    """Whether a duty's files and notes are this person's to read."""
    concerned = {row.organisation_key, *(one["key"] for one in row.coordinating)}
    asking = row.plan.issuer_key
    return bool(concerned & own.own) or asking in own.own or own.concerns(*concerned, asking)
