"""The rehearsal in virtual time: days pass as fast as the machine can work them out.

Real are the tables, the builder, the signer and its repository, the players' core with
their own trust, the ledgers and their intake. Virtual are time, sound and the network.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from loa.channels.broadcast import actions, as_run
from loa.channels.broadcast.models import AsRun, PolicyRevision, RundownDay, Station
from loa.core.canonical import canonical, header
from loa.core.periods import DAY, Days, day_span
from loa.core.words import Clock
from loa.delivery.models import CoverageCell, SealedMessage
from loa.devices import actions as device_actions
from loa.devices import backup
from loa.devices.disk import HastyDisk
from loa.devices.intake import ledgers_folder, take_segment
from loa.devices.keys import read_key, verify
from loa.devices.objects import ObjectStore
from loa.devices.repository.layout import Repository
from loa.devices.signer.signing import Signer
from loa.people.models import ApproverKey
from loa.player.agent import INSTANT, Agent, Identity
from loa.player.crypto import DeviceKey
from loa.player.events import MediaArrived
from loa.player.intake import Library
from loa.player.ports import FetchError, NotThere
from loa.player.store import MemoryStore
from loa.player.trusted import Distrust, Trusted
from loa.rehearsal.books import Shelf, read_books
from loa.rehearsal.counts import Told, figures, zeros
from loa.rehearsal.observer import Key, Observer
from loa.rehearsal.sound import Loudspeaker

DOWNLOAD = timedelta(seconds=2)
UPLOAD_AT = timedelta(hours=22)  # after the evening's session; the last of the day's
PUBLISH_EVERY = 7  # days; the horizon grows by as many
SETTLE_EVERY = 7
BACKUP_EVERY = 28  # each copies and checks the whole database
HORIZON_DAYS = 28
HASTY = HastyDisk()  # a rehearsal that loses power is begun again
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is rehearsed, and with which folders."""

    plan_key: str
    days: Days
    seed: int
    data: Path
    objects: ObjectStore
    stations: Sequence[Station]
    root: bytes


class Files:
    """A network without faults: published files read straight from the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def metadata(self, name: str, limit: int) -> bytes:
        return self._read(self._folder / "metadata" / name, limit)

    def target(self, name: str, limit: int) -> bytes:
        return self._read(self._folder / "targets" / name, limit)

    def _read(self, path: Path, limit: int) -> bytes:
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise NotThere(str(path.name)) from error
        if len(data) > limit:
            raise FetchError(f"{path.name}: {len(data)} bytes; at most {limit} are read")
        return data


@dataclass(slots=True)
class Player:
    """One station's player and what the server has of its ledger."""

    agent: Agent
    key: DeviceKey
    trusted: Trusted
    speaker: Loudspeaker
    booted: datetime
    next_line: int = 1
    seen: bytes = b""  # of the timestamp that was followed last


@dataclass(slots=True)
class World:
    """Everything that goes on in one rehearsal."""

    scene: Scene
    signer: Signer
    observer: Observer
    players: dict[str, Player] = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    held: set[str] = field(default_factory=set)


def simulate(scene: Scene, progress: Progress) -> dict[str, object]:
    """Rehearse the days of a scene and return the result's object."""
    began = time.monotonic()
    world = _build_world(scene)
    all_days = list(scene.days)
    for number, day in enumerate(all_days):
        _one_day(world, day, number)
        progress("days", number + 1, len(all_days))
    assert scene.days.end is not None  # noqa: S101 - `list` above has refused an open end
    after = day_span(scene.days.end, _zone(scene)).start.astimezone(UTC)
    for player in world.players.values():
        player.speaker.run_until(after)
    _report(world, after)
    _settle(world, after + DAY)
    return _result(world, time.monotonic() - began)


def _build_world(scene: Scene) -> World:
    signer_folder = scene.data / "signer"
    repository = Repository(scene.data / "repo", HASTY)
    key = read_key(next(iter(sorted(signer_folder.glob("*.pem")))))
    signer = Signer(
        repository, key, scene.objects, folder=signer_folder, pinned=scene.root, disk=HASTY
    )
    world = World(scene, signer, Observer())
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
    span = day_span(day, _zone(world.scene))
    dawn = span.start.astimezone(UTC)
    if number % PUBLISH_EVERY == 0:
        _publish(world, dawn)
    if not world.players:
        _enrol_all(world, dawn)
    if number % PUBLISH_EVERY == 0:
        for player in world.players.values():
            _refresh(world, player, dawn)
    evening = dawn + UPLOAD_AT
    for player in world.players.values():
        player.speaker.run_until(evening)
    _report(world, evening)
    if number % SETTLE_EVERY == SETTLE_EVERY - 1:
        _settle(world, evening)
    if number % BACKUP_EVERY == BACKUP_EVERY - 1:
        backup.run(world.scene.data / "backup", now=evening, disk=HASTY)
        for player in world.players.values():
            _forget(player, evening)


