"""Players by the thousand in one process, in real time, and all of them start at once.

Each is the real agent with its own station, key, signed documents, ledger and a day of
ITEMS_A_DAY items; sound is simulated and begins, as in the real player, before anything is
written. Measured is how late the last of all sounds begins, and when the last line stands
in its ledger: in memory for FLEET players, on the disk (fdatasync, a file each) for
ON_DISK. Every fleet is a process of its own, whose largest size in memory counts, with
what it took to set it up.
"""

import gc
import heapq
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bench.table import Row
from tests.simulators.programme import ZONE, Programme

from loa.core.bundle import Bundle
from loa.core.canonical import canonical, digest
from loa.core.dayparts import Daypart
from loa.core.ledger import verify_chain
from loa.core.policy import Hours
from loa.core.rundown import Item, Rundown, item_id
from loa.core.words import Clock, Kind
from loa.player.agent import Agent, Identity
from loa.player.crypto import verify
from loa.player.events import Command, Event, Finished, MediaArrived, Play, Started, Tick, Wake
from loa.player.intake import Library, Signed
from loa.player.ports import Store
from loa.player.rules import Tuning
from loa.player.store import FolderStore, MemoryStore

ROOT = Path(__file__).parents[1]
FLEET, FLEET_MS, FLEET_MB = 10_000, 250, 300
ON_DISK, ON_DISK_MS = 1_000, 500
ARM = timedelta(seconds=5)  # so many take a second and more to arm; one player has 1.5 s
WRITERS = 32  # threads that wait for the disk: it writes for many at a time
ITEMS_A_DAY, STARTS = 12, 3  # all at once, so many times
EVERY, ITEM_MS = timedelta(seconds=10), 1000


def run() -> list[Row]:
    memory, disk = _child(FLEET, "memory"), _child(ON_DISK, "disk")
    fleet, sound, line = f"{FLEET:,} players", min(memory.sound_ms), min(disk.line_ms)
    return [
        Row(f"{fleet} start at once, the last sound", sound, "ms after its time",
            f"≤ {FLEET_MS}; each time {words(memory.sound_ms)}", sound <= FLEET_MS),
        Row(f"{fleet}, the last line in the ledger", min(memory.line_ms), "ms after its time",
            f"each time {words(memory.line_ms)}"),
        Row(f"{fleet}, memory", memory.mb, "MB", f"≤ {FLEET_MB}", memory.mb <= FLEET_MB),
        Row(f"{ON_DISK:,} players, the last line on the disk", line, "ms after its time",
            f"≤ {ON_DISK_MS}; each time {words(disk.line_ms)}", line <= ON_DISK_MS),
    ]  # fmt: skip


def words(figures: Sequence[float]) -> str:
    return ", ".join(f"{ms:.0f}" for ms in figures)


@dataclass(frozen=True, slots=True)
class Result:
    """How late the last of all was at each simultaneous start, and the process's size.

    The best counts: on a busy machine the others measure the others.
    """

    sound_ms: Sequence[float]
    line_ms: Sequence[float]
    mb: float


def _child(players: int, where: str) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "bench.fleet", str(players), where],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return Result(**json.loads(done.stdout))


# ---- the fleet's own process

DONE: Future[None] = Future()
DONE.set_result(None)


class Player:
    """One agent, and what its simulated sound and alarm clock are about to do."""

    __slots__ = ("agent", "wake", "written")

    def __init__(self, agent: Agent) -> None:
        self.agent = agent
        self.wake: datetime | None = None
        self.written: Future[None] = DONE


class Fleet:
    """Drives many players through real time in one loop; `writers` wait for the disk."""

    def __init__(self, players: Sequence[Player], writers: ThreadPoolExecutor | None) -> None:
        self.players, self._writers = players, writers
        self.sound_ms: dict[datetime, float] = {}  # the last of each simultaneous start
        self.line_ms: dict[datetime, float] = {}
        self._due: list[tuple[datetime, int, Player, Event]] = []
        self._order = count()

    def do(self, player: Player, commands: Sequence[Command]) -> None:
        for command in commands:
            if isinstance(command, Play):
                self._push(command.at, player, Started(command.play, command.at))
            elif isinstance(command, Wake):
                player.wake = command.at
                if command.at is not None:
                    self._push(command.at, player, Tick())

    def run(self, until: datetime) -> None:
        while self._due and self._due[0][0] < until:
            while (wait := (self._due[0][0] - datetime.now(UTC)).total_seconds()) > 0:
                time.sleep(wait)
            for moment, player, event in self._begin_sounds(min(until, datetime.now(UTC))):
                self._happen(moment, player, event)

    def _begin_sounds(self, now: datetime) -> list[tuple[datetime, Player, Event]]:
        """Take what is due; sound begins before anything is decided or written."""
        taken = []
        while self._due and self._due[0][0] <= now:
            moment, _, player, event = heapq.heappop(self._due)
            if isinstance(event, Tick) and player.wake != moment:
                continue  # it asked for another moment since
            if isinstance(event, Started):
                self.sound_ms[moment] = _late_ms(moment)
            taken.append((moment, player, event))
        return taken

    def _happen(self, moment: datetime, player: Player, event: Event) -> None:
        player.written.result()  # one after the other, for each
        now = datetime.now(UTC)
        commands = player.agent.decide(event, now)
        self.do(player, commands)
        if self._writers:
            player.written = self._writers.submit(self._write, moment, player, event, commands)
        else:
            self._write(moment, player, event, commands)
        if isinstance(event, Started):
            ends = moment + timedelta(milliseconds=ITEM_MS)
            self._push(ends, player, Finished(event.play, ITEM_MS))

    def _write(
        self, moment: datetime, player: Player, event: Event, commands: Sequence[Command]
    ) -> None:
        player.agent.record(commands, datetime.now(UTC))
        if isinstance(event, Started):
            self.line_ms[moment] = max(_late_ms(moment), self.line_ms.get(moment, 0.0))

    def _push(self, moment: datetime, player: Player, event: Event) -> None:
        heapq.heappush(self._due, (moment, next(self._order), player, event))


