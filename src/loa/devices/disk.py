"""The disk, as far as a promise depends on it: files that are whole, and there to stay.

Every writer of this room goes through a `Disk`, so that a test can cut the power at any
write and look at what is left.
"""

import os
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

PUBLIC, PRIVATE = 0o644, 0o600
FLUSHES_AT_ONCE = 8  # a journal settles many files in the time of one


class Disk(Protocol):
    """What writers need of a disk."""

    def write_all(self, files: Mapping[Path, bytes], mode: int = PUBLIC) -> None:
        """Write each file wholly or not at all; all of them last once this returns.

        In which order they appear is not promised: what must come later is written by a
        later call. Folders are made as needed. Raises OSError.
        """


class DurableDisk:
    """A real disk: write beside, flush, rename, flush the folder."""

    def write_all(self, files: Mapping[Path, bytes], mode: int = PUBLIC) -> None:
        """Keep the promise of `Disk.write_all`."""
        jobs = list(files.items())
        for folder in {path.parent for path in files}:
            folder.mkdir(parents=True, exist_ok=True)
        if len(jobs) == 1:
            self._write(*jobs[0], mode)
        elif jobs:
            with ThreadPoolExecutor(FLUSHES_AT_ONCE) as pool:
                for done in [pool.submit(self._write, path, data, mode) for path, data in jobs]:
                    done.result()
        for folder in {path.parent for path in files}:
            self._flush_folder(folder)

    def settle(self, beside: Path, path: Path) -> None:
        """Give a file that another program wrote its name, once its bytes are there to stay."""
        with beside.open("rb") as file:
            self._flush(file.fileno())
        beside.replace(path)
        self._flush_folder(path.parent)

    def _write(self, path: Path, data: bytes, mode: int) -> None:
        beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                self._flush(file.fileno())
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise

    def _flush(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def _flush_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class HastyDisk(DurableDisk):
    """A disk for rehearsals: whole files, but nothing waits for the platter."""

    def _flush(self, descriptor: int) -> None:
        """Leave it to the operating system."""

    def _flush_folder(self, folder: Path) -> None:
        """Leave it to the operating system."""