def _publish(world: World, now: datetime) -> None:
    scene = world.scene
    published = actions.publish_due(
        publisher=world.signer, objects=scene.objects, horizon_days=HORIZON_DAYS, now=now
    )
    if published.refused:
        raise RuntimeError(f"the signer refused: {dict(published.refused)}")
    rows = RundownDay.objects.filter(published_at=now).select_related("station")
    for row in rows.iterator():
        world.observer.publish(row.station.key, row.document.encode())


def _enrol_all(world: World, now: datetime) -> None:
    for number, station in enumerate(world.scene.stations):
        key = DeviceKey(world.scene.seed.to_bytes(8, "big") + number.to_bytes(24, "big"))
        claim = device_actions.issue_claim(station=station.key, issued_by="rehearsal", now=now)
        request = header("claim-request") | {"secret": claim.secret, "public": key.public}
        document = request | {"proof": key.sign(canonical(request))}
        device_actions.enrol(document, address="rehearsal", now=now)
        world.players[station.key] = _player(world, station.key, key, now)


def _player(world: World, station: str, key: DeviceKey, now: datetime) -> Player:
    store = MemoryStore()
    agent = Agent(
        Identity(station, key.keyid, simulated=True),
        store,
        verify=verify,
        tuning=INSTANT,
        library=world.library,
    )
    trusted = Trusted(store, Files(world.scene.data / "repo"), station, world.scene.root)  # type: ignore[arg-type]  # the parts of Fetch that a refresh uses
    speaker = Loudspeaker(
        station=station,
        tell=lambda event, at: agent.handle(event, at, _ms(at - now)),
        hear=world.observer.hear,
        wanted=lambda addresses, at: _bring(world, station, addresses, at),
    )
    player = Player(agent, key, trusted, speaker, now)
    world.players[station] = player
    speaker.carry_out(agent.boot(now, Clock.SYNCHRONISED, 0), now)
    return player


def _bring(world: World, station: str, addresses: Sequence[str], now: datetime) -> None:
    fresh = {a for a in addresses if a in world.held or world.scene.objects.holds(a)}
    world.held |= fresh
    if fresh:
        world.players[station].speaker.later(now + DOWNLOAD, MediaArrived(frozenset(fresh)))


def _refresh(world: World, player: Player, now: datetime) -> None:
    with suppress(FetchError, Distrust):  # what was known before still counts
        player.trusted.refresh(now)
    if (signed := player.trusted.signed()) is None:
        return
    get = world.scene.objects.read
    commands = player.agent.refreshed(signed, get, now, _ms(now - player.booted))
    player.speaker.carry_out(commands, now)


def _report(world: World, now: datetime) -> None:
    for player in world.players.values():
        segment = player.agent.segment(player.next_line, sign=player.key.sign, now=now)
        if segment is not None:
            player.next_line = take_segment(segment, now=now, disk=HASTY).want


def _forget(player: Player, now: datetime) -> None:
    """Hand over the durable acknowledgements, so that the player may delete."""
    segment = player.agent.segment(player.next_line, sign=player.key.sign, now=now)
    if segment is None:
        segment = player.agent.segment(player.next_line - 1, sign=player.key.sign, now=now)
    if segment is not None:
        receipt = take_segment(segment, now=now, disk=HASTY)
        player.next_line = receipt.want
        for ack in receipt.acknowledgements:
            player.agent.acknowledged(ack, now)


def _settle(world: World, now: datetime) -> None:
    del world
    as_run.settle(now)


def _result(world: World, wall_s: float) -> dict[str, object]:
    scene, observer = world.scene, world.observer
    first, last = scene.days.start.isoformat(), str(scene.days.end)
    observer.days = {k: v for k, v in observer.days.items() if first <= k[1] < last}
    books = read_books(_shelf(player) for player in world.players.values())
    tables = _told(scene)
    return {
        "plan": scene.plan_key,
        "from": first,
        "until": last,
        "seed": scene.seed,
        "stations": len(scene.stations),
        "station_days": len(observer.days),
        **figures(observer, tables),
        **zeros(observer, books, tables),
        "faults": {},
        "wall_s": round(wall_s, 1),
    }


def _shelf(player: Player) -> Shelf:
    files = (ledgers_folder() / player.key.keyid).glob("*.segment")
    return Shelf(player.agent.identity.station, player.key.public, tuple(sorted(files)))


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


def _ms(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)


def _zone(scene: Scene) -> ZoneInfo:
    return ZoneInfo(scene.stations[0].zone)
