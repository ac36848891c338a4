"""The observer: what left the loudspeakers in true time, and six counts that must be zero.

It is told of sounds at the output port and of nothing else. What it compares them with it
reads from published files, by code of its own: documents as plain JSON, signatures by the
cryptography library, hours by comparing text. It knows no table and none of our rules.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

VIETNAM = timezone(timedelta(hours=7))  # no daylight saving since 1975
MS = timedelta(milliseconds=1)
TOLERANCE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Heard:
    """Sound at one loudspeaker from `starts` to `ends`; `item` is what the player called it."""

    station: str
    item: str
    sound: str
    starts: datetime
    ends: datetime
    emergency: bool


@dataclass(slots=True)
class Observer:
    """Collects what was heard; `days` are the items published for a station and a day."""

    heard: list[Heard] = field(default_factory=list)
    days: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    signed_sounds: set[str] = field(default_factory=set)
    hours: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def publish(self, station: str, rundown: bytes) -> None:
        """Read a rundown that holds from now on; a later one for a day replaces it."""
        document = json.loads(rundown)
        self.days[station, document["day"]] = {
            item["id"]: item for item in document["items"] if item["kind"] == "message"
        }

    def planned(self) -> dict[tuple[str, str], Any]:
        """Return the planned items by station and id."""
        return {
            (station, key): item
            for (station, _day), items in self.days.items()
            for key, item in items.items()
        }

    def believe(self, sealed: bytes, keys: Mapping[str, str]) -> None:
        """Note the sounds of a message if one of these keys (id to public, hex) signed it."""
        document = json.loads(sealed)
        manifest = json.dumps(
            document["manifest"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()
        address = hashlib.sha256(manifest).hexdigest()
        if any(_signed(address, a, keys) for a in document["approvals"]):
            variants = document["manifest"]["variants"]
            self.signed_sounds |= {v["sound"]["sha256"] for v in variants if v["sound"]}

    def allow(self, station: str, policy: bytes) -> None:
        """Note the hours in which a station may be heard, as its leaders wrote them."""
        document = json.loads(policy)
        self.hours[station] = [(part["opens"], part["closes"]) for part in document["hours"]]

    def hear(self, heard: Heard) -> None:
        """Be told of a sound that has ended, or was cut."""
        self.heard.append(heard)

    def plays(self) -> tuple[Counter[tuple[str, str]], Counter[str]]:
        """Count whole plays of planned items: by item, and as "aired" or "late"."""
        planned = self.planned()
        by_item: Counter[tuple[str, str]] = Counter()
        by_word: Counter[str] = Counter()
        for one in self.heard:
            item = planned.get((one.station, one.item))
            if (
                item
                and one.sound == item["sound"]
                and one.ends - one.starts >= item["ms"] * MS - MS
            ):
                by_item[one.station, one.item] += 1
                late = one.starts - datetime.fromisoformat(item["starts"]) > TOLERANCE
                by_word["late" if late else "aired"] += 1
        return by_item, by_word

    def unsigned_played(self) -> int:
        """Count sounds that no approver had signed."""
        return sum(one.sound not in self.signed_sounds for one in self.heard)

    def quiet_hour_violations(self) -> int:
        """Count sounds that were, in part or whole, outside their station's hours."""
        return sum(
            not one.emergency and not _inside(one, self.hours.get(one.station, []))
            for one in self.heard
        )


def _signed(address: str, approval: Mapping[str, str], keys: Mapping[str, str]) -> bool:
    public = keys.get(approval["keyid"])
    if public is None:
        return False
    statement = {
        "format": "loa.approval",
        "version": "1.0",
        "message": address,
        "keyid": approval["keyid"],
        "method": approval["method"],
        "at": approval["at"],
    }
    data = json.dumps(statement, sort_keys=True, separators=(",", ":")).encode()
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            bytes.fromhex(approval["signature"]), data
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _inside(one: Heard, hours: Iterable[tuple[str, str]]) -> bool:
    starts, ends = one.starts.astimezone(VIETNAM), one.ends.astimezone(VIETNAM)
    first, last = starts.strftime("%H:%M:%S.%f"), ends.strftime("%H:%M:%S.%f")
    for opens, closes in hours:
        if opens == closes:
            return True
        if starts.date() == ends.date() and opens <= first and last <= closes + ".000000":
            return True
    return False


@dataclass(frozen=True, slots=True)
class Books:
    """What the server's raw files say, read line by line: finished items and broken chains."""

    finished: Counter[tuple[str, str]]
    doubled: int
    breaks: int


def read_books(files: Mapping[str, Iterable[Path]]) -> Books:
    """Read the segments that the server keeps, by station, in the order of their numbers.

    A segment is a checkpoint's line and then entries. A line that comes twice in the same
    bytes was sent twice and stands for one; another line under the same number, or a line
    that does not follow the one before, is a break.
    """
    finished: Counter[tuple[str, str]] = Counter()
    doubled = breaks = 0
    for station, paths in files.items():
        lines: dict[int, bytes] = {}
        for path in paths:
            for line in path.read_bytes().split(b"\n")[1:-1]:
                n = json.loads(line)["n"]
                if n in lines and lines[n] != line:
                    breaks += 1
                lines[n] = line
        breaks += _breaks(lines)
        events = [json.loads(line) for line in lines.values()]
        own = Counter(e["item"] for e in events if e["event"] == "finished")
        doubled += sum(count - 1 for count in own.values())
        finished.update({(station, item): count for item, count in own.items()})
    return Books(finished, doubled, breaks)


def _breaks(lines: Mapping[int, bytes]) -> int:
    broken = 0
    for n, line in lines.items():
        before = lines.get(n - 1)
        follows = hashlib.sha256(before).hexdigest() if before else None
        if n > 1 and json.loads(line)["prev"] != follows:
            broken += 1
    return broken
