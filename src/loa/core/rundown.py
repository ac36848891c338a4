"""The rundown: one station's day, ordered, timed and explained.

Starts are instants; lengths are milliseconds. An item's id is stable over rebuilds, so a
ledger written under an older serial still reconciles. Relays are windows: their source
and edges are signed, their sound is not. `docs/formats/rundown.md` describes every byte.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from loa.core.canonical import FormatError, Json, canonical, digest, header, is_digest, require
from loa.core.message import instant, read_instant
from loa.core.words import Kind, LateRule, Priority

NAME = "rundown"
MAX_ITEMS = 2000
# No sum of a start and a day leaves the calendar: a player that broke on one could not start.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be heard: a message's sound in one language, or a relay's window."""

    id: str
    starts: datetime
    ms: int
    kind: Kind
    title: str
    message: str = ""  # address of the manifest
    language: str = ""
    sound: str = ""  # address of the audio
    source: str = ""  # of a relay
    placement: str = ""
    target: str = ""
    priority: Priority = Priority.ROUTINE
    late: LateRule = LateRule.WHOLE
    make_good_for: str = ""  # id of the item that this one makes good

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.starts + timedelta(milliseconds=self.ms)

    def document(self) -> Json:
        """Return the item as it stands in the rundown; empty members are left out."""
        members = {
            "id": self.id,
            "starts": instant(self.starts),
            "ms": self.ms,
            "kind": str(self.kind),
            "title": self.title,
            "priority": str(self.priority),
            "late": str(self.late),
        }
        for name in OPTIONAL:
            if getattr(self, name):
                members[name] = getattr(self, name)
        return members


OPTIONAL = ("message", "language", "sound", "source", "placement", "target", "make_good_for")


@dataclass(frozen=True, slots=True)
class Rundown:
    """A station's day. A later serial replaces an earlier one."""

    station: str
    day: date
    serial: int
    items: tuple[Item, ...]

    def document(self) -> Json:
        """Return the published document."""
        return header(NAME) | {
            "station": self.station,
            "day": self.day.isoformat(),
            "serial": self.serial,
            "items": [item.document() for item in self.items],
        }

    def encoded(self) -> bytes:
        """Return the published bytes, `canonical(document())`; their digest is the address."""
        frame = canonical(Rundown(self.station, self.day, self.serial, ()).document()).decode()
        start, empty, end = frame.partition('"items":[]')
        items = ",".join(map(_whole, self.items))
        return f"{start}{empty[:-1]}{items}]{end}".encode()


def spelled(item: Item) -> tuple[str, str]:
    """Return the canonical text of an item before its id and after it: the id is plain."""
    middle, end = _shared(
        item.ms, item.kind, item.title, item.message, item.language, item.sound, item.source,
        item.placement, item.target, item.priority, item.late, item.make_good_for,
    )  # fmt: skip
    return '{"id":"', f'"{middle}"{instant(item.starts)}"{end}'


def _whole(item: Item) -> str:
    before, after = spelled(item)
    if item.id.isascii() and item.id.isalnum():
        return f"{before}{item.id}{after}"
    return f"{before[:-1]}{canonical(item.id).decode()}{after[1:]}"


@lru_cache(maxsize=8192)
def _shared(*members: Any) -> tuple[str, str]:
    """Return an item's spelling between its id and its start, and after that.

    The rest of it stands on many days at many stations: it is spelled once for all.
    """
    whole = canonical(Item("", EARLIEST, *members).document()).decode()
    start = f'"{instant(EARLIEST)}"'
    before, _, after = whole.removeprefix('{"id":""').partition(f'"starts":{start}')
    return f'{before}"starts":', after


def item_id(station: str, day: date, placement: str, occurrence: int) -> str:
    """Return the stable id of an item: the n-th occurrence of a placement on a day."""
    return digest(id_head(station, day) + id_tail(placement, occurrence))[:20]


def id_head(station: str, day: date) -> bytes:
    """Return the first part of what an id is made from, which is a station's own."""
    return f"{station}|{day.isoformat()}|".encode()


def id_tail(placement: str, occurrence: int) -> bytes:
    """Return the other part, which is alike wherever a placement is heard."""
    return f"{placement}|{occurrence}".encode()


def read_rundown(document: object) -> Rundown:
    """Read a rundown; FormatError says what is wrong with it."""
    value = require(document, NAME)
    try:
        if len(value["items"]) > MAX_ITEMS:
            raise FormatError(f"loa.{NAME}: more than {MAX_ITEMS} items in a day")
        items = tuple(_item(item) for item in value["items"])
        rundown = Rundown(
            station=str(value["station"]),
            day=date.fromisoformat(value["day"]),
            serial=int(value["serial"]),
            items=items,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"loa.{NAME}: {type(error).__name__}: {error}") from error
    if len({item.id for item in items}) != len(items):
        raise FormatError(f"loa.{NAME}: an item's id stands twice")
    if any(b.starts < a.starts for a, b in pairwise(items)):
        raise FormatError(f"loa.{NAME}: items are not in the order of their starts")
    return rundown


def _item(value: Json) -> Item:
    ms = value["ms"]
    if not isinstance(ms, int) or isinstance(ms, bool) or not 0 < ms <= 24 * 3600 * 1000:
        raise FormatError(f"loa.{NAME}: {ms!r} is no length in milliseconds")
    item = Item(
        id=str(value["id"]),
        starts=read_instant(value["starts"]),
        ms=ms,
        kind=Kind(value["kind"]),
        title=str(value["title"]),
        priority=Priority(value["priority"]),
        late=LateRule(value["late"]),
        **{name: str(value[name]) for name in OPTIONAL if name in value},
    )
    if not EARLIEST <= item.starts < LATEST:
        raise FormatError(f"loa.{NAME}: item {item.id} starts in the year {item.starts.year}")
    if item.kind is Kind.RELAY:
        if not item.source or item.sound:
            raise FormatError(f"loa.{NAME}: a relay names its source and has no sound of its own")
    elif not (is_digest(item.message) and is_digest(item.sound)):
        raise FormatError(f"loa.{NAME}: item {item.id} names no message and sound")
    return item
