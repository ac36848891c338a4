"""A drop and the first day as the pages draw them: words beside what was judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from loa.channels.broadcast.models import Station
from loa.control.first_day import dropping, words
from loa.control.first_day.headings import Listed
from loa.control.first_day.rows import Fate, JudgedTable, Verdict
from loa.control.first_day.sorting import Sort
from loa.control.first_day.taking import ListFile, of_sort
from loa.control.models import Dropped
from loa.newsroom import words as newsroom
from loa.newsroom.bulletins import rules
from loa.newsroom.models import Item
from loa.people.models import User
from loa.plans.models import Plan
from loa.theme.figures import State

MOST_SHOWN = 60  # rows of one fate; the others are counted
ORDER = (Fate.REFUSED, Fate.SIMILAR, Fate.NEW, Fate.KNOWN, Fate.SKIPPED)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row: its number, what it says, what becomes of it and why."""

    number: int
    said: tuple[str, ...]
    more: int  # columns that it does not fill
    state: State | None
    label: str | Promise
    because: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Rows of one fate; `left_out` more are not drawn."""

    fate: Fate
    state: State | None
    label: str | Promise
    count: int
    rows: tuple[ShownRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A recognised list as the page shows it."""

    name: str | Promise
    icon: str
    sheet: str
    heads: tuple[str | Promise, ...]
    groups: tuple[ShownGroup, ...]
    unused: str
    converted: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of lists as the page shows it."""

    name: str
    tables: tuple[ShownTable, ...]
    others: str
    problem: str


def list_files(files: Iterable[ListFile]) -> list[ShownFile]:
    return [
        ShownFile(
            file.name,
            tuple(_table(table) for table in file.tables),
            ", ".join(file.other_sheets),
            file.problem,
        )
        for file in files
    ]


def _table(table: JudgedTable) -> ShownTable:
    name, icon = words.LISTS[table.kind]
    heads = words.HEADS[table.kind]
    groups = (_group(table, fate, len(heads)) for fate in ORDER)
    return ShownTable(
        name=name,
        icon=icon,
        sheet=table.sheet,
        heads=heads,
        groups=tuple(group for group in groups if group.count),
        unused=", ".join(table.unused),
        converted=table.converted,
    )


def _group(table: JudgedTable, fate: Fate, width: int) -> ShownGroup:
    state, label = words.FATES[fate]
    mine = [verdict for verdict in table.verdicts if verdict.fate is fate]
    rows = tuple(_row(verdict, width) for verdict in mine[:MOST_SHOWN])
    return ShownGroup(fate, state, label, len(mine), rows, len(mine) - len(rows))


def _row(verdict: Verdict, width: int) -> ShownRow:
    state, label = words.FATES[verdict.fate]
    said = verdict.said[:width]
    return ShownRow(
        number=verdict.number,
        said=said,
        more=width - len(said),
        state=state,
        label=label,
        because=words.because(verdict.because),
        notes=tuple(words.because(note) for note in verdict.notes),
    )


def sounds(dropped: Dropped) -> list[dict[str, Any]]:
    """Return the recordings of a drop with what their names say."""
    found = []
    for number, name in of_sort(dropped, Sort.SOUND):
        named = rules.named(name)
        size = dropped.files[number]["bytes"]
        language = newsroom.language(named.language)
        found.append(
            {"name": name, "headline": named.headline, "language": language, "bytes": size}
        )
    return found


def sounds_taken(dropped: Dropped) -> list[dict[str, Any]]:
    """Return how far the recordings of a confirmed drop are."""
    return [
        one
        | {
            "language_name": newsroom.language(one["language"]) if one.get("language") else "",
            "seconds": one["ms"] / 1000 if one.get("ms") else 0,
        }
        for one in dropped.outcome.get("sounds", [])
    ]


def lists_taken(dropped: Dropped, user: User) -> list[dict[str, Any]]:
    """Return what became of each list of a confirmed drop, and where this person sees it."""
    return [
        one
        | {
            "label": words.LISTS[Listed(one["kind"])][0],
            "icon": words.LISTS[Listed(one["kind"])][1],
            "url": _leads_to(Listed(one["kind"]), user),
            "red": one["refused"] and dropping.red_path(dropped, one["file"]).exists(),
        }
        for one in dropped.outcome.get("lists", [])
    ]


def _leads_to(kind: Listed, user: User) -> str:
    """Return where a list is seen; records are for those who keep them."""
    name = words.LEADS_TO[kind]
    return reverse(name) if user.is_staff or not name.startswith("admin:") else ""


def empty() -> bool:
    """Whether nothing has been entered here yet: no plan, no station, no item."""
    return not (Plan.objects.exists() or Station.objects.exists() or Item.objects.exists())
