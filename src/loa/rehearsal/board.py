"""The board that a rehearsed player runs on: a disk that refuses or tears, a clock that lies."""

import errno
import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from loa.player.clock import Floor, SystemClock
from loa.player.media import MediaFolder, hash_file
from loa.player.ports import Fetch
from loa.player.store import MemoryStore

SYNCHRONISES_AFTER = timedelta(seconds=30)
ROOM = 1 << 40
MS_NS = 1_000_000
ZEROS_OF_TEN = 3  # torn writes that end in zeros, as file systems leave them
NO_BATTERY = datetime.fromisoformat("1970-01-01T00:00:30Z")


class PowerCut(BaseException):
    """The power has failed at this very moment."""


class Flash(MemoryStore):
    """A player's small files. They outlive power; a write under way when it fails is torn."""

    def __init__(self) -> None:
        super().__init__()
        self.refuses = 0  # an errno, or 0
        self.tears: Random | None = None  # the next append is cut by the power
        self.on_tear: Callable[[], None] = lambda: None

    def write(self, name: str, data: bytes) -> None:
        self._check()
        super().write(name, data)

    def append(self, name: str, data: bytes) -> None:
        self._check()
        if (dice := self.tears) is None:
            super().append(name, data)
            return
        self.tears = None
        part = data[: dice.randrange(len(data) + 1)]
        if dice.randrange(10) < ZEROS_OF_TEN:
            part += bytes(dice.randrange(1, 200))
        super().append(name, part)
        self.on_tear()
        raise PowerCut

    def truncate(self, name: str, size: int) -> None:
        self._check()
        super().truncate(name, size)

    def remove(self, name: str) -> None:
        self._check()
        super().remove(name)

    def copy(self) -> "Flash":
        """Return a second disk with the same content."""
        other = Flash()
        other.files = {name: bytearray(data) for name, data in self.files.items()}
        return other

    def _check(self) -> None:
        if self.refuses:
            raise OSError(self.refuses, os.strerror(self.refuses))


class Hashes:
    """What is in every file of a rehearsal, read again only when a file looks different."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int], str] = {}

    def of(self, path: Path) -> str:
        """Return the SHA-256 of what a file holds."""
        looks = path.stat()
        name = (str(path), looks.st_mtime_ns, looks.st_size)
        if name not in self._known:
            self._known[name] = hash_file(path)
        return self._known[name]


class Sounds(MediaFolder):
    """A player's sounds, in real files; nothing waits for the platter."""

    def __init__(self, root: Path, flash: Flash, hashes: Hashes) -> None:
        super().__init__(
            root,
            free=lambda _folder: 0 if flash.refuses == errno.ENOSPC else ROOM,
            flush=lambda _descriptor: None,
            flush_folder=lambda _folder: None,
            hash_file=hashes.of,
        )
        self._flash = flash

    def download(self, address: str, fetch: Fetch, scheduled: Collection[str]) -> None:
        if self._flash.refuses == errno.EROFS:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        super().download(address, fetch, scheduled)


def rot(files: Sequence[Path], dice: Random) -> dict[Path, bytes]:
    """Let some of these files change by themselves; return what they were."""
    there = [path for path in files if path.exists()]
    chosen = dice.sample(there, min(len(there), 1 + dice.randrange(len(there) or 1)))
    before = {path: path.read_bytes() for path in chosen}
    for path, whole in before.items():
        data = bytearray(whole)
        data[dice.randrange(len(data))] ^= 1 + dice.randrange(255)
        change(path, bytes(data))
    return before


def change(path: Path, data: bytes) -> None:
    """Write a file so that it looks different, however little real time has passed."""
    later = path.stat().st_mtime_ns + MS_NS
    path.write_bytes(data)
    os.utime(path, ns=(later, later))


@dataclass(slots=True)
class Quartz:
    """What a board's clock shows while the world's true time passes.

    `off` is how far its wall clock is from the truth while nobody corrects it; `forged` is
    how far the network's time is. `steps` counts until when a step is not corrected.
    """

    now: Callable[[], datetime]
    online: Callable[[], bool]
    battery: bool = True
    off: timedelta = timedelta(0)
    forged: timedelta = timedelta(0)
    uncorrected_until: datetime | None = None
    booted: datetime = field(default=NO_BATTERY)

    def boot(self, floor: Floor) -> SystemClock:
        """Start the player's clock with a board that was just switched on."""
        self.booted = self.now()
        return SystemClock(
            floor.at,
            wall=self.wall,
            monotonic=self.running_s,
            synchronised=self.synchronised,
            hardware=lambda: self.battery,
        )

    def running_s(self) -> float:
        """Return the seconds since the board was switched on."""
        return (self.now() - self.booted).total_seconds()

    def synchronised(self) -> bool:
        """Whether the board has heard the network's time, true or forged."""
        now = self.now()
        held = self.uncorrected_until is not None and now < self.uncorrected_until
        return self.online() and not held and now >= self.booted + SYNCHRONISES_AFTER

    def wall(self) -> datetime:
        """Return what the board's wall clock shows."""
        if self.synchronised():
            self.off = timedelta(0)
            return self.now() + self.forged
        if not self.battery:
            return NO_BATTERY + (self.now() - self.booted)
        return self.now() + self.off
