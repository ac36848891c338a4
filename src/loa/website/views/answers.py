"""One question that was answered for everybody, at an address of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loa.feedback.models import Answer
from loa.feedback.queries import names
from loa.people.access import public
from loa.theme.keeping import kept


@public(reason="an answer that its office gave to everybody")
@require_safe
@kept
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Show a public answer with the office's own words of the question, never the asker's."""
    row = Answer.objects.filter(public=True, pk=number).select_related("matter").first()
    if row is None:
        raise Http404(str(number))
    place = names([row.matter.unit_code]).get(row.matter.unit_code, "")
    context = {"here": "ask", "answer": row, "place": place}
    return render(request, "website/answer.html", context)
