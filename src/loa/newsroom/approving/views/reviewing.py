"""An item before its approval: claimed until a day, remarks in the margin, revisions, papers."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loa.core.periods import DAY
from loa.devices.files import serve
from loa.devices.objects import ObjectStore
from loa.newsroom.actions import NewsroomError
from loa.newsroom.approving import reviewing, revisions, words
from loa.newsroom.approving.reviewing import Paper
from loa.newsroom.models import Claim, Item
from loa.newsroom.views.asking import item_for
from loa.newsroom.views.desk import ordered, shown_variant
from loa.people.access import person, requires

USUAL_DAYS = 2


@requires("item.review")
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    return _page(request, item_for(request, key, "item.review"))


@requires("item.review")
@require_POST
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """Take an item on, or give it up."""
    item, now, by = item_for(request, key, "item.review"), timezone.now(), person(request)
    try:
        if "release" in request.POST:
            reviewing.release(item, by=by, now=now)
        else:
            reviewing.claim(item, by=by, due=_end_of(request.POST.get("due", "")), now=now)
    except NewsroomError as error:
        return _page(request, item, problem=words.error(error))
    return redirect("approving:review", item.key)


@requires("item.review")
@require_POST
def remark(request: HttpRequest, key: str) -> HttpResponse:
    """Write into the margin."""
    item = item_for(request, key, "item.review")
    fields = {name: request.POST.get(name, "") for name in ("language", "passage", "text")}
    try:
        reviewing.remark(item, **fields, by=person(request), now=timezone.now())
    except NewsroomError as error:
        return _page(request, item, problem=words.error(error), written=fields)
    return redirect("approving:review", item.key)


@requires("item.review")
@require_POST
def settle(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Note that a remark has been dealt with."""
    item = item_for(request, key, "item.review")
    reviewing.settle(get_object_or_404(item.comments, pk=number), now=timezone.now())
    return redirect("approving:review", item.key)


@requires("item.review")
@require_POST
def record_paper(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the photo of a paper that was signed by hand."""
    item = item_for(request, key, "item.review")
    try:
        taken = _photo(request)
        paper = Paper(
            signer=request.POST.get("signer", ""),
            signed_on=_day(request.POST.get("signed_on", "")),
            number=request.POST.get("number", ""),
        )
        reviewing.record_paper(
            item, paper, taken, objects=_objects(), by=person(request), now=timezone.now()
        )
    except NewsroomError as error:
        return _page(request, item, problem=words.error(error))
    return redirect("approving:review", item.key)


@requires("item.review")
@require_safe
def photo(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Return the photo of a paper."""
    item = item_for(request, key, "item.review")
    paper = get_object_or_404(item.papers, pk=number)
    path = _objects().path(paper.photo)
    if not path.is_file():
        raise Http404(paper.photo)
    response = serve(request, path, etag=paper.photo, cache="private, max-age=3600")
    response["Content-Type"] = "image/jpeg"
    return response


@requires("item.review")
@require_safe
def reason(request: HttpRequest, key: str, address: str) -> HttpResponse:
    """Return the spoken reason with which an item was sent back."""
    item = item_for(request, key, "item.review")
    if not address or not item.reviews.filter(recording=address).exists():
        raise Http404(address)
    return serve(request, _objects().path(address), etag=address, cache="private, max-age=3600")


def _page(
    request: HttpRequest,
    item: Item,
    *,
    problem: str = "",
    written: dict[str, str] | None = None,
) -> HttpResponse:
    now, asking = timezone.now(), person(request)
    claimed = Claim.objects.filter(item=item).select_related("reviewer").first()
    known = revisions.versions(item)
    comments = list(item.comments.select_related("author"))
    context: dict[str, Any] = {
        "here": "bulletin",
        "item": item,
        "waiting": item.state == Item.State.REVIEW,
        "claim": claimed,
        "mine": claimed is not None and claimed.reviewer == asking,
        "overdue": claimed is not None and claimed.due <= now,
        "usual_due": timezone.localdate(now) + USUAL_DAYS * DAY,
        "today": timezone.localdate(now),
        "variants": [shown_variant(variant) for variant in ordered(item)],
        "remarks": [one for one in comments if one.settled_at is None],
        "settled": [one for one in comments if one.settled_at is not None],
        "versions": known,
        "compared": revisions.compare(
            known, request.GET.get("before", ""), request.GET.get("after", "")
        ),
        "returns": item.reviews.filter(decision="return").select_related("reviewer"),
        "papers": item.papers.select_related("recorded_by"),
        "problem": problem,
        "written": written or {},
    }
    status = 422 if problem else 200
    return render(request, "newsroom/approving/review.html", context, status=status)


def _photo(request: HttpRequest) -> bytes:
    given = request.FILES.get("photo")
    if given is None or (given.size or 0) > reviewing.LARGEST_PHOTO:
        raise NewsroomError("photo")
    return bytes(given.read())


def _objects() -> ObjectStore:
    return ObjectStore(settings.DATA_DIR / "objects")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NewsroomError("signed-later") from error


def _end_of(text: str) -> datetime:
    """Return the end of a day that a form names."""
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(text), time(23, 59)))
    except (ValueError, OverflowError) as error:
        raise NewsroomError("due-past") from error
