"""The online side: bundles, snapshot and timestamp, signed by the signer's key.

The caller says which bundles stand; bins that already say so are left alone. The order of
writing is the promise: new versions beside the old ones, then the timestamp that names
them, then a root that was waiting for it. Whatever interrupts this, players see the
previous publication or the new one, and the next call completes it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.core.bundle import bundle_path
from loa.core.canonical import digest
from loa.devices.keys import public_hex, tuf_key
from loa.devices.repository import layout
from loa.devices.repository.layout import (
    RUNDOWNS,
    SNAPSHOT,
    TIMESTAMP,
    Release,
    Repository,
    RepositoryError,
    utc,
)
from loa.devices.repository.leaders import seal
from loa.devices.repository.reading import (
    Offline,
    Roots,
    bin_names,
    bin_of_station,
    read_online,
    verified,
    walk_roots,
)
from loa.devices.repository.wire import (
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A bundle that stands: the digest and the length of its bytes."""

    digest: str
    length: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: the version of every role, snapshot and timestamp included."""

    versions: Mapping[str, int]
    bins_written: int


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a publication starts from."""

    roots: Roots
    offline: Offline
    present: tuple[Timestamp, Snapshot] | None
    believed: bool  # whether players with the wanted root believe what is present
    versions: Mapping[str, int]  # present ones
    lowest: Mapping[str, int]  # what no new version may be below
    now: datetime


