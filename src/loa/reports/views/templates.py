"""An office's own Word templates: taken away, edited in Word, checked, kept."""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.people.access import person, requires
from loa.people.models import Organisation, User
from loa.people.rules import PERMISSIONS
from loa.plans.exporting.layouts import LAYOUTS, Layout
from loa.reports import publishing
from loa.reports.documents import fields
from loa.reports.documents.checking import LARGEST, Problem, TemplateError
from loa.reports.documents.word import original
from loa.reports.files import DOCX
from loa.reports.models import OfficeTemplate
from loa.reports.views.asking import FREEZE
from loa.reports.views.files import attached
from loa.theme import toast

HERE = "reports"


@requires(FREEZE)
@require_safe
def templates_page(request: HttpRequest) -> HttpResponse:
    """Show the two templates of an office, and every field that they may use."""
    return _page(request, _office(request))


def _page(
    request: HttpRequest,
    office: Organisation,
    *,
    layout: str = "",
    problems: tuple[Problem, ...] = (),
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = {row.layout: row for row in OfficeTemplate.objects.filter(organisation=office)}
    labels = dict(OfficeTemplate.LayoutWord.choices)
    context = {
        "here": HERE,
        "office": office,
        "offices": _offices(person(request)),
        "layouts": [(word, labels[word], rows.get(word)) for word in LAYOUTS],
        "fields": list(fields.listed()),
        "layout": layout,
        "problems": problems,
        "refused": refused,
    }
    return render(request, "reports/templates.html", context, status=status)


@requires(FREEZE)
@require_safe
def template_file(request: HttpRequest, layout: str) -> HttpResponse:
    """Return an office's template, or the one that everybody begins with."""
    laid_out = _layout(layout)
    row = OfficeTemplate.objects.filter(organisation=_office(request), layout=layout).first()
    fresh = request.GET.get("original") == "1"
    content = bytes(row.content) if row and not fresh else original(laid_out)
    return attached(content, DOCX, f"mau-bao-cao-{layout}.docx")


@requires(FREEZE)
@require_POST
def keep(request: HttpRequest, layout: str) -> HttpResponse:
    """Check what was edited, and keep it if nothing is wrong with it."""
    laid_out, office = _layout(layout), _office(request)
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile):
        refused = _("Choose the Word file first.")
        return _page(request, office, layout=layout, refused=refused, status=422)
    if (given.size or 0) > LARGEST:
        refused = _("The file is larger than 5 MB. Take pictures out of it and try again.")
        return _page(request, office, layout=layout, refused=refused, status=422)
    try:
        problems = publishing.keep_template(
            office,
            laid_out,
            name=given.name or "",
            content=given.read(),
            by=person(request),
            now=timezone.now(),
        )
    except TemplateError as error:
        return _page(request, office, layout=layout, refused=str(error), status=422)
    if problems:
        found = tuple(problems)
        return _page(request, office, layout=layout, problems=found, status=422)
    toast.say(request, _("The template is kept; the next Word file is made with it."))
    return _back(office)


@requires(FREEZE)
@require_POST
def drop(request: HttpRequest, layout: str) -> HttpResponse:
    """Go back to the template that everybody begins with."""
    office = _office(request)
    publishing.drop_template(office, _layout(layout))
    toast.say(request, _("The office's own template is gone; the usual one is used."))
    return _back(office)


def _back(office: Organisation) -> HttpResponse:
    response = redirect("reports:templates")
    response.headers["Location"] += f"?office={office.key}"
    return response


def _layout(word: str) -> Layout:
    if word not in LAYOUTS:
        raise Http404(word)
    return LAYOUTS[word]


def _offices(user: User) -> list[Organisation]:
    """Return the offices in which a person may make reports today."""
    today, roles = timezone.localdate(), PERMISSIONS[FREEZE]
    held = {
        holding.organisation
        for holding in user.holdings()
        if holding.role in roles and holding.holds(today)
    }
    return list(Organisation.objects.filter(key__in=held))


def _office(request: HttpRequest) -> Organisation:
    """Return the office that was asked for, of those that are this person's; else the first."""
    own = _offices(person(request))
    given = request.POST.get("office") or request.GET.get("office", "")
    found = next((office for office in own if office.key == given), None)
    if found is None and (given or not own):
        raise Http404(given)
    return found or own[0]
