"""The player's ports: what it needs from disk, network, sound and time.

Each contract is stated here; the real ones are in `store`, `client`, `outputs` and
`clock`. Tests and rehearsals bring their own.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Protocol

from loa.core.words import Clock
from loa.player.events import Play


class FetchError(Exception):
    """The server did not give what was asked; `again` says whether to try later."""

    def __init__(self, sentence: str, *, again: bool = True) -> None:
        super().__init__(sentence)
        self.again = again


class NotThere(FetchError):  # noqa: N818 - it is an answer, not a fault
    """The server answered that it holds no such thing."""


class Store(Protocol):
    """Small files by name ("ledger/000000000001.jsonl"); what returns has reached the disk.

    A write replaces the whole file or leaves the old one, whenever the power fails.
    Every method may raise OSError.
    """

    def read(self, name: str) -> bytes | None: ...
    def write(self, name: str, data: bytes) -> None: ...
    def append(self, name: str, data: bytes) -> None: ...
    def truncate(self, name: str, size: int) -> None: ...
    def remove(self, name: str) -> None: ...
    def names(self, folder: str) -> list[str]:
        """Return the names below a folder, sorted."""
        ...


class Fetch(Protocol):
    """The server as a player sees it. Every method raises FetchError (or NotThere).

    Nothing that comes back is trusted; more than `limit` bytes are never read.
    """

    def metadata(self, name: str, limit: int) -> bytes: ...
    def target(self, name: str, limit: int) -> bytes: ...
    def content(self, address: str, offset: int, limit: int) -> Iterator[bytes]:
        """Yield an object's bytes from an offset on."""
        ...

    def post(self, path: str, body: bytes) -> bytes: ...


class Time(Protocol):
    """Wall time, time since boot, and how far the former is to be trusted."""

    def now(self) -> datetime: ...
    def mono_ms(self) -> int: ...
    def seconds_until(self, moment: datetime) -> float:
        """Return the real seconds until an instant; negative when it has passed."""
        ...

    def claimed(self) -> datetime:
        """Return the latest instant that it may be, even by a claim that was not believed.

        What has expired by then is refused: a forged future can deny, and no more.
        """
        ...

    def judge(self, floor: datetime, latest: datetime | None = None) -> Clock:
        """Say how far `now` is to be trusted from here on; a synchronised clock moves it.

        A claim before `floor` or after `latest` is believed of nobody; None: no limit.
        """
        ...

    def doubt(self) -> timedelta:
        """Return how far off `now` may be, either way, while it is not at the floor."""
        ...


class Output(Protocol):
    """Where sound goes; muted until told otherwise. Called from one thread at a time.

    `begin` sounds `in_s` seconds from now, which is `at`, and returns before; it is told at
    most `lead_s` ahead, at once when that is 0. `end` is silence at once, after `heard_ms`.
    The samples are `outputs.pcm`'s, from the play's own beginning, without its gain; an
    output that needs none says so in `wants_samples`. `begin` may raise OSError; so may
    `end`, when not all of it was heard.
    """

    wants_samples: bool
    lead_s: float

    def begin(self, order: Play, at: datetime, pcm: memoryview, in_s: float = 0.0) -> None: ...
    def end(self, order: Play, heard_ms: int, pcm: memoryview) -> None: ...
    def gain(self, gain_cdb: int) -> None: ...
    def mute(self, *, muted: bool, at: datetime) -> None: ...
    def relay(self, source: str, *, on: bool, at: datetime) -> None: ...
    def close(self) -> None: ...
