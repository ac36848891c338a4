"""What an item's kind needs: figures, the number of a question, consents, "Công bố"."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from loa.delivery.actions import PlacementError
from loa.newsroom import kinds, wording, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.kinds import Counted
from loa.newsroom.models import Consent
from loa.newsroom.views.asking import item_for
from loa.newsroom.views.besides import FIGURE
from loa.newsroom.views.desk import away, desk
from loa.newsroom.views.writing import parse_day
from loa.people.access import person, requires
from loa.theme import toast


@requires("item.write")
@require_POST
def figures(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the figures of an achievement."""
    item = item_for(request, key, "item.write")
    columns = [request.POST.getlist(name) for name in FIGURE]
    rows = [
        Counted(*(wording.tidy(cell)[:200] for cell in row)) for row in zip(*columns, strict=False)
    ]
    entered = [row for row in rows if any((row.what, row.before, row.after))]
    try:
        kinds.keep_figures(item, entered, now=timezone.now())
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error))
    toast.say(request, _("The figures are kept."))
    return away(request, "newsroom:item", item.key)


@requires("item.write")
@require_POST
def question(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the number of the question that an item answers."""
    item = item_for(request, key, "item.write")
    number = wording.tidy(request.POST.get("question", ""))[:80]
    try:
        kinds.refer_to_question(item, number, now=timezone.now())
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error))
    return away(request, "newsroom:item", item.key)


@requires("item.write")
@require_POST
def results(request: HttpRequest, key: str) -> HttpResponse:
    """Say whether an item holds results."""
    item = item_for(request, key, "item.write")
    try:
        kinds.hold_results(item, results="results" in request.POST, now=timezone.now())
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error))
    return away(request, "newsroom:item", item.key)


@requires("results.announce")
@require_POST
def announce(request: HttpRequest, key: str) -> HttpResponse:
    """Take this person's "Công bố"."""
    item = item_for(request, key, "results.announce")
    try:
        public = kinds.announce(item, by=person(request), now=timezone.now())
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error))
    except PlacementError as error:
        return desk(request, item, problem=" ".join(error.reasons))
    said = _("Announced. The results are public now.")
    toast.say(request, said if public else _("Kept. A second person has to announce them too."))
    return away(request, "newsroom:item", item.key)


@requires("item.write")
@require_POST
def keep_consent(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the photo or PDF of a written consent."""
    item = item_for(request, key, "item.write")
    try:
        given_on = parse_day(request.POST.get("given_on", ""))
        if given_on is None:
            raise NewsroomError("bad-day")  # noqa: TRY301 - told like what the verb refuses
        kinds.keep_consent(
            item,
            _paper(request.FILES.get("paper")),
            person=wording.tidy(request.POST.get("person", ""))[:200],
            given_on=given_on,
            by=person(request),
            now=timezone.now(),
        )
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error))
    toast.say(request, _("The consent is kept."))
    return away(request, "newsroom:item", item.key)


@requires("consent.view")
@require_safe
def paper(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Return the signed paper to those who may see it; a browser runs nothing in it."""
    item = item_for(request, key, "consent.view")
    consent = get_object_or_404(Consent, item=item, pk=number)
    response = HttpResponse(bytes(consent.paper), content_type=consent.media_type)
    ending = consent.media_type.partition("/")[2]
    response.headers["Content-Disposition"] = f'inline; filename="dong-y-{number}.{ending}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@requires("item.write")
@require_POST
def withdraw_consent(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Note that a person took the consent back: what was approved is retracted everywhere."""
    item = item_for(request, key, "item.write")
    consent = get_object_or_404(Consent.objects.select_related("item"), item=item, pk=number)
    reached = kinds.withdraw_consent(consent, by=person(request), now=timezone.now())
    told = ngettext(
        "The consent is withdrawn; %(n)s message is retracted everywhere.",
        "The consent is withdrawn; %(n)s messages are retracted everywhere.",
        reached,
    )
    said = told % {"n": reached} if reached else _("The consent is withdrawn.")
    toast.say(request, said)
    return away(request, "newsroom:item", item.key)


def _paper(upload: "UploadedFile[Any] | None") -> bytes:
    if upload is None:
        return b""
    if (upload.size or 0) > kinds.LARGEST_PAPER:
        raise NewsroomError("paper-large", str(kinds.LARGEST_PAPER // 1_000_000))
    return bytes(upload.read())
