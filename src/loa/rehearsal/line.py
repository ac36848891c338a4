"""The line between one station and the server, and who sits on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Protocol

from loa.player.ports import FetchError, NotThere
from loa.rehearsal.board import PowerCut

BLOCK = 64 * 1024


class Server(Protocol):
    """The server as it answers a station's requests."""

    @property
    def repository(self) -> Path:
        """Return the folder of published files."""

    def content(self, address: str) -> bytes:
        """Return an object's bytes; NotThere when there is none."""

    def post(self, path: str, body: bytes) -> bytes:
        """Return the answer to a heartbeat or a segment; FetchError when it is refused."""

    def other_bundle(self, station: str) -> bytes:
        """Return what was published for another station."""


@dataclass(slots=True)
class Line:
    """`ports.Fetch` straight to the server, unless something is wrong with the line."""

    station: str
    server: Server
    down: set[int] = field(default_factory=set)  # picks of the faults that hold it down
    timestamp: bytes | None = None  # an old one that somebody repeats
    other_commune: bool = False
    spoils: Random | None = None  # alters or truncates what comes
    truncates: bool = False
    cuts_power_after: int | None = None  # blocks of the next sound
    on_cut: Callable[[], None] = lambda: None
    lossy_posts: Callable[[str, bytes], bytes] | None = None
    spoilt: int = 0

    @property
    def honest(self) -> bool:
        """Whether what comes is what the server sent."""
        return not (self.down or self.timestamp or self.other_commune or self.spoils)

    def metadata(self, name: str, limit: int) -> bytes:
        self._check()
        if name == "timestamp.json" and self.timestamp is not None:
            self.spoilt += 1
            return self.timestamp
        if self.other_commune and ".rundowns-" in name:
            name = self._other_bin(name)
        return self._spoil(self._read(self.server.repository / "metadata" / name, limit))

    def target(self, name: str, limit: int) -> bytes:
        self._check()
        if self.other_commune and name.startswith("station/"):
            self.spoilt += 1
            return self.server.other_bundle(self.station)[:limit]
        return self._spoil(self._read(self.server.repository / "targets" / name, limit))

    def content(self, address: str, offset: int, limit: int) -> Iterator[bytes]:
        self._check()
        data = self.server.content(address)
        whole, data = len(data), self._spoil(data)
        blocks = [data[p : p + BLOCK] for p in range(offset, min(len(data), limit), BLOCK)]
        if (most := self.cuts_power_after) is not None:
            self.cuts_power_after = None
            yield from blocks[:most]
            self.on_cut()
            raise PowerCut
        yield from blocks
        if len(data) < whole:
            raise FetchError("the connection broke")

    def post(self, path: str, body: bytes) -> bytes:
        self._check()
        if self.lossy_posts is not None and path == "/api/ledger":
            return self.lossy_posts(path, body)
        return self.server.post(path, body)

    def _check(self) -> None:
        if self.down:
            raise FetchError("no network")

    def _other_bin(self, name: str) -> str:
        version, _, role = name.partition(".")
        others = sorted(
            path.name
            for path in (self.server.repository / "metadata").glob(f"{version}.rundowns-*.json")
            if path.name != f"{version}.{role}"
        )
        self.spoilt += bool(others)
        return others[0] if others else name

    def _spoil(self, data: bytes) -> bytes:
        dice = self.spoils
        if dice is None or not data or dice.random() < 0.3:  # noqa: PLR2004 - some get through
            return data
        self.spoilt += 1
        if self.truncates:
            return data[: dice.randrange(len(data))]
        place = dice.randrange(len(data))
        return data[:place] + bytes([data[place] ^ (1 + dice.randrange(255))]) + data[place + 1 :]

    @staticmethod
    def _read(path: Path, limit: int) -> bytes:
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise NotThere(path.name) from error
        if len(data) > limit:
            raise FetchError(f"{path.name}: {len(data)} bytes; at most {limit} are read")
        return data
