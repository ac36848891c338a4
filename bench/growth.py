"""The player's pure parts as its day, its ledger and its knowledge grow, 1×, 10× and 100×.

What one item or one line costs in processor time must hardly rise with their number: a
curve of n log n allows some of ALLOWED, the rest is the machine's unrest.
"""

import gc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from time import process_time

from bench.table import Row
from tests.simulators.programme import Programme
from tests.simulators.station import SimulatedStation, documents

from loa.core.dayparts import Daypart
from loa.core.ledger import Event
from loa.core.policy import Hours
from loa.core.words import Clock
from loa.player.events import Draft, Refreshed
from loa.player.ledger import Moment, open_ledger
from loa.player.store import MemoryStore

ONE, TIMES, ALLOWED, ROUNDS = 12, (1, 10, 100), 2.0, 5
LINES = 64  # that a day of Chợ Đồn's roadmap has on average
NOW = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
Work = Callable[[], object]


def run() -> list[Row]:
    return [
        _grown("player, a day of items", "an item", [_day(n) for n in TIMES]),
        _grown("player, documents taken in again", "an item", [_refreshes(n) for n in TIMES]),
        _grown("ledger, lines written", "a line", [_written(n) for n in TIMES]),
        _grown("ledger, opened", "a line", [_opened(n) for n in TIMES]),
    ]


def _grown(name: str, each: str, costs: list[float]) -> Row:
    curve = ", ".join(f"{cost:.1f}" for cost in costs)
    worst = costs[-1] / costs[0]
    beside = f"≤ {ALLOWED}; µs of CPU {each}: {curve}"
    return Row(f"{name}, 1×, 10×, 100×", worst, f"× for {each}", beside, worst <= ALLOWED)


def _least_us(made: Callable[[], Work], count: int, times: int) -> float:
    """Return the least time for one of `count`, over rounds that all do as much."""
    best = float("inf")
    for _ in range(ROUNDS):
        works = [made() for _ in range(TIMES[-1] // times)]
        gc.collect()
        gc.disable()
        began = process_time()
        for work in works:
            work()
        spent = process_time() - began
        gc.enable()
        best = min(best, spent / len(works) / count * 1e6)
    return best


def _programme(times: int) -> Programme:
    """Return a day with so many times twelve items, each half a minute after the other."""
    day = Programme()
    hours = (Hours(Daypart(time(0), time(0))),)
    day.policy = replace(day.policy, hours=hours, session_s=86_400, day_s=86_400)
    for number in range(ONE * times):
        seconds = 30 * number + 3600
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        day.add(clock, 20, name=f"item{number}")
    return day


def _day(times: int) -> float:
    """Live through a day: every item armed, started, finished and written down."""
    day = _programme(times)
    known = documents(day)

    def made() -> Work:
        station = _station(day, known)
        end = day.items[-1].ends + timedelta(seconds=1)

        def work() -> None:
            station.go(end)
            assert len(station.heard) == len(day.items)

        return work

    return _least_us(made, len(day.items), times)


def _refreshes(times: int) -> float:
    """Take the same documents in again: the queue is made anew."""
    day = _programme(times)
    known = documents(day)
    station = _station(day, known)
    return _least_us(lambda: lambda: station.agent.refreshed(*known, station.now),
                     len(day.items), times)  # fmt: skip


def _station(day: Programme, known: tuple[object, ...]) -> SimulatedStation:
    station = SimulatedStation(day.items[0].starts - timedelta(minutes=10))
    station.send(Refreshed(station.agent.learn(*known, station.now), confirmed=True))
    station.give(*day.sounds)
    return station


def _written(times: int) -> float:
    drafts = [Draft(Event.FINISHED, f"{n:020x}", 20_000) for n in range(LINES)]

    def made() -> Work:
        ledger, _ = open_ledger(MemoryStore())
        moment = Moment(NOW, Clock.SYNCHRONISED, 1, 1000)

        def work() -> None:
            for _ in range(times):
                for draft in drafts:
                    ledger.append([draft], moment)

        return work

    return _least_us(made, LINES * times, times)


def _opened(times: int) -> float:
    store = MemoryStore()
    ledger, _ = open_ledger(store)
    draft, moment = Draft(Event.MUTE, data=(("on", 1),)), Moment(NOW, Clock.SYNCHRONISED, 1, 1000)
    for _ in range(LINES * times):
        ledger.append([draft], moment)
    return _least_us(lambda: lambda: open_ledger(store), LINES * times, times)
