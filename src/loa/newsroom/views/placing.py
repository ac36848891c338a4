"""Placing an approved item: for which promise, on which days, how often."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loa.delivery.actions import PlacementError
from loa.newsroom import actions, queries, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.forms import PlacingForm
from loa.newsroom.views.asking import item_for
from loa.newsroom.views.desk import away, desk
from loa.people.access import person, requires
from loa.theme import toast


@requires("placement.edit")
@require_POST
def place(request: HttpRequest, key: str) -> HttpResponse:
    """Place an item where this person may."""
    item = item_for(request, key, "placement.edit")
    user = person(request)
    form = PlacingForm(request.POST, item=item, user=user, today=timezone.localdate())
    if not form.is_valid():
        return desk(request, item, placing=form)
    try:
        placement = actions.place(
            item, form.chosen, form.window(), areas=form.areas(), by=user, now=timezone.now()
        )
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error), placing=form)
    except PlacementError as error:
        return desk(request, item, problem=" ".join(error.reasons), placing=form)
    undo = reverse("newsroom:withdraw", args=(item.key, placement.pk))
    toast.say(request, _("Placed. The stations' next programmes are built with it."), undo)
    return away(request, "newsroom:item", item.key)


@requires("placement.edit")
@require_POST
def withdraw(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take an item off a channel."""
    item = item_for(request, key, "placement.edit")
    placement = get_object_or_404(queries.placements(item), pk=number)
    actions.withdraw(item, placement, by=person(request), now=timezone.now())
    toast.say(request, _("Withdrawn. What was already heard stays counted."))
    return away(request, "newsroom:item", item.key)
