"""The rehearsal in virtual time: days pass as fast as the machine can work them out.

Real are the tables, the builder, the signer and its repository, the players with their own
trust, the ledgers and their intake. Virtual are time, sound, the network, the players'
disks and their clocks; what goes wrong with those is a list of faults.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import partial
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from django.db import connection

from loa.channels.broadcast.models import AsRun, PolicyRevision, Station
from loa.core.dayparts import Daypart
from loa.core.periods import DAY, Days, day_span
from loa.delivery.models import CoverageCell, SealedMessage
from loa.devices.evidence import EVIDENCE
from loa.devices.intake import ledgers_folder
from loa.devices.objects import ObjectStore
from loa.people.models import ApproverKey
from loa.player.intake import Library
from loa.rehearsal.adversity import strike
from loa.rehearsal.board import Hashes
from loa.rehearsal.books import Books, Shelf, read_books
from loa.rehearsal.counts import Excuses, Offence, Told, figures, offences, tally
from loa.rehearsal.crew import Crew, together
from loa.rehearsal.faults import Fault, FaultKind, Ground, station_days
from loa.rehearsal.life import Life, Seat
from loa.rehearsal.observer import Key, Observer
from loa.rehearsal.server import Server, put_database

PUBLISH_EVERY = 7  # days; the horizon grows by as many
SETTLE_EVERY = 7
BACKUP_EVERY = 14
COPIED_AT = clock_time(21, 30)
LAST_REPORTS = timedelta(hours=2)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is rehearsed, with which folders, and what goes wrong."""

    plan_key: str
    days: Days
    seed: int
    data: Path
    objects: ObjectStore
    stations: Sequence[Station]
    root: bytes
    faults: tuple[Fault, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """Return the stations' zone: one for all."""
        return ZoneInfo(self.stations[0].zone)

    def ground(self) -> Ground:
        """Return where faults may fall."""
        policy = PolicyRevision.objects.filter(station=self.stations[0]).order_by("-serial")[0]
        parts = policy.policy().dayparts(self.days.start)
        return Ground(
            [station.key for station in self.stations],
            self.days,
            [(part.opens, part.closes) for part in sorted(parts, key=lambda p: p.opens)],
            self.zone,
            PUBLISH_EVERY,
        )


@dataclass(slots=True)
class Outcome:
    """What came of a rehearsal: the result's object, and everything that must not be."""

    result: dict[str, object]
    offences: list[Offence]
    observer: Observer


@dataclass(slots=True)
class World:
    """Everything that goes on in one rehearsal, as far as this process has a share in it."""

    scene: Scene
    crew: Crew
    server: Server
    observer: Observer
    ground: Ground
    lives: list[Life] = field(default_factory=list)
    struck: set[Fault] = field(default_factory=set)  # faults that had their effect


@dataclass(slots=True)
class Share:
    """What one process has seen of a rehearsal."""

    observer: Observer
    struck: set[Fault]
    books: Books

    def absorb(self, other: Self) -> None:
        """Take over what another process has seen."""
        self.observer.absorb(other.observer)
        self.struck |= other.struck
        self.books += other.books


def simulate(scene: Scene, progress: Progress, *, processes: int = 1) -> Outcome:
    """Rehearse the days of a scene. The outcome is the same with any number of processes."""
    began = time.monotonic()
    ground = scene.ground()
    connection.close()  # each process opens its own
    share, *others = together(processes, partial(_live_through, scene, ground, progress))
    for other in others:
        share.absorb(other)
    return _outcome(scene, ground, share, began)


def _live_through(scene: Scene, ground: Ground, progress: Progress, crew: Crew) -> Share:
    world = _build_world(scene, ground, crew)
    all_days = list(scene.days)
    for number, day in enumerate(all_days):
        _one_day(world, day, number)
        if crew.leads:
            progress("days", number + 1, len(all_days))
    end = day_span(all_days[-1], scene.zone).end.astimezone(UTC)
    _until(world, end + LAST_REPORTS)
    for life in world.lives:
        life.report()
    world.server.now = end + DAY
    crew.once(world.server.recover)
    crew.once(world.server.settle)
    books = read_books(shelf for life in world.lives for shelf in _shelves(life))
    return Share(world.observer, world.struck, books)


def _build_world(scene: Scene, ground: Ground, crew: Crew) -> World:
    start = day_span(scene.days.start, scene.zone).start.astimezone(UTC)
    server = Server(scene.data, scene.objects, scene.root, start)
    world = World(scene, crew, server, Observer(), ground)
    keys = {
        k.key_id: bytes(k.public_key).hex() for k in ApproverKey.objects.filter(revoked_at=None)
    }
    for row in SealedMessage.objects.all():
        world.observer.believe(row.document.encode(), keys)
    for revision in PolicyRevision.objects.order_by("serial").select_related("station"):
        world.observer.allow(revision.station.key, revision.document.encode())
    return world


def _one_day(world: World, day: date, number: int) -> None:
    """Publish, let every station live through the day, take their ledgers, settle."""
    span = day_span(day, world.scene.zone)
    dawn = span.start.astimezone(UTC)
    if number % PUBLISH_EVERY == 0:
        _publish(world, dawn)
    if not world.lives:
        _enrol_all(world, dawn)
    for moment, deed in sorted(_deeds(world, day), key=lambda pair: pair[0]):
        _until(world, moment)
        deed()
    _until(world, span.end.astimezone(UTC))
    world.crew.once(world.server.recover)
    nightly = []
    if number % SETTLE_EVERY == SETTLE_EVERY - 1:
        nightly.append(world.server.settle)
    if number % BACKUP_EVERY == BACKUP_EVERY - 1:
        nightly.append(world.server.make_durable)
    if nightly:
        world.crew.apart(*nightly)


def _until(world: World, moment: datetime) -> None:
    for life in world.lives:
        life.run_until(moment)
    world.server.now = moment


def _publish(world: World, now: datetime) -> None:
    world.server.now = now
    world.crew.once(world.server.publish)
    world.server.see_published(world.observer)
    for life in world.lives:
        life.poll_soon()


def _enrol_all(world: World, now: datetime) -> None:
    scene = world.scene
    seat = Seat(world.server, world.observer, Library(), Hashes(), scene.zone, now, scene.seed)
    for number, station in world.crew.share(list(enumerate(scene.stations))):
        life = Life(seat, station.key, number)
        world.server.enrol(station.key, life.device)
        world.lives.append(life)
        life.power_on()
        life.report_daily()
    by_key = {life.key: life for life in world.lives}
    for fault in scene.faults:
        if fault.station in by_key:
            strike(by_key[fault.station], fault, partial(world.struck.add, fault))


# ---- what happens to the server


def _deeds(world: World, day: date) -> list[tuple[datetime, Callable[[], None]]]:
    """Return what the server does or suffers on a day, with its moments."""
    zone = world.scene.zone
    found: list[tuple[datetime, Callable[[], None]]] = []
    copied = datetime.combine(day, COPIED_AT, zone).astimezone(UTC)
    for fault in world.scene.faults:
        first = fault.starts.astimezone(zone).date()
        if fault.kind is FaultKind.POLICY and first == day:
            found.append((fault.starts, partial(_narrow, world, fault, day)))
        elif fault.kind is FaultKind.RESTORED and first == day + DAY:
            copy = partial(world.server.copy_database, _copy(world))
            found.append((copied, partial(world.crew.once, copy)))
        elif fault.kind is FaultKind.RESTORED and first == day:
            # Before tonight's copy, should tomorrow suffer the same.
            found.append((copied, partial(_restore, world, fault)))
    return sorted(found, key=lambda pair: pair[0])


def _narrow(world: World, fault: Fault, day: date) -> None:
    """Let the leaders end a day's broadcasts a few minutes after a session has begun."""
    world.struck.add(fault)
    zone = world.scene.zone
    local = fault.starts.astimezone(zone)
    minutes = timedelta(minutes=fault.dice().randrange(2, 10))
    parts = [
        Daypart(opens, min(closes, (local + minutes).time().replace(second=0, microsecond=0)), "")
        for opens, closes in world.ground.sessions
        if opens < (local + minutes).time().replace(second=0, microsecond=0)
    ]
    world.crew.once(partial(world.server.narrow_hours, day, parts))
    world.server.see_decided()
    for life in world.lives:
        life.poll_soon()


def _copy(world: World) -> Path:
    return world.scene.data / "yesterday.sqlite3"


def _restore(world: World, fault: Fault) -> None:
    """Put yesterday's database back; boards that it does not know are enrolled again."""
    if not _copy(world).exists():
        return
    world.struck.add(fault)
    connection.close()
    world.crew.once(partial(put_database, _copy(world)))
    if fault.pick % 2:
        for life in world.lives:
            if not life.twin:
                world.server.forget_newer_segments(life.device.keyid)
    world.crew.once(world.server.replay)
    world.server.see_restored()
    for life in world.lives:
        world.server.know_again(life.key, life.devices)
        life.at(life.now, life.report)


# ---- the result


def _outcome(scene: Scene, ground: Ground, share: Share, began: float) -> Outcome:
    observer = share.observer
    first, last = scene.days.start.isoformat(), str(scene.days.end)
    observer.days = {k: v for k, v in observer.days.items() if first <= k[1] < last}
    tables = _told(scene)
    found = offences(observer, share.books, tables, Excuses(scene.faults))
    hits: Counter[FaultKind] = Counter()
    for fault in share.struck:
        hits[fault.kind] += len(station_days(fault, ground))
    result = {
        "plan": scene.plan_key,
        "from": first,
        "until": last,
        "seed": scene.seed,
        "stations": len(scene.stations),
        "station_days": len(observer.days),
        **figures(observer, tables),
        **tally(found),
        "faults": {str(kind): hits[kind] for kind in sorted(hits)},
        "wall_s": round(time.monotonic() - began, 1),
    }
    return Outcome(result, found, observer)


def _shelves(life: Life) -> list[Shelf]:
    shelves = []
    for device in life.devices:
        folder = ledgers_folder() / device.keyid
        files = tuple(sorted(folder.glob("*.segment")))
        evidence = tuple(sorted((folder / EVIDENCE).glob("*.segment")))
        shelves.append(Shelf(life.key, device.public, files, evidence))
    return shelves


def _told(scene: Scene) -> dict[Key, Told]:
    """Return what our own tables say of each item."""
    rows = AsRun.objects.filter(
        rundown__day__gte=scene.days.start, rundown__day__lt=scene.days.end
    ).values_list("rundown__station__key", "item_id", "outcome", "reason")
    return {
        (station, item): Told(outcome, reason)
        for station, item, outcome, reason in rows.iterator(chunk_size=5000)
    }


def coverage_cells(plan_key: str) -> list[list[object]]:
    """Return what was proven for a plan: rows of target, unit, measure, grade, quantity."""
    cells = CoverageCell.objects.filter(target__plan__key=plan_key, simulated=True)
    rows = cells.order_by("target__position", "unit_code", "unit", "grade")
    return [
        list(row)
        for row in rows.values_list("target__key", "unit_code", "unit", "grade", "quantity")
    ]
