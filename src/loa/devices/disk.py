"""The disk, as far as a promise depends on it: files that are whole, and there to stay.

Every writer of this room goes through a `Disk`, so that a test can cut the power at any
write and look at what is left.
"""

import errno
import os
import stat
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

PUBLIC, PRIVATE = 0o644, 0o600
FLUSHES_AT_ONCE = 16  # a journal settles many files in the time of one
Job = TypeVar("Job")


@cache
def _threads(_process: int) -> ThreadPoolExecutor:
    """Return the threads that flush; a fork has none of its parent's."""
    return ThreadPoolExecutor(FLUSHES_AT_ONCE, "flush")


class Disk(Protocol):
    """What writers need of a disk."""

    def write_all(self, files: Mapping[Path, bytes], mode: int = PUBLIC) -> None:
        """Write each file wholly or not at all; all of them last once this returns.

        In which order they appear is not promised: what must come later is written by a
        later call. Folders are made as needed. Raises OSError.
        """

    def settle(self, beside: Path, path: Path) -> None:
        """Give a file that another program wrote its name, once its bytes are there to stay."""


class DurableDisk:
    """A real disk: write beside, flush, rename, flush the folder."""

    def write_all(self, files: Mapping[Path, bytes], mode: int = PUBLIC) -> None:
        """Keep the promise of `Disk.write_all`."""
        folders = {path.parent for path in files}
        fresh = {parent for folder in folders for parent in self._make(folder)}
        self._together(lambda job: self._write(*job, mode), files.items())
        self._together(self._flush_folder, folders | fresh)

    @staticmethod
    def _make(folder: Path) -> list[Path]:
        """Make a folder as needed; return those in which a name is new."""
        made = []
        while not folder.exists():
            made.append(folder)
            folder = folder.parent
        for one in reversed(made):
            one.mkdir(exist_ok=True)
        return [one.parent for one in made]

    @staticmethod
    def _together(do: Callable[[Job], None], jobs: Collection[Job]) -> None:
        """Do jobs at once; raise what one of those that failed raised."""
        if len(jobs) == 1:
            do(*jobs)
            return

        def some(share: Sequence[Job]) -> None:
            for job in share:
                do(job)

        each = -(-len(jobs) // FLUSHES_AT_ONCE) or 1
        listed = list(jobs)
        shares = [listed[start : start + each] for start in range(0, len(listed), each)]
        for done in [_threads(os.getpid()).submit(some, share) for share in shares]:
            done.result()

    def settle(self, beside: Path, path: Path) -> None:
        """Give a file that another program wrote its name, once its bytes are there to stay."""
        with beside.open("rb") as file:
            self._flush(file.fileno())
        beside.replace(path)
        self._flush_folder(path.parent)

    def _write(self, path: Path, data: bytes, mode: int) -> None:
        # Plain text names: thousands of files come by here in a second.
        folder, name = os.path.split(path)
        beside = f"{folder}/.{name}.{os.getpid()}-{threading.get_ident()}.part"
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        try:
            try:
                left = memoryview(data)
                while left:
                    left = left[os.write(descriptor, left) :]
                self._flush(descriptor)
            finally:
                os.close(descriptor)
            os.replace(beside, path)  # noqa: PTH105 - see above
        except OSError:
            Path(beside).unlink(missing_ok=True)
            raise

    def _flush(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def _flush_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def open_regular(path: Path) -> BinaryIO:
    """Open a file that really lies there: no link out of a served folder, no pipe, no device.

    Raises OSError, also for those.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "is no ordinary file", str(path))
    return os.fdopen(descriptor, "rb")


class HastyDisk(DurableDisk):
    """A disk for rehearsals: whole files, but nothing waits for the platter."""

    def _flush(self, descriptor: int) -> None:
        """Leave it to the operating system."""

    def _flush_folder(self, folder: Path) -> None:
        """Leave it to the operating system."""
