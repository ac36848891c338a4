"""The signer itself: reads for itself, judges, remembers, publishes."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.core.bundle import Bundle, keyring_path, policy_path, read_bundle
from loa.core.canonical import FormatError, Json, canonical, digest, parse
from loa.core.keyring import Keyring, Verify, read_keyring
from loa.core.message import Sealed, read_sealed
from loa.core.policy import Policy, read_policy
from loa.core.rundown import Item, Rundown, read_rundown
from loa.core.trust import GUARDS, Grounds, Guard, Refusal, approved
from loa.devices import keys as key_files
from loa.devices.disk import Disk, DurableDisk
from loa.devices.keys import read_key
from loa.devices.objects import ObjectError, ObjectStore
from loa.devices.repository.layout import Repository, check_name
from loa.devices.repository.online import Publication, Publisher, Standing
from loa.devices.repository.prune import prune
from loa.devices.repository.reading import Offline
from loa.devices.signer.judge import Case, Refused, Remembered, judge
from loa.devices.signer.laying import Laying
from loa.devices.signer.memory import Memory, carried

PINNED = "root.json"
KEY = "online.pem"
PRUNE_EVERY = timedelta(hours=6)
_REMEMBERED_VERDICTS = 200_000
_REMEMBERED_MESSAGES = 5_000
_REMEMBERED_LEAVES = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request: serials that stand published, and the reasons of the others."""

    published: Mapping[str, int]
    refused: tuple[Refused, ...] = ()
    publication: Publication | None = None

    def by_station(self) -> dict[str, list[str]]:
        """Return the refusals as sentences, by station."""
        sentences: dict[str, list[str]] = defaultdict(list)
        for one in self.refused:
            sentences[one.station].append(one.sentence())
        return dict(sentences)


