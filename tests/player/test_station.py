"""A station whose clock claims what cannot be, and what it takes to be believed again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.simulators.programme import STATION, Programme
from tests.simulators.publisher import MemoryFetch, Publisher
from tests.simulators.station import KEY

from loa.core.canonical import digest
from loa.core.ledger import read_entry
from loa.core.words import Clock
from loa.player.clock import DOUBT, Floor, SystemClock
from loa.player.enrol import Enrolment
from loa.player.events import ClockJudged, Tick
from loa.player.home import Home, Settings
from loa.player.rules import Tuning
from loa.player.station import Station
from loa.player.store import MemoryStore

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LATER = NOW + 100 * DAY


class Village:
    """A server that publishes, and a board that is switched on and off."""

    def __init__(self, folder: Path) -> None:
        self.publisher = Publisher(NOW)
        self.store = MemoryStore()
        self.wall, self.running, self.synchronised = NOW, 0.0, True
        enrolment = Enrolment("http://localhost", STATION, KEY.keyid, self.publisher.root)
        self.home = Home(folder, enrolment, KEY, Settings())
        self.day = Programme()
        self.day.add("05:00", 60)  # of the next morning: 22:00 UTC
        self.publish(NOW)
        self.station = self.switch_on()

    def publish(self, now: datetime) -> None:
        """Publish as our server does: the bundle's serial is the second of its publication."""
        self.publisher.now, self.publisher.serial = now, int(now.timestamp()) - 1
        day = self.day
        self.publisher.station(day.policy, day.rings, day.rundowns(), list(day.messages.values()))
        self.publisher.publish()

    def switch_on(self) -> Station:
        clock = SystemClock(
            Floor(self.store).at,
            wall=lambda: self.wall,
            monotonic=lambda: self.running,
            synchronised=lambda: self.synchronised,
            hardware=lambda: True,
        )
        self.station = Station(
            self.home,
            clock,
            MemoryFetch(self.publisher.files),
            tuning=Tuning(),
            simulated=False,
            say=lambda _sentence: None,
            store=self.store,
        )
        self.station.boot()
        return self.station

    def refresh(self) -> bool:
        """Refresh as the player does, and learn what came."""
        confirmed = self.station.refresh()
        if confirmed:
            self.station.learn(confirmed=True)
        return confirmed

    def wait(self, span: timedelta) -> None:
        self.wall += span
        self.running += span.total_seconds()

    def judge(self) -> Clock:
        """Judge as the player does; return how far the machine trusts the clock now."""
        if (told := self.station.judged()) is not None:
            self.station.handle(told)
        self.station.raise_floor(at_once=True)
        return self.station.agent.state.clock


@pytest.fixture
def village(tmp_path: Path) -> Village:
    village = Village(tmp_path)
    assert village.refresh()
    assert village.judge() is Clock.SYNCHRONISED
    return village


@pytest.mark.parametrize("synchronised", [True, False])
def test_after_a_hundred_days_without_power_a_fresh_bundle_proves_the_time(
    village: Village, synchronised: bool
) -> None:
    village.wall, village.synchronised = LATER, synchronised
    station = village.switch_on()
    before = station.floor.at
    assert village.judge() is Clock.FLOOR
    assert not village.refresh()  # what has expired by the time that is claimed is no proof
    assert (village.judge(), station.floor.at) == (Clock.FLOOR, before)
    village.publish(LATER)
    assert village.refresh()
    assert village.judge() is (Clock.SYNCHRONISED if synchronised else Clock.HARDWARE)
    assert station.clock.now() == LATER
    assert station.floor.at == (LATER if synchronised else before)


def test_a_forged_answer_neither_raises_the_floor_nor_settles_what_is_to_come(
    village: Village,
) -> None:
    station, before = village.station, village.station.floor.at
    village.wall += 3650 * DAY
    assert village.judge() is Clock.FLOOR
    village.wait(SECOND)
    station.handle(Tick())
    assert (station.floor.at, len(station.agent.state.queue)) == (before, 1)
    village.wall = NOW + SECOND
    assert village.judge() is Clock.SYNCHRONISED
    assert len(station.agent.state.queue) == 1


def test_what_was_due_while_nobody_knew_the_time_is_missed_once(village: Village) -> None:
    station = village.station
    village.wall += 3650 * DAY
    village.judge()
    for _ in range(4):
        village.wait(DAY / 4)
        station.handle(Tick())
    village.wall = NOW + DAY
    village.judge()
    station.handle(Tick())
    entries = [read_entry(line) for line in station.agent.ledger.lines(1, 1_000_000)]
    assert [(e.item, e.get("reason")) for e in entries if e.event == "missed"] == [
        (village.day.items[0].id, "clock")
    ]


def test_the_machine_is_told_of_a_clock_only_when_something_changed(village: Village) -> None:
    village.synchronised = False
    station = village.switch_on()
    assert station.agent.state.doubt == DOUBT
    village.wait(SECOND)
    assert station.judged() is None
    village.wall += 7 * SECOND
    village.synchronised = True
    booted = village.wall - village.running * SECOND
    assert station.judged() == ClockJudged(Clock.SYNCHRONISED, booted)
    village.wait(SECOND)
    assert station.judged() is None
    village.wall += 2 * SECOND
    assert station.judged() == ClockJudged(Clock.SYNCHRONISED, booted + 2 * SECOND)


def test_a_network_that_lies_before_the_first_bundle_silences_nobody_for_ever(
    tmp_path: Path,
) -> None:
    village = Village(tmp_path)
    village.wall = NOW + 1000 * DAY
    assert village.judge() is Clock.SYNCHRONISED  # nothing is known to hold it against
    village.station.raise_floor(at_once=True)
    assert not village.refresh()  # all metadata has expired by then
    village.wall = NOW
    village.judge()
    assert village.refresh()
    assert village.judge() is Clock.SYNCHRONISED
    village.station.raise_floor(at_once=True)
    assert Floor(village.store).at == NOW


def test_what_a_full_disk_pushed_out_is_known_to_be_gone(village: Village) -> None:
    """Else it would be missed only when it is due, and fetched too late (seed 436)."""
    media, sound = village.station.media, b"a sound of last year's"
    path = media.path(digest(sound))
    path.parent.mkdir(parents=True)
    path.write_bytes(sound)
    station = village.switch_on()
    assert digest(sound) in station.agent.state.media
    assert station.media.delete_unneeded(station.scheduled()) == 1
    station.handle(Tick())
    assert digest(sound) not in station.agent.state.media
