"""What "Đúng rồi" does: lists at once, words and photos at once, sounds behind the page."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from loa.audio.sound import AudioError
from loa.channels.portal import pictures
from loa.channels.portal.pictures import PictureError
from loa.control.first_day import dropping, pasted, returning, sheets, snapshot, words
from loa.control.first_day.headings import Table, recognise
from loa.control.first_day.judging import judge
from loa.control.first_day.keeping import keep
from loa.control.first_day.pasted import Parted, PastedError
from loa.control.first_day.rows import Fate, JudgedTable
from loa.control.first_day.sheets import BookError
from loa.control.first_day.sorting import Sort
from loa.control.models import Dropped
from loa.core.canonical import digest
from loa.devices.objects import ObjectStore
from loa.newsroom import archive
from loa.newsroom import words as newsroom
from loa.newsroom.actions import NewsroomError
from loa.newsroom.bulletins import rules, sounds
from loa.people.models import Organisation, User
from loa.people.rules import may
from loa.plans.actions import load_plan
from loa.plans.blueprints.standing import StandingFacts, standing
from loa.plans.drafting import actions as drafting
from loa.plans.drafting import queries
from loa.plans.drafting import words as drafting_words
from loa.plans.drafting.values import DraftingError
from loa.plans.importing.reading import RefusedError, plain

log = logging.getLogger(__name__)
ENDED = frozenset({"done", "refused"})  # states of a recording


@dataclass(frozen=True, slots=True)
class ListFile:
    """A dropped file of lists: its tables, the sheets that are none, or why it is not read."""

    number: int
    name: str
    tables: tuple[JudgedTable, ...] = ()
    other_sheets: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TextFile:
    """Dropped or pasted words, parted, or why they become no item."""

    number: int
    name: str
    parted: Parted | None = None
    problem: str = ""


def of_sort(dropped: Dropped, sort: Sort) -> Iterator[tuple[int, str]]:
    """Yield the number and name of each file of a kind."""
    for number, file in enumerate(dropped.files):
        if file["kind"] == sort:
            yield number, file["name"]


def lists(dropped: Dropped, *, by: User, now: datetime) -> list[ListFile]:
    """Read and judge the lists of a drop, all of them together."""
    found: dict[int, ListFile] = {}
    tables: list[tuple[int, Table]] = []
    for number, name in of_sort(dropped, Sort.LISTS):
        try:
            read = sheets.read(dropping.path(dropped, number).read_bytes(), name)
        except BookError as error:
            found[number] = ListFile(number, name, problem=words.refusal(name, error))
            continue
        known = [(sheet.name, recognise(sheet)) for sheet in read]
        tables += [(number, table) for _name, table in known if table]
        others = tuple(title or name for title, table in known if table is None)
        found[number] = ListFile(number, name, other_sheets=others)
    judged = judge(tables, snapshot.take(by, timezone.localdate(now))) if tables else []
    return [
        ListFile(
            file.number,
            file.name,
            tuple(table for table in judged if table.file == file.number),
            file.other_sheets,
            file.problem,
        )
        for file in found.values()
    ]


def texts(dropped: Dropped) -> list[TextFile]:
    """Read the words of a drop."""
    found = []
    for number, name in of_sort(dropped, Sort.TEXT):
        try:
            said, _encoding = plain.decode(dropping.path(dropped, number).read_bytes(), name)
            found.append(TextFile(number, name, pasted.part(said)))
        except PastedError as error:
            found.append(TextFile(number, name, problem=str(words.PASTED[error.code])))
        except RefusedError:
            found.append(TextFile(number, name, problem=str(words.BOOKS["unknown-letters"])))
    return found


def office_of(user: User, now: datetime) -> Organisation | None:
    """Return the office for which somebody takes things in: where they hold a role today."""
    day = timezone.localdate(now)
    held = [h for h in user.holdings() if may([h], snapshot.PERMISSION, day=day)]
    keys = [h.organisation for h in sorted(held, key=lambda one: not one.unit_code)]
    return Organisation.objects.filter(key=keys[0]).first() if keys else None


def confirm(dropped: Dropped, *, by: User, now: datetime) -> Dropped:
    """Take in what a drop holds. Confirming again changes nothing.

    Raises NewsroomError("no-office") for items of somebody without an office that has a
    territory, and what the rooms' verbs raise; nothing is kept then.
    """
    with transaction.atomic():
        row = Dropped.objects.select_for_update().get(pk=dropped.pk)
        if row.confirmed_at is not None:
            return row
        read = lists(row, by=by, now=now)
        keep([table for file in read for table in file.tables], by=by, now=now)
        waiting = list(of_sort(row, Sort.SOUND))
        written = [one for one in texts(row) if one.parted]
        if waiting or written:
            _ensure_topic(_office(by, now), by, now)
        row.outcome = {
            "lists": [_told(file, table) for file in read for table in file.tables],
            "texts": [_take_text(one, by, now) for one in written],
            "sounds": [{"file": n, "name": name, "state": "waiting"} for n, name in waiting],
        }
        row.confirmed_at = now
        row.save()
        _return_refused(row, read)
    _take_rest(row, by=by, now=now)
    return row


def _take_rest(dropped: Dropped, *, by: User, now: datetime) -> None:
    """Take in photos and plans: both verbs keep what is known already only once."""
    photos = [_take_photo(dropped, n, name) for n, name in of_sort(dropped, Sort.PHOTO)]
    plans = [_take_plan(dropped, n, name, by, now) for n, name in of_sort(dropped, Sort.PLAN)]
    with transaction.atomic():
        row = Dropped.objects.select_for_update().get(pk=dropped.pk)
        row.outcome |= {"photos": photos, "plans": plans}  # sounds may have come meanwhile
        _settle(row, now)
    dropped.outcome, dropped.done_at = row.outcome, row.done_at


def _settle(row: Dropped, now: datetime) -> None:
    """Note that a drop is done with, once everything in it has its outcome."""
    heard = all(one["state"] in ENDED for one in row.outcome["sounds"])
    if heard and "plans" in row.outcome:
        row.done_at = row.done_at or now
    row.save(update_fields=["outcome", "done_at"])


def _told(file: ListFile, table: JudgedTable) -> dict[str, Any]:
    counts = {str(fate): table.count(fate) for fate in Fate}
    return {"file": file.number, "name": file.name, "kind": str(table.kind), **counts}


def _return_refused(dropped: Dropped, read: list[ListFile]) -> None:
    for file in read:
        content = dropping.path(dropped, file.number).read_bytes()
        if not file.problem and (red := returning.marked(content, file.name, file.tables)):
            dropping.red_path(dropped, file.number).write_bytes(red)


def _office(user: User, now: datetime) -> Organisation:
    office = office_of(user, now)
    if office is None or not office.unit_code:
        raise NewsroomError("no-office")
    return office


def _ensure_topic(office: Organisation, by: User, now: datetime) -> None:
    """See that items have a topic: where no plan has one, begin the office's standing plan.

    It is a draft: leaders approve it like any other.
    """
    if archive.usual_topic(office) is not None:
        return
    facts = StandingFacts(
        key=f"thuong-xuyen-{office.key}"[:60].rstrip("-"),
        issuer_key=office.key,
        issuer_name=office.name,
        area=(office.unit_code,),
        starts=timezone.localdate(now),
    )
    load_plan(standing(facts), now=now, by=by)


def _take_text(one: TextFile, by: User, now: datetime) -> dict[str, Any]:
    parted = one.parted
    if parted is None:
        return {}
    taken = archive.take_text(parted.headline, parted.text, office=_office(by, now), by=by, now=now)
    return {"headline": taken.item.headline, "item": taken.item.key, "known": taken.known}


def _take_photo(dropped: Dropped, number: int, name: str) -> dict[str, Any]:
    """Keep a photo in the portal's library; one that is there is not kept twice."""
    path = dropping.path(dropped, number)
    named = path.with_name(f"{number}{PurePath(name).suffix.lower() or '.jpg'}")
    try:
        named.write_bytes(path.read_bytes())
        data = pictures.examined(named)
        mark = f"{digest(data)[:24]}{named.suffix}"
        known = get_image_model().objects.filter(file__contains=mark[:24]).exists()
        if not known:
            title = PurePath(name).stem.replace("_", " ").strip() or _("Photo")
            pictures.keep(mark, data, title)
    except PictureError:
        return {"name": name, "problem": str(words.BAD_PHOTO)}
    finally:
        named.unlink(missing_ok=True)
    return {"name": name, "known": known}


