"""Who does in a rehearsal what no fault does: thieves and forgers, each against one guard.

They act on what a world holds (its repository, its lives, its lines) and never on the
product. What they add to a day stands where nothing was planned, so that a player which
refuses it loses nothing.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tests.simulators.rehearsal_data import UNIT
from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp

from loa.channels.broadcast import actions
from loa.channels.broadcast.models import PolicyRevision, Station
from loa.core.bundle import Bundle, bundle_path, keyring_path, read_bundle
from loa.core.canonical import canonical, parse
from loa.core.keyring import Key, read_keyring
from loa.core.message import Approval, Sealed, Sound, read_sealed
from loa.core.rundown import Item, item_id, read_rundown
from loa.core.words import Kind
from loa.devices import office
from loa.devices.keys import read_key, tuf_signer
from loa.devices.office import Office
from loa.devices.repository.layout import Repository
from loa.player.crypto import DeviceKey
from loa.rehearsal.life import Life
from loa.rehearsal.simulate import Scene, World

THIEF = DeviceKey(b"\x66" * 32)
VOICE = b"a voice that nobody has approved"
SECOND = timedelta(seconds=1)
SESSION_S, DAY_S = 20, 60  # a session's own content is some eleven seconds
Provoke = Callable[[World], None]


def at(world: World, day: date, clock: str) -> datetime:
    """Return true time at the stations."""
    return datetime.combine(day, time.fromisoformat(clock), world.scene.zone)


def set_narrow_caps(scene: Scene) -> None:
    """Let the leaders allow little more than what is planned."""
    decided = []
    now = datetime.combine(scene.days.start, time.min, scene.zone)
    for station in Station.objects.all():
        policy = PolicyRevision.objects.filter(station=station).latest("serial").policy()
        policy = replace(policy, session_s=SESSION_S, day_s=DAY_S)
        serial = actions.decide_policy(station, policy.document(), now=now)
        decided.append(replace(policy, serial=serial))
    office.sign(Office(scene.data / "office"), Repository(scene.data / "repo"), decided, now=now)
    PolicyRevision.objects.filter(signed_at=None).update(signed_at=now)


# ---- the repository, changed past the signer


class Forger:
    """Puts targets into a repository as whoever holds one key."""

    def __init__(self, repository: Path, signer: CryptoSigner) -> None:
        self._folder, self._signer = repository, signer

    def show(self, targets: Mapping[str, bytes]) -> None:
        """Make these targets what every player sees next."""
        stamp: Metadata[Timestamp] = self._read("timestamp.json")
        version = stamp.signed.snapshot_meta.version
        snapshot: Metadata[Snapshot] = self._read(f"{version}.snapshot.json")
        for path, data in targets.items():
            self._put(snapshot.signed, path, data)
        snapshot.signed.version += 1
        self._write(f"{snapshot.signed.version}.snapshot.json", snapshot)
        stamp.signed.version += 1
        stamp.signed.snapshot_meta = MetaFile(snapshot.signed.version)
        self._write("timestamp.json", stamp)

    def _put(self, snapshot: Snapshot, path: str, data: bytes) -> None:
        for name in sorted(snapshot.meta):
            held: Metadata[Any] = self._read(f"{snapshot.meta[name].version}.{name}")
            if isinstance(held.signed, Targets) and path in held.signed.targets:
                break
        target = TargetFile.from_data(path, data, ["sha256"])
        folder, _, file = path.rpartition("/")
        (self._folder / "targets" / folder / f"{target.hashes['sha256']}.{file}").write_bytes(data)
        held.signed.targets[path] = target
        held.signed.version += 1
        snapshot.meta[name] = MetaFile(held.signed.version)
        self._write(f"{held.signed.version}.{name}", held)

    def _read(self, name: str) -> Metadata[Any]:
        return Metadata.from_bytes((self._folder / "metadata" / name).read_bytes())

    def _write(self, name: str, metadata: Metadata[Any]) -> None:
        metadata.sign(self._signer)
        (self._folder / "metadata" / name).write_bytes(metadata.to_bytes())


def with_the_online_key(world: World) -> Forger:
    """Return a thief of the online signer's key."""
    key = read_key(next((world.scene.data / "signer").glob("*.pem")))
    return Forger(world.server.repository, tuf_signer(key))


def with_a_key_of_ones_own(world: World) -> Forger:
    """Return somebody who sits on the line and has stolen nothing."""
    return Forger(world.server.repository, CryptoSigner.generate_ed25519())


def _bundle(world: World, station: str) -> Bundle:
    folder = world.server.repository / "targets" / "station"
    newest = max(folder.glob(f"*.{station}.json"), key=lambda path: path.stat().st_mtime_ns)
    return read_bundle(parse(newest.read_bytes(), "bundle"))