class Publisher:
    """Publishes into one repository with the keys that this process holds."""

    def __init__(
        self, repository: Repository, keys: Sequence[Ed25519PrivateKey], pinned: bytes
    ) -> None:
        self.repository = repository
        self._keys = {tuf_key(public_hex(key)).keyid: key for key in keys}
        self._pinned = pinned
        self._offline: Offline | None = None
        self._bins: dict[str, Targets] = {}  # as they were published last
        self._signed: dict[str, Targets] = {}  # and are about to be

    def offline(self) -> Offline:
        """Return what the leaders have signed, verified from the pinned root."""
        return self._open(walk_roots(self.repository, self._pinned))

    def _open(self, roots: Roots) -> Offline:
        release, known = self.repository.read_release(), self._offline
        if known is None or known.release != release or known.root != roots.wanted:
            known = self._offline = Offline(self.repository, roots.wanted, release)
            self._bins = {}
        return known

    def lay_down(self, fresh: Mapping[str, bytes]) -> dict[str, Standing]:
        """Write bundles by station where targets lie; nobody sees them yet."""
        self.repository.check_folders()
        self.repository.disk.write_all(
            {
                self.repository.target(bundle_path(station), data): data
                for station, data in fresh.items()
            }
        )
        return {station: Standing(digest(data), len(data)) for station, data in fresh.items()}

    def publish(
        self,
        standing: Mapping[str, Standing],
        *,
        now: datetime,
        floor: Mapping[str, int] | None = None,
    ) -> Publication | None:
        """Make these bundles, and the leaders' newest release, what players see.

        `floor` holds the versions that this signer remembers to have published: none is
        ever used again. Returns None when everything stands already and is fresh. Raises
        RepositoryError when the offline side must act first, OSError when the disk does.
        """
        with self.repository.lock():
            return self._publish(self._ground(floor or {}, now), standing)

    def _publish(self, ground: _Ground, standing: Mapping[str, Standing]) -> Publication | None:
        files: dict[Path, bytes] = {}
        self._signed = {}
        bins = dict(self._write_bins(ground, standing, files))
        meta = dict(ground.offline.release.roles) | bins
        snapshot = self._write_snapshot(ground, meta, files)
        stamp = self._write_timestamp(ground, snapshot)
        if stamp is not None:
            disk = self.repository.disk
            disk.write_all(files)
            disk.write_all({self.repository.metadata(TIMESTAMP): stamp[1]})
            self._bins |= self._signed
        self._show_roots(ground.roots)
        if stamp is None and not ground.roots.staged:
            return None
        version = stamp[0] if stamp else ground.lowest[TIMESTAMP]
        written = sum(ground.versions.get(name) != number for name, number in bins.items())
        return Publication(meta | {SNAPSHOT: snapshot, TIMESTAMP: version}, written)

    def _ground(self, floor: Mapping[str, int], now: datetime) -> _Ground:
        roots = walk_roots(self.repository, self._pinned)
        offline = self._open(roots)
        offline.check_fresh(now)
        try:
            present = read_online(self.repository, roots.wanted)
            believed = present is not None
        except RepositoryError:  # not yet signed by the key that is wanted next
            present, believed = read_online(self.repository, roots.live), False
        versions = {} if present is None else _versions(*present)
        lowest = {n: max(versions.get(n, 0), floor.get(n, 0)) for n in {*versions, *floor}}
        _check_rollback(offline.release, lowest)
        return _Ground(roots, offline, present, believed, versions, lowest, now)

    def _write_bins(
        self, ground: _Ground, standing: Mapping[str, Standing], files: dict[Path, bytes]
    ) -> Iterator[tuple[str, int]]:
        keys = self._held(ground.offline.rundowns, RUNDOWNS)
        for name, targets in _targets_by_bin(ground.offline, standing).items():
            present = self._bin(ground.offline, name, ground.versions.get(name))
            if (
                present is not None
                and present.targets == targets
                and not present.is_expired(utc(ground.now + layout.BIN_LIFE / 3))
            ):
                yield name, present.version
                continue
            version = ground.lowest.get(name, 0) + 1
            signed = Targets(
                version=version, expires=utc(ground.now + layout.BIN_LIFE), targets=dict(targets)
            )
            files[self.repository.metadata(name, version)] = seal(signed, keys)
            self._signed[name] = signed
            yield name, version

    def _bin(self, offline: Offline, name: str, version: int | None) -> Targets | None:
        """Return a published bin, or None when it must be signed anew."""
        if version is None:
            return None
        known = self._bins.get(name)
        if known is not None and known.version == version:
            return known
        try:
            data = self.repository.metadata(name, version).read_bytes()
            found = verified(Targets, data, name, offline.rundowns)
        except (OSError, RepositoryError):
            return None
        self._bins[name] = found
        return found if found.version == version else None

    def _write_snapshot(
        self, ground: _Ground, meta: Mapping[str, int], files: dict[Path, bytes]
    ) -> int:
        entries = {f"{name}.json": MetaFile(version) for name, version in meta.items()}
        if (
            ground.present is not None
            and ground.believed
            and ground.present[1].version == ground.lowest[SNAPSHOT]
            and ground.present[1].meta == entries
            and not ground.present[1].is_expired(utc(ground.now + layout.SNAPSHOT_LIFE / 2))
        ):
            return ground.present[1].version
        version = ground.lowest.get(SNAPSHOT, 0) + 1
        expires = utc(ground.now + layout.SNAPSHOT_LIFE)
        signed = Snapshot(version=version, expires=expires, meta=entries)
        files[self.repository.metadata(SNAPSHOT, version)] = seal(signed, self._both(ground.roots))
        return version

    def _write_timestamp(self, ground: _Ground, snapshot: int) -> tuple[int, bytes] | None:
        fresh_until = utc(ground.now + layout.TIMESTAMP_LIFE - layout.TIMESTAMP_RENEWAL)
        if (
            ground.present is not None
            and ground.present[0].version == ground.lowest[TIMESTAMP]
            and ground.present[0].snapshot_meta.version == snapshot
            and not ground.present[0].is_expired(fresh_until)
        ):
            return None
        version = ground.lowest.get(TIMESTAMP, 0) + 1
        expires = utc(ground.now + layout.TIMESTAMP_LIFE)
        signed = Timestamp(version=version, expires=expires, snapshot_meta=MetaFile(snapshot))
        return version, seal(signed, self._both(ground.roots))

    def _held(self, delegator: Root | Targets, role: str) -> list[Ed25519PrivateKey]:
        if isinstance(delegator, Root):
            named = delegator.roles[role].keyids
        else:
            named = list(delegator.delegations.keys) if delegator.delegations else []
        held = [self._keys[keyid] for keyid in named if keyid in self._keys]
        if not held:
            raise RepositoryError(
                f"{role}: the leaders named another online key than this signer holds; "
                "`loa office rotate-online-key` names this one"
            )
        return held

    def _both(self, roots: Roots) -> list[Ed25519PrivateKey]:
        """Return the keys that satisfy the root now seen, where held, and the one wanted."""
        wanted = self._held(roots.wanted, TIMESTAMP)
        live = [k for i in roots.live.roles[TIMESTAMP].keyids if (k := self._keys.get(i))]
        return [*wanted, *(key for key in live if key not in wanted)]

    def _show_roots(self, roots: Roots) -> None:
        for version in roots.staged:
            waiting = self.repository.staged_root(version)
            self.repository.disk.write_all(
                {self.repository.metadata(layout.ROOT, version): waiting.read_bytes()}
            )
            waiting.unlink()


def _targets_by_bin(
    offline: Offline, standing: Mapping[str, Standing]
) -> dict[str, dict[str, TargetFile]]:
    wanted: dict[str, dict[str, TargetFile]] = {name: {} for name in bin_names(offline.rundowns)}
    for station, stands in standing.items():
        path = bundle_path(station)
        target = TargetFile(stands.length, {"sha256": stands.digest}, path)
        wanted[bin_of_station(offline, path)][path] = target
    return wanted


def _versions(timestamp: Timestamp, snapshot: Snapshot) -> dict[str, int]:
    named = {name.removesuffix(".json"): entry.version for name, entry in snapshot.meta.items()}
    return named | {SNAPSHOT: snapshot.version, TIMESTAMP: timestamp.version}


def _check_rollback(release: Release, lowest: Mapping[str, int]) -> None:
    for name, version in release.roles.items():
        if version < lowest.get(name, 0):
            raise RepositoryError(
                f"{name}: release {version} is older than {lowest[name]}, which is published; "
                "bring the newest release from the office"
            )
