"""A player's ledger, as far as a server sees it: lines, seals, heartbeats and claims."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.devices.authority import NOW

from loa.core.canonical import Json, canonical, digest, header
from loa.core.keyring import keyid
from loa.core.ledger import GENESIS, Checkpoint, Entry, Event, write_segment
from loa.core.message import instant
from loa.core.words import Clock
from loa.devices.keys import public_hex
from loa.devices.models import Device


class Recorder:
    """One player: its key and its lines."""

    def __init__(self, station: str = "nghia-ta", key: Ed25519PrivateKey | None = None) -> None:
        self.station = station
        self.key = key or Ed25519PrivateKey.generate()
        self.public = public_hex(self.key)
        self.keyid = keyid(bytes.fromhex(self.public))
        self.lines: list[bytes] = []
        self.write(Event.OPENED)

    @property
    def heads(self) -> list[str]:
        """Digests by number; the zeroth is the genesis."""
        return [GENESIS, *map(digest, self.lines)]

    def write(self, event: Event = Event.FINISHED, at: datetime = NOW, **more: Any) -> None:
        n = len(self.lines) + 1
        entry = Entry(n, self.heads[-1], at, Clock.SYNCHRONISED, 1, n * 1000, event, **more)
        self.lines.append(entry.line())

    def write_many(self, count: int) -> "Recorder":
        for number in range(count):
            at = NOW + timedelta(minutes=number)
            self.write(Event.FINISHED, at, item=f"i{number}", ms=60_000)
        return self

    def checkpoint(self, n: int | None = None) -> Checkpoint:
        n = len(self.lines) if n is None else n
        bare = Checkpoint(self.station, self.keyid, n, self.heads[n], NOW)
        return replace(bare, signature=self.key.sign(bare.statement()).hex())

    def segment(self, first: int = 1, last: int | None = None) -> bytes:
        """Entries first to last, both inclusive; without lines when first is beyond last."""
        last = len(self.lines) if last is None else last
        return write_segment(self.checkpoint(last), self.lines[first - 1 : last])

    def heartbeat(self, at: datetime = NOW, **changes: Any) -> Json:
        bare = (
            header("heartbeat")
            | {
                "station": self.station,
                "device": self.keyid,
                "at": instant(at),
                "clock": "synchronised",
                "n": len(self.lines),
                "head": self.heads[-1],
                "playing": "",
                "bundle": 3,
                "free_mb": 900,
                "version_player": "0.1.0",
            }
            | changes
        )
        return bare | {"signature": self.key.sign(canonical(bare)).hex()}

    def claim(self, secret: str) -> Json:
        bare = header("claim-request") | {"secret": secret, "public": self.public}
        return bare | {"proof": self.key.sign(canonical(bare)).hex()}

    def enrolled(self) -> Device:
        return Device.objects.create(
            station=self.station, keyid=self.keyid, public=self.public, enrolled_at=NOW
        )
