"""From requests to what is published and kept: schedules, their documents, their rows."""

import gc
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from loa.channels.broadcast.models import Station
from loa.channels.broadcast.words import sentence
from loa.core.build import Explanation, Request, Schedule, build
from loa.core.canonical import digest
from loa.core.rundown import Rundown
from loa.devices.objects import ObjectStore

REACH = timedelta(minutes=2)  # from being signed to being held by a player
DOCUMENTS_AT_ONCE = 400
ROW = ("serial", "address", "document", "messages", "reasons", "unplaced")  # of a day


@dataclass(frozen=True, slots=True)
class Built:
    """A station's schedule, with the bytes of its rundowns and their addresses."""

    schedule: Schedule
    encoded: tuple[bytes, ...]
    addresses: tuple[str, ...]


def build_all(
    requests: Mapping[Station, Request], objects: ObjectStore, now: datetime
) -> dict[Station, Built]:
    """Build stations' days and put their documents into the object store meanwhile."""
    built: dict[Station, Built] = {}
    # The writer waits for the disk and for nobody else. All that is built is kept for now:
    # looking it through for garbage would be in vain.
    with ThreadPoolExecutor(1, "documents") as writer, _no_collection():
        writing = []
        fresh: list[bytes] = []
        for station, request in requests.items():
            built[station] = _build(station, request, now)
            fresh += built[station].encoded
            if len(fresh) >= DOCUMENTS_AT_ONCE:
                writing.append(writer.submit(objects.put_all, fresh))
                fresh = []
        writing.append(writer.submit(objects.put_all, fresh))
    for done in writing:
        done.result()
    return built


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
    schedule = still_ahead(build(request), now, ZoneInfo(station.zone))
    encoded = tuple(rundown.encoded() for rundown in schedule.rundowns)
    return Built(schedule, encoded, tuple(map(digest, encoded)))


def still_ahead(schedule: Schedule, now: datetime, zone: ZoneInfo) -> Schedule:
    """Leave out what could not reach a player in time: nothing is promised that is over.

    Only a station's very first day is built when it has begun already. A slot of the grid
    whose time was over by then is not missed either.
    """
    rundowns = tuple(
        replace(r, items=tuple(i for i in r.items if i.starts >= now + REACH))
        for r in schedule.rundowns
    )
    unplaced = tuple(
        u
        for u in schedule.unplaced
        if u.slot is None or u.day is None or u.slot.span_on(u.day, zone).start >= now
    )
    return replace(schedule, rundowns=rundowns, unplaced=unplaced)


def row_of(rundown: Rundown, data: bytes, address: str, schedule: Schedule) -> tuple[object, ...]:
    """Return the values of ROW."""
    known = schedule.explanations
    unplaced = [
        {
            "headline": u.candidate.headline if u.candidate else u.slot.title if u.slot else "",
            "placement": u.candidate.placement if u.candidate else "",
            "reason": str(u.reason),
            "sentence": sentence(u),
            "later": u.later,
        }
        for u in schedule.unplaced
        if u.day == rundown.day or (u.day is None and rundown is schedule.rundowns[0])
    ]
    return (
        rundown.serial,
        address,
        data.decode(),
        sorted({item.message for item in rundown.items if item.message}),
        {item.id: _explained(known[item.id]) for item in rundown.items if item.id in known},
        unplaced,
    )


def _explained(why: Explanation) -> dict[str, object]:
    return {
        "target": why.target,
        "plan": why.plan,
        "run": [why.run_day, why.run_days],
        "play": [why.play, why.plays],
        "make_good_for": why.make_good_for,
    }
