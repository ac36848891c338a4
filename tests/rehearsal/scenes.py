"""One station's morning with three items, everything it takes to judge it, and nothing wrong."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.simulators.ledger import HandLedger, spelled, write

from loa.player.crypto import DeviceKey
from loa.rehearsal.books import Books, Shelf, read_books
from loa.rehearsal.counts import Excuses, Told, figures, zeros
from loa.rehearsal.faults import Fault
from loa.rehearsal.observer import VIETNAM, Heard, Observer

STATION, DAY = "nghia-ta", "2020-03-03"
APPROVER, SECOND = DeviceKey(b"\1" * 32), DeviceKey(b"\2" * 32)
KEYS = {APPROVER.keyid: APPROVER.public, SECOND.keyid: SECOND.public}
MS = 60_000


def at(clock: str, day: str = DAY) -> datetime:
    """Return wall time at the station."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=VIETNAM)


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a test must repeat itself


def sound(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def sealed(name: str, *signers: DeviceKey, priority: str = "routine") -> bytes:
    """Return a published message with one sound."""
    manifest = {
        "format": "loa.message",
        "version": "1.0",
        "key": name,
        "headline": "Tiêm phòng",
        "priority": priority,
        "variants": [{"language": "vi", "sound": {"sha256": sound(name), "ms": MS}}],
    }
    address = hashlib.sha256(spelled(manifest)).hexdigest()
    approvals = []
    for key in signers:
        bare = {"keyid": key.keyid, "method": "ed25519", "at": "2020-03-01T00:00:00.000Z"}
        statement = {"format": "loa.approval", "version": "1.0", "message": address} | bare
        approvals.append(bare | {"signature": key.sign(spelled(statement))})
    return spelled({"manifest": manifest, "approvals": approvals})


def item(name: str, starts: str, **changes: Any) -> dict[str, Any]:
    utc = at(starts).timestamp()
    moment = datetime.fromtimestamp(utc, tz=VIETNAM).isoformat()
    members = {"id": name, "starts": moment, "ms": MS, "kind": "message", "message": name}
    return members | {"sound": sound(name)} | changes


def rundown(*items: dict[str, Any], day: str = DAY) -> bytes:
    return json.dumps({"day": day, "items": items}).encode()


def hours(*parts: tuple[str, str], **changes: Any) -> bytes:
    """Return a policy with hours on every day of every year."""
    always = {"weekdays": [1, 2, 3, 4, 5, 6, 7], "season": ["01-01", "12-31"]}
    listed = [{"opens": opens, "closes": closes} | always for opens, closes in parts]
    caps = {"session_s": 1200, "day_s": 2400}
    return json.dumps({"hours": listed, "special_days": {}} | caps | changes).encode()


def heard(
    name: str,
    starts: str,
    *,
    ms: int = MS,
    played: str = "",
    day: str = DAY,
    elsewhere: bool = False,
) -> Heard:
    begun = at(starts, day)
    span = timedelta(milliseconds=ms)
    return Heard(STATION, name, sound(played or name), begun, begun + span, elsewhere)


@dataclass
class Scene:
    """What a fault may be fed into; as it stands, all went well."""

    observer: Observer = field(default_factory=Observer)
    ledger: HandLedger = field(default_factory=lambda: HandLedger(STATION))
    tables: dict[tuple[str, str], Told] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    evidence: list[bytes] = field(default_factory=list)
    segments: Callable[[HandLedger], list[bytes]] = lambda ledger: [
        ledger.segment(1, 4),
        ledger.segment(5, len(ledger.lines)),
    ]

    def books(self, folder: Path) -> Books:
        files = write(folder, self.segments(self.ledger))
        evidence = write(folder / "evidence", self.evidence)
        return read_books([Shelf(STATION, self.ledger.key.public, files, evidence)])

    def zeros(self, folder: Path) -> dict[str, int]:
        excuses = Excuses(self.faults)
        return zeros(self.observer, self.books(folder), self.tables, excuses)

    def figures(self) -> dict[str, object]:
        return figures(self.observer, self.tables)


def good_morning() -> Scene:
    """Return three items planned, approved, heard, written down and settled."""
    scene = Scene()
    scene.observer.allow(STATION, hours(("05:00:00", "06:00:00")))
    names = {"a": "05:01:00", "b": "05:03:00", "c": "05:05:00"}
    for name, starts in names.items():
        scene.observer.believe(sealed(name, APPROVER), KEYS)
        scene.observer.hear(heard(name, starts))
        scene.tables[STATION, name] = Told("aired")
        scene.ledger.add("started", name)
        scene.ledger.add("finished", name, ms=MS)
    scene.observer.publish(STATION, rundown(*(item(n, s) for n, s in names.items())))
    return scene
