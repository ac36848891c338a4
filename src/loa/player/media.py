"""Sounds on disk: downloaded aside, checked, then renamed; a file counts only by its hash."""

import contextlib
import hashlib
import os
import queue
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from loa.core.bundle import object_path
from loa.core.canonical import is_digest
from loa.player.ports import Fetch, FetchError
from loa.player.store import sync_folder

MAX_SOUND = 64_000_000
MIN_FREE = 50_000_000  # bytes left to the ledger and to everything else
BLOCK = 256 * 1024
Free = Callable[[Path], int]


class DiskFullError(OSError):
    """There is no room for a sound, even after all that is not needed has gone."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a file looked like when its hash was last found right."""

    size: int
    modified_ns: int
    inode: int


def free_bytes(folder: Path) -> int:
    """Return the bytes free on a folder's disk."""
    return shutil.disk_usage(folder).free


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            hashed.update(block)
    return hashed.hexdigest()


class MediaFolder:
    """The sounds below one folder. `scheduled` are never deleted."""

    def __init__(
        self,
        root: Path,
        *,
        min_free: int = MIN_FREE,
        free: Free = free_bytes,
        flush: Callable[[int], None] = os.fsync,
        flush_folder: Callable[[Path], None] = sync_folder,
        hash_file: Callable[[Path], str] = hash_file,
    ) -> None:
        self.root = root
        self._min_free, self._free = min_free, free
        self._flush, self._flush_folder = flush, flush_folder
        self._hash = hash_file
        self._seen: dict[str, _Seen] = {}
        self._deleted: queue.SimpleQueue[str] = queue.SimpleQueue()
        root.mkdir(parents=True, exist_ok=True)

    def path(self, address: str) -> Path:
        """Return where a sound lies, or would."""
        return self.root / object_path(address)

    def true(self, address: str) -> bool:
        """Whether the sound is here and is what its address says.

        Hashed once a boot, and again whenever the file looks different.
        """
        try:
            looks = _looks(self.path(address))
            if self._seen.get(address) == looks:
                return True
            hashed = self._hash(self.path(address))
        except OSError:
            self._seen.pop(address, None)
            return False
        if hashed != address:
            self._seen.pop(address, None)
            with contextlib.suppress(OSError):
                self.path(address).unlink()
            return False
        self._seen[address] = looks
        return True

    def held(self) -> frozenset[str]:
        """Return the addresses of everything here that is true."""
        return frozenset(address for address in self._addresses() if self.true(address))

    def _addresses(self) -> list[str]:
        """Return what the files here are called, true or not."""
        folders = [entry.path for entry in os.scandir(self.root) if entry.is_dir()]
        return [n for folder in folders for n in os.listdir(folder) if is_digest(n)]  # noqa: PTH208 - names, not paths

    def download(self, address: str, fetch: Fetch, scheduled: Collection[str]) -> None:
        """Bring one sound here, going on where an earlier attempt broke off.

        Raises FetchError, also when what came is not what the address says, and
        DiskFullError when there is no room.
        """
        target = self.path(address)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        offset = part.stat().st_size if part.exists() else 0
        self._make_room(scheduled)
        try:
            with part.open("ab") as file:
                for block in fetch.content(address, offset, MAX_SOUND):
                    file.write(block)
                    if self._free(self.root) < self._min_free // 2:
                        self._make_room(scheduled)
                file.flush()
                self._flush(file.fileno())
        except FetchError as error:
            if not error.again:
                part.unlink(missing_ok=True)
            raise
        except OSError as error:
            part.unlink(missing_ok=True)
            raise DiskFullError(*error.args) from error
        if hash_file(part) != address:
            part.unlink()
            raise FetchError(f"what came is not {address[:12]}; it was thrown away")
        part.replace(target)
        self._flush_folder(target.parent)
        self._seen[address] = _looks(target)

    def delete_unneeded(self, scheduled: Collection[str]) -> int:
        """Delete what is not scheduled, the longest unused first, until there is room."""
        return self._clear(scheduled, lambda: False)

    def deleted(self) -> frozenset[str]:
        """Return the sounds that had to go since this was asked last, by whichever thread."""
        gone = set()
        with contextlib.suppress(queue.Empty):
            while True:
                gone.add(self._deleted.get_nowait())
        return frozenset(gone)

    def _make_room(self, scheduled: Collection[str]) -> None:
        self._clear(scheduled, lambda: self._free(self.root) >= self._min_free)
        if self._free(self.root) < self._min_free:
            raise DiskFullError("no room for sounds: all that is here is still scheduled")

    def _clear(self, scheduled: Collection[str], enough: Callable[[], bool]) -> int:
        needed, gone = set(scheduled), 0
        if enough():
            return 0
        files = [self.path(address) for address in self._addresses() if address not in needed]
        for path in sorted(files, key=lambda p: p.stat().st_mtime_ns):
            if enough():
                break
            with contextlib.suppress(OSError):
                path.unlink()
                self._seen.pop(path.name, None)
                self._deleted.put(path.name)
                gone += 1
        return gone


def _looks(path: Path) -> _Seen:
    stat = path.stat()
    return _Seen(stat.st_size, stat.st_mtime_ns, stat.st_ino)
