"""What residents read of reports: totals by channel, how they are known, nothing by unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loa.people.access import public
from loa.reports import publishing
from loa.reports.documents.charts import bars
from loa.reports.documents.composing import compose
from loa.reports.documents.heading import heading_of

HERE = "transparency"


def foot(_request: HttpRequest) -> SafeString:
    """Lead residents to the reports from the foot of every page."""
    return format_html(
        '<p class="no-print"><a href="{}">{}</a></p>',
        reverse("reports:public-list"),
        _("Published reports"),
    )


REASON = "what was done with public means is open to everybody, once it is frozen and published"


@public(reason=REASON)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the reports that were published."""
    return render(
        request,
        "reports/public_list.html",
        {"here": HERE, "publications": publishing.published()[:100]},
    )


@public(reason=REASON)
@require_safe
def shown(request: HttpRequest, number: int) -> HttpResponse:
    """Show one published report; units stand in no table, so that none is ranked."""
    publication = get_object_or_404(publishing.published(), report__pk=number)
    report = publication.report.report()
    heading = heading_of(publication.report, report)
    paper = compose(report, heading, frozen=True)
    return render(
        request,
        "reports/public.html",
        {
            "here": HERE,
            "publication": publication,
            "report": report,
            "paper": paper,
            "charts": bars(report),
        },
    )
