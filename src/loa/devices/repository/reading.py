"""Reading a repository without believing it: everything follows from a pinned root.

The signer and the office read the very folder that a stolen server could have rewritten,
so neither ever signs on top of metadata that it has not verified from its own root.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from loa.core.canonical import digest
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
)
from loa.devices.repository.wire import (
    DeserializationError,
    Metadata,
    Root,
    Snapshot,
    SuccinctRoles,
    Targets,
    Timestamp,
    TufError,
)

T = TypeVar("T", Root, Timestamp, Snapshot, Targets)


@dataclass(frozen=True, slots=True)
class Roots:
    """The root that players can see, and the one that the office wants to be seen next."""

    live: Root
    wanted: Root
    staged: tuple[int, ...]  # versions that wait, in order


def load(data: bytes, name: str) -> Metadata[Any]:
    """Parse metadata; RepositoryError when it is none."""
    try:
        return Metadata[Any].from_bytes(data)
    except (DeserializationError, ValueError, KeyError, TypeError) as error:
        raise RepositoryError(f"{name}: no readable metadata ({error})") from error


def verified(kind: type[T], data: bytes, name: str, delegator: Root | Targets) -> T:
    """Return metadata of a kind whose signatures satisfy its delegator."""
    found = load(data, name)
    if not isinstance(found.signed, kind):
        raise RepositoryError(f"{name}: is {found.signed.type}, not {kind.type}")
    try:
        delegator.verify_delegate(name, found.signed_bytes, found.signatures)
    except (TufError, ValueError) as error:
        raise RepositoryError(f"{name}: not signed as it must be ({error})") from error
    return found.signed


def walk_roots(repository: Repository, pinned: bytes) -> Roots:
    """Follow the roots from a pinned one: those that are served, then those that wait."""
    first = load(pinned, ROOT).signed
    if not isinstance(first, Root):
        raise RepositoryError("the pinned root is no root")
    live = _follow(verified(Root, pinned, ROOT, first), lambda v: repository.metadata(ROOT, v))
    wanted = _follow(live, repository.staged_root)
    return Roots(live, wanted, tuple(range(live.version + 1, wanted.version + 1)))


def _follow(root: Root, place: Callable[[int], Any]) -> Root:
    while (path := place(root.version + 1)).exists():
        data = path.read_bytes()
        following = verified(Root, data, ROOT, root)
        verified(Root, data, ROOT, following)
        if following.version != root.version + 1:
            raise RepositoryError(f"{path}: is version {following.version}")
        root = following
    return root


class Offline:
    """What the leaders have signed, as one release of it stands; verified when it is read."""

    def __init__(self, repository: Repository, root: Root, release: Release) -> None:
        self._repository = repository
        self.release = release
        self.root = root
        self.targets = self._role(TARGETS, root)
        self.leaders = self._role(LEADERS, self.targets)
        self.rundowns = self._role(RUNDOWNS, self.targets)
        self._bins: dict[str, Targets] = {}
        self._names: dict[tuple[str, str], str] = {}

    def _role(self, name: str, delegator: Root | Targets) -> Targets:
        version = self.release.roles.get(name)
        if version is None:
            raise RepositoryError(f"{self._repository.release}: says nothing of {name}")
        path = self._repository.metadata(name, version)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise RepositoryError(f"{path}: cannot be read ({error.strerror})") from error
        found = verified(Targets, data, name, delegator)
        if found.version != version:
            raise RepositoryError(f"{path}: is version {found.version}")
        return found

    def bin_name(self, path: str) -> str:
        """Return the bin of the leaders that answers for a target."""
        return self.name_within(LEADERS, path)

    def name_within(self, role: str, path: str) -> str:
        """Return the bin that answers for a target: of the leaders' role or of the signer's."""
        known = self._names.get((role, path))
        if known is None:
            parent = self.leaders if role == LEADERS else self.rundowns
            known = self._names[role, path] = _succinct(parent).get_role_for_target(path)
        return known

    def bin(self, name: str) -> Targets:
        """Return a bin of the leaders."""
        if name not in self._bins:
            self._bins[name] = self._role(name, self.leaders)
        return self._bins[name]

    def read(self, path: str, now: datetime) -> bytes | None:
        """Return a target that the leaders signed, or None when they signed none there.

        Raises RepositoryError when the signature on it has run out, or when the file
        is missing or not what was signed.
        """
        self.check_fresh(now)
        self.check_bin(path, now)
        return self.stored(path)

    def check_bin(self, path: str, now: datetime) -> None:
        """Raise RepositoryError when the signature on a target's bin has run out."""
        name = self.bin_name(path)
        if self.bin(name).is_expired(now):
            raise RepositoryError(f"{name}: ran out; `loa office renew` mends it")

    def stored(self, path: str) -> bytes | None:
        """Return a target that the leaders signed, however long ago; None when there is none."""
        target = self.bin(self.bin_name(path)).targets.get(path)
        if target is None:
            return None
        folder, _, name = path.rpartition("/")
        file = self._repository.folder / "targets" / folder / f"{target.hashes['sha256']}.{name}"
        try:
            data = file.read_bytes()
        except OSError as error:
            raise RepositoryError(f"{file}: cannot be read ({error.strerror})") from error
        if digest(data) != target.hashes["sha256"]:
            raise RepositoryError(f"{file}: is not what the leaders signed")
        return data

    def check_fresh(self, now: datetime) -> None:
        """Raise RepositoryError when the office must sign again."""
        for signed in (self.root, self.targets, self.leaders, self.rundowns):
            if signed.is_expired(now):
                raise RepositoryError(
                    f"{signed.type} ran out on {signed.expires:%Y-%m-%d}; "
                    "`loa office renew` mends it"
                )


def open_offline(repository: Repository, pinned: bytes) -> Offline:
    """Return the newest release, verified from a pinned root."""
    return Offline(repository, walk_roots(repository, pinned).wanted, repository.read_release())


def bin_of_station(offline: Offline, path: str) -> str:
    """Return the bin of the online signer that answers for a bundle's path."""
    return offline.name_within(RUNDOWNS, path)


def bin_names(parent: Targets) -> list[str]:
    """Return the names of a role's bins."""
    return list(_succinct(parent).get_roles())


def bit_length(parent: Targets) -> int:
    """Return the number of bits that choose a bin."""
    return _succinct(parent).bit_length


def _succinct(parent: Targets) -> SuccinctRoles:
    if parent.delegations is None or parent.delegations.succinct_roles is None:
        raise RepositoryError("a role that should have bins has none")
    return parent.delegations.succinct_roles


def read_online(repository: Repository, root: Root) -> tuple[Timestamp, Snapshot] | None:
    """Return the present timestamp and snapshot, verified; None before the first publication."""
    path = repository.metadata(TIMESTAMP)
    if not path.exists():
        return None
    timestamp = verified(Timestamp, path.read_bytes(), TIMESTAMP, root)
    version = timestamp.snapshot_meta.version
    data = repository.metadata(SNAPSHOT, version).read_bytes()
    snapshot = verified(Snapshot, data, SNAPSHOT, root)
    if snapshot.version != version:
        raise RepositoryError(f"snapshot {version} calls itself {snapshot.version}")
    return timestamp, snapshot