def plan_office(user: User, now: datetime) -> Organisation | None:
    """Return the office for which somebody may bring in plans; None for who may not."""
    offices = queries.offices_of(user, today=timezone.localdate(now))
    return offices[0] if offices else None


def _take_plan(dropped: Dropped, number: int, name: str, by: User, now: datetime) -> dict[str, Any]:
    """Hand a plan's document to the page that reads it beside its text."""
    office = plan_office(by, now)
    if office is None:
        return {"name": name, "problem": str(words.NO_PLANNER)}
    content = dropping.path(dropped, number).read_bytes()
    try:
        taken = drafting.take_in(content, name, office=office, by=by, now=now)
    except (DraftingError, RefusedError) as error:
        return {"name": name, "problem": drafting_words.error(error)}
    return {"name": name, "document": taken.document.pk, "known": not taken.new}


def take_sounds(dropped: Dropped, *, now: datetime) -> int:
    """Take in every recording that waits, one after the other; return how many.

    Photos and plans too, where whoever was to take them in was cut off.
    """
    confirmed = dropped.confirmed_at
    if "plans" not in dropped.outcome and confirmed and now - confirmed > words.GIVEN_UP:
        _take_rest(dropped, by=dropped.owner, now=now)
    taken = 0
    for place in range(len(dropped.outcome.get("sounds", []))):
        if not _claimed(dropped, place, now):
            continue
        told = _take_sound(dropped, place, now)
        _note(dropped, place, told)
        taken += 1
    with transaction.atomic():
        row = Dropped.objects.select_for_update().get(pk=dropped.pk)
        _settle(row, timezone.now())
    return taken


