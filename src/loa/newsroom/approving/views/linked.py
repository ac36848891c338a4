"""A personal link on the leader's phone: listen, read what changed, approve or send back.

Whoever holds the address may see and listen; to decide, the person touches their passkey
(or is signed in). The address is a secret: it is never cached, indexed or passed on.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loa.audio.sound import AudioError
from loa.core.canonical import FormatError
from loa.core.message import instant, read_instant
from loa.core.passkey import base64url
from loa.devices.files import serve
from loa.devices.objects import ObjectStore
from loa.newsroom.actions import NewsroomError
from loa.newsroom.approving import actions, links, rules, shown, words
from loa.newsroom.approving.actions import Reason
from loa.newsroom.approving.rules import Touch, Verb
from loa.newsroom.models import ApprovalLink, Item
from loa.newsroom.views.sounds import as_file
from loa.newsroom.voicing import RECORDED, voice_sound
from loa.people.access import public
from loa.people.models import ApproverKey

HOLDERS = "whoever holds a personal link may see what it shows; deciding asks for its person"
FORGED, REFUSED = 404, 422


@public(reason=HOLDERS)
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the programme of a link, or how it was decided."""
    try:
        link = links.find(token)
    except NewsroomError as error:
        return _refused(request, words.error(error))
    return _page(request, token, link)


@public(reason=HOLDERS)
@require_safe
def sound(request: HttpRequest, token: str, address: str) -> HttpResponse:
    """Return one of the sounds that a link plays."""
    try:
        link = links.find(token)
    except NewsroomError as error:
        raise Http404 from error
    now = timezone.now()
    items = links.items_of(link)
    if now >= link.expires_at or address not in shown.programme(link, items, now=now).sounds():
        raise Http404(address)
    path = ObjectStore(settings.DATA_DIR / "objects").path(address)
    return serve(request, path, etag=address, cache="private, max-age=3600")


@public(reason=HOLDERS)
@require_POST
def statements(request: HttpRequest, token: str) -> HttpResponse:
    """Return the statements that one touch signs now: approvals, or an answer."""
    at = read_instant(instant(timezone.now()))
    try:
        link = links.find(token)
        items = links.items_of(link)
        key = _key(request, link, items, at)
    except NewsroomError as error:
        return _never(JsonResponse({"error": words.error(error)}, status=REFUSED))
    verb = request.POST.get("verb", "")
    if verb in set(Verb):
        said = _said(request)
        signed = [rules.answer(link.code_digest, Verb(verb), key.key_id, at, said=said)]
    else:
        unsigned = rules.approvals([link.addresses[i.key] for i in items], key.key_id, at)
        signed = [approval.statement() for approval in unsigned]
    answer = {
        "at": instant(at),
        "statements": [statement.decode() for statement in signed],
        "credential": base64url(bytes(key.credential_id or b"")),
        "rp": key.rp_id,
    }
    return _never(JsonResponse(answer))


@public(reason=HOLDERS)
@require_POST
def approve(request: HttpRequest, token: str) -> HttpResponse:
    """Take the touch that approves everything."""

    def act(link: ApprovalLink) -> None:
        touch = _touch(request)
        if touch is None:
            raise NewsroomError("bad-signature")
        actions.approve_all(link, touch, asking=request.user, now=timezone.now())

    return _acting(request, token, act)


@public(reason=HOLDERS)
@require_POST
def send_back(request: HttpRequest, token: str) -> HttpResponse:
    """Take a reason in writing or by voice."""

    def act(link: ApprovalLink) -> None:
        now = timezone.now()
        if code := links.refusal(link, links.items_of(link), asking=request.user, now=now):
            raise NewsroomError(code)
        said, voice = _said(request), request.FILES.get("recording")
        spoken = _keep(voice) if voice else ("", 0)
        recorded = sha256(_bytes(voice)).hexdigest() if voice else ""
        if recorded != said["recording"] and voice and request.user != link.person:
            raise NewsroomError("recording")
        reason = Reason(said["reason"], *spoken, recorded, said["item"])
        actions.send_back(link, reason, touch=_touch(request), asking=request.user, now=now)

    return _acting(request, token, act)


