"""Asking for an approval: a personal link for each approver, to be sent by phone."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from loa.newsroom import queries
from loa.newsroom.actions import NewsroomError
from loa.newsroom.approving import links, words
from loa.newsroom.bulletins import queries as bulletins
from loa.newsroom.models import Bulletin, Item
from loa.newsroom.views.asking import item_for
from loa.people.access import demand, person, requires
from loa.people.models import Organisation, User


@requires("item.review")
@require_http_methods(["GET", "HEAD", "POST"])
def for_bulletin(request: HttpRequest, key: str) -> HttpResponse:
    """Offer links for a whole bulletin; make one for the approver who is named."""
    bulletin = get_object_or_404(Bulletin.objects.select_related("issuer"), key=key)
    _demand(request, bulletin.issuer)
    items = list({entry.item.pk: entry.item for entry, _v in bulletins.entries(bulletin)}.values())
    return _answer(request, bulletin.issuer, items, bulletin, str(bulletin))


@requires("item.review")
@require_http_methods(["GET", "HEAD", "POST"])
def for_item(request: HttpRequest, key: str) -> HttpResponse:
    """Offer links for one item; an approver's own opens at once."""
    item = item_for(request, key, "item.review")
    return _answer(request, item.issuer, [item], None, item.headline)


def _answer(
    request: HttpRequest,
    issuer: Organisation,
    items: Sequence[Item],
    bulletin: Bulletin | None,
    title: str,
) -> HttpResponse:
    asking, now = person(request), timezone.now()
    approvers = list(queries.approvers_of(issuer))
    context: dict[str, Any] = {
        "here": "bulletin",
        "title": title,
        "bulletin": bulletin,
        "item": items[0] if items and bulletin is None else None,
        "approvers": approvers,
        "waiting": any(item.state == Item.State.REVIEW for item in items),
    }
    if request.method == "POST":
        wanted = get_object_or_404(User, username=request.POST.get("person", ""))
        try:
            token = links.make(items, person=wanted, by=asking, now=now, bulletin=bulletin)
        except NewsroomError as error:
            context["problem"] = words.error(error)
            return render(request, "newsroom/approving/ask.html", context, status=422)
        if wanted == asking:
            return redirect("approving:linked", token)
        link = links.find(token)
        path = redirect("approving:linked", token).headers["Location"]
        context |= {"made": link, "address": request.build_absolute_uri(path)}
    response = render(request, "newsroom/approving/ask.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _demand(request: HttpRequest, issuer: Organisation) -> None:
    code = issuer.unit_code or None
    demand(request, "item.review", organisation=issuer, unit_code=code)
