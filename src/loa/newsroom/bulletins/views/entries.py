"""What is done with the entries of a bulletin: taken in, ordered, cut, described, taken out."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loa.audio.sound import AudioError
from loa.audio.synthesis import EspeakVoice
from loa.devices.objects import ObjectStore
from loa.newsroom import actions as items
from loa.newsroom import wording
from loa.newsroom import words as item_words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.bulletins import actions, queries, rules, sounds, words
from loa.newsroom.bulletins.actions import BulletinError, Kept
from loa.newsroom.bulletins.views.page import board, bulletin_for
from loa.newsroom.forms import open_topics
from loa.newsroom.models import Bulletin, BulletinEntry, Variant
from loa.newsroom.views.asking import item_for
from loa.newsroom.views.desk import away
from loa.newsroom.voicing import synthesise
from loa.people.access import person, requires
from loa.theme import toast

Upload = UploadedFile[Any]


@requires("item.write")
@require_POST
def recordings(request: HttpRequest, key: str) -> HttpResponse:
    """Take in recordings, several at once; what was refused is told by name, with the mend."""
    one = bulletin_for(request, key, "item.write")
    files = request.FILES.getlist("recordings")
    refused: list[tuple[str, str]] = []
    kept = 0
    if len(files) > rules.MOST_FILES:
        return _answer(request, one, 0, [("", str(words.ERRORS["too-many"]))])
    for place in rules.in_order([file.name or "" for file in files]):
        name = files[place].name or ""
        try:
            _take_in(one, files[place], name, request)
            kept += 1
        except (BulletinError, NewsroomError, AudioError) as error:
            refused.append((name, _why(error, name)))
    return _answer(request, one, kept, refused)


def _take_in(one: Bulletin, file: Upload, name: str, request: HttpRequest) -> None:
    if not file.size:
        raise AudioError("the file is empty")
    if not rules.is_sound(name):
        raise AudioError("not a recording")
    if queries.standing(one) not in rules.OPEN:  # before the work, not after it
        raise BulletinError("locked")
    kept = sounds.keep(file.chunks(), name, objects=objects())
    spoken = request.POST.get("headline", "")
    named = rules.named(spoken or name, "" if spoken else kept.taken.title)
    actions.add_recording(one, kept, named, by=person(request), now=timezone.now())


def _why(error: Exception, name: str) -> str:
    if isinstance(error, BulletinError):
        return words.error(error)
    if isinstance(error, NewsroomError):
        return item_words.error(error)
    return item_words.audio_error(AudioError(str(error)), name)


def _answer(
    request: HttpRequest, one: Bulletin, kept: int, refused: list[tuple[str, str]]
) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        told = [{"name": name, "reason": reason} for name, reason in refused]
        return JsonResponse({"kept": kept, "refused": told}, status=200 if kept else 422)
    if refused or request.headers.get("HX-Request") == "true":
        problem = " ".join(reason for _name, reason in refused)
        return board(request, one, problem=problem)
    return away(request, "bulletins:bulletin", one.key)


@requires("item.write")
@require_POST
def write(request: HttpRequest, key: str) -> HttpResponse:
    """Have a text read out, and put it at the end."""
    one = bulletin_for(request, key, "item.write")
    headline = wording.tidy(request.POST.get("headline", ""))[: wording.LONGEST_HEADLINE]
    text = wording.tidy(request.POST.get("text", ""))
    typed: dict[str, Any] = {"typed_headline": headline, "typed_text": text, "writing": True}
    if not headline or not text:
        return board(request, one, problem=_("Give it a headline and its words."), **typed)
    if len(text) > wording.LONGEST_TEXT:
        problem = _("This text is longer than 15 minutes read out. Divide it; it is still here.")
        return board(request, one, problem=problem, **typed)
    try:
        spoken = synthesise(f"{headline}.\n\n{text}", "vi", EspeakVoice(), objects=objects())
        actions.add_written(one, headline, text, spoken, by=person(request), now=timezone.now())
    except (BulletinError, NewsroomError, AudioError) as error:
        return board(request, one, problem=_why(error, headline), **typed)
    return _done(request, one)


@requires("item.write")
@require_POST
def take(request: HttpRequest, key: str, item: str, language: str) -> HttpResponse:
    """Take an item that exists into the bulletin."""
    one = bulletin_for(request, key, "item.write")
    found = get_object_or_404(item_for(request, item, "item.view").variants, language=language)
    try:
        actions.add_item(one, found)
    except (BulletinError, NewsroomError) as error:
        return board(request, one, problem=_why(error, item))
    return _done(request, one)


@requires("item.write")
@require_POST
def order(request: HttpRequest, key: str) -> HttpResponse:
    """Put the entries into an order: a list of their rows, or one of them up or down."""
    one = bulletin_for(request, key, "item.write")
    known = list(one.entries.values_list("pk", flat=True))
    wanted = [int(pk) for pk in request.POST.getlist("entries") if pk.isdecimal()]
    for name, step in (("up", -1), ("down", 1)):
        moved = request.POST.get(name, "")
        if moved.isdecimal() and int(moved) in known:
            wanted = _stepped(known, int(moved), step)
    try:
        actions.reorder(one, wanted)
    except BulletinError as error:
        return board(request, one, problem=words.error(error))
    return _done(request, one)


def _stepped(known: list[int], pk: int, step: int) -> list[int]:
    place = known.index(pk)
    other = min(max(place + step, 0), len(known) - 1)
    known[place], known[other] = known[other], known[place]
    return known


@requires("item.write")
@require_POST
def details(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Say what an entry is about: headline, topic, source, words."""
    one, entry, variant = _entry(request, key, number)
    given = request.POST
    item = entry.item
    item.headline = wording.tidy(given.get("headline", ""))[: wording.LONGEST_HEADLINE]
    item.source = given.get("source", "").strip()[:200]
    topics = {str(topic.pk): topic for topic in open_topics(item)}
    item.topic = topics.get(given.get("topic", ""), item.topic)
    texts = {v.language: v.text for v in item.variants.all()}
    texts[entry.language] = wording.tidy(given.get("text", variant.text))
    if not item.headline:
        return board(request, one, problem=_("Give it a headline."), problem_at=number)
    try:
        items.write(item, texts, now=timezone.now())
    except NewsroomError as error:
        return board(request, one, problem=item_words.error(error), problem_at=number)
    return _done(request, one)


