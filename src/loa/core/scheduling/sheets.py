"""Sheets: a day as every station of one arrangement hears it.

Stations of one kind in one place hear the same at the same times. What is a station's own
is its name, the serial and the items' ids; a sheet spells the rest once for all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from loa.core.canonical import canonical, digest
from loa.core.rundown import Item, Rundown, id_head, id_tail, item_id, spelled
from loa.core.scheduling.request import Explanation, Move, Unplaced

TRIMMED = 2048  # sheets kept that have lost their beginning


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be heard, without an id: the `number`-th of a day that goes by `name`."""

    name: str
    number: int
    item: Item
    why: Explanation | None = None  # relays and idents explain themselves


@dataclass(frozen=True, eq=False)
class Sheet:
    """A day's lines in the order of their starts."""

    day: date
    lines: tuple[Line, ...]

    def ids(self, station: str) -> list[str]:
        """Return the ids that the lines' items have at a station."""
        own = id_head(station, self.day)
        return [digest(own + name)[:20] for name in self._names]

    def rundown(self, station: str, serial: int) -> Rundown:
        """Return the day as one station's rundown."""
        return Rundown(station, self.day, serial, tuple(self._items(station)))

    def encoded(self, station: str, serial: int, ids: list[str]) -> bytes:
        """Return `rundown(station, serial).encoded()`; the ids are its own."""
        frame = canonical(Rundown(station, self.day, serial, ()).document()).decode()
        start, empty, end = frame.partition('"items":[]')
        return f"{start}{empty[:-1]}{between(self._spelled, ids)}]{end}".encode()

    def explanations(self, station: str) -> dict[str, Explanation]:
        """Return why each item of a station stands there, by its id."""
        ids = zip(self.ids(station), self.lines, strict=True)
        return {key: line.why for key, line in ids if line.why}

    def since(self, moment: datetime) -> "Sheet":
        """Return the sheet without what starts before a moment."""
        if not self.lines or self.lines[0].item.starts >= moment:
            return self
        return _since(self, moment)

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """The addresses of the messages that are heard, each once."""
        return tuple(sorted({line.item.message for line in self.lines if line.item.message}))

    @cached_property
    def _names(self) -> list[bytes]:
        return [id_tail(line.name, line.number) for line in self.lines]

    @cached_property
    def _spelled(self) -> list[str]:
        """What stands before, between and after the ids of the items."""
        around = [spelled(line.item) for line in self.lines]
        return joints(around, ",")

    def _items(self, station: str) -> Iterator[Item]:
        for line in self.lines:
            it = line.item
            yield Item(
                item_id(station, self.day, line.name, line.number), it.starts, it.ms, it.kind,
                it.title, it.message, it.language, it.sound, it.source, it.placement, it.target,
                it.priority, it.late, it.make_good_for,
            )  # fmt: skip


@lru_cache(maxsize=TRIMMED)
def _since(sheet: Sheet, moment: datetime) -> Sheet:
    return Sheet(sheet.day, tuple(line for line in sheet.lines if line.item.starts >= moment))


@dataclass(frozen=True, eq=False)
class Drawing:
    """What was built, for every station that shares it; see `Schedule`, which one station has."""

    sheets: tuple[Sheet, ...]
    unplaced: tuple[Unplaced, ...] = ()
    moved: tuple[Move, ...] = ()
    points: int = 0


def joints(around: list[tuple[str, str]], comma: str) -> list[str]:
    """Return the texts before, between and after ids, of (before, after) around each."""
    if not around:
        return []
    befores, afters = zip(*around, strict=True)
    inner = [after + comma + before for after, before in zip(afters, befores[1:], strict=False)]
    return [befores[0], *inner, afters[-1]]


def between(texts: list[str], ids: list[str]) -> str:
    """Put ids between texts."""
    if not ids:
        return ""
    parts = [""] * (2 * len(ids) + 1)
    parts[::2], parts[1::2] = texts, ids
    return "".join(parts)
