"""Keeping the index: what sources say of what they hold, and the words learned from it."""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from loa.core.fold import fold
from loa.search.models import Found, SeenWord
from loa.search.rules import LONGEST_WORD, MOST_CHARACTERS, SLOTS, Entry, number, tokens
from loa.search.stores import store

AT_ONCE = 500
LONGEST_TITLE, LONGEST_URL, LONGEST_KEY = 500, 500, 300
NO_TEXT = re.compile("[\x00\ud800-\udfff]")  # no database takes these; they mean nothing
LEARN = (
    "INSERT INTO search_seenword (shown, folded, entries) VALUES {}"
    " ON CONFLICT (shown) DO UPDATE SET entries = search_seenword.entries + excluded.entries"
)


def index(entry: Entry) -> None:
    """Let an entry be found, in place of what stood under its key."""
    index_many([entry])


@transaction.atomic
def index_many(entries: Iterable[Entry]) -> int:
    """Let entries be found; return how many. The last one of a key counts."""
    found = list({entry.key: entry for entry in entries}.values())
    for some in _batched(found):
        _keep(some)
    return len(found)


@transaction.atomic
def forget(key: str) -> bool:
    """Let an entry not be found any more; return whether it could be."""
    return _drop(Found.objects.filter(key=key)) > 0


@transaction.atomic
def reindex(*, now: datetime) -> int:
    """Make every token anew, and take in what the sources hold; return how many entries.

    Sources are named in settings.SEARCH_SOURCES: functions that yield entries, for what was
    written before there was an index. Nobody else writes meanwhile, or waits.
    """
    with store().emptied():
        for entries in _all():
            store().put([(row.number, tokens(as_entry(row))) for row in entries])
        for name in settings.SEARCH_SOURCES:
            module, _, function = name.rpartition(".")
            index_many(getattr(import_module(module), function)())
    SeenWord.objects.all().delete()
    Found.objects.update(learned=False)
    while learn(now):
        pass
    return Found.objects.count()


def learn(now: datetime) -> int:
    """Note the words of entries that came since, and drop what is hidden; return how many.

    In the ticker, a few at a time: whoever publishes shares no row with whoever else does.
    Words of what was dropped stay known; a suggestion is made only when it finds something.
    """
    with transaction.atomic():
        _drop(Found.objects.filter(hidden_at__lte=now, public=True))
    rows = list(Found.objects.filter(learned=False).order_by("number")[:AT_ONCE])
    if rows:
        _note(rows)
    return len(rows)


@transaction.atomic
def _note(rows: Sequence[Found]) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        seen.update(_seen(row.title, row.text))
    with connection.cursor() as cursor:
        for words in _batched(sorted(seen.items())):
            rows_of = ", ".join(["(%s, %s, %s)"] * len(words))
            values = [value for word, count in words for value in (*word, count)]
            cursor.execute(LEARN.format(rows_of), values)
    Found.objects.filter(number__in=[row.number for row in rows]).update(learned=True)


def _batched(rows: list[Any]) -> Iterator[list[Any]]:
    """Yield rows in their order, no more than AT_ONCE together."""
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def as_entry(row: Found) -> Entry:
    """Return what a source once said."""
    return Entry(**{field.name: getattr(row, field.name) for field in fields(Entry)})


def _keep(entries: Sequence[Entry]) -> None:
    for entry in entries:
        if not 0 < len(entry.key) <= LONGEST_KEY or not 0 < len(entry.url) <= LONGEST_URL:
            raise ValueError(f"cannot be found under key {entry.key!r} at address {entry.url!r}")
    _drop(Found.objects.filter(key__in=[entry.key for entry in entries]))
    numbers = _numbers(entries)
    Found.objects.bulk_create(_row(entry, numbers[entry.key]) for entry in entries)
    store().put([(numbers[entry.key], tokens(entry)) for entry in entries])


def _drop(rows: QuerySet[Found]) -> int:
    numbers = list(rows.values_list("number", flat=True))
    store().drop(numbers)
    return Found.objects.filter(number__in=numbers).delete()[0]


def _row(entry: Entry, own: int) -> Found:
    plain = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    title, text = (NO_TEXT.sub(" ", part) for part in (entry.title, entry.text))
    shown = {"title": title[:LONGEST_TITLE], "text": text[:MOST_CHARACTERS]}
    return Found(**(plain | shown), number=own)


def _numbers(entries: Sequence[Entry]) -> dict[str, int]:
    """Return a number for each key: of its second and of its name, or the next one free."""
    wanted = {
        entry.key: number(entry.published_at, zlib.crc32(entry.key.encode()) % (1 << SLOTS))
        for entry in entries
    }
    taken = dict(Found.objects.filter(number__in=wanted.values()).values_list("number", "key"))
    for key, own in wanted.items():
        free = own
        while taken.setdefault(free, key) != key:
            free += 1
            if row := Found.objects.filter(number=free).first():
                taken.setdefault(free, row.key)
        wanted[key] = free
    return wanted


def _all() -> Iterator[list[Found]]:
    """Yield every row, some at a time, the highest number first."""
    rows = list(Found.objects.order_by("-number")[:AT_ONCE])
    while rows:
        yield rows
        rows = list(Found.objects.filter(number__lt=rows[-1].number).order_by("-number")[:AT_ONCE])


def _seen(title: str, text: str) -> set[tuple[str, str]]:
    """Return the words of a title and a text, and the title's pairs, as shown and as folded."""
    head = _shown(title)
    pairs = pairwise(head)
    found = {*head, *_shown(text), *((f"{a} {c}", f"{b} {d}") for (a, b), (c, d) in pairs)}
    return {one for one in found if one[1]}


def _shown(text: str) -> list[tuple[str, str]]:
    """Return words as people write them, each with its folded form."""
    plain = unicodedata.normalize("NFC", text[:MOST_CHARACTERS]).lower()
    found = ((word, _folded(word)) for word in re.findall(r"\w+", plain))
    return [
        (shown, folded)
        for shown, folded in found
        if 0 < len(folded) <= LONGEST_WORD >= len(shown) and " " not in folded
    ]


_folded = lru_cache(maxsize=50_000)(fold)  # a language has few words, an archive many
