"""A plan that exists on paper: dropped, read beside the original, corrected, made a draft."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from loa.control import words as control
from loa.control.queries import documents as shown
from loa.people.access import person, requires
from loa.people.models import Organisation
from loa.plans.actions import PlanRefusedError
from loa.plans.drafting import actions, queries, values, whole, words
from loa.plans.drafting.composing import Answers
from loa.plans.drafting.models import PlanDocument
from loa.plans.drafting.values import DraftingError
from loa.plans.exporting.carrying import Edited, PlanFile
from loa.plans.importing import reasons
from loa.plans.importing.reading import MOST_BYTES, RefusedError
from loa.plans.models import Plan
from loa.plans.words import CHANNELS
from loa.theme import toast

ORDERS = ("unsure", "document")
MEDIA = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
MEDIA["pdf"] = "application/pdf"


@requires("plan.edit")
@require_safe
def documents_page(request: HttpRequest) -> HttpResponse:
    return _drop_page(request)


@requires("plan.edit")
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Take a document in, and show what was found in it."""
    try:
        office = _office(request)
        upload = request.FILES.get("document")
        content, name = _bytes(upload)
        taken = actions.take_in(
            content, name, office=office, by=person(request), now=timezone.now()
        )
    except (DraftingError, RefusedError) as error:
        return _drop_page(request, problem=words.error(error))
    document = taken.document
    if not taken.new:
        day = date_format(timezone.localtime(document.taken_at), "d/m/Y")
        told = _("This document was taken in on %(day)s already. Here is the first one.")
        toast.say(request, told % {"day": day})
    return redirect("control:document", number=document.pk)


def _office(request: HttpRequest) -> Organisation:
    offices = queries.offices_of(person(request), today=timezone.localdate())
    if not offices:
        raise DraftingError("no-office")
    wanted = request.POST.get("office", "")
    return next((office for office in offices if office.key == wanted), offices[0])


def _bytes(upload: "UploadedFile[Any] | None") -> tuple[bytes, str]:
    if upload is None:
        raise DraftingError("no-file")
    name = upload.name or "?"
    if (upload.size or 0) > MOST_BYTES:
        size, limit = (upload.size or 0) // 1_000_000, MOST_BYTES // 1_000_000
        raise RefusedError("too-large", name, size=size, limit=limit)
    return upload.read(), name


