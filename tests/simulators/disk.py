"""A disk that fills up, and one whose power fails at a given byte."""

from __future__ import annotations

import errno

from loa.player.store import MemoryStore


class FillingStore(MemoryStore):
    """Refuses to grow beyond `room` bytes; what fitted of a refused append stays, as on a disk."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    @property
    def used(self) -> int:
        return sum(map(len, self.files.values()))

    def append(self, name: str, data: bytes) -> None:
        left = max(0, self.room - self.used)
        super().append(name, data[:left])
        if left < len(data):
            raise OSError(errno.ENOSPC, "No space left on device")

    def write(self, name: str, data: bytes) -> None:
        if self.used - len(self.files.get(name, b"")) + len(data) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(name, data)
