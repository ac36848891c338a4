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

from loa.rehearsal.observer import Key, bears

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Books:
    """Finished items by station and id, and how many lines or seals do not hold."""

    finished: Counter[Key]
    breaks: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """One player's segments in the order of their numbers, and its public key (hex)."""

    station: str
    public: str
    files: tuple[Path, ...]


def read_books(shelves: Iterable[Shelf]) -> Books:
    """Read every player's segments.

    A segment is a checkpoint's line and then entries. A line that comes twice in the same
    bytes was sent twice and stands for one; another line under the same number, a line
    that does not follow the one before, and a checkpoint that is not this player's word
    about the last line are breaks.
    """
    finished: Counter[Key] = Counter()
    breaks = 0
    for shelf in shelves:
        lines: dict[int, bytes] = {}
        for path in shelf.files:
            seal, *entries = path.read_bytes().split(b"\n")[:-1]
            breaks += not _sealed(json.loads(seal), entries, shelf)
            for line in entries:
                n = json.loads(line)["n"]
                breaks += n in lines and lines[n] != line
                lines.setdefault(n, line)  # the first word stands
        events = {n: json.loads(line) for n, line in lines.items()}
        breaks += sum(_loose(n, event["prev"], lines) for n, event in events.items())
        finished.update(
            (shelf.station, e["item"]) for e in events.values() if e["event"] == "finished"
        )
    return Books(finished, breaks)


def _sealed(checkpoint: Mapping[str, object], entries: list[bytes], shelf: Shelf) -> bool:
    statement = {name: value for name, value in checkpoint.items() if name != "signature"}
    last = hashlib.sha256(entries[-1]).hexdigest() if entries else checkpoint["head"]
    return (
        checkpoint["station"] == shelf.station
        and checkpoint["head"] == last
        and bears(shelf.public, str(checkpoint["signature"]), statement)
    )


def _loose(n: int, prev: str, lines: Mapping[int, bytes]) -> bool:
    """Whether a line does not hang on the one before it."""
    if n == 1:
        return prev != GENESIS
    return n - 1 not in lines or prev != hashlib.sha256(lines[n - 1]).hexdigest()
