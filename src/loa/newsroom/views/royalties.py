"""The month's royalties: on the page, at the office's rates, and as an Excel sheet."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.core.periods import DAY
from loa.newsroom import royalties
from loa.newsroom.models import Item
from loa.newsroom.views.asking import offices
from loa.people.access import person, requires
from loa.people.models import Organisation
from loa.theme import toast

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires("royalty.edit")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show an office's month and its rates."""
    chosen, month = _office(request), _month(request)
    rows = list(chosen.royalty_rates.all())
    rates = {rate.kind: rate.dong for rate in rows}
    context = {
        "here": "bulletin",
        "office": chosen,
        "offices": offices(person(request), "royalty.edit"),
        "month": royalties.month_of(chosen, month),
        "name": royalties.month_name(month),
        "before": (month - DAY).replace(day=1),
        "after": (month + 32 * DAY).replace(day=1),
        "rates": [(kind.value, kind.label, rates.get(kind.value)) for kind in royalties.PAID],
        "document": royalties.document_of(rows),
        "kinds": dict(Item.Kind.choices),
        "problem": request.GET.get("problem", "") == "rate",
        "largest": royalties.LARGEST_DONG,
    }
    return render(request, "newsroom/royalties.html", context)


@requires("royalty.edit")
@require_POST
def rates(request: HttpRequest) -> HttpResponse:
    """Keep an office's rates."""
    chosen, month = _office(request), _month(request)
    back = f"{reverse('newsroom:royalties')}?office={chosen.key}&month={month:%Y-%m}"
    given: dict[str, int | None] = {}
    for kind in royalties.PAID:
        text = request.POST.get(f"rate_{kind.value}", "").replace(".", "").replace(" ", "")
        if text and not (text.isascii() and text.isdigit()):
            return redirect(f"{back}&problem=rate#rates")
        given[kind.value] = int(text) if text else None
    try:
        document = request.POST.get("document", "").strip()[:200]
        royalties.keep_rates(chosen, given, document=document)
    except ValueError:
        return redirect(f"{back}&problem=rate#rates")
    toast.say(request, _("The rates are kept."))
    return redirect(back)


@requires("royalty.edit")
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Return the month as an Excel file."""
    chosen, month = _office(request), _month(request)
    document = royalties.document_of(list(chosen.royalty_rates.all()))
    made = royalties.xlsx(royalties.month_of(chosen, month), document=document)
    response = HttpResponse(made, content_type=XLSX)
    name = f"nhuan-but-{chosen.key}-{month:%Y-%m}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _office(request: HttpRequest) -> Organisation:
    """Return the office that was asked for, of those that are this person's; else the first."""
    own = offices(person(request), "royalty.edit")
    given = request.POST.get("office") or request.GET.get("office", "")
    found = next((office for office in own if office.key == given), None)
    if found is None and (given or not own):
        raise Http404(given)
    return found or own[0]


def _month(request: HttpRequest) -> date:
    text = request.POST.get("month") or request.GET.get("month", "")
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)
