"""Approving: one page for a phone, opened from a link; the signature is made on the phone.

The server gives the very bytes that are signed and takes back a key's id, a time and a
signature. A private key is read by the approver's own browser and never sent.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.core import passkey
from loa.core.canonical import FormatError, canonical
from loa.core.message import Approval, instant, read_instant
from loa.newsroom import actions, changes, queries, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.models import Item, Review
from loa.newsroom.views.asking import after_approval, item_for
from loa.newsroom.views.desk import Shown, ordered, shown_variant
from loa.people.access import person, requires
from loa.people.models import User
from loa.people.queries import valid_keys
from loa.theme import toast

METHOD = "ed25519"
NEVER = "no-store"


@requires("item.approve")
@require_safe
def approve_page(request: HttpRequest, key: str) -> HttpResponse:
    item = item_for(request, key, "item.approve")
    return _page(request, item)


@requires("item.approve")
@require_safe
def manifest(request: HttpRequest, key: str) -> HttpResponse:
    """Return the message as it would be sealed: the bytes whose digest is approved."""
    item = item_for(request, key, "item.approve")
    body = canonical(queries.draft_message(item).manifest())
    response = HttpResponse(body, content_type="application/json")
    response.headers["Cache-Control"] = NEVER
    return response


@requires("item.approve")
@require_safe
def statement(request: HttpRequest, key: str) -> HttpResponse:
    """Return the bytes that a key signs now, and the time that stands in them."""
    item = item_for(request, key, "item.approve")
    unsigned = Approval(
        message=queries.draft_message(item).digest,
        keyid=request.GET.get("keyid", ""),
        at=timezone.now(),
        method=METHOD,
        signature="",
    )
    try:
        text = unsigned.statement().decode()
    except FormatError as error:
        return JsonResponse({"error": str(error)}, status=400)
    response = JsonResponse({"statement": text, "at": instant(unsigned.at)})
    response.headers["Cache-Control"] = NEVER
    return response


@requires("item.approve")
@require_POST
def approve(request: HttpRequest, key: str, address: str) -> HttpResponse:
    """Take a signature over the message that was shown, named by its address."""
    item = item_for(request, key, "item.approve")
    try:
        at = read_instant(request.POST.get("at", ""))
    except (FormatError, ValueError):
        return _page(request, item, problem=str(words.ERRORS["bad-signature"]))
    approval = Approval(
        message=address,
        keyid=request.POST.get("keyid", ""),
        at=at,
        method=METHOD,
        signature=request.POST.get("signature", ""),
    )
    try:
        actions.approve(item, approval, by=person(request), now=timezone.now())
    except NewsroomError as error:
        return _page(request, item, problem=words.error(error))
    return redirect(after_approval(request, item) or reverse("newsroom:approve", args=(item.key,)))


@requires("item.approve")
@require_POST
def send_back(request: HttpRequest, key: str) -> HttpResponse:
    """Return an item to its author with a reason."""
    item = item_for(request, key, "item.approve")
    comment = request.POST.get("comment", "")
    try:
        actions.send_back(item, by=person(request), comment=comment, now=timezone.now())
    except NewsroomError as error:
        return _page(request, item, problem=words.error(error), comment=comment)
    toast.say(request, _("Sent back to its author with your reason."))
    return redirect("newsroom:approve", item.key)


def _page(
    request: HttpRequest, item: Item, *, problem: str = "", comment: str = ""
) -> HttpResponse:
    user = person(request)
    message = queries.draft_message(item)
    before = queries.manifest_before(item)
    variants = [shown_variant(variant) for variant in ordered(item)]
    context: dict[str, Any] = {
        "here": "bulletin",
        "now": timezone.now(),
        "item": item,
        "digest": message.digest,
        "variants": variants,
        "seconds": sum(shown.variant.seconds for shown in variants),
        "before": before[1] if before else None,
        "changes": [words.change(one) for one in changes.between(before[0], message.manifest())]
        if before
        else [],
        "reworded": _reworded(before[0], variants) if before else {},
        "given": list(queries.approvals(item)),
        "mine": _mine(item, user),
        "objection": _objection(item, user),
        "passkeys": valid_keys(item.issuer, timezone.now())
        .filter(user=user, method=passkey.METHOD)
        .exists(),
        "keys": list(_keys(item, user).values_list("key_id", flat=True)),
        "waiting": item.state == Item.State.REVIEW,
        "approved": item.state == Item.State.APPROVED,
        "needed": item.issuer.approvals_needed,
        "problem": problem,
        "comment": comment,
    }
    return render(request, "newsroom/approve.html", context, status=422 if problem else 200)


def _keys(item: Item, user: User) -> Any:
    keys = valid_keys(item.issuer, timezone.now())
    return keys.filter(user=user, method=METHOD)


def _mine(item: Item, user: User) -> Review | None:
    return next((r for r in queries.approvals(item) if r.reviewer_id == user.pk), None)


def _objection(item: Item, user: User) -> str:
    given = [review.reviewer.get_username() for review in queries.approvals(item)]
    code = item.issuer.approval_rule.objection(
        user.get_username(), author=queries.author_of(item), approvers=given
    )
    return words.error(NewsroomError(code)) if code else ""


def _reworded(before: dict[str, Any], variants: list[Shown]) -> dict[str, list[changes.Piece]]:
    old = {one["language"]: one["text"] for one in before["variants"]}
    return {
        shown.variant.language: changes.words(old[shown.variant.language], shown.variant.text)
        for shown in variants
        if old.get(shown.variant.language, shown.variant.text) != shown.variant.text
    }
