"""What needs no database: pure functions at 1, 10 and 100 times, programs at 1 and 10 times."""

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import process_time

from tests.simulators.programme import Programme
from tests.simulators.station import SimulatedStation, documents
from tools.growth.curve import Curve

from loa.core.build import Request

ROUNDS = 5
TIMES = (1, 10, 100)
MS = 1000.0
Work = Callable[[], object]
REHEARSED, STATIONS = (3, 30), 3  # days
PLAYERS = (100, 1000)
SPEECH_S = (30, 300)
PUBLISHED = (50, 500)  # stations


def least_ms(works: Sequence[Work]) -> float:
    """Return the least processor time of some: what else the machine does only adds to it."""
    taken = []
    for work in works:
        gc.collect()
        began = process_time()
        work()
        taken.append(process_time() - began)
    return min(taken) * MS


def building() -> list[Curve]:
    from bench import rundowns  # noqa: PLC0415 - each curve is a process of its own

    from loa.core.build import build  # noqa: PLC0415

    sizes, costs = [rundowns.SMALL * times for times in TIMES], []
    for size in sizes:
        request = rundowns._crowded(size)  # noqa: SLF001 - the bench's own request
        costs.append(least_ms([partial(build, _other(request, n)) for n in range(ROUNDS)]))
    return [Curve("Building a station's week", "placements", "ms", sizes, costs)]


def _other(request: Request, ms: int) -> Request:
    """Return a request in which one sound is longer: what is remembered of others is no help."""
    first, *others = request.candidates
    variants = {language: (sound, of + ms) for language, (sound, of) in first.variants.items()}
    return replace(request, candidates=(replace(first, variants=variants), *others))


def reconciling() -> list[Curve]:
    from bench import settling  # noqa: PLC0415

    from loa.core.reconcile import reconcile  # noqa: PLC0415

    sizes, costs = [settling.ITEMS * times for times in TIMES], []
    for size in sizes:
        rundown = settling._rundown("tram", settling.FIRST, size)  # noqa: SLF001
        entries = settling._entries(rundown, 0)  # noqa: SLF001
        now = rundown.items[-1].ends + timedelta(days=1)
        costs.append(
            least_ms([lambda r=rundown, e=entries, n=now: reconcile(r, e, now=n)] * ROUNDS)
        )  # type: ignore[misc]
    return [Curve("Reconciling a day", "items", "ms", sizes, costs)]


def classifying() -> list[Curve]:
    from bench.backlog import EVENTS, Part, Player  # noqa: PLC0415

    from loa.core.ledger import read_segment  # noqa: PLC0415
    from loa.devices.rules import Held, classify  # noqa: PLC0415

    sizes, costs = [EVENTS * times for times in TIMES], []
    for size in sizes:
        data = Player(1, size).segment(Part(1, size))

        def work() -> None:
            classify(Held(0, {}), *read_segment(data))  # noqa: B023

        costs.append(least_ms([work] * ROUNDS))
    return [Curve("Reading, classifying a ledger", "lines", "ms", sizes, costs)]


def playing() -> list[Curve]:
    from bench import growth  # noqa: PLC0415

    items = [growth.ONE * times for times in TIMES]
    lines = [growth.LINES * times for times in TIMES]

    def totals(each_us: Callable[[int], float], sizes: Sequence[int]) -> list[float]:
        pairs = zip(TIMES, sizes, strict=True)
        return [each_us(times) * size / MS for times, size in pairs]

    return [
        Curve("A player's day", "items", "ms", items, totals(growth._day, items)),  # noqa: SLF001
        Curve("A player takes in a new day", "items", "ms", items,
              [_taken_in(growth._programme(times)) for times in TIMES]),  # noqa: SLF001
        Curve("Writing a ledger", "lines", "ms", lines, totals(growth._written, lines)),  # noqa: SLF001
        Curve("Opening a ledger", "lines", "ms", lines, totals(growth._opened, lines)),  # noqa: SLF001
    ]  # fmt: skip


