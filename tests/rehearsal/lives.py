"""One rehearsed station with its morning, and an office that serves it from a folder.

The station's documents are really signed, its sounds are a few bytes, its ledger is taken
by the tests' own server. Three items of a minute stand at 5:01, 5:03 and 5:05.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.simulators.programme import STATION, ZONE, Programme, at
from tests.simulators.publisher import Publisher
from tests.simulators.server import Server

from loa.core.bundle import object_path
from loa.core.canonical import FormatError
from loa.core.ledger import LedgerError
from loa.player.crypto import DeviceKey
from loa.player.intake import Library
from loa.player.ports import FetchError, NotThere
from loa.rehearsal.board import Hashes
from loa.rehearsal.life import Life, Seat
from loa.rehearsal.observer import Observer

FOUR = at("04:00:00")
SEED = 7
S, M = timedelta(seconds=1), timedelta(minutes=1)
ITEMS = {"a": "05:01:00", "b": "05:03:00", "c": "05:05:00"}


@dataclass
class Office:
    """A server of one station; what it is asked for stays to be looked at."""

    data: Path
    publisher: Publisher
    now: datetime = FOUR
    epoch: int = 0
    decided: list[Mapping[str, bytes]] = field(default_factory=list)
    timestamps: list[bytes] = field(default_factory=list)
    posted: list[tuple[datetime, str, bytes]] = field(default_factory=list)
    killed: list[bytes] = field(default_factory=list)
    enrolled: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    polls: list[datetime] = field(default_factory=list)
    refuses: bool = False

    def __post_init__(self) -> None:
        self.books = Server(self.publisher)

    @property
    def root(self) -> bytes:
        return self.publisher.root

    @property
    def repository(self) -> Path:
        if not self.polls or self.polls[-1] != self.now:
            self.polls.append(self.now)  # once for all that one refresh reads
        return self.data / "repo"

    def publish(self) -> None:
        """Sign anew, and let everybody read it."""
        self.publisher.now = self.now
        self.publisher.publish()
        for name, data in self.publisher.files.items():
            path = self.data / "repo" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.timestamps.append(self.publisher.files["metadata/timestamp.json"])

    def content(self, address: str) -> bytes:
        data = self.publisher.files.get(f"objects/{object_path(address)}")
        if data is None:
            raise NotThere(address)
        return data

    def post(self, path: str, body: bytes) -> bytes:
        self.posted.append((self.now, path, body))
        if self.refuses:
            raise FetchError("the office is closed")
        try:
            return self.books.post(path, body)[1]
        except (FormatError, LedgerError) as error:
            raise FetchError(str(error)) from error

    def post_killed(self, body: bytes, _dice: Random) -> bytes:
        self.killed.append(body)
        raise FetchError("the connection broke")

    def other_bundle(self, station: str) -> bytes:
        return f"not for {station}".encode()

    def enrol(self, _station: str, key: DeviceKey) -> int:
        self.enrolled.append(key.keyid)
        self.books.device, self.books.lines = key.public, []
        return 0  # no publication is named

    def revoke(self, keyid: str) -> None:
        self.revoked.append(keyid)

    @property
    def reports(self) -> list[datetime]:
        """Return when heartbeats came."""
        return [moment for moment, path, _ in self.posted if path == "/api/heartbeat"]

    @property
    def segments(self) -> list[bytes]:
        """Return the segments as they came, whole or not."""
        return [body for _, path, body in self.posted if path == "/api/ledger"]


@dataclass
class Village:
    """A life, who watches it, and its office."""

    life: Life
    office: Office
    names: dict[str, str]  # of items, by their ids
    sounds: dict[str, str]  # addresses, by their items' names

    @property
    def observer(self) -> Observer:
        return self.life.seat.observer

    def until(self, clock: str) -> None:
        """Let time pass to a wall time of the day."""
        self.life.run_until(at(clock))
        self.office.now = at(clock)

    def heard(self, *, elsewhere: bool = False) -> list[tuple[str, str, str]]:
        """Return what was heard: the item, from, to."""
        return [
            (self.names[one.item], clock(one.starts), clock(one.ends))
            for one in self.observer.heard
            if one.elsewhere is elsewhere
        ]

    def written(self) -> list[tuple[str, str, str]]:
        """Return the outcomes in the office's ledger: the item, the event, the reason."""
        return [
            (self.names[e.item], str(e.event), str(e.get("reason") or ""))
            for e in self.office.books.entries
            if e.event in {"finished", "cut", "missed"}
        ]


def clock(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%H:%M:%S}"


def village(data: Path, *, number: int = 0) -> Village:
    """Return a station whose power is on since four o'clock, and that has polled."""
    programme = Programme()
    names, sounds = {}, {}
    for name, starts in ITEMS.items():
        item = programme.add(starts, 60, name=name)
        names[item.id], sounds[name] = name, item.sound
    # A bundle's serial tells when it was published: against it a clock is held.
    office = Office(data, Publisher(FOUR, serial=int(FOUR.timestamp())))
    rundowns, messages = programme.rundowns(1), list(programme.messages.values())
    office.publisher.station(programme.policy, programme.rings, rundowns, messages)
    for sound in programme.sounds.values():
        office.publisher.put(sound)
    office.publish()
    seat = Seat(office, Observer(), Library(), Hashes(), ZONE, FOUR, SEED)  # type: ignore[arg-type]  # what a life needs of a server
    life = Life(seat, STATION, number)
    office.enrol(STATION, life.device)
    life.power_on()
    life.run_until(FOUR + 5 * M)
    return Village(life, office, names, sounds)


WHOLE = [
    ("a", "05:01:00", "05:02:00"),
    ("b", "05:03:00", "05:04:00"),
    ("c", "05:05:00", "05:06:00"),
]