def _late_ms(moment: datetime) -> float:
    return (datetime.now(UTC) - moment).total_seconds() * 1000


def fleet(players: int, first: datetime, folder: Path | None) -> Fleet:
    """Return players that have booted, hold their documents and sounds, and wait."""
    base, library = _programme(first), Library()
    messages = {digest(canonical(m.document())): m for m in base.messages.values()}
    objects = {address: canonical(m.document()) for address, m in messages.items()}
    keyrings = {r.unit: canonical(r.document()) for r in base.rings}
    sounds = frozenset(base.sounds)
    made, now = [], datetime.now(UTC)
    driver = Fleet(made, ThreadPoolExecutor(WRITERS) if folder else None)
    for number in range(players):
        station = f"cd-{number:05}"
        policy = replace(base.policy, station=station)
        rundown = _rundown(station, base)
        data = rundown.encoded()
        own = {**objects, digest(data): data}
        bundle = Bundle(station, 1, {rundown.day: digest(data)}, tuple(messages))
        signed = Signed(canonical(policy.document()), keyrings, canonical(bundle.document()))
        store: Store = FolderStore(folder / station) if folder else MemoryStore()
        agent = Agent(
            Identity(station, f"{number:016x}", simulated=True), store,
            verify=verify, tuning=Tuning(arm=ARM), library=library,
        )  # fmt: skip
        player = Player(agent)
        driver.do(player, agent.boot(now, Clock.SYNCHRONISED))
        driver.do(player, agent.handle(MediaArrived(sounds), now))
        driver.do(player, agent.refreshed(signed, own.get, now))
        made.append(player)
    return driver


def _programme(first: datetime) -> Programme:
    base = Programme()
    hours = (Hours(Daypart(datetime.min.time(), datetime.min.time())),)
    base.policy = replace(base.policy, hours=hours)
    for number in range(4):
        base.message(f"m{number}", ITEM_MS)
    for number in range(ITEMS_A_DAY):
        message = list(base.messages.values())[number % 4].message
        base.items.append(
            Item(
                str(number), first + number * EVERY, ITEM_MS, Kind.MESSAGE, message.headline,
                message=message.digest, language="vi", sound=message.sounds()["vi"].digest,
            )
        )  # fmt: skip
    return base


def _rundown(station: str, base: Programme) -> Rundown:
    day = base.items[0].starts.astimezone(ZONE).date()
    items = (replace(i, id=item_id(station, day, i.title, n)) for n, i in enumerate(base.items))
    return Rundown(station, day, 1, tuple(items))


def main() -> int:
    players, where = int(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as name:
        folder = Path(name) if where == "disk" else None
        begun = time.monotonic()
        # Setting up takes as long as it takes here; then come the starts.
        fleet(20, datetime.now(UTC) + timedelta(hours=1), None)
        sample = time.monotonic()
        fleet(50, datetime.now(UTC) + timedelta(hours=1), folder and folder / "sample")
        lead = 10 + 1.6 * players * (time.monotonic() - sample) / 50
        first = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=int(lead))
        driver = fleet(players, first, folder)
        print(f"  set up in {time.monotonic() - begun:.0f} s", file=sys.stderr)
        assert datetime.now(UTC) < first - timedelta(seconds=3), "setting up took too long"
        gc.collect()
        gc.freeze()
        driver.run(first + STARTS * EVERY - timedelta(seconds=5))
        times = [first + n * EVERY for n in range(STARTS)]
        mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        for player in driver.players[:: max(1, players // 100)]:
            player.written.result()
            events = [str(e.event) for e in verify_chain(player.agent.ledger.lines(1))]
            assert events.count("started") == events.count("finished") == STARTS, events
    sound, line = ([late[at] for at in times] for late in (driver.sound_ms, driver.line_ms))
    print(json.dumps({"sound_ms": sound, "line_ms": line, "mb": mb}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