@requires("item.write")
@require_POST
def remove(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take an entry out; it can be put back."""
    one, entry, _variant = _entry(request, key, number)
    try:
        actions.remove(entry)
    except BulletinError as error:
        return board(request, one, problem=words.error(error))
    back = reverse("bulletins:take", args=(one.key, entry.item.key, entry.language))
    said = _("Taken out: “%(headline)s”. It stays in the archive.")
    told = said % {"headline": entry.item.headline}
    if request.headers.get("HX-Request") == "true":
        return toast.trigger(board(request, one), told, back)
    toast.say(request, told, back)
    return away(request, "bulletins:bulletin", key)


@requires("item.write")
@require_POST
def cut(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Keep the part of a recording between two ends; the rest can be had back."""
    one, entry, variant = _entry(request, key, number)
    recording = getattr(variant, "recording", None)
    if recording is None:
        problem = words.error(BulletinError("no-recording"))
        return board(request, one, problem=problem, problem_at=number)
    given = [request.POST.get(name, "") for name in ("from_ms", "until_ms")]
    first, last = (int(ms) if ms.isdecimal() else 0 for ms in given)
    ends = rules.cut(first, last, recording.source_ms)
    if ends is None:
        problem = words.error(BulletinError("no-cut"))
        return board(request, one, problem=problem, problem_at=number)
    try:
        kept = sounds.cut(recording.source, recording.name, ends, objects=objects())
        actions.recut(entry, kept, now=timezone.now())
    except (BulletinError, NewsroomError, AudioError) as error:
        problem = _why(error, entry.item.headline)
        return board(request, one, problem=problem, problem_at=number)
    return _done(request, one)


@requires("item.write")
@require_POST
def record_again(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Give an entry another recording."""
    one, entry, _variant = _entry(request, key, number)
    file = request.FILES.get("recordings")
    try:
        kept = _kept_from(file)
        actions.recut(entry, kept, now=timezone.now())
    except (BulletinError, NewsroomError, AudioError) as error:
        problem = _why(error, getattr(file, "name", "") or entry.item.headline)
        if "application/json" in request.headers.get("Accept", ""):
            return _answer(request, one, 0, [("", problem)])
        return board(request, one, problem=problem, problem_at=number)
    return _answer(request, one, 1, [])


def _kept_from(file: object) -> Kept:
    if not isinstance(file, UploadedFile) or not file.size:
        raise NewsroomError("no-file")
    return sounds.keep(file.chunks(), file.name or "", objects=objects())


@requires("item.view")
@require_POST
def listened(request: HttpRequest, key: str, number: int, address: str) -> HttpResponse:
    """Note that this person has heard an entry's sound to its end."""
    one = bulletin_for(request, key, "item.view")
    entry = get_object_or_404(one.entries.select_related("item"), pk=number)
    variant = get_object_or_404(entry.item.variants, language=entry.language)
    try:
        items.listened(variant, by=person(request), now=timezone.now(), address=address)
    except NewsroomError as error:
        return board(request, one, problem=item_words.error(error), problem_at=number)
    return board(request, one)


def objects() -> ObjectStore:
    """Return the installation's object store."""
    return ObjectStore(settings.DATA_DIR / "objects")


def _entry(request: HttpRequest, key: str, number: int) -> tuple[Bulletin, BulletinEntry, Variant]:
    one = bulletin_for(request, key, "item.write")
    rows = one.entries.select_related("item__issuer", "item__topic__plan", "bulletin__issuer")
    entry = get_object_or_404(rows, pk=number)
    variants = Variant.objects.select_related("recording", "item")
    return one, entry, get_object_or_404(variants, item=entry.item, language=entry.language)


def _done(request: HttpRequest, one: Bulletin) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return board(request, one)
    return away(request, "bulletins:bulletin", one.key)