@dataclass(frozen=True, slots=True)
class _Leave:
    """What the leaders allow one station, and a digest of exactly that."""

    policy: Policy
    rings: tuple[Keyring, ...]
    key: str


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A rundown that was judged good: on which grounds, with which sealed messages."""

    leave: str
    day: date
    sealed: frozenset[str]
    serial: int


@dataclass
class _Case:
    """A case being put together; `problems` is what could not even be read."""

    case: Case | None = None
    data: bytes = b""  # the bundle's
    serials: dict[date, int] = field(default_factory=dict)
    problems: list[Refused] = field(default_factory=list)


class Signer:
    """Signs into one repository what an object store holds. One at a time per folder."""

    def __init__(
        self,
        repository: Repository,
        keys: Ed25519PrivateKey | Sequence[Ed25519PrivateKey],
        objects: ObjectStore,
        *,
        folder: Path,
        pinned: bytes | None = None,
        disk: Disk | None = None,
        verify: Verify = key_files.verify,
    ) -> None:
        """Take the keys, and the root: the one pinned in the folder, else the one given.

        Raises OSError without either. A root once pinned is never replaced by another.
        """
        self._disk = disk or DurableDisk()
        pin = folder / PINNED
        if not pin.exists() and pinned is not None:
            self._disk.write_all({pin: pinned}, 0o600)
        held = [keys] if isinstance(keys, Ed25519PrivateKey) else list(keys)
        self.publisher = Publisher(repository, held, pin.read_bytes())
        self._repository, self._objects = repository, objects
        self._verify = _once(verify)
        self._memory = Memory(folder, self._disk)
        self._leaves: tuple[Offline | None, dict[str, _Leave]] = (None, {})
        self._verdicts: dict[str, _Verdict] = {}
        self._sealed: dict[str, tuple[Sealed, str]] = {}  # with the manifest's address
        self._approved: defaultdict[str, frozenset[str]] = defaultdict(frozenset)  # by leave
        self._cleared: set[object] = set()
        self._pruned: datetime | None = None

    def publish(self, bundles: Mapping[str, bytes], *, now: datetime) -> dict[str, list[str]]:
        """Judge and publish bundles by station; return the refused ones with their reasons."""
        return self.submit(bundles, now=now).by_station()

    def submit(self, bundles: Mapping[str, bytes | Json], *, now: datetime) -> Answer:
        """Judge bundles, sign those that may be, and publish them with the leaders' newest.

        They are bytes, or documents that were read already: signed is our own spelling.
        A refused station keeps what it had; the others go on. An empty request renews the
        timestamp when that is due. Raises RepositoryError when the office must act first,
        OSError when the disk fails: then nothing new is seen by players, and the same
        request can be made again.
        """
        offline = self.publisher.offline()
        offline.check_fresh(now)
        accepted: dict[str, _Case] = {}
        refused: list[Refused] = []
        with Laying(self.publisher) as laying:
            for station, given in bundles.items():
                found = self._judge(offline, station, given, now)
                if found.case is None or found.problems:
                    refused += found.problems
                else:
                    accepted[station] = found
                    laying.add(station, found.data)
            standing = laying.all()
        signed = {
            station: _remember(found, standing[station]) for station, found in accepted.items()
        }
        changed = {s: one for s, one in signed.items() if self._memory.stations.get(s) != one}
        self._memory.keep(changed)
        publication = self._publish(now)
        serials = {station: one.serial for station, one in signed.items()}
        return Answer(serials, tuple(refused), publication)

    def _publish(self, now: datetime) -> Publication | None:
        standing = {s: Standing(m.digest, m.length) for s, m in self._memory.stations.items()}
        publication = self.publisher.publish(standing, now=now, floor=self._memory.versions)
        if publication is not None:
            self._memory.keep_versions(publication.versions)
        if self._pruned is None or not self._pruned <= now < self._pruned + PRUNE_EVERY:
            prune(self._repository, standing, now)
            self._pruned = now
        return publication

    def _judge(self, offline: Offline, station: str, given: bytes | Json, now: datetime) -> _Case:
        """Read everything that a bundle names and judge it."""
        try:
            bundle, data = _read_bundle(station, given)
            leave = self._leave(offline, station, now)
        except FormatError as error:
            return _Case(problems=[Refused(station, "bundle", str(error))])
        before = self._memory.stations.get(station)
        found = {a: one for a in bundle.messages if (one := self._message(a)) is not None}
        manifests = {address: manifest for address, (_, manifest) in found.items()}
        spared = self._spared(bundle, leave, before)
        rundowns = self._rundowns(bundle, spared)
        case = Case(
            bundle=bundle,
            digest=digest(data),
            policy=leave.policy,
            rings=leave.rings,
            rundowns=rundowns,
            sealed={address: sealed for address, (sealed, _) in found.items()},
            manifests=manifests,
            before=before,
            now=now,
            verify=self._verify,
            spared=spared | self._approved_here(bundle, leave),
            guards=self._guards(leave, manifests),
        )
        problems = judge(case)
        serials = {
            day: rundowns[a].serial if a in rundowns else self._serial(before, day, a)
            for day, a in bundle.days.items()
        }
        if not problems:
            self._learn(case, leave)
        return _Case(case, data, serials, problems)

    def _leave(self, offline: Offline, station: str, now: datetime) -> _Leave:
        """Return a station's policy and keyrings as the leaders signed them."""
        if self._leaves[0] is not offline:
            self._leaves = (offline, {})
        path, known = policy_path(station), self._leaves[1].get(station)
        if known is not None:  # of this very release: only its time can have run out
            for one in (path, *map(keyring_path, known.policy.keyrings)):
                offline.check_bin(one, now)
            return known
        data = offline.read(path, now)
        if data is None:
            raise FormatError("the leaders have signed no policy for it")
        policy = read_policy(parse(data, "policy"))
        rings = {
            unit: offline.read(keyring_path(check_name(unit)), now) for unit in policy.keyrings
        }
        key = digest(data + b"".join(ring or b"" for ring in rings.values()))
        if policy.station != station:
            raise FormatError(f"{path}: is for {policy.station}")
        read = tuple(read_keyring(parse(ring, "keyring")) for ring in rings.values() if ring)
        if strange := [r.unit for r in read if r.unit not in rings]:
            raise FormatError(f"{keyring_path(strange[0])}: stands under another name")
        self._leaves[1][station] = leave = _Leave(policy, read, key)
        return leave

    def _message(self, address: str) -> tuple[Sealed, str] | None:
        if address not in self._sealed:
            try:
                sealed = read_sealed(parse(self._objects.read(address), "sealed-message"))
            except FormatError:
                return None
            if len(self._sealed) >= _REMEMBERED_MESSAGES:
                self._sealed.clear()
            self._sealed[address] = (sealed, sealed.message.digest)
        return self._sealed[address]

    def _rundowns(self, bundle: Bundle, spared: frozenset[str]) -> dict[str, Rundown]:
        found = {}
        for address in set(bundle.days.values()) - spared:
            try:
                found[address] = read_rundown(parse(self._objects.read(address), "rundown"))
            except (FormatError, ObjectError):
                continue  # the judge says so
        return found

    def _spared(self, bundle: Bundle, leave: _Leave, before: Remembered | None) -> frozenset[str]:
        """Return the rundowns that were judged good on exactly these grounds, for this day.

        An older one than what stands is not spared: it is judged, and refused for its serial.
        """
        here, known = set(bundle.messages), before.days if before else {}
        spared, named = set(), Counter(bundle.days.values())
        for day, address in bundle.days.items():
            verdict = self._verdicts.get(address)
            if (
                verdict is None
                or (verdict.leave, verdict.day) != (leave.key, day)
                or not verdict.sealed <= here
                or named[address] > 1
            ):
                continue
            stands = known.get(day)
            if stands is None or stands[1] == address or verdict.serial > stands[0]:
                spared.add(address)
        return frozenset(spared)

    def _approved_here(self, bundle: Bundle, leave: _Leave) -> frozenset[str]:
        return self._approved[leave.key].intersection(bundle.messages)

    def _guards(self, leave: _Leave, manifests: Mapping[str, str]) -> tuple[Guard, ...]:
        """Return the guards, the dearest of them remembering what it let through."""
        addresses = {manifest: address for address, manifest in manifests.items()}
        known = self._cleared

        def approved_once(item: Item, grounds: Grounds) -> Refusal | None:
            facts = (item.kind, item.source, item.message, item.language, item.sound, item.ms)
            asked = (leave.key, addresses.get(item.message), item.priority, *facts)
            if asked in known:
                return None
            if (refusal := approved(item, grounds)) is None:
                known.add(asked)
            return refusal

        return tuple(approved_once if guard is approved else guard for guard in GUARDS)

    def _learn(self, case: Case, leave: _Leave) -> None:
        if len(self._verdicts) > _REMEMBERED_VERDICTS:
            self._verdicts.clear()
        if len(self._cleared) > _REMEMBERED_VERDICTS:
            self._cleared.clear()
        if len(self._approved) > _REMEMBERED_LEAVES:
            self._approved.clear()
        self._approved[leave.key] = frozenset(case.bundle.messages)
        sealed = {manifest: address for address, manifest in case.manifests.items()}
        for day, address in case.bundle.days.items():
            rundown = case.rundowns.get(address)
            if rundown is not None and not case.begun(day, address):
                used = frozenset(sealed[i.message] for i in rundown.items if i.sound)
                self._verdicts[address] = _Verdict(leave.key, day, used, rundown.serial)

    def _serial(self, before: Remembered | None, day: date, address: str) -> int:
        if (verdict := self._verdicts.get(address)) is not None:
            return verdict.serial
        return before.days[day][0] if before and day in before.days else 0


