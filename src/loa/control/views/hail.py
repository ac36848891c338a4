"""A lô: record on the phone, listen, choose, sign, and see it proven; or take it back."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.audio.sound import AudioError
from loa.control import words
from loa.control.queries import hails, officer
from loa.core.fold import fold
from loa.delivery.contract import Soon
from loa.newsroom import hailing, queries
from loa.newsroom import words as newsroom
from loa.newsroom.actions import NewsroomError
from loa.newsroom.afterwards import HEARD_WITHIN
from loa.newsroom.hailing import LONGEST_S
from loa.newsroom.models import Hail, Item
from loa.newsroom.signers import signers
from loa.newsroom.views.asking import item_for, return_after_approval
from loa.newsroom.views.sounds import recorded
from loa.people.access import allowed, person, requires
from loa.people.models import Organisation, User
from loa.theme import places

LATEST = 5


@requires("item.announce")
@require_safe
def hail_page(request: HttpRequest) -> HttpResponse:
    return _start(request)


@requires("item.announce")
@require_POST
def record(request: HttpRequest) -> HttpResponse:
    """Take in what was said; a page in its turn, or JSON for whoever keeps the recording."""
    user = person(request)
    office = _office(request, user)
    if office is None:
        return _told(request, newsroom.error(NewsroomError("no-area-to-hail")))
    hail = _own(request, request.POST["again"]) if request.POST.get("again") else None
    try:
        spoken = recorded(_file(request))
        now = timezone.now()
        if hail is not None:
            hailing.speak_again(hail, spoken, now=now)
        else:
            opening = _opening(office, time_format(timezone.localtime(now), "H:i"))
            hail = hailing.speak(office, spoken, opening=opening, by=user, now=now)
    except NewsroomError as error:
        return _told(request, newsroom.error(error))
    except AudioError as error:
        return _told(request, newsroom.audio_error(error, _("The recording")))
    url = reverse("control:hail", args=(hail.item.key,))
    return JsonResponse({"url": url}) if _by_script(request) else redirect(url)


@requires("item.announce")
@require_safe
def said_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one hail at its stage."""
    return _said(request, _own(request, key))


@requires("item.announce")
@require_safe
def proof_part(request: HttpRequest, key: str) -> HttpResponse:
    """Return how far it has come, asked for again every few seconds."""
    return render(request, "control/parts/hail_proof.html", _proof(request, _own(request, key)))


@requires("item.announce")
@require_POST
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """Say when it is to be heard; whoever may sign it does so on the next page."""
    hail, user = _own(request, key), person(request)
    soon = request.POST.get("soon", Soon.NEXT)
    text = request.POST.get("text", "")
    try:
        soon = Soon(soon) if soon in list(Soon) else Soon.NEXT
        hailing.hand_over(hail, soon, text=text, by=user, now=timezone.now())
    except NewsroomError as error:
        return _said(request, hail, problem=newsroom.error(error), text=text)
    if user not in signers(hail.item.issuer, user, now=timezone.now()).ready:
        return redirect("control:hail", key)
    return_after_approval(request, hail.item, reverse("control:hail", args=(key,)))
    return redirect("newsroom:approve", key)


@requires("item.announce")
@require_POST
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a recording away."""
    hail = _own(request, key)
    try:
        hailing.drop(hail)
    except NewsroomError as error:
        return _said(request, hail, problem=newsroom.error(error))
    return redirect("control:hail-start")


@requires("item.retract")
@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take a hail back: it falls silent, or is never heard."""
    hail = _own(request, key)
    reason = request.POST.get("reason", "") or _("Taken back on the phone")
    try:
        hailing.take_back(hail, reason=reason, by=person(request), now=timezone.now())
    except NewsroomError as error:
        return _said(request, hail, problem=newsroom.error(error))
    return redirect("newsroom:retract", key)


