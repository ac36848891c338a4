"""Taking an item back: why, what was reached, what is still to be done and by whom."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.delivery.models import SealedMessage
from loa.newsroom import retracting, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.models import Item
from loa.newsroom.views.asking import item_for, may
from loa.people.access import person, requires
from loa.theme import toast


@requires("item.view")
@require_safe
def retract_page(request: HttpRequest, key: str) -> HttpResponse:
    return _page(request, item_for(request, key, "item.view"))


@requires("item.retract")
@require_POST
def retract(request: HttpRequest, key: str) -> HttpResponse:
    """Take an item back everywhere; with `correct`, to be replaced by a new revision."""
    item = item_for(request, key, "item.retract")
    reason = request.POST.get("reason", "")
    user, now = person(request), timezone.now()
    try:
        if "correct" in request.POST:
            retracting.correct(item, reason=reason, by=user, now=now)
        else:
            retracting.retract(item, reason=reason, by=user, now=now)
    except NewsroomError as error:
        return _page(request, item, problem=words.error(error), reason=reason)
    if "correct" in request.POST:
        toast.say(request, _("Taken back. Now write what is right; it says that it corrects."))
        return redirect("newsroom:edit", item.key)
    return redirect("newsroom:retract", item.key)


@requires("item.retract")
@require_POST
def taken_back(request: HttpRequest, key: str, channel: str, task: str) -> HttpResponse:
    """Take a person's word that something is done by hand."""
    item = item_for(request, key, "item.retract")
    if not retracting.taken_back(item, channel, task, by=person(request), now=timezone.now()):
        raise Http404(task)
    return redirect("newsroom:retract", item.key)


def _page(request: HttpRequest, item: Item, *, problem: str = "", reason: str = "") -> HttpResponse:
    user = person(request)
    rows = SealedMessage.objects.filter(key=item.key)
    out = rows.filter(retracted_at=None).exists()
    trails = retracting.trails(item)
    going = retracting.trails_of(list(rows.values_list("digest", flat=True))) if out else []
    context: dict[str, Any] = {
        "here": "bulletin",
        "now": timezone.now(),
        "item": item,
        "out": out,
        "retractions": list(item.retractions.all()),
        "trails": [(words.channel(trail.channel), trail) for trail in trails],
        "going": [(words.channel(trail.channel), len(trail.places)) for trail in going],
        "due": sum(len(trail.due) for trail in trails),
        "reached": sum(len(trail.places) - len(trail.due) for trail in trails),
        "may_retract": may(user, item, "item.retract"),
        "may_write": may(user, item, "item.write"),
        "problem": problem,
        "reason": reason,
    }
    return render(request, "newsroom/retract.html", context, status=422 if problem else 200)
