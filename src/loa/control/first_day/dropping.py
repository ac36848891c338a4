"""What is dropped: kept in a folder of its own until somebody says "Đúng rồi", or for a day.

first-day/KEY/0, 1, 2 …   the files, by their number
first-day/KEY/red-0.xlsx  a list back, its refused rows in red
"""

import secrets
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from loa.control.first_day import bundles, sheets
from loa.control.first_day.sheets import BookError
from loa.control.first_day.sorting import Sort, sort_of
from loa.control.models import Dropped
from loa.core.secrecy import is_secret
from loa.newsroom.bulletins.rules import LARGEST_FILE, in_order
from loa.people.models import User

FOLDER = "first-day"
ABANDONED = timedelta(hours=24)  # after which what nobody confirmed is deleted
DONE_WITH = timedelta(days=7)  # after which the red lists are deleted too
MOST_FILES = 300
MOST_BYTES = 2_000_000_000  # of one person's drops together
LONGEST_NAME = 200
HEAD = 4096  # bytes that tell what a file is
PASTED = "pasted.txt"

Upload = UploadedFile[Any]


def folder(dropped: Dropped) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / dropped.key


def path(dropped: Dropped, number: int) -> Path:
    return folder(dropped) / str(number)


def red_path(dropped: Dropped, number: int) -> Path:
    """Return where a list's refused rows come back."""
    return folder(dropped) / f"red-{number}.xlsx"


def begin(*, by: User, now: datetime) -> Dropped:
    """Begin a drop."""
    dropped = Dropped.objects.create(key=secrets.token_hex(12), owner=by, made_at=now)
    folder(dropped).mkdir(parents=True, mode=0o700)
    return dropped


def add_files(dropped: Dropped, files: Iterable[Upload]) -> list[tuple[str, BookError]]:
    """Keep uploads with a drop, a zip's files one by one; return what was refused, and why."""
    refused = []
    given = list(files)
    for place in in_order([one.name or "" for one in given]):
        name = _bare(given[place].name or "")
        try:
            _add(dropped, name, given[place])
        except BookError as error:
            refused.append((name, error))
    return refused


def add_text(dropped: Dropped, text: str) -> None:
    """Keep pasted words with a drop. Raises BookError("secret")."""
    _store(dropped, PASTED, Sort.TEXT, text.encode())


def note_refused(dropped: Dropped, sentences: list[str]) -> None:
    """Keep for the table what was not taken into the drop, and why."""
    if sentences:
        before = dropped.outcome.get("not_dropped", [])
        dropped.outcome = {"not_dropped": [*before, *sentences][:MOST_FILES]}
        dropped.save(update_fields=["outcome"])


def discard(dropped: Dropped) -> None:
    """Delete a drop with all its files."""
    shutil.rmtree(folder(dropped), ignore_errors=True)
    dropped.delete()


def tidy(now: datetime) -> int:
    """Delete what was abandoned, and what is done with; return how many drops that were."""
    left = Dropped.objects.filter(confirmed_at=None, made_at__lt=now - ABANDONED)
    done = Dropped.objects.filter(done_at__lt=now - DONE_WITH)
    gone = [*left, *done]
    for dropped in gone:
        discard(dropped)
    _sweep()
    return len(gone)


def _sweep() -> None:
    """Delete folders whose drop is gone: an upload was cut off, or its owner deleted."""
    above = Path(settings.DATA_DIR) / FOLDER
    if not above.is_dir():
        return
    known = set(Dropped.objects.values_list("key", flat=True))
    for one in above.iterdir():
        if one.name not in known:
            shutil.rmtree(one, ignore_errors=True)


def _add(dropped: Dropped, name: str, upload: Upload) -> None:
    size = upload.size or 0
    if not size:
        raise BookError("empty")
    if size > LARGEST_FILE:
        raise BookError("too-large", str(LARGEST_FILE // 1_000_000))
    _room(dropped, size)
    head = upload.read(HEAD)
    upload.seek(0)
    if head.startswith(b"PK"):
        content = upload.read()
        sort = sort_of(content, name)
        if sort is Sort.BUNDLE:
            _add_bundle(dropped, content)
            return
        _store(dropped, name, sort, content)
        return
    sort = sort_of(head, name)
    _checked(sort, upload.read() if sort is Sort.TEXT else b"", size)
    upload.seek(0)
    number = _note(dropped, name, sort, size)
    with path(dropped, number).open("wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)


def _add_bundle(dropped: Dropped, content: bytes) -> None:
    """Keep a zip's files; none of them when one of them is refused."""
    before = len(dropped.files)
    try:
        for name, data in bundles.files(content):
            sort = sort_of(data, name)
            if data and sort is not Sort.BUNDLE:  # no zip in a zip
                _room(dropped, len(data))
                _store(dropped, _bare(name), sort, data)
    except BookError:
        for number in range(before, len(dropped.files)):
            path(dropped, number).unlink(missing_ok=True)
        dropped.files = dropped.files[:before]
        dropped.save(update_fields=["files"])
        raise


def _store(dropped: Dropped, name: str, sort: Sort, content: bytes) -> None:
    _checked(sort, content, len(content))
    number = _note(dropped, name, sort, len(content))
    path(dropped, number).write_bytes(content)


def _checked(sort: Sort, content: bytes, size: int) -> None:
    """Refuse what is not known, too large, or bears a mark of secrecy, before it is kept."""
    if sort is Sort.UNKNOWN:
        raise BookError("unknown-file")
    if sort is Sort.TEXT and is_secret(content.decode(errors="replace")):
        raise BookError("secret")
    if sort is Sort.LISTS and size > sheets.MOST_BYTES:
        raise BookError("too-large", str(sheets.MOST_BYTES // 1_000_000))


def _room(dropped: Dropped, size: int) -> None:
    """Refuse what one person may no longer keep here unconfirmed."""
    if len(dropped.files) >= MOST_FILES:
        raise BookError("too-many-files", str(MOST_FILES))
    mine = Dropped.objects.filter(owner=dropped.owner, done_at=None)
    held = sum(file["bytes"] for row in mine for file in row.files)
    if held + size > MOST_BYTES:
        raise BookError("no-room", str(MOST_BYTES // 1_000_000_000))


@transaction.atomic
def _note(dropped: Dropped, name: str, sort: Sort, size: int) -> int:
    """Write a file down and return its number; two uploads at once get two numbers."""
    row = Dropped.objects.select_for_update().get(pk=dropped.pk)
    number = len(row.files)
    row.files = [*row.files, {"name": name, "kind": str(sort), "bytes": size}]
    row.save(update_fields=["files"])
    dropped.files = row.files
    return number


def _bare(name: str) -> str:
    """Return a file's own name, whatever path a browser sends with it."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "")[-LONGEST_NAME:] or "-"
