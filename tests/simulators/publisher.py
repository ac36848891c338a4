"""A publisher: a real TUF repository, laid out as `docs/formats/bundle.md` says, in memory.

It knows every key, so that tests can also make it lie: roll back, freeze, mix, sign with
a wrong key. Files stand in `files` by the path under which the server would serve them.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    SuccinctRoles,
    TargetFile,
    Targets,
    Timestamp,
)

from loa.core.bundle import Bundle, bundle_path, keyring_path, object_path, policy_path
from loa.core.canonical import canonical, digest
from loa.core.keyring import Keyring
from loa.core.message import Sealed
from loa.core.policy import Policy
from loa.core.rundown import Rundown
from loa.player.ports import FetchError, NotThere

BIT_LENGTH = 2


def signer() -> CryptoSigner:
    return CryptoSigner(Ed25519PrivateKey.generate())


@dataclass
class Publisher:
    """Publish with `publish`; every publication raises the versions of what changed."""

    now: datetime
    life: timedelta = timedelta(days=7)
    files: dict[str, bytes] = field(default_factory=dict)
    offline: CryptoSigner = field(default_factory=signer)
    online: CryptoSigner = field(default_factory=signer)
    targets: dict[str, bytes] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    signed_by: dict[str, str] = field(default_factory=dict)
    root_version: int = 0
    serial: int = 0

    def __post_init__(self) -> None:
        self.sign_root()

    @property
    def root(self) -> bytes:
        return self.files[f"metadata/{1}.root.json"]

    def sign_root(self, signers: tuple[CryptoSigner, ...] = ()) -> None:
        self.root_version += 1
        root = Root(version=self.root_version, expires=self.far, consistent_snapshot=True)
        for role in ("root", "targets"):
            root.add_key(self.offline.public_key, role)
        for role in ("snapshot", "timestamp"):
            root.add_key(self.online.public_key, role)
        metadata = Metadata(root)
        for one in signers or (self.offline,):
            metadata.sign(one, append=True)
        self.files[f"metadata/{self.root_version}.root.json"] = metadata.to_bytes()

    @property
    def far(self) -> datetime:
        return (self.now + timedelta(days=400)).replace(microsecond=0)

    def put(self, data: bytes) -> str:
        address = digest(data)
        self.files[f"objects/{object_path(address)}"] = data
        return address

    def station(
        self,
        policy: Policy,
        rings: list[Keyring],
        rundowns: list[Rundown],
        messages: list[Sealed],
    ) -> None:
        """Set a station's documents; they go out with the next `publish`."""
        self.serial += 1
        self.targets[policy_path(policy.station)] = canonical(policy.document())
        for ring in rings:
            self.targets[keyring_path(ring.unit)] = canonical(ring.document())
        bundle = Bundle(
            policy.station,
            self.serial,
            {rundown.day: self.put(rundown.encoded()) for rundown in rundowns},
            tuple(self.put(canonical(sealed.document())) for sealed in messages),
        )
        self.targets[bundle_path(policy.station)] = canonical(bundle.document())

    def publish(self) -> None:
        """Sign everything anew; only what changed gets a new version."""
        snapshot = Snapshot(version=self.versions.get("snapshot", 0) + 1, expires=self.soon)
        leaders = SuccinctRoles([self.offline.public_key.keyid], 1, BIT_LENGTH, "leaders")
        rundowns = SuccinctRoles([self.online.public_key.keyid], 1, BIT_LENGTH, "rundowns")
        top = Targets(version=1, expires=self.far)
        top.delegations = Delegations(
            {
                self.offline.public_key.keyid: self.offline.public_key,
            },
            {
                "leaders": DelegatedRole(
                    "leaders",
                    [self.offline.public_key.keyid],
                    1,
                    terminating=True,
                    paths=["policy/*", "keyring/*"],
                ),
                "rundowns": DelegatedRole(
                    "rundowns",
                    [self.offline.public_key.keyid],
                    1,
                    terminating=True,
                    paths=["station/*"],
                ),
            },
        )
        self._role("targets", top, self.offline, snapshot)
        for name, roles, by in (
            ("leaders", leaders, self.offline),
            ("rundowns", rundowns, self.online),
        ):
            middle = Targets(version=1, expires=self.far)
            middle.delegations = Delegations(
                {by.public_key.keyid: by.public_key}, succinct_roles=roles
            )
            self._role(name, middle, self.offline, snapshot)
            for suffix in roles.get_roles():
                own = Targets(version=1, expires=self.far)
                for path, data in self.targets.items():
                    if (path.split("/")[0] == "station") is (name == "rundowns") and (
                        roles.get_role_for_target(path) == suffix
                    ):
                        own.targets[path] = self.described(path, data)
                        folder, _, base = path.rpartition("/")
                        self.files[f"targets/{folder}/{digest(data)}.{base}"] = data
                self._role(suffix, own, by, snapshot)
        self._sign_online(snapshot)

    def described(self, path: str, data: bytes) -> TargetFile:
        """Return a target's entry; an attack replaces this."""
        return TargetFile.from_data(path, data, ["sha256"])

    def timestamp_again(self) -> None:
        """Sign the same snapshot with a newer timestamp."""
        data = self.files[f"metadata/{self.versions['snapshot']}.snapshot.json"]
        self._timestamp(self.versions["snapshot"], data)

    @property
    def soon(self) -> datetime:
        return (self.now + self.life).replace(microsecond=0)

    def _role(self, name: str, role: Targets, by: CryptoSigner, snapshot: Snapshot) -> None:
        path = f"metadata/{self.versions.get(name, 0)}.{name}.json"
        if (held := self.files.get(path)) is not None:
            old = Metadata[Targets].from_bytes(held).signed
            role.version = old.version
            same = old.targets == role.targets and old.delegations == role.delegations
            if not same or self.signed_by.get(name) != by.public_key.keyid:
                role.version += 1
        if self.versions.get(name) != role.version:
            metadata = Metadata(role)
            metadata.sign(by)
            self.versions[name] = role.version
            self.signed_by[name] = by.public_key.keyid
            self.files[f"metadata/{role.version}.{name}.json"] = metadata.to_bytes()
        snapshot.meta[f"{name}.json"] = MetaFile(role.version)

    def _sign_online(self, snapshot: Snapshot) -> None:
        metadata = Metadata(snapshot)
        metadata.sign(self.online)
        data = metadata.to_bytes()
        self.versions["snapshot"] = snapshot.version
        self.files[f"metadata/{snapshot.version}.snapshot.json"] = data
        self._timestamp(snapshot.version, data)

    def _timestamp(self, version: int, data: bytes) -> None:
        self.versions["timestamp"] = self.versions.get("timestamp", 0) + 1
        timestamp = Timestamp(version=self.versions["timestamp"], expires=self.soon)
        timestamp.snapshot_meta = MetaFile(
            version, len(data), {"sha256": hashlib.sha256(data).hexdigest()}
        )
        metadata = Metadata(timestamp)
        metadata.sign(self.online)
        self.files["metadata/timestamp.json"] = metadata.to_bytes()


@dataclass
class MemoryFetch:
    """`ports.Fetch` over a publisher's files; the line can be cut."""

    files: dict[str, bytes]
    away: bool = False
    asked: list[str] = field(default_factory=list)
    posted: list[tuple[str, bytes]] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)

    def metadata(self, name: str, limit: int) -> bytes:
        return self._get(f"metadata/{name}", limit)

    def target(self, name: str, limit: int) -> bytes:
        return self._get(f"targets/{name}", limit)

    def content(self, address: str, offset: int, limit: int) -> Iterator[bytes]:
        data = self._get(f"objects/{object_path(address)}", limit)[offset:]
        for start in range(0, len(data), 1000):
            yield data[start : start + 1000]

    def post(self, path: str, body: bytes) -> bytes:
        if self.away:
            raise FetchError("the network is away")
        self.posted.append((path, body))
        return self.answers[path]

    def _get(self, path: str, limit: int) -> bytes:
        if self.away:
            raise FetchError("the network is away")
        self.asked.append(path)
        if path not in self.files:
            raise NotThere(path, again=False)
        if len(self.files[path]) > limit:
            raise FetchError(f"{path}: more than {limit} bytes", again=False)
        return self.files[path]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