def _taken_in(day: Programme) -> float:
    """Judge documents that a player has not seen before, signatures and all."""
    known = documents(day)

    def work(station: SimulatedStation) -> object:
        return station.agent.refreshed(*known, station.now)

    now = day.items[0].starts - timedelta(minutes=10)
    return least_ms([partial(work, SimulatedStation(now)) for _ in range(ROUNDS)])


def rendering() -> list[Curve]:
    from bench.audio import speech  # noqa: PLC0415

    from loa.audio.render import render  # noqa: PLC0415

    costs = []
    with tempfile.TemporaryDirectory() as folder:
        for seconds in SPEECH_S:
            sound = speech(seconds)
            out = Path(folder) / f"{seconds}.opus"
            costs.append(least_ms([lambda s=sound, o=out: render(s, o)] * 3))  # type: ignore[misc]
    return [Curve("Rendering speech", "seconds", "ms", SPEECH_S, costs)]


def publication() -> list[Curve]:
    """Publish a day of all stations by the signer's process; what a new player then fetches."""
    from bench import publication as bench  # noqa: PLC0415

    took, fetched = [], []
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        for stations in PUBLISHED:
            keys = [f"tram-{n:03}" for n in range(stations)]
            province = bench.Province(Path(folder) / f"{stations}", keys)
            with bench.signing(province) as client:
                client.publish(province.grow(keys, 7), now=datetime.now(UTC))
                spent = []
                for _ in range(ROUNDS):
                    bundles, before = province.grow(keys), _children_ms()
                    client.publish(bundles, now=datetime.now(UTC))
                    spent.append(_children_ms() - before)
            took.append(min(spent))
            fetched.append(province.player(keys[0]).refresh(datetime.now(UTC)).bytes / 1000)
    return [
        Curve("Publishing a day", "stations", "ms", PUBLISHED, took),
        Curve("A new player's refresh", "stations", "kB", PUBLISHED, fetched),
    ]


def _children_ms() -> float:
    """Return the processor time so far of the one child that runs."""
    pids = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK") * MS


def fleet() -> list[Curve]:
    """Let all players of a fleet start once at the same moment, and write it down."""
    from bench import fleet as bench  # noqa: PLC0415

    costs = []
    for players in PLAYERS:
        lead = timedelta(seconds=12 + players // 60)
        first = datetime.now(UTC).replace(microsecond=0) + lead
        driver = bench.fleet(players, first, None)
        if datetime.now(UTC) > first - bench.ARM:
            raise SystemExit("setting up the fleet took too long: measure again")
        gc.collect()
        gc.freeze()
        began = process_time()
        driver.run(first + bench.EVERY / 2)
        costs.append((process_time() - began) * MS)
    return [Curve("A fleet starts at once", "players", "ms", PLAYERS, costs)]


def memory() -> list[Curve]:
    from bench.player import SOUND_S, SOUNDS, opus, trial_mb  # noqa: PLC0415

    sounds, minutes = [opus(number, SOUND_S) for number in range(SOUNDS)], (120, 1200)
    sizes = [trial_mb(sounds, timedelta(minutes=one)) for one in minutes]
    return [Curve("A player's memory", "minutes of play", "MB", minutes, sizes)]


def rehearsing() -> list[Curve]:
    """Rehearse some days of three stations with all faults, each length in its own process."""
    own = {"DJANGO_SETTINGS_MODULE": "tests.simulators.rehearsal_settings", "LOA_DATABASE_URL": ""}
    costs = []
    for days in REHEARSED:
        with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
            done = subprocess.run(
                [sys.executable, "-m", "tools.growth.rehearsed", str(days)],
                env=os.environ | own | {"LOA_DATA_DIR": folder},
                stdout=subprocess.PIPE,
                check=True,
            )
        costs.append(float(done.stdout))
    sizes = [days * STATIONS for days in REHEARSED]
    return [Curve("Rehearsing with all faults", "station-days", "ms", sizes, costs)]


MEASURES: tuple[Callable[[], list[Curve]], ...] = (
    building, reconciling, classifying, playing, publication, rendering, fleet, memory, rehearsing,
)  # fmt: skip
