"""A player's ledger written by hand, so that it can also be written wrongly."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loa.player.crypto import DeviceKey

GENESIS = "0" * 64
AT = "2020-03-02T22:00:00.000Z"


def spelled(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass
class HandLedger:
    """Lines by number, each hanging on the one before unless told otherwise."""

    station: str
    key: DeviceKey = field(default_factory=lambda: DeviceKey(b"\7" * 32))
    lines: list[bytes] = field(default_factory=list)

    def add(self, event: str, item: str = "", **members: Any) -> None:
        prev = hashlib.sha256(self.lines[-1]).hexdigest() if self.lines else GENESIS
        entry = {"n": len(self.lines) + 1, "prev": prev, "at": AT, "clock": "synchronised"}
        entry |= {"boot": 1, "mono": 0, "event": event} | ({"item": item} if item else {})
        self.lines.append(spelled(entry | members))

    def segment(self, first: int, last: int, **changes: Any) -> bytes:
        """Return lines [first, last], sealed; `changes` are made after signing."""
        own = self.lines[first - 1 : last]
        statement = {"format": "loa.checkpoint", "version": "1.0", "station": self.station}
        statement |= {"device": self.key.keyid, "n": last, "at": AT}
        statement |= {"head": hashlib.sha256(own[-1]).hexdigest()}
        seal = statement | {"signature": self.key.sign(spelled(statement))} | changes
        return b"".join(line + b"\n" for line in (spelled(seal), *own))


def write(folder: Path, segments: list[bytes]) -> tuple[Path, ...]:
    """Keep segments as the server does: names in the order of their numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, data in enumerate(segments):
        path = folder / f"{number:09}.segment"
        path.write_bytes(data)
        paths.append(path)
    return tuple(paths)