def with_items(
    world: World, station: str, day: date, items: Sequence[Item], sealed: Sequence[Sealed] = ()
) -> dict[str, bytes]:
    """Return a station's bundle with more on one day, by the path of its target."""
    objects, bundle = world.scene.objects, _bundle(world, station)
    rundown = read_rundown(parse(objects.read(bundle.days[day]), "rundown"))
    more = tuple(sorted((*rundown.items, *items), key=lambda item: item.starts))
    address = objects.put(canonical(replace(rundown, items=more).document()))
    added = [objects.put(canonical(one.document())) for one in sealed]
    bundle = replace(
        bundle, days={**bundle.days, day: address}, messages=(*bundle.messages, *added)
    )
    return {bundle_path(station): canonical(bundle.document())}


def first_item(world: World, station: str, day: date) -> Item:
    """Return a planned message of a day."""
    address = _bundle(world, station).days[day]
    rundown = read_rundown(parse(world.scene.objects.read(address), "rundown"))
    return next(item for item in rundown.items if item.kind is Kind.MESSAGE)


def again(item: Item, station: str, day: date, starts: datetime, number: int) -> Item:
    """Return an item once more at another time."""
    return replace(item, id=item_id(station, day, "thief", number), starts=starts)


def forged_message(world: World, model: Item) -> tuple[Sealed, Item]:
    """Return a message in the thief's own voice, approved by the thief, and an item for it."""
    bundle = _bundle(world, world.lives[0].key)
    first = read_sealed(parse(world.scene.objects.read(bundle.messages[0]), "sealed-message"))
    sound = Sound(world.scene.objects.put(VOICE), len(VOICE), 3000, "thief")
    (variant,) = first.message.variants
    message = replace(first.message, key="forged", variants=(replace(variant, sound=sound),))
    approval = Approval(message.digest, THIEF.keyid, message.valid_from, "ed25519", "")
    sealed = Sealed(message, (replace(approval, signature=THIEF.sign(approval.statement())),))
    item = replace(model, message=message.digest, sound=sound.digest, ms=sound.ms)
    return sealed, item


# ---- the provocations


def _second_night(world: World) -> tuple[Life, date, datetime]:
    """Return a station, the second day and an hour before its dawn: all is downloaded."""
    day = world.scene.days.start + timedelta(days=1)
    return world.lives[0], day, at(world, day, "02:00")


def at_a_quarter_past_three(world: World) -> None:
    """The thief of the online key wakes the village with what was approved."""
    life, day, now = _second_night(world)

    def deed() -> None:
        item = first_item(world, life.key, day)
        night = again(item, life.key, day, at(world, day, "03:15"), 0)
        with_the_online_key(world).show(with_items(world, life.key, day, [night]))
        life.poll_soon()

    life.at(now, deed)


def without_end(world: World) -> None:
    """The thief of the online key repeats one message for a whole session."""
    life, day, now = _second_night(world)

    def deed() -> None:
        item, starts = first_item(world, life.key, day), at(world, day, "05:21")
        many = [again(item, life.key, day, starts + n * 5 * SECOND, n) for n in range(30)]
        with_the_online_key(world).show(with_items(world, life.key, day, many))
        life.poll_soon()

    life.at(now, deed)


def words_of_ones_own(world: World) -> None:
    """The thief of the online key publishes a message that only the thief has approved."""
    life, day, now = _second_night(world)

    def deed() -> None:
        sealed, item = forged_message(world, first_item(world, life.key, day))
        mine = again(item, life.key, day, at(world, day, "05:22"), 0)
        with_the_online_key(world).show(with_items(world, life.key, day, [mine], [sealed]))
        life.poll_soon()

    life.at(now, deed)


def a_keyring_of_ones_own(world: World) -> None:
    """Somebody without any key publishes a keyring that names them, and then their voice."""
    life, day, now = _second_night(world)

    def deed() -> None:
        path = keyring_path(UNIT)
        folder = world.server.repository / "targets" / "keyring"
        ring = read_keyring(parse(next(folder.iterdir()).read_bytes(), "keyring"))
        (approver,) = ring.keys
        thief = Key(THIEF.keyid, "ed25519", THIEF.public, "thief", approver.since, approver.until)
        ring = replace(ring, serial=ring.serial + 1, keys=(approver, thief))
        sealed, item = forged_message(world, first_item(world, life.key, day))
        mine = again(item, life.key, day, at(world, day, "05:22"), 0)
        targets = with_items(world, life.key, day, [mine], [sealed])
        targets[path] = canonical(ring.document())
        with_a_key_of_ones_own(world).show(targets)
        life.poll_soon()

    life.at(now, deed)


def a_line_rewritten_on_its_way(world: World) -> None:
    """Somebody on the line changes one line of a segment; its seal names only the last."""
    life, _day, now = _second_night(world)

    def post(path: str, body: bytes) -> bytes:
        seal, *lines = body.split(b"\n")[:-1]
        if len(lines) > 1:
            entry = json.loads(lines[0])
            lines[0] = canonical(entry | {"mono": entry["mono"] + 1})
            life.line.lossy_posts = None  # once: what is sent again is whole
        return world.server.post(path, b"".join(x + b"\n" for x in (seal, *lines)))

    def deed() -> None:
        life.line.lossy_posts = post

    life.at(now, deed)


def nothing(_world: World) -> None:
    """Leave all to the faults."""
