"""The object store: files by the SHA-256 of what they hold, and by nothing else.

Sounds, rundowns and sealed messages lie here in `<aa>/<sha256>`. A file's name is its
proof, so the store may be served by anybody: who fetches checks.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from loa.core.bundle import object_path
from loa.core.canonical import FormatError, digest
from loa.devices.disk import Disk, DurableDisk, open_regular

MAX_OBJECT = 256_000_000
_BLOCK = 1 << 20


class ObjectError(FormatError):
    """An object that is not there, is not what its name says, or is too large."""


class ObjectStore:
    """A folder of objects."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self._disk = disk or DurableDisk()

    def path(self, address: str) -> Path:
        """Return where an object lies, or would; FormatError when it is no address."""
        return self.folder / object_path(address)

    def has(self, address: str) -> bool:
        """Whether the object is here; its bytes are not looked at."""
        return self.path(address).is_file()

    def put(self, source: bytes | Path) -> str:
        """Keep bytes, or a file's bytes, and return their address.

        What lies here already is checked and, if it was damaged, written anew. Raises
        ObjectError above MAX_OBJECT bytes, OSError when the disk refuses.
        """
        if isinstance(source, Path) and source.stat().st_size > MAX_OBJECT:
            raise ObjectError(f"{source}: more than {MAX_OBJECT} bytes")
        data = source if isinstance(source, bytes) else source.read_bytes()
        return self.put_all([data])[0]

    def put_all(self, sources: list[bytes]) -> list[str]:
        """Keep many at once, in the time of a few; return their addresses in order."""
        addresses = [digest(data) for data in sources]
        missing: Mapping[Path, bytes] = {
            self.path(address): data
            for address, data in dict(zip(addresses, sources, strict=True)).items()
            if not self.holds(address)
        }
        if missing:
            self._disk.write_all(missing)
        return addresses

    def holds(self, address: str) -> bool:
        """Whether the object is here and is what its name says."""
        try:
            with open_regular(self.path(address)) as file:
                found = hashlib.sha256()
                while block := file.read(_BLOCK):
                    found.update(block)
        except OSError:
            return False
        return found.hexdigest() == address

    def read(self, address: str) -> bytes:
        """Return an object's bytes; ObjectError unless they are what the address says."""
        try:
            with open_regular(self.path(address)) as file:
                data = file.read(MAX_OBJECT + 1)
        except OSError as error:
            raise ObjectError(f"object {address}: {error.strerror}") from error
        if digest(data) != address:
            raise ObjectError(f"object {address}: its bytes are others")
        return data
