"""Raw segments on the disk: each in a file of its own, or those that came together in one.

    <key id>/<first>-<last>-<digest>.segment   one that came alone; every one in a backup
    journal/<digest>.segments                  many: a line that lists them, then their bytes

A journal is written once and never changed. It keeps what thousands of players send within
minutes with one flush of the disk, where a file for each would take two.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loa.core.canonical import FormatError, canonical, digest, header, parse
from loa.devices.disk import open_regular
from loa.devices.models import Segment

FORMAT, FOLDER = "journal", "journal"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a segment's bytes lie below the ledgers' folder; `size` None: to the file's end."""

    own: str  # the path that a file of its own has
    path: str
    start: int = 0
    size: int | None = None

    @property
    def keyid(self) -> str:
        return self.own.partition("/")[0]

    def read(self, folder: Path) -> bytes:
        """Return the bytes. Raises OSError."""
        with open_regular(folder / self.path) as file:
            file.seek(self.start)
            return file.read(-1 if self.size is None else self.size)


def own_path(keyid: str, first: int, last: int, sha256: str) -> str:
    """Return the path of a segment in a file of its own."""
    return f"{keyid}/{first:09}-{last:09}-{sha256[:16]}.segment"


def lay_out(sent: Sequence[tuple[str, bytes]]) -> tuple[list[Place], str, bytes]:
    """Return where segments shall lie, and the file to write: its path and its bytes.

    They are given by their own paths and bytes; there is one at least.
    """
    if len(sent) == 1:
        ((own, data),) = sent
        return [Place(own, own, 0, len(data))], own, data
    listed = [{"path": own, "size": len(data)} for own, data in sent]
    head = canonical(header(FORMAT) | {"segments": listed}) + b"\n"
    path = f"{FOLDER}/{digest(head)}.segments"
    places, start = [], len(head)
    for own, data in sent:
        places.append(Place(own, path, start, len(data)))
        start += len(data)
    return places, path, b"".join([head, *(data for _, data in sent)])


def first(place: Place) -> int:
    """Return the number of a segment's first line; 0 for a name that nobody of ours gave."""
    number = place.own.partition("/")[2].partition("-")[0]
    return int(number) if number.isdecimal() else 0


def listed(folder: Path, *, since: float = 0.0) -> list[Place]:
    """Return all segments below a folder that were written since then, each player's in order.

    `since` is a file's time (st_mtime): folders in which nothing is new are not opened.
    A journal whose first line cannot be read is left out and told to the log: one damaged
    file must not keep what is whole from being found.
    """
    fresh = [path for path in folder.glob("*/") if path.stat().st_mtime >= since]
    alone = (file for path in fresh for file in path.glob("*.segment") if _since(file, since))
    found = [Place(own, own) for own in (f"{file.parent.name}/{file.name}" for file in alone)]
    for path in (folder / FOLDER).glob("*.segments"):
        if not _since(path, since):
            continue
        try:
            found += list(_contents(folder, path))
        except (OSError, FormatError, KeyError, TypeError, ValueError) as error:
            logger.error("%s: does not list its segments: %s", path, error)  # noqa: TRY400 - its place says all
    return sorted(found, key=lambda place: (place.own, place.path))


def _since(path: Path, since: float) -> bool:
    return not since or path.lstat().st_mtime >= since


def _contents(folder: Path, path: Path) -> Iterator[Place]:
    with open_regular(path) as file:
        head = file.readline()
    start = len(head)
    for one in parse(head, FORMAT)["segments"]:
        size = int(one["size"])
        yield Place(str(one["path"]), str(path.relative_to(folder)), start, size)
        start += size


def read(folder: Path, keyid: str, row: Segment) -> bytes:
    """Return a segment's bytes, as its row says or from a file of its own (after a restore).

    Raises FormatError when they are not there as they were received.
    """
    own = own_path(keyid, row.first, row.last, row.sha256)
    reasons = []
    for place in dict.fromkeys([Place(own, row.path, row.start, row.size), Place(own, own)]):
        path = folder / place.path
        try:
            data = place.read(folder)
        except OSError as error:
            reasons.append(f"{path}: {error.strerror}")
            continue
        if digest(data) == row.sha256:
            return data
        reasons.append(f"{path}: was changed after it was received")
    raise FormatError(reasons[0])
