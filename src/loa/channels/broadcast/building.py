"""From requests to what is published and kept: days, their documents, their rows."""

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from loa.channels.broadcast.models import Station
from loa.channels.broadcast.words import sentence
from loa.core.build import Drawing, Explanation, Request, Sheet, Unplaced, draw
from loa.core.canonical import digest
from loa.core.scheduling.sheets import between, joints
from loa.delivery.rows import Written
from loa.devices.objects import ObjectStore

REACH = timedelta(minutes=2)  # from being signed to being held by a player
DOCUMENTS_AT_ONCE = 2000  # each batch flushes the store's 256 folders too
PROGRAMMES = 512  # kept while stations that hear the same follow one another
ROW = ("serial", "address", "document", "messages", "reasons", "unplaced")  # of a day


class _Shared(NamedTuple):
    """Of a day's row: its messages, its reasons but for the ids, and what is missing."""

    messages: Written
    explained: tuple[int, ...]  # the places of the lines that have a reason
    reasons: list[str]
    unplaced: Written


@dataclass(frozen=True, eq=False)
class Programme:
    """What stations hear, and what their days' rows have in common."""

    sheets: tuple[Sheet, ...]
    unplaced: tuple[Unplaced, ...]

    @cached_property
    def messages(self) -> frozenset[str]:
        """The addresses of all messages."""
        return frozenset().union(*(sheet.messages for sheet in self.sheets))

    @cached_property
    def items(self) -> int:
        """How many things are heard on all days."""
        return sum(len(sheet.lines) for sheet in self.sheets)

    @cached_property
    def shared(self) -> list[_Shared]:
        """What the stations' rows of each day have in common."""
        first = self.sheets[0].day
        found = []
        for sheet in self.sheets:
            whys = {n: _explained(line.why) for n, line in enumerate(sheet.lines) if line.why}
            missing = [_missing(u) for u in self.unplaced if (u.day or first) == sheet.day]
            found.append(
                _Shared(
                    Written(json.dumps(sheet.messages)),
                    tuple(whys),
                    joints([('"', f'": {why}') for why in whys.values()], ", "),
                    Written(json.dumps(missing)),
                )
            )
        return found


@dataclass(frozen=True, slots=True)
class Built:
    """A station's days with the bytes of their rundowns and those bytes' addresses."""

    programme: Programme
    serial: int
    ids: tuple[list[str], ...]
    encoded: tuple[bytes, ...]
    addresses: tuple[str, ...]

    @property
    def days(self) -> list[date]:
        """The days, in order."""
        return [sheet.day for sheet in self.programme.sheets]

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield each day with the values of ROW."""
        for sheet, ids, data, address, shared in zip(
            self.programme.sheets, self.ids, self.encoded, self.addresses, self.programme.shared,
            strict=True,
        ):  # fmt: skip
            reasons = between(shared.reasons, [ids[n] for n in shared.explained])
            own = Written(f"{{{reasons}}}")
            yield (
                sheet.day, self.serial, address, data.decode(), shared.messages, own,
                shared.unplaced,
            )  # fmt: skip


class Documents:
    """Puts documents into the object store while others are built.

    The writer waits for the disk and for nobody else.
    """

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._writer = ThreadPoolExecutor(1, "documents")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.shutdown()

    def write(self, documents: list[bytes]) -> "Future[list[str]]":
        """Begin to write; the result is there when they are there to stay."""
        return self._writer.submit(self._objects.put_all, documents)


@dataclass(frozen=True, slots=True)
class Turn:
    """Some stations' days, whose documents may still be on their way to the disk."""

    built: Mapping[Station, Built]
    writing: Sequence["Future[list[str]]"]

    def written(self) -> Mapping[Station, Built]:
        """Return what was built once its documents last. Raises OSError when the disk refuses."""
        for done in self.writing:
            done.result()
        return self.built


def build_turn(requests: Mapping[Station, Request], documents: Documents, now: datetime) -> Turn:
    """Build stations' days and have their documents written meanwhile."""
    built: dict[Station, Built] = {}
    writing = []
    fresh: list[bytes] = []
    with _no_collection():  # all that is built is kept for now: to look it through were in vain
        for station, request in requests.items():
            built[station] = one = _build(station, request, now)
            fresh += one.encoded
            if len(fresh) >= DOCUMENTS_AT_ONCE:
                writing.append(documents.write(fresh))
                fresh = []
    writing.append(documents.write(fresh))
    return Turn(built, writing)


@contextmanager
def _no_collection() -> Iterator[None]:
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _build(station: Station, request: Request, now: datetime) -> Built:
    programme = still_ahead(draw(request), now, station.zone)
    ids = tuple(sheet.ids(request.station) for sheet in programme.sheets)
    encoded = tuple(
        sheet.encoded(request.station, request.serial, own)
        for sheet, own in zip(programme.sheets, ids, strict=True)
    )
    return Built(programme, request.serial, ids, encoded, tuple(map(digest, encoded)))


@lru_cache(maxsize=PROGRAMMES)
def still_ahead(drawing: Drawing, now: datetime, zone: str) -> Programme:
    """Leave out what could not reach a player in time: nothing is promised that is over.

    Only a station's very first day is built when it has begun already. A slot of the grid
    whose time was over by then is not missed either.
    """
    here = ZoneInfo(zone)
    unplaced = tuple(
        u
        for u in drawing.unplaced
        if u.slot is None or u.day is None or u.slot.span_on(u.day, here).start >= now
    )
    return Programme(tuple(sheet.since(now + REACH) for sheet in drawing.sheets), unplaced)


def _missing(unplaced: Unplaced) -> dict[str, object]:
    candidate, slot = unplaced.candidate, unplaced.slot
    return {
        "headline": candidate.headline if candidate else slot.title if slot else "",
        "placement": candidate.placement if candidate else "",
        "reason": str(unplaced.reason),
        "sentence": sentence(unplaced),
        "later": unplaced.later,
    }


def _explained(why: Explanation) -> str:
    return json.dumps(
        {
            "target": why.target,
            "plan": why.plan,
            "run": [why.run_day, why.run_days],
            "play": [why.play, why.plays],
            "make_good_for": why.make_good_for,
        }
    )
