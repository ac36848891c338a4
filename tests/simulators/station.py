"""A station in virtual time: the machine with an output that does as it is told, or fails.

What was heard is counted here, at the output, by nobody who shares the machine's code.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from tests.simulators.programme import STATION, Programme
from tests.simulators.publisher import Publisher

from loa.core.canonical import canonical, parse
from loa.core.ledger import Entry, read_entry
from loa.core.words import Clock
from loa.player.agent import INSTANT, Agent, Identity
from loa.player.crypto import DeviceKey, verify
from loa.player.events import (
    Command,
    Cut,
    Event,
    Fetch,
    Finished,
    Gain,
    MediaArrived,
    Mute,
    Play,
    Relay,
    Started,
    Tick,
    Wake,
)
from loa.player.intake import Signed
from loa.player.ports import Store
from loa.player.store import MemoryStore

MS = timedelta(milliseconds=1)
KEY = DeviceKey(b"d" * 32)


@dataclass
class Heard:
    """Sound at the output, in true time: [start, end)."""

    item: str
    start: datetime
    end: datetime
    gain_cdb: int


@dataclass
class SimulatedStation:
    """Drive with `go`; read `heard`, `relayed` and `entries`."""

    now: datetime
    store: Store = field(default_factory=MemoryStore)
    clock: Clock = Clock.SYNCHRONISED
    doubt: timedelta = timedelta(0)
    heard: list[Heard] = field(default_factory=list)
    relayed: list[tuple[datetime, bool]] = field(default_factory=list)
    muted: list[tuple[datetime, bool]] = field(default_factory=list)
    wanted: list[tuple[str, ...]] = field(default_factory=list)
    events: list[tuple[datetime, int, Event]] = field(default_factory=list)
    wake: datetime | None = None
    playing: Heard | None = None
    order: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.power_on(self.now)

    def power_on(self, now: datetime) -> None:
        """Boot, with what the store holds."""
        self.now, self.wake, self.events = now, None, []
        self.agent = Agent(Identity(STATION, KEY.keyid), self.store, verify=verify, tuning=INSTANT)
        self._do(self.agent.boot(now, self.clock, doubt=self.doubt))

    def power_cut(self) -> None:
        """Silence at once; nothing more is written."""
        if self.playing:
            self._silence()

    def know(
        self,
        programme: Programme,
        serial: int = 1,
        *,
        confirmed: bool = True,
        **said: object,
    ) -> None:
        """Give the station a programme's documents; `said` are more members of its bundle."""
        signed, get = documents(programme, serial)
        bundle = canonical({**parse(signed.bundle, "bundle"), **said})
        signed = replace(signed, bundle=bundle)
        self._do(self.agent.refreshed(signed, get, self.now, confirmed=confirmed))

    def give(self, *addresses: str) -> None:
        self.send(MediaArrived(frozenset(addresses)))

    def send(self, event: Event) -> None:
        self._do(self.agent.handle(event, self.now))

    def go(self, until: datetime) -> None:
        """Let time pass."""
        while True:
            moments = [m for m in (self.wake, *(e[0] for e in self.events[:1])) if m is not None]
            if not moments or min(moments) > until:
                break
            self.now = max(self.now, min(moments))
            if self.events and self.events[0][0] <= self.now:
                event = heapq.heappop(self.events)[2]
                if isinstance(event, Finished):
                    self._silence()
                self.send(event)
            else:
                self.wake = None
                self.send(Tick())
        self.now = max(self.now, until)

    @property
    def entries(self) -> list[Entry]:
        return [read_entry(line) for line in self.agent.ledger.lines(1, 100_000_000)]

    def outcomes(self) -> list[tuple[str, str, str]]:
        """Return (item, event, reason) of every outcome in the ledger."""
        found = []
        for entry in self.entries:
            final_relay = entry.event == "relay-off" and entry.get("final")
            if entry.event in {"finished", "cut", "missed"} or final_relay:
                found.append((entry.item, str(entry.event), str(entry.get("reason") or "")))
        return found

    def _do(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case Play():
                    self._play(command)
                case Cut():
                    self.events = [
                        e for e in self.events if getattr(e[2], "play", 0) != command.play
                    ]
                    heapq.heapify(self.events)
                    self._silence()
                case Gain(gain_cdb):
                    if self.playing:
                        self.playing.gain_cdb = gain_cdb
                case Relay(_, on):
                    self.relayed.append((self.now, on))
                case Mute(muted):
                    self.muted.append((self.now, muted))
                case Fetch(addresses):
                    self.wanted.append(addresses)
                case Wake(moment):
                    self.wake = moment
                case _:
                    pass

    def _play(self, order: Play) -> None:
        start = max(order.at, self.now)
        length = min(order.ms, (order.until - start) // MS)
        self._push(start, Started(order.play, start))
        self._push(start + length * MS, Finished(order.play, length))
        self.playing = Heard(order.item.id, start, start, order.gain_cdb)

    def _silence(self) -> None:
        if self.playing:
            self.playing.end = max(self.now, self.playing.start)
            self.heard.append(self.playing)
            self.playing = None

    def _push(self, moment: datetime, event: Event) -> None:
        heapq.heappush(self.events, (moment, next(self.order), event))


def documents(programme: Programme, serial: int = 1) -> tuple[Signed, "object"]:
    """Return a programme's documents as intake takes them."""
    publisher = Publisher(
        programme.items[0].starts if programme.items else datetime.now().astimezone()
    )
    publisher.station(
        programme.policy,
        programme.rings,
        programme.rundowns(serial),
        list(programme.messages.values()),
    )
    objects = {path.rpartition("/")[2]: d for path, d in publisher.files.items()}
    signed = Signed(
        policy=publisher.targets[f"policy/{programme.policy.station}.json"],
        keyrings={r.unit: canonical(r.document()) for r in programme.rings},
        bundle=publisher.targets[f"station/{programme.policy.station}.json"],
    )
    return signed, objects.get