@public(reason=HOLDERS)
@require_POST
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Take an approval back before the first airing is signed."""

    def act(link: ApprovalLink) -> None:
        actions.undo(link, touch=_touch(request), asking=request.user, now=timezone.now())

    return _acting(request, token, act)


def _key(
    request: HttpRequest, link: ApprovalLink, items: Sequence[Item], now: datetime
) -> ApproverKey:
    """Return the passkey that the browser means, if it is of the link's person."""
    name = request.POST.get("keyid", "")
    key = next((k for k in actions.keys_of(link, items, now) if k.key_id == name), None)
    if key is None:
        raise NewsroomError("unknown-key")
    return key


def _acting(request: HttpRequest, token: str, act: Callable[[ApprovalLink], None]) -> HttpResponse:
    try:
        link = links.find(token)
    except NewsroomError as error:
        return _refused(request, words.error(error))
    try:
        act(link)
    except NewsroomError as error:
        link.refresh_from_db()
        return _page(request, token, link, problem=words.error(error))
    return _never(redirect("approving:linked", token))


def _page(
    request: HttpRequest, token: str, link: ApprovalLink, *, problem: str = ""
) -> HttpResponse:
    now, items = timezone.now(), links.items_of(link)
    refusal = links.refusal(link, items, asking=request.user, now=now)
    if refusal == "link-other-person":
        return _refused(request, words.error(NewsroomError(refusal)), status=403)
    if not items or (refusal and refusal != "link-used"):
        return _refused(request, words.error(NewsroomError(refusal or "nothing-waits")), status=410)
    made = shown.programme(link, items, now=now)
    if link.opened_at is None:
        ApprovalLink.objects.filter(pk=link.pk).update(opened_at=now)
    approved = link.decision == "approve"
    context = {
        "token": token,
        "link": link,
        "made": made,
        "issuer": items[0].issuer,
        "keys": actions.keys_of(link, items, now),
        "signed_in": request.user == link.person,
        "sign_in": f"{reverse('account_login')}?next={request.path}",
        "open": not refusal,
        "approved": approved,
        "all_approved": all(item.state == "approved" for item in items),
        "airing": shown.airing(link, now),
        "may_undo": approved and not actions.carried(link.addresses.values()),
        "problem": problem,
        "longest_s": rules.LONGEST_VOICE_S,
    }
    status = REFUSED if problem else 200
    return _never(render(request, "newsroom/approving/linked.html", context, status=status))


def _refused(request: HttpRequest, told: str, *, status: int = FORGED) -> HttpResponse:
    context = {"told": told}
    return _never(render(request, "newsroom/approving/refused.html", context, status=status))


def _never(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _said(request: HttpRequest) -> dict[str, str]:
    return {
        "reason": request.POST.get("reason", "")[: rules.LONGEST_COMMENT],
        "recording": request.POST.get("recorded", "")[:64],
        "item": request.POST.get("item", "")[:120],
    }


def _touch(request: HttpRequest) -> Touch | None:
    """Read what the browser sends after a touch; None when nobody touched."""
    if not request.POST.get("signature"):
        return None
    try:
        at = read_instant(request.POST.get("at", ""))
    except (FormatError, ValueError) as error:
        raise NewsroomError("bad-signature") from error
    parts = (request.POST.get(name, "") for name in ("authenticator", "client", "signature"))
    return Touch(request.POST.get("keyid", ""), at, *parts)


def _bytes(voice: "UploadedFile[Any]") -> bytes:
    voice.seek(0)
    return bytes(voice.read())


def _keep(voice: "UploadedFile[Any]") -> tuple[str, int]:
    """Bring a spoken reason to one loudness and keep it; return its address and length."""
    if not voice.size or voice.size > rules.LARGEST_VOICE:
        raise NewsroomError("recording")
    objects = ObjectStore(settings.DATA_DIR / "objects")
    try:
        with as_file(voice) as path:
            spoken = voice_sound(path, voice=RECORDED, objects=objects)
    except AudioError as error:
        raise NewsroomError("recording") from error
    if spoken.ms > (rules.LONGEST_VOICE_S + 5) * 1000:
        raise NewsroomError("recording")
    return spoken.address, spoken.ms
