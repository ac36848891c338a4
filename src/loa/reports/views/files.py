"""The files of a report: Word in both layouts, PDF, Excel, statistics by unit code."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from loa.people.access import requires
from loa.plans.exporting.layouts import LAYOUTS
from loa.reports import files
from loa.reports.views.asking import kept_or_404

KINDS = {
    files.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    files.PDF: "application/pdf",
    files.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    files.CSV: "text/csv; charset=utf-8",
}


@requires("report.view")
@require_safe
def file(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Return a report as a file, in its issuer's layout or the one asked for."""
    layout = request.GET.get("layout", "")
    if kind not in KINDS or layout not in {"", *LAYOUTS}:
        raise Http404(kind)
    ((name, content),) = files.made(kept_or_404(number), kinds=(kind,), layout=layout).items()
    return attached(content, kind, name)


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file to be kept; its name has no marks, so that every system can write it."""
    response = HttpResponse(content, content_type=KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