def _drop_page(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    today = timezone.localdate()
    context = {
        "here": "plans",
        "problem": problem,
        "offices": queries.offices_of(person(request), today=today),
        "waiting": queries.waiting(person(request), today=today),
        "largest": MOST_BYTES // 1_000_000,
    }
    return render(request, "control/documents.html", context, status=422 if problem else 200)


@requires("plan.view")
@require_safe
def document_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a document beside its findings; once it is a plan, to whoever may see plans."""
    return _page(request, _document(request, number))


def _document(request: HttpRequest, number: int, *, to_edit: bool = False) -> PlanDocument:
    rows = PlanDocument.objects.defer("content").select_related("office", "plan")
    document = get_object_or_404(rows, pk=number)
    if to_edit or document.plan_id is None:
        may = queries.may_edit(person(request), document, today=timezone.localdate())
        if not may:
            raise PermissionDenied(_("This document is in the hands of another office."))
    return document


def _page(
    request: HttpRequest, document: PlanDocument, *, problem: str = "", at: int = 0
) -> HttpResponse:
    asked = request.POST.get("order") or request.GET.get("order", "")
    order = asked if asked in ORDERS else ORDERS[0]
    plan = document.plan
    review = shown.review(
        document,
        person(request),
        unsure_first=order == "unsure" and plan is None,
        today=timezone.localdate(),
    )
    language = words.language()
    context = {
        "here": "plans",
        "document": document,
        "plan": plan,
        "order": order,
        "orders": [("unsure", _("Unsure ones first")), ("document", _("As in the document"))],
        "review": review,
        "problem": problem,
        "problem_at": at,
        "channels": [(key, control.said(control.CHANNELS, key)) for key in CHANNELS],
        "kinds": Plan.Kind.choices,
        "offices": queries.known_offices(),
        "as_written": shown.AS_WRITTEN,
        "legend": [(group, reasons.TITLES[kind][language]) for kind, group in shown.GROUPS.items()],
        "by_value": [
            (kind, reasons.TITLES[kind][language])
            for kind in values.ADDED
            if kind not in {"phases", "assignments", "channels"}
        ],
    }
    part = request.headers.get("HX-Request") == "true"
    if plan is None and not part:
        context |= _carried(document)
    status = 422 if problem and not part else 200
    return render(request, "control/document.html", context, status=status)


def _carried(document: PlanDocument) -> dict[str, Any]:
    """Say whether this product wrote the document, and what was changed in it since."""
    file = whole.carried_by(document)
    return {
        "whole": isinstance(file, PlanFile),
        "changes": file.changes if isinstance(file, Edited) else (),
    }


def _refused(
    request: HttpRequest, document: PlanDocument, error: Exception, *, at: int = 0
) -> HttpResponse:
    """Say on the page why something was not done; what somebody else has ended is shown anew."""
    code = error.code if isinstance(error, DraftingError) else ""
    if code == "closed":
        toast.say(request, words.error(error))
        return redirect("control:document", number=document.pk)
    return _page(request, document, problem=words.error(error), at=at)


@requires("plan.edit")
@require_POST
def finding(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Do one thing with a finding: let it stand, correct, leave out, bring back, mend."""
    document = _document(request, number, to_edit=True)
    act = request.POST.get("act", "")
    try:
        if office := request.POST.get("office", ""):
            actions.choose_office(document, row, office, by=person(request), now=timezone.now())
        elif act == "settle":
            actions.settle(document, row)
        elif act == "drop":
            actions.drop(document, row)
        elif act == "restore":
            actions.restore(document, row)
        elif act == "correct":
            posted = {name: str(value) for name, value in request.POST.items()}
            actions.correct(document, row, posted, by=person(request), now=timezone.now())
        elif act == "mend":
            n = actions.take_mend(document, row, by=person(request), now=timezone.now())
            told = ngettext("%(n)s place is mended.", "%(n)s places are mended.", n)
            toast.say(request, told % {"n": n})
        else:
            raise Http404(act)
    except DraftingError as error:
        return _refused(request, document, error, at=row)
    return _back(request, number, f"f-{row}")


@requires("plan.edit")
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Add a finding of a person's own."""
    document = _document(request, number, to_edit=True)
    posted = {name: str(value) for name, value in request.POST.items()}
    near = posted.get("near", "")
    if posted.get("kind") == "channels":
        posted["value"] = posted.get("channel", "")
    try:
        row = actions.add(
            document,
            posted.get("kind", ""),
            posted,
            passage=(
                int(near) if near.isascii() and near.isdigit() else 0,
                posted.get("passage", ""),
            ),
            by=person(request),
            now=timezone.now(),
        )
    except DraftingError as error:
        return _refused(request, document, error, at=-1)
    return _back(request, number, f"f-{row.pk}")


def _back(request: HttpRequest, number: int, place: str) -> HttpResponse:
    order = request.POST.get("order", "")
    query = f"?order={order}" if order in ORDERS else ""
    return redirect(f"{reverse('control:document', args=[number])}{query}#{place}")


@requires("plan.edit")
@require_POST
def make_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Make the draft plan, or keep the document with the plan of its number."""
    document = _document(request, number, to_edit=True)
    issuer, area = request.POST.get("issuer", ""), request.POST.getlist("area")
    kind = request.POST.get("plan_kind", "")
    said = {"issuer": issuer, "plan_kind": kind, "area": area}
    by, now = person(request), timezone.now()
    try:
        document.answers = actions.answer(document, said).answers
        same = Plan.objects.filter(key=request.POST.get("plan", "")).first()
        if request.POST.get("act") == "attach":
            if same is None:
                raise DraftingError("bad-answer")  # noqa: TRY301 - told like the verbs' own
            plan = actions.attach(document, same, by=by, now=now)
        else:
            replaces = same.key if same and request.POST.get("act") == "replace" else ""
            answers = Answers(
                plan_kind=kind or Plan.Kind.CAMPAIGN,
                issuer_key="" if issuer == shown.AS_WRITTEN else issuer,
                area=tuple(area),
                plan_key=replaces,
            )
            plan = actions.make_plan(document, answers, by=by, now=now)
    except (DraftingError, PlanRefusedError) as error:
        return _refused(request, document, error, at=-2)
    toast.say(request, _("The draft is made. What is still to be filled stands with it."))
    return redirect(f"{reverse('control:plan', args=[plan.key])}#origin")


@requires("plan.edit")
@require_POST
def take_whole(request: HttpRequest, number: int) -> HttpResponse:
    """Make the draft plan that a document carries."""
    document = _document(request, number, to_edit=True)
    try:
        plan = whole.take_whole(document, by=person(request), now=timezone.now())
    except (DraftingError, PlanRefusedError) as error:
        return _refused(request, document, error, at=-2)
    toast.say(request, _("The whole plan is here as a draft."))
    return redirect(f"{reverse('control:plan', args=[plan.key])}#origin")


@requires("plan.edit")
@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Throw a document away of which no plan was made."""
    document = _document(request, number, to_edit=True)
    try:
        actions.discard(document, by=person(request), now=timezone.now())
    except DraftingError as error:
        return _refused(request, document, error)
    toast.say(request, _("“%(name)s” is thrown away; no plan was made.") % {"name": document.name})
    return redirect("control:documents")


@requires("plan.view")
@require_safe
def original(request: HttpRequest, number: int) -> HttpResponse:
    """Return the file as it was taken in; a browser runs nothing in it."""
    document = _document(request, number)
    kind = MEDIA.get(document.form, "text/plain")
    response = HttpResponse(bytes(document.content), content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, document.name) or ""
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["ETag"] = f'"{document.digest}"'
    return response
