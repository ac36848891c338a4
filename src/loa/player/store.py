"""Stores: a folder that survives power cuts, and memory for rehearsals and tests."""

import contextlib
import os
from pathlib import Path


class FolderStore:
    """Files below one folder; see `ports.Store` for the promise."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._made: set[Path] = set()

    def read(self, name: str) -> bytes | None:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        path = self._ready(name)
        temporary = path.with_name(path.name + ".new")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)

    def append(self, name: str, data: bytes) -> None:
        path = self._ready(name)
        fresh = not path.exists()
        with path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fdatasync(file.fileno())
        if fresh:
            sync_folder(path.parent)

    def truncate(self, name: str, size: int) -> None:
        with self._path(name).open("r+b") as file:
            file.truncate(size)
            os.fsync(file.fileno())

    def remove(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names(self, folder: str) -> list[str]:
        root = self.root / folder
        found = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".new")
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def _path(self, name: str) -> Path:
        return self.root / name

    def _ready(self, name: str) -> Path:
        path = self._path(name)
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        return path


class MemoryStore:
    """The same in memory: nothing outlives the process."""

    def __init__(self) -> None:
        self.files: dict[str, bytearray] = {}

    def read(self, name: str) -> bytes | None:
        data = self.files.get(name)
        return None if data is None else bytes(data)

    def write(self, name: str, data: bytes) -> None:
        self.files[name] = bytearray(data)

    def append(self, name: str, data: bytes) -> None:
        self.files.setdefault(name, bytearray()).extend(data)

    def truncate(self, name: str, size: int) -> None:
        del self.files[name][size:]

    def remove(self, name: str) -> None:
        self.files.pop(name, None)

    def names(self, folder: str) -> list[str]:
        return sorted(name for name in self.files if name.startswith(folder + "/"))


def sync_folder(folder: Path) -> None:
    """Make a folder's entries reach the disk: a rename without this can be lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
