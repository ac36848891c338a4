"""The offline side: root and leaders sign policies, keyrings and who may sign rundowns.

Nothing here is seen by a player until the online signer takes the release into its next
publication: every file is written first, the release that names them last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.core.bundle import keyring_path, policy_path
from loa.core.canonical import FormatError, parse
from loa.core.keyring import read_keyring
from loa.core.policy import read_policy
from loa.devices.keys import public_hex, tuf_key, tuf_signer
from loa.devices.repository import layout
from loa.devices.repository.layout import (
    LEADERS,
    ROOT,
    RUNDOWNS,
    SNAPSHOT,
    TARGETS,
    TIMESTAMP,
    Release,
    Repository,
    RepositoryError,
    bins,
    check_name,
)
from loa.devices.repository.reading import Offline, bin_names, bit_length, open_offline
from loa.devices.repository.wire import (
    AnySigned,
    DelegatedRole,
    Delegations,
    Key,
    Metadata,
    Root,
    TargetFile,
    Targets,
)

DEFAULT_BITS = 6  # 64 bins: the lightest refresh for a province of some hundred stations
RENEW_WITHIN = timedelta(days=90)
_MAX_BITS = 12


def seal(signed: AnySigned, keys: Sequence[Ed25519PrivateKey]) -> bytes:
    """Return metadata with the signatures of all keys."""
    metadata: Metadata[Any] = Metadata(signed)
    for key in keys:
        metadata.sign(tuf_signer(key), append=True)
    return metadata.to_bytes()


@dataclass
class _Sitting:
    """What one sitting of the offline keys signs, written together or not at all."""

    repository: Repository
    root: int
    roles: dict[str, int]
    metadata: dict[Path, bytes] = field(default_factory=dict)
    targets: dict[Path, bytes] = field(default_factory=dict)

    def add(self, name: str, signed: Targets, keys: Sequence[Ed25519PrivateKey]) -> None:
        self.roles[name] = signed.version
        self.metadata[self.repository.metadata(name, signed.version)] = seal(signed, keys)

    def commit(self) -> Release:
        release = Release(self.root, self.roles)
        disk = self.repository.disk
        disk.write_all(self.targets)
        disk.write_all(self.metadata)
        disk.write_all({self.repository.release: release.encoded()})
        return release


def create(
    repository: Repository,
    *,
    root_key: Ed25519PrivateKey,
    leaders_key: Ed25519PrivateKey,
    online_public: str,
    now: datetime,
    bits: int = DEFAULT_BITS,
) -> bytes:
    """Make a repository with 2**bits bins for each side, and return its root metadata.

    The number of bins stays for good. Raises RepositoryError when one is there already.
    """
    if not 1 <= bits <= _MAX_BITS:
        raise RepositoryError(f"2**{bits} bins: bits are from 1 to {_MAX_BITS}")
    with repository.lock():
        if repository.release.exists():
            raise RepositoryError(f"{repository.folder}: there is a repository already")
        root = Root(version=1, expires=_until(now, layout.ROOT_LIFE), consistent_snapshot=True)
        root.add_key(_public(root_key), ROOT)
        root.add_key(_public(leaders_key), TARGETS)
        for role in (SNAPSHOT, TIMESTAMP):
            root.add_key(tuf_key(online_public), role)
        sitting = _Sitting(repository, 1, {})
        leaders = [leaders_key]
        sitting.add(TARGETS, _targets(1, leaders_key, now), leaders)
        parent = _with_bins(LEADERS, 1, _public(leaders_key), bits, now)
        sitting.add(LEADERS, parent, leaders)
        sitting.add(RUNDOWNS, _with_bins(RUNDOWNS, 1, tuf_key(online_public), bits, now), leaders)
        for name in bin_names(parent):
            sitting.add(name, Targets(version=1, expires=_until(now, layout.OFFLINE_LIFE)), leaders)
        data = seal(root, [root_key])
        sitting.metadata[repository.metadata(ROOT, 1)] = data
        sitting.commit()
        return data


def publish_policies(
    repository: Repository,
    leaders_key: Ed25519PrivateKey,
    files: Mapping[str, bytes],
    *,
    pinned: bytes,
    now: datetime,
) -> Release:
    """Sign policies and keyrings by their target paths; the next publication carries them.

    Raises FormatError for a document that cannot be read, that stands under another
    name, or whose serial does not go up.
    """
    with repository.lock():
        offline = open_offline(repository, pinned)
        _check_keys(offline, leaders_key=leaders_key)
        changed: dict[str, Targets] = {}
        sitting = _continue(repository, offline)
        for path, data in files.items():
            _check_document(offline, path, data)
            name = offline.bin_name(path)
            signed = changed.setdefault(name, offline.bin(name))
            signed.targets[path] = TargetFile.from_data(path, data, ["sha256"])
            sitting.targets[repository.target(path, data)] = data
        for name, signed in changed.items():
            _advance(signed, now)
            sitting.add(name, signed, [leaders_key])
        return sitting.commit()


def rotate_online(
    repository: Repository,
    *,
    root_key: Ed25519PrivateKey,
    leaders_key: Ed25519PrivateKey,
    online_public: str,
    pinned: bytes,
    now: datetime,
) -> bytes:
    """Name another online key and return the new root, which the signer then publishes.

    Only root and the role `rundowns` change here, so every player's refresh stays small.
    """
    with repository.lock():
        offline = open_offline(repository, pinned)
        _check_keys(offline, root_key=root_key, leaders_key=leaders_key)
        root, key = offline.root, tuf_key(online_public)
        for role in (SNAPSHOT, TIMESTAMP):
            for keyid in list(root.roles[role].keyids):
                root.revoke_key(keyid, role)
            root.add_key(key, role)
        sitting = _continue(repository, offline)
        bits = bit_length(offline.rundowns)
        version = offline.rundowns.version + 1
        sitting.add(RUNDOWNS, _with_bins(RUNDOWNS, version, key, bits, now), [leaders_key])
        return _stage_root(sitting, root, [root_key], now)


def rotate_leaders(
    repository: Repository,
    *,
    root_key: Ed25519PrivateKey,
    old: Ed25519PrivateKey,
    new: Ed25519PrivateKey,
    pinned: bytes,
    now: datetime,
) -> bytes:
    """Hand the leaders' part to another key and return the new root.

    Top-level targets bear both signatures, so that players on either root can refresh.
    """
    with repository.lock():
        offline = open_offline(repository, pinned)
        _check_keys(offline, root_key=root_key, leaders_key=old)
        root = offline.root
        root.revoke_key(_public(old).keyid, TARGETS)
        root.add_key(_public(new), TARGETS)
        sitting = _continue(repository, offline)
        sitting.add(TARGETS, _targets(offline.targets.version + 1, new, now), [old, new])
        leaders = _with_bins(
            LEADERS, offline.leaders.version + 1, _public(new), bit_length(offline.leaders), now
        )
        sitting.add(LEADERS, leaders, [new])
        for name, signed in [
            (RUNDOWNS, offline.rundowns),
            *((name, offline.bin(name)) for name in bin_names(offline.leaders)),
        ]:
            _advance(signed, now)
            sitting.add(name, signed, [new])
        return _stage_root(sitting, root, [root_key], now)


def rotate_root(
    repository: Repository,
    *,
    old: Ed25519PrivateKey,
    new: Ed25519PrivateKey,
    pinned: bytes,
    now: datetime,
) -> bytes:
    """Hand the root to another key and return the new root, signed by both."""
    with repository.lock():
        offline = open_offline(repository, pinned)
        _check_keys(offline, root_key=old)
        offline.root.revoke_key(_public(old).keyid, ROOT)
        offline.root.add_key(_public(new), ROOT)
        return _stage_root(_continue(repository, offline), offline.root, [old, new], now)


def renew(
    repository: Repository,
    *,
    root_key: Ed25519PrivateKey,
    leaders_key: Ed25519PrivateKey,
    pinned: bytes,
    now: datetime,
) -> list[str]:
    """Sign anew what runs out within RENEW_WITHIN and return its names."""
    soon = now + RENEW_WITHIN
    with repository.lock():
        offline = open_offline(repository, pinned)
        _check_keys(offline, root_key=root_key, leaders_key=leaders_key)
        sitting = _continue(repository, offline)
        named = [(TARGETS, offline.targets), (LEADERS, offline.leaders)]
        named += [(RUNDOWNS, offline.rundowns)]
        named += [(name, offline.bin(name)) for name in bin_names(offline.leaders)]
        renewed = [(name, signed) for name, signed in named if signed.is_expired(soon)]
        for name, signed in renewed:
            _advance(signed, now)
            sitting.add(name, signed, [leaders_key])
        names = [name for name, _ in renewed]
        if offline.root.is_expired(soon):
            _stage_root(sitting, offline.root, [root_key], now)
            return [ROOT, *names]
        if names:
            sitting.commit()
        return names


def _stage_root(
    sitting: _Sitting, root: Root, keys: Sequence[Ed25519PrivateKey], now: datetime
) -> bytes:
    root.version += 1
    root.expires = _until(now, layout.ROOT_LIFE)
    data = seal(root, keys)
    sitting.root = root.version
    sitting.metadata[sitting.repository.staged_root(root.version)] = data
    sitting.commit()
    return data


def _check_keys(
    offline: Offline,
    *,
    root_key: Ed25519PrivateKey | None = None,
    leaders_key: Ed25519PrivateKey | None = None,
) -> None:
    """Refuse to sign with a key that the root does not name: nobody could use the outcome."""
    for role, key in ((ROOT, root_key), (TARGETS, leaders_key)):
        if key is not None and _public(key).keyid not in offline.root.roles[role].keyids:
            raise RepositoryError(f"{role}: this key is not, or no longer, the one that counts")


def _continue(repository: Repository, offline: Offline) -> _Sitting:
    return _Sitting(repository, offline.root.version, dict(offline.release.roles))


def _check_document(offline: Offline, path: str, data: bytes) -> None:
    """Raise FormatError unless a document may replace the one that stands under its path."""
    kind = path.partition("/")[0]
    named, serial = _identity(kind, path, data)
    if named != path:
        raise FormatError(f"{path}: the document inside belongs to {named}")
    standing = offline.bin(offline.bin_name(path)).targets.get(path)
    if standing is None or standing == TargetFile.from_data(path, data, ["sha256"]):
        return
    before = offline.stored(path)
    if before is not None and serial <= (last := _identity(kind, path, before)[1]):
        raise FormatError(f"{path}: serial {serial}; the standing one is {last}, go on from there")


def _identity(kind: str, path: str, data: bytes) -> tuple[str, int]:
    if kind == "policy":
        policy = read_policy(parse(data, "policy"))
        return policy_path(check_name(policy.station)), policy.serial
    if kind == "keyring":
        ring = read_keyring(parse(data, "keyring"))
        return keyring_path(check_name(ring.unit)), ring.serial
    raise FormatError(f"{path}: leaders sign policy/… and keyring/…, nothing else")


def _targets(version: int, leaders_key: Ed25519PrivateKey, now: datetime) -> Targets:
    key = _public(leaders_key)
    roles = {
        name: DelegatedRole(name, [key.keyid], 1, terminating=True, paths=list(paths))
        for name, paths in (
            (LEADERS, layout.LEADERS_PATHS),
            (RUNDOWNS, layout.RUNDOWNS_PATHS),
        )
    }
    return Targets(
        version=version,
        expires=_until(now, layout.OFFLINE_LIFE),
        delegations=Delegations({key.keyid: key}, roles),
    )


def _with_bins(prefix: str, version: int, key: Key, bits: int, now: datetime) -> Targets:
    return Targets(
        version=version,
        expires=_until(now, layout.OFFLINE_LIFE),
        delegations=Delegations({key.keyid: key}, succinct_roles=bins(prefix, [key.keyid], bits)),
    )


def _advance(signed: Targets, now: datetime) -> None:
    signed.version += 1
    signed.expires = _until(now, layout.OFFLINE_LIFE)


def _public(key: Ed25519PrivateKey) -> Key:
    return tuf_key(public_hex(key))


def _until(now: datetime, life: timedelta) -> datetime:
    return layout.utc(now + life)
