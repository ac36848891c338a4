"""Residents' pages: ask, complain, have a loudspeaker turned down, look up a receipt.

No cookie is set and none is needed: Django's own guard against foreign forms rests on one,
so these views have another (`door`). Nobody's rights are used here that a stranger lacks.
"""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from loa.delivery import loudness
from loa.devices.files import serve
from loa.feedback import actions, door, queries, rules, voice
from loa.feedback.actions import Brought, FeedbackError
from loa.feedback.door import Refused
from loa.feedback.forms import MatterForm, QuieterForm
from loa.feedback.rules import Asked, Kind, Trouble
from loa.people.access import public
from loa.theme.keeping import kept

HERE = "ask"
TOO_MANY, NOT_TAKEN = 429, 422
ANSWERS_SHOWN = 30
LOWERED = "lowered"


@public(reason="anybody may ask, and read what was answered to everybody")
@require_safe
@kept
def desk(request: HttpRequest) -> HttpResponse:
    """Offer the ways to be heard, and show the public answers."""
    known = queries.communes(timezone.localdate())
    code = request.GET.get("commune", "")
    code = code if any(one.unit_code == code for one in known) else ""
    answers = list(queries.public_answers(code)[:ANSWERS_SHOWN])
    context = {
        "here": HERE,
        "communes": known,
        "code": code,
        "answers": answers,
        "names": queries.names({one.matter.unit_code for one in answers}),
    }
    return render(request, "feedback/desk.html", context)


@public(reason="an answer that its office gave to everybody")
@require_safe
def spoken(request: HttpRequest, address: str) -> HttpResponse:
    """Let a public answer be heard."""
    if not queries.public_answers().filter(voice=address).exists():
        raise Http404(address)
    return serve(request, voice.path(address), etag=address, cache="public, max-age=86400")


@public(reason="a resident has no account")
@csrf_exempt
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """Take a question or a complaint; what cannot be taken stays in the form."""
    now = timezone.now()
    offices = queries.communes(timezone.localdate(now))
    posted = request.POST if request.method == "POST" else None
    form = MatterForm(posted, offices=offices, code=request.GET.get("commune", ""))
    refused = ""
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        brought = Brought(
            kind=Kind(said["kind"]),
            unit_code=said["unit_code"],
            form="",
            text=said["text"],
            name=said["name"],
            reach=said["reach"],
        )
        try:
            return _receive(request, brought, Asked.SEND)
        except (Refused, FeedbackError) as error:
            refused = str(error)
    context = {"here": HERE, "form": form, "refused": refused, "seal": door.seal_form(now)}
    return render(request, "feedback/send.html", context, status=_status(refused))


@public(reason="a resident has no account, and quiet is a right")
@csrf_exempt
@never_cache
def quieter(request: HttpRequest) -> HttpResponse:
    """Have a loudspeaker turned down one step, at once and without a reason."""
    now = timezone.now()
    day = timezone.localdate(now)
    known = {one.unit_code: one.name for one in queries.communes(day)}
    code = request.POST.get("unit_code", request.GET.get("commune", ""))
    places = loudness.places(code, day) if code in known else []
    posted = request.POST if request.method == "POST" and places else None
    form, refused = QuieterForm(posted, places=places), ""
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        chosen = next(one for one in places if one.key == said["place"])
        brought = Brought(
            kind=Kind.LOUDNESS,
            unit_code=code,
            form="",
            place=chosen.key,
            place_name=chosen.name,
            trouble=Trouble(said["trouble"]),
            reach=said["reach"],
        )
        try:
            return _receive(request, brought, Asked.LOWER, done=LOWERED)
        except (Refused, FeedbackError) as error:
            refused = str(error)
    context = {
        "here": HERE,
        "communes": known.items(),
        "code": code if code in known else "",
        "commune": known.get(code, ""),
        "places": places,
        "form": form,
        "refused": refused,
        "seal": door.seal_form(now),
    }
    return render(request, "feedback/quieter.html", context, status=_status(refused))


@public(reason="whoever holds a receipt sees its state and nothing else")
@require_safe
@never_cache
def look(request: HttpRequest) -> HttpResponse:
    """Ask for a receipt's number, or go on to it."""
    typed = request.GET.get("number", "")[:40]
    number = rules.read_number(typed)
    if number:
        return redirect("feedback:receipt", number=number)
    context = {"here": HERE, "typed": typed, "unknown": bool(typed)}
    return render(request, "feedback/look.html", context)


@public(reason="whoever holds a receipt sees its state and nothing else")
@require_safe
@never_cache
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Show a receipt: number, state, reason, days. Guessing is counted."""
    found = queries.receipt(number)
    context = {"here": HERE, "typed": number[:40], "unknown": True}
    if found is None:
        try:
            door.count(request, Asked.LOOK, now=timezone.now())
        except Refused as error:
            context["refused"] = str(error)
            return render(request, "feedback/look.html", context, status=TOO_MANY)
        return render(request, "feedback/look.html", context, status=404)
    done = request.GET.get("done", "")
    context = {"here": HERE, "receipt": found, "new": bool(done), "lowered": done == LOWERED}
    return render(request, "feedback/receipt.html", context)


def _receive(
    request: HttpRequest, brought: Brought, asked: Asked, *, done: str = "sent"
) -> HttpResponse:
    """Check the door, take the matter in, and show its receipt."""
    now = timezone.now()
    door.check_sender(request)
    form = door.read_form(request.POST.get("seal", ""), now)
    door.count(request, asked, now=now)
    matter = actions.receive(replace(brought, form=form), now=now)
    address = reverse("feedback:receipt", args=[matter.number])
    return redirect(f"{address}?done={done}")


def _status(refused: str) -> int:
    return NOT_TAKEN if refused else 200