def _claimed(dropped: Dropped, place: int, now: datetime) -> bool:
    """Take one recording for this worker, unless another has it or it is done."""
    with transaction.atomic():
        row = Dropped.objects.select_for_update().get(pk=dropped.pk)
        one = row.outcome["sounds"][place]
        since = datetime.fromisoformat(one["since"]) if one.get("since") else None
        if one["state"] in ENDED:
            return False
        if since is not None and now - since < words.GIVEN_UP:
            return False
        one.update(state="working", since=now.isoformat())
        row.save(update_fields=["outcome"])
        return True


def _note(dropped: Dropped, place: int, told: dict[str, Any]) -> None:
    with transaction.atomic():
        row = Dropped.objects.select_for_update().get(pk=dropped.pk)
        row.outcome["sounds"][place].update(told)
        row.save(update_fields=["outcome"])


def _take_sound(dropped: Dropped, place: int, now: datetime) -> dict[str, Any]:
    one = dropped.outcome["sounds"][place]
    path = dropping.path(dropped, one["file"])
    by = dropped.owner
    try:
        with path.open("rb") as file:
            chunks = iter(lambda: file.read(1 << 20), b"")
            kept = sounds.keep(chunks, one["name"], objects=objects())
        named = rules.named(one["name"], kept.taken.title)
        office = _office(by, now)
        _ensure_topic(office, by, now)
        taken = archive.take_recording(kept, named, office=office, by=by, now=now)
    except AudioError as error:
        return {"state": "refused", "problem": newsroom.audio_error(error, one["name"])}
    except NewsroomError as error:
        return {"state": "refused", "problem": str(words.item_error(error))}
    except OSError:
        log.exception("a dropped recording is gone", extra={"dropped": dropped.key})
        return {"state": "refused", "problem": str(words.BOOKS["broken"])}
    return {
        "state": "done",
        "known": taken.known,
        "item": taken.item.key,
        "headline": taken.item.headline,
        "language": named.language,
        "ms": kept.spoken.ms,
        "lufs": kept.spoken.lufs,
    }


def objects() -> ObjectStore:
    """Return the installation's object store."""
    return ObjectStore(settings.DATA_DIR / "objects")