def _once(verify: Verify) -> Verify:
    """Return what asks once whether a signature is good: every station has the same messages."""
    good: set[tuple[str, ...]] = set()

    def ask(method: str, public: str, signature: str, statement: bytes) -> bool:
        asked = (method, public, signature, digest(statement))
        if asked in good:
            return True
        if found := verify(method, public, signature, statement):
            if len(good) >= _REMEMBERED_VERDICTS:
                good.clear()
            good.add(asked)
        return found

    return ask


def _read_bundle(station: str, given: bytes | Json) -> tuple[Bundle, bytes]:
    """Return a bundle and the bytes to sign: our own spelling of what was understood."""
    check_name(station)
    document = parse(given, "bundle") if isinstance(given, bytes) else given
    bundle = read_bundle(document)
    if bundle.station != station:
        raise FormatError(f"the bundle inside is for {bundle.station}")
    whole = bundle.document()
    data = canonical(whole)
    if whole != document or (isinstance(given, bytes) and data != given):
        raise FormatError("the bundle is not in the canonical form")
    return bundle, data


def _remember(found: _Case, stands: Standing) -> Remembered:
    case = found.case
    if case is None:
        raise ValueError("what was not judged is not remembered")
    days = {day: (found.serials[day], address) for day, address in case.bundle.days.items()}
    return Remembered(
        case.bundle.serial,
        stands.digest,
        stands.length,
        carried(case.before, days, case.today),
    )


def held_keys(folder: Path) -> list[Ed25519PrivateKey]:
    """Return every key in a signer's folder; during a rotation there are two."""
    return [read_key(path) for path in sorted(folder.glob("*.pem"))]