def _start(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    user, now = person(request), timezone.now()
    office = _office(request, user)
    latest = Hail.objects.filter(item__author=user).select_related("item")[:LATEST]
    context: dict[str, Any] = {
        "here": "today",
        "now": now,
        "office": office,
        "offices": _offices(user),
        "openings": hails.open_to(office, now) if office else None,
        "signers": signers(office, user, now=now) if office else None,
        "signing_days": HEARD_WITHIN.days,
        "longest": LONGEST_S,
        "stations": officer.stations_of(office.unit_code, today=timezone.localdate())
        if office
        else [],
        "bulletin_url": _bulletins(request),
        "latest": [(hail, *newsroom.STATES[hail.item.state]) for hail in latest],
        "problem": problem,
    }
    return render(request, "control/hail.html", context, status=422 if problem else 200)


def _bulletins(request: HttpRequest) -> str:
    """Return where bulletins stand in this person's menu."""
    desk = [entry for entry in places.entries() if entry.key == "bulletin"]
    return next((p.url for p in places.visible(request, "", desk)), reverse("newsroom:items"))


def _said(
    request: HttpRequest, hail: Hail, *, problem: str = "", text: str | None = None
) -> HttpResponse:
    user, item, now = person(request), hail.item, timezone.now()
    item.refresh_from_db()
    (line,) = queries.lines([item], user)
    can_sign = signers(item.issuer, item.author or user, now=now)
    variant = item.variants.get()
    context = _proof(request, hail) | {
        "here": "today",
        "item": item,
        "variant": variant,
        "text": variant.text if text is None else text,
        "openings": hails.open_to(item.issuer, now),
        "office": item.issuer,
        "signers": can_sign,
        "signing_days": HEARD_WITHIN.days,
        "draft": item.state in {Item.State.DRAFT, Item.State.RETURNED},
        "line": line,
        "may_sign": user in can_sign.ready,
        "longest": LONGEST_S,
        "problem": problem,
    }
    if item.state == Item.State.REVIEW:
        return_after_approval(request, item, reverse("control:hail", args=(item.key,)))
    return render(request, "control/hail_said.html", context, status=422 if problem else 200)


def _proof(request: HttpRequest, hail: Hail) -> dict[str, Any]:
    now, user = timezone.now(), person(request)
    placement = hails.placement_of(hail)
    rows = hails.heard(placement, now) if placement else []
    retraction = hail.item.retractions.first()
    return {
        "now": now,
        "hail": hail,
        "item": hail.item,
        "rows": [(one, *words.HAILS[one.at], words.said(words.UNFIT, one.why)) for one in rows],
        "proven": hails.proven(placement, simulated=False) if placement else 0,
        "simulated": hails.proven(placement, simulated=True) if placement else 0,
        "settled": retraction is not None or all(one.at in words.SETTLED for one in rows),
        "retraction": retraction,
        "may_retract": retraction is None and _may(user, hail.item, "item.retract"),
    }


def _told(request: HttpRequest, problem: str) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"problem": problem}, status=422)
    return _start(request, problem=problem)


def _by_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _file(request: HttpRequest) -> "UploadedFile[Any] | None":
    return request.FILES.get("recording")


def _opening(office: Organisation, time: str) -> str:
    return _("Announcement of %(office)s at %(time)s") % {"office": office.name, "time": time}


def _own(request: HttpRequest, key: str) -> Hail:
    item = item_for(request, key, "item.announce")
    return get_object_or_404(Hail.objects.select_related("item__issuer"), item=item)


def _offices(user: User) -> list[Organisation]:
    today = timezone.localdate()
    keys = {h.organisation for h in user.holdings() if h.holds(today)}
    rows = Organisation.objects.filter(key__in=keys).exclude(unit_code="")
    return sorted((o for o in rows if _announces(user, o)), key=lambda o: fold(o.name))


def _announces(user: User, office: Organisation) -> bool:
    return allowed(user, "item.announce", organisation=office, unit_code=office.unit_code)


def _office(request: HttpRequest, user: User) -> Organisation | None:
    asked = request.POST.get("office", "")
    found = _offices(user)
    return next((o for o in found if o.key == asked), next(iter(found), None))


def _may(user: User, item: Item, permission: str) -> bool:
    return allowed(
        user, permission, organisation=item.issuer, unit_code=item.issuer.unit_code or None
    )
