"""The books: what the raw ledgers that the server keeps say, read line by line.

Part of the observer: it reads files with code of its own and trusts no index, no row and
none of the checks that the server has made when it took them.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from loa.rehearsal.observer import Key, bears

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Books:
    """Finished items by station and id, and how many lines or seals do not hold.

    `finished` are those in ledgers that count, `kept` those in evidence of a fork as well.
    """

    finished: Counter[Key]
    breaks: int
    kept: Counter[Key]

    def __add__(self, other: Self) -> "Books":
        return Books(
            self.finished + other.finished, self.breaks + other.breaks, self.kept + other.kept
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, the digest before it, its own, and the item that it ends."""

    n: int
    prev: str
    digest: str
    finished: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """One player's segments in the order of their numbers, and its public key (hex)."""

    station: str
    public: str
    files: tuple[Path, ...]
    evidence: tuple[Path, ...] = ()  # segments that contradict those


def read_books(shelves: Iterable[Shelf]) -> Books:
    """Read every player's segments.

    A segment is a checkpoint's line and then entries. A line that comes twice in the same
    bytes was sent twice and stands for one; another line under the same number, a line
    that does not follow the one before, and a checkpoint that is not this player's word
    about the last line are breaks.
    """
    finished: Counter[Key] = Counter()
    kept: Counter[Key] = Counter()
    breaks = 0
    for shelf in shelves:
        lines: dict[int, Line] = {}
        for path in shelf.files:
            seal, *entries = path.read_bytes().split(b"\n")[:-1]
            breaks += not _sealed(json.loads(seal), entries, shelf)
            for raw in entries:
                line = _line(raw)
                known = lines.setdefault(line.n, line)  # the first word stands
                breaks += known.digest != line.digest
        breaks += sum(_loose(line, lines) for line in lines.values())
        finished.update((shelf.station, line.finished) for line in lines.values() if line.finished)
        all_lines = {line.digest: line for line in lines.values()} | _contradicting(shelf)
        kept.update((shelf.station, one.finished) for one in all_lines.values() if one.finished)
    return Books(finished, breaks, kept)


def _contradicting(shelf: Shelf) -> dict[str, Line]:
    """Return the lines of evidence by digest; what this player did not seal is none."""
    found: dict[str, Line] = {}
    for path in shelf.evidence:
        seal, *entries = path.read_bytes().split(b"\n")[:-1]
        if _sealed(json.loads(seal), entries, shelf):
            found |= {line.digest: line for line in map(_line, entries)}
    return found


def _line(raw: bytes) -> Line:
    entry = json.loads(raw)
    item = entry["item"] if entry["event"] == "finished" else ""
    return Line(entry["n"], entry["prev"], hashlib.sha256(raw).hexdigest(), item)


def _sealed(checkpoint: Mapping[str, object], entries: list[bytes], shelf: Shelf) -> bool:
    statement = {name: value for name, value in checkpoint.items() if name != "signature"}
    last = hashlib.sha256(entries[-1]).hexdigest() if entries else checkpoint["head"]
    return (
        checkpoint["station"] == shelf.station
        and checkpoint["head"] == last
        and bears(shelf.public, str(checkpoint["signature"]), statement)
    )


def _loose(line: Line, lines: Mapping[int, Line]) -> bool:
    """Whether a line does not hang on the one before it."""
    if line.n == 1:
        return line.prev != GENESIS
    before = lines.get(line.n - 1)
    return before is None or line.prev != before.digest
