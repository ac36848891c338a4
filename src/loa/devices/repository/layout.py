"""Where a repository's files lie, what its roles are called, and how long they count."""

import fcntl
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from loa.core.bundle import bundle_path
from loa.core.canonical import FormatError, canonical, digest, header, parse
from loa.devices.disk import Disk, DurableDisk
from loa.devices.repository.wire import SuccinctRoles

ROOT, TARGETS, SNAPSHOT, TIMESTAMP = "root", "targets", "snapshot", "timestamp"
LEADERS, RUNDOWNS = "leaders", "rundowns"
TARGET_FOLDERS = ("policy", "keyring", "station")
LEADERS_PATHS, RUNDOWNS_PATHS = ("policy/*", "keyring/*"), ("station/*",)

ROOT_LIFE = timedelta(days=730)
OFFLINE_LIFE = timedelta(days=400)
BIN_LIFE = timedelta(days=120)
SNAPSHOT_LIFE = timedelta(days=30)
TIMESTAMP_LIFE = timedelta(days=7)
TIMESTAMP_RENEWAL = timedelta(days=1)  # signed anew at least this often
SLOW_PLAYER = timedelta(days=2)  # how long a superseded publication can still be fetched

RELEASE = "offline-release"
_STATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class RepositoryError(FormatError):
    """A repository that cannot be believed or cannot be written; the sentence says the mend."""


def check_name(key: str) -> str:
    """Return a station's key or a unit's code that is safe in a path; FormatError otherwise."""
    if not _STATION.fullmatch(key):
        raise FormatError(f"{key!r}: only letters, digits, dot, hyphen and underline (at most 100)")
    return key


@dataclass(frozen=True, slots=True)
class Release:
    """The newest offline metadata: the version of every role that the office signed."""

    root: int
    roles: Mapping[str, int]

    def encoded(self) -> bytes:
        """Return the stored bytes."""
        return canonical(header(RELEASE) | {"root": self.root, "roles": dict(self.roles)})


def read_release(data: bytes) -> Release:
    """Read a release; FormatError says what is wrong with it."""
    value = parse(data, RELEASE)
    try:
        return Release(int(value["root"]), {str(k): int(v) for k, v in value["roles"].items()})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"loa.{RELEASE}: {type(error).__name__}: {error}") from error


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository's folder: `metadata/` and `targets/` are served, `staged/` is not."""

    folder: Path
    disk: Disk = field(default_factory=DurableDisk)

    def metadata(self, role: str, version: int | None = None) -> Path:
        """Return the file of a role; only the timestamp goes without its version."""
        return self.folder / "metadata" / (f"{version}.{role}.json" if version else f"{role}.json")

    def staged_root(self, version: int) -> Path:
        """Return where a root waits until the timestamp that it wants is published."""
        return self.folder / "staged" / f"{version}.root.json"

    @property
    def release(self) -> Path:
        """The file that says which offline metadata the next publication takes in."""
        return self.folder / "staged" / "release.json"

    def target(self, path: str, data: bytes) -> Path:
        """Return the file of a target, its digest before its name (consistent snapshots)."""
        folder, _, name = path.rpartition("/")
        return self.folder / "targets" / folder / f"{digest(data)}.{name}"

    def read_release(self) -> Release:
        """Return the newest release; RepositoryError when there is none."""
        try:
            return read_release(self.release.read_bytes())
        except OSError as error:
            raise RepositoryError(
                f"{self.folder}: no repository here; make one with `loa office init`"
            ) from error

    def newest_root(self) -> tuple[int, bytes]:
        """Return the newest root that is served, and its version."""
        files = self.folder.glob("metadata/*.root.json")
        versions = [int(v) for f in files if (v := f.name.partition(".")[0]).isdecimal()]
        if not versions:
            raise RepositoryError(f"{self.folder}: no root; make one with `loa office init`")
        return max(versions), self.metadata(ROOT, max(versions)).read_bytes()

    def newest_timestamp(self) -> int:
        """Return the version of the publication that is served; 0 before the first."""
        try:
            signed = json.loads(self.metadata(TIMESTAMP).read_bytes())["signed"]
            return int(signed["version"])
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RepositoryError(f"{self.metadata(TIMESTAMP)}: cannot be read: {error}") from error

    def check_folders(self) -> None:
        """Raise RepositoryError when a folder is a link: it could lead into the signer's own."""
        inner = ("metadata", "staged", "targets", *(f"targets/{name}" for name in TARGET_FOLDERS))
        for path in (self.folder / name for name in inner):
            if path.is_symlink():
                raise RepositoryError(f"{path}: is a link; put a folder of its own there")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other writers of this folder out, whatever process they are in."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.check_folders()
        descriptor = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o660)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def bins(prefix: str, keyids: list[str], bit_length: int) -> SuccinctRoles:
    """Return the delegation of a role to 2**bit_length bins that share their keys."""
    return SuccinctRoles(keyids, 1, bit_length, prefix)


def published_station(path: str) -> str:
    """Return the station whose bundle a target path names; FormatError if it names none."""
    station = path.removeprefix("station/").removesuffix(".json")
    if bundle_path(check_name(station)) != path:
        raise FormatError(f"{path!r} is no bundle's path")
    return station


def timestamp_names(data: bytes) -> tuple[int, int]:
    """Return the versions of a timestamp and of the snapshot that it names, unverified."""
    signed = json.loads(data)["signed"]
    return int(signed["version"]), int(signed["meta"]["snapshot.json"]["version"])


def utc(moment: datetime) -> datetime:
    """Return an aware moment as TUF writes it: UTC, whole seconds."""
    return moment.astimezone(UTC).replace(microsecond=0)
