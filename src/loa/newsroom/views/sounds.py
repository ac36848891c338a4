"""Sounds: giving one to a language, listening to it, and that somebody did."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from loa.audio.sound import AudioError
from loa.audio.synthesis import EspeakVoice
from loa.core.canonical import FormatError
from loa.devices.files import serve
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.models import Edition, Item, Variant
from loa.newsroom.views.asking import variant_for
from loa.newsroom.views.desk import away, desk
from loa.newsroom.voicing import RECORDED, Spoken, synthesise, voice_sound
from loa.people.access import person, requires

LARGEST = 200_000_000  # bytes: an hour of uncompressed sound is less
FOR_A_YEAR = "private, max-age=31536000, immutable"  # an address never changes its content


@requires("item.write")
@require_POST
def give_sound(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Take in a recording, or have the text read out; at one loudness either way."""
    variant = variant_for(request, key, language, "item.write")
    name = ""
    try:
        _refuse_locked(variant.item)
        if "read_out" in request.POST:
            spoken, of_text = _read_out(variant), variant.text
        else:
            recording = request.FILES.get("recording")
            name = recording.name or "" if recording else ""
            spoken, of_text = recorded(recording), None
        actions.keep_sound(variant, spoken, now=timezone.now(), of_text=of_text)
    except NewsroomError as error:
        return desk(request, variant.item, problem=words.error(error), problem_at=language)
    except AudioError as error:
        told = words.audio_error(error, name or capfirst(words.spoken(language)))
        return desk(request, variant.item, problem=told, problem_at=language)
    if request.headers.get("HX-Request") == "true":
        return desk(request, variant.item)
    return away(request, "newsroom:item", key)


@requires("item.view")
@require_POST
def listened(request: HttpRequest, key: str, language: str, address: str) -> HttpResponse:
    """Note that this person has heard a sound to its end."""
    variant = variant_for(request, key, language, "item.view")
    try:
        actions.listened(variant, by=person(request), now=timezone.now(), address=address)
    except NewsroomError as error:
        return desk(request, variant.item, problem=words.error(error), problem_at=language)
    return desk(request, variant.item)


@requires("item.view")
@require_safe
def sound(request: HttpRequest, key: str, language: str, address: str) -> HttpResponse:
    """Return a language's sound, or the range of it that was asked for."""
    variant = variant_for(request, key, language, "item.view")
    if variant.sound != address:
        raise Http404(address)
    try:
        path = _objects().path(address)
    except FormatError as error:
        raise Http404(address) from error
    return serve(request, path, etag=address, cache=FOR_A_YEAR)


def _objects() -> ObjectStore:
    return ObjectStore(settings.DATA_DIR / "objects")


def _refuse_locked(item: Item) -> None:
    """Say no before the work, not after it; `keep_sound` asks again."""
    if item.state in {Item.State.REVIEW, Item.State.APPROVED}:
        raise NewsroomError("locked")


def _read_out(variant: Variant | Edition) -> Spoken:
    if variant.language != words.VIETNAMESE:
        raise NewsroomError("no-voice")
    if not variant.text.strip():
        raise NewsroomError("no-words")
    said = variant.text  # a further form says all that it has to say
    if isinstance(variant, Variant):
        said = f"{variant.item.headline}.\n\n{said}"
    return synthesise(said, variant.language, EspeakVoice(), objects=_objects())


def recorded(recording: "UploadedFile[Any] | None") -> Spoken:
    """Bring an upload to the loudness of the air. Raises AudioError and NewsroomError."""
    if recording is None or not recording.size:
        raise NewsroomError("no-file")
    if recording.size > LARGEST:
        raise AudioError("longer than a recording may be")
    with as_file(recording) as path:
        return voice_sound(path, voice=RECORDED, objects=_objects())


@contextmanager
def as_file(recording: "UploadedFile[Any]") -> Iterator[Path]:
    """Give an upload a path; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="loa-recording-") as folder:
        path = Path(folder) / "recording"
        with path.open("wb") as file:
            for chunk in recording.chunks():
                file.write(chunk)
        yield path
