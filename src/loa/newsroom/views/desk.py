"""One item: its words, its sounds, who decided what, and the one next step."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.newsroom import actions, queries, wording, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.forms import PlacingForm
from loa.newsroom.models import Item, Variant
from loa.newsroom.views import besides
from loa.newsroom.views.asking import item_for
from loa.newsroom.views.writing import place
from loa.people.access import allowed, person, requires
from loa.people.models import User
from loa.theme import toast


@dataclass(frozen=True, slots=True)
class Shown:
    """One language of an item as the desk shows it."""

    variant: Variant
    language: str
    voice: str
    estimate_s: int
    can_be_read_out: bool


@requires("item.view")
@require_safe
def item_page(request: HttpRequest, key: str) -> HttpResponse:
    return desk(request, item_for(request, key, "item.view"))


@requires("item.write")
@require_POST
def send(request: HttpRequest, key: str) -> HttpResponse:
    """Send an item for approval."""
    item = item_for(request, key, "item.write")
    try:
        actions.send_for_approval(item, by=person(request), now=timezone.now())
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error))
    toast.say(request, _("Sent. The approvers see it now."))
    return away(request, "newsroom:item", item.key)


@requires("item.write")
@require_POST
def revise(request: HttpRequest, key: str) -> HttpResponse:
    """Open an approved item for a new revision."""
    item = item_for(request, key, "item.write")
    try:
        actions.revise(item, by=person(request), now=timezone.now())
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error))
    return away(request, "newsroom:edit", item.key)


def away(request: HttpRequest, name: str, *arguments: Any) -> HttpResponse:
    """Send the whole page on, also where only a part of it asked."""
    response = redirect(name, *arguments)
    if request.headers.get("HX-Request") != "true":
        return response
    return HttpResponse(headers={"HX-Redirect": response.headers["Location"]})


def desk(
    request: HttpRequest,
    item: Item,
    *,
    problem: str = "",
    problem_at: str = "",
    placing: PlacingForm | None = None,
) -> HttpResponse:
    """Show an item, wholly or, to htmx, its changing part; `problem_at` is a language."""
    part = request.headers.get("HX-Request") == "true"
    template = "newsroom/parts/desk.html" if part else "newsroom/item.html"
    context = _context(request, item, placing)
    context |= {"problem": problem, "problem_at": problem_at}
    # htmx leaves a page as it is on an error status, so a part that explains one is a success.
    return render(request, template, context, status=422 if problem and not part else 200)


def _context(request: HttpRequest, item: Item, placing: PlacingForm | None) -> dict[str, Any]:
    user, today = person(request), timezone.localdate()
    state, icon = words.STATES[item.state]
    may_write = _may(user, item, "item.write")
    open_ = item.state in {Item.State.DRAFT, Item.State.RETURNED}
    approved = item.state == Item.State.APPROVED
    may_place = approved and _may(user, item, "placement.edit")
    (line,) = queries.lines([item], user)
    found = queries.findings(item) if open_ else ()
    return {
        "here": "bulletin",
        "now": timezone.now(),
        "item": item,
        "line": line,
        "state": state,
        "icon": icon,
        "variants": [shown_variant(v) for v in ordered(item)],
        "findings": [(one, words.finding(one), place(one.place)) for one in found],
        "lacks": [
            words.error(NewsroomError(f"missing-{w}", code)) for code, w in queries.lacks(item)
        ]
        if open_
        else [],
        "blocked": any(one.blocks for one in found),
        "may_write": may_write,
        "editable": may_write and open_,
        "may_approve": item.state == Item.State.REVIEW and _may(user, item, "item.approve"),
        "reviews": item.reviews.select_related("reviewer").order_by("-at"),
        "stands": not approved or queries.approval_stands(item),
        "placements": queries.placements(item),
        "placing": (placing or PlacingForm(item=item, user=user, today=today))
        if may_place and item.scope != Item.ScopeWord.INTERNAL
        else None,
        "may_place": may_place,
        "may_retract": approved and _may(user, item, "item.retract"),
        "retraction": item.retractions.first(),
        "internal": item.scope == Item.ScopeWord.INTERNAL,
        **besides.unfolded(item),
        **besides.needed(user, item, editable=may_write and open_),
        **besides.shared(request, item),
    }


def _may(user: User, item: Item, permission: str) -> bool:
    return allowed(
        user, permission, organisation=item.issuer, unit_code=item.issuer.unit_code or None
    )


def ordered(item: Item) -> list[Variant]:
    """Return the languages, Vietnamese first."""
    order = list(words.LANGUAGES)
    rows = list(item.variants.select_related("listened_by"))
    return sorted(
        rows, key=lambda v: order.index(v.language) if v.language in order else len(order)
    )


def shown_variant(variant: Variant) -> Shown:
    return Shown(
        variant=variant,
        language=words.language(variant.language),
        voice=words.voice(variant.voice) if variant.voice else "",
        estimate_s=wording.spoken_seconds(variant.text, language=variant.language),
        can_be_read_out=variant.language == words.VIETNAMESE,
    )
