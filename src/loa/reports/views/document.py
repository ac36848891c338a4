"""One report as it will print, each figure down to its rows, and beside another report."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.delivery.models import Evidence
from loa.people.access import requires
from loa.plans.exporting.layouts import LAYOUTS
from loa.reports import publishing, words
from loa.reports.documents import wording
from loa.reports.documents.charts import charts
from loa.reports.documents.composing import compose
from loa.reports.documents.heading import heading_of
from loa.reports.documents.paper import Pick
from loa.reports.documents.tally import picked, tally
from loa.reports.queries import evidence, kept
from loa.reports.rules import totals
from loa.reports.rules.report import Report, Source
from loa.reports.views.asking import kept_or_404, may_freeze, still_running

PAGE = 50
HERE = "reports"


@requires("report.view")
@require_safe
def report_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show the document with its figures as chips, and what can be done with it."""
    row, today = kept_or_404(number), timezone.localdate()
    report = row.report()
    asked = request.GET.get("layout", "")
    heading = heading_of(row, report, layout=asked if asked in LAYOUTS else "")
    paper = compose(report, heading, frozen=row.frozen)
    return render(
        request,
        "reports/report.html",
        {
            "here": HERE,
            "row": row,
            "report": report,
            "paper": paper,
            "layout": heading.layout.word,
            "charts": charts(report),
            "left": words.left(row.due_on, today),
            "late": not row.frozen and row.due_on < today,
            "may_freeze": may_freeze(request, row),
            "running": still_running(row, today),
            "published": publishing.is_published(row),
            "others": kept.others_like(row)[:10],
        },
    )


@requires("report.view")
@require_safe
def figure_page(request: HttpRequest, number: int) -> HttpResponse:
    """Say where one figure comes from: what it sums, by unit and grade, down to the rows."""
    row = kept_or_404(number)
    report, pick = row.report(), _pick(request)
    lines = picked(report, pick)
    if not lines:
        raise Http404(pick.channel)
    behind = [source for source in _sources(report, lines) if _counts(source, report, pick)]
    chosen = next((s for s in behind if s.key == request.GET.get("source", "")), None)
    found = tally(lines)
    amount = found.total.cumulative if pick.cumulative else found.total.period
    asked = request.GET.copy()
    for name in ("source", "page"):
        asked.pop(name, None)
    return render(
        request,
        "reports/figure.html",
        {
            "here": HERE,
            "row": row,
            "report": report,
            "pick": pick,
            "channel": wording.channel(pick.channel),
            "measure": wording.phrase(pick.measure).name,
            "where": [p.name for p in report.places if pick.units and p.key in pick.units],
            "topic": next((t.name for t in report.topics if t.key == pick.topic), ""),
            "amount": amount,
            "found": found,
            "sources": [(source, _place(report, source)) for source in behind],
            "chosen": chosen,
            "evidence": _page_of(request, chosen, simulated=report.simulated) if chosen else None,
            "asked": asked.urlencode(),
        },
    )


def _page_of(request: HttpRequest, source: Source, *, simulated: bool) -> Page[Evidence]:
    rows = evidence.behind(source, simulated=simulated)
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def _pick(request: HttpRequest) -> Pick:
    given = request.GET
    return Pick(
        channel=given.get("channel", ""),
        measure=given.get("measure", ""),
        plan=given.get("plan"),
        topic=given.get("topic"),
        units=tuple(given.getlist("unit")) if "unit" in given else None,
        cumulative=given.get("cumulative") == "1",
    )


def _sources(report: Report, lines: Sequence[Any]) -> list[Source]:
    wanted = {key for line in lines for key in line.figure.sources}
    return [source for source in report.sources if source.key in wanted]


def _counts(source: Source, report: Report, pick: Pick) -> bool:
    """Return whether a source is in the figure: one that was over before is in the total alone."""
    return pick.cumulative or source.until > report.starts


def _place(report: Report, source: Source) -> str:
    place = report.place(source.unit)
    return place.name if place else ""


@requires("report.view")
@require_safe
def compare_page(request: HttpRequest, number: int) -> HttpResponse:
    """Put two reports side by side, channel by channel; each difference has its reasons below."""
    row = kept_or_404(number)
    others = kept.others_like(row)
    asked = request.GET.get("with", "")
    other = (
        others.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else others.first()
    )
    context: dict[str, Any] = {"here": HERE, "row": row, "others": others[:30], "other": other}
    if other is not None:
        mine = row.report()
        context |= {"lines": _beside(mine, kept_or_404(other.pk).report())}
        if mine.earlier == other.digest:
            heading = heading_of(row, mine)
            context["changes"] = compose(mine, heading, frozen=row.frozen).changes
    return render(request, "reports/compare.html", context)


def _beside(mine: Report, theirs: Report) -> list[dict[str, Any]]:
    """Return each channel and measure with its figures in both, in the order of the first.

    Where a figure has not come, or is withheld, there is no difference to tell.
    """
    sums: defaultdict[tuple[str, ...], list[totals.Total]] = defaultdict(
        lambda: [totals.Total(), totals.Total()]
    )
    for place, report in enumerate((mine, theirs)):
        for key, total in totals.by_channel(report.lines).items():
            sums[key][place] = total
    return [
        {
            "channel": wording.channel(channel),
            "measure": wording.phrase(measure).name,
            "mine": one,
            "theirs": other,
            "period": one.period.total - other.period.total if told else None,
            "cumulative": one.cumulative.total - other.cumulative.total if told else None,
        }
        for (channel, measure), (one, other) in sums.items()
        for told in (one.whole and other.whole,)
    ]
