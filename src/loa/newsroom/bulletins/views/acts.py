"""What is done with a whole bulletin: session, signature sounds, sending, airing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loa.newsroom import words as items
from loa.newsroom.actions import NewsroomError
from loa.newsroom.bulletins import actions, queries, tasks, words
from loa.newsroom.bulletins.actions import BulletinError
from loa.newsroom.bulletins.views.page import board, bulletin_for, session_asked
from loa.newsroom.views.desk import away
from loa.people.access import person, requires
from loa.theme import toast


@requires("item.write")
@require_POST
def signatures(request: HttpRequest, key: str) -> HttpResponse:
    """Choose what sounds before and after the items."""
    one = bulletin_for(request, key, "item.write")
    known = {str(item.pk): item for item in queries.signatures()}
    before, after = (known.get(request.POST.get(name, "")) for name in ("ident", "closing"))
    try:
        actions.choose_signatures(one, before, after)
    except BulletinError as error:
        return board(request, one, problem=words.error(error))
    return board(request, one) if _part(request) else away(request, "bulletins:bulletin", key)


@requires("item.write")
@require_POST
def session(request: HttpRequest, key: str) -> HttpResponse:
    """Put the bulletin into another session."""
    one = bulletin_for(request, key, "item.write")
    now = timezone.now()
    wanted = session_asked(request, one.issuer, now)
    if wanted is None:
        return board(request, one, problem=words.error(BulletinError("no-session")))
    try:
        moved = actions.move(one, wanted, now=now)
    except BulletinError as error:
        return board(request, one, problem=words.error(error))
    return away(request, "bulletins:bulletin", moved.key)


@requires("item.write")
@require_POST
def send(request: HttpRequest, key: str) -> HttpResponse:
    """Send the whole bulletin for approval."""
    one = bulletin_for(request, key, "item.write")
    try:
        actions.send(one, by=person(request), now=timezone.now())
    except BulletinError as error:
        return board(request, one, problem=words.error(error))
    except NewsroomError as error:
        return board(request, one, problem=items.error(error))
    toast.say(request, _("Sent. Once approved, it goes into the programme by itself."))
    return away(request, "bulletins:bulletin", key)


@requires("placement.edit")
@require_POST
def place(request: HttpRequest, key: str) -> HttpResponse:
    """Put an approved bulletin into the programme of a session."""
    one = bulletin_for(request, key, "placement.edit")
    now = timezone.now()
    wanted = session_asked(request, one.issuer, now)
    if wanted is None:
        return board(request, one, problem=words.error(BulletinError("no-session")))
    try:
        placed = actions.place(one, wanted, by=person(request), now=now)
    except BulletinError as error:
        return board(request, one, problem=words.error(error))
    tasks.make_whole.enqueue(placed.pk)
    toast.say(request, _("In the programme: %(when)s.") % {"when": words.when(wanted, now)})
    return away(request, "bulletins:bulletin", placed.key)


@requires("placement.edit")
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take a bulletin off the air."""
    one = bulletin_for(request, key, "placement.edit")
    actions.withdraw(one, by=person(request), now=timezone.now())
    toast.say(request, _("Taken off the air. What was already heard stays counted."))
    return redirect("bulletins:bulletin", key)


def _part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
