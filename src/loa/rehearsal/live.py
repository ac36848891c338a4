"""Live: the demonstration's stations, in real time, over the network, without sound.

Each is a real player's home with its own key, enrolment, disk and ledger, and talks to
the server over HTTP; only the loudspeaker is simulated, and its ledger says so.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings

from loa.channels.broadcast.models import Station as StationRow
from loa.core.canonical import FormatError
from loa.core.claim import Claim
from loa.devices import actions as devices
from loa.devices.repository.layout import RepositoryError
from loa.player.client import HttpFetch
from loa.player.clock import BEGINNING, SystemClock
from loa.player.enrol import EnrolmentError, enrol, load
from loa.player.events import Command, Event, MediaArrived
from loa.player.home import open_home
from loa.player.ports import FetchError
from loa.player.rules import Tuning
from loa.player.station import Station
from loa.player.sync import Receipt
from loa.player.trusted import Distrust
from loa.rehearsal.observer import Heard
from loa.rehearsal.sound import Loudspeaker

log = logging.getLogger(__name__)
REPORT_EVERY = timedelta(seconds=15)
LONGEST_SLEEP_S = 0.25
PATIENCE_S = 60.0
JUDGE_S = 20.0


class LiveStation:
    """One player with a simulated loudspeaker. All but `exchange` runs in one thread."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: SystemClock,
        server: str,
        pool: ThreadPoolExecutor,
        report_every: timedelta,
    ) -> None:
        home = open_home(folder)
        self.clock, self._pool, self._report_every = clock, pool, report_every
        self.player = Station(
            home,
            clock,
            HttpFetch(server),
            tuning=Tuning(),
            simulated=True,
            say=lambda sentence: log.info("%s: %s", home.enrolment.station, sentence),
        )
        self.speaker = Loudspeaker(
            station=home.enrolment.station,
            tell=lambda event, _at: self._handle(event),
            hear=self._heard,
            wanted=lambda addresses, _now: self._fetch(addresses),
        )
        self._lock = threading.Lock()
        self._arrived: set[str] = set()
        self._confirmed = self._busy = False
        self._receipts: list[Receipt] = []
        self._next = self._judge_at = 0.0
        self._said = ""

    def boot(self) -> None:
        """Start from what the disk holds."""
        self.speaker.carry_out(self.player.boot(), self.clock.now())

    def turn(self) -> None:
        """Do what is due now, and start the next exchange with the server when it is time."""
        self._take_in()
        if time.monotonic() >= self._judge_at:
            self._judge_at = time.monotonic() + JUDGE_S
            if (told := self.player.judged()) is not None:
                self.speaker.carry_out(self.player.handle(told), self.clock.now())
        self.speaker.run_until(self.clock.now())
        if not self._busy and time.monotonic() >= self._next:
            self._busy = True
            beat, segment = self.player.heartbeat(), self.player.segment()
            self._pool.submit(self._exchange, beat, segment)

    def _handle(self, event: Event) -> list[Command]:
        return self.player.handle(event)

    def _heard(self, heard: Heard) -> None:
        log.debug("%s: %s", heard.station, heard.item)

    def _take_in(self) -> None:
        """Take what the network brought, here, where nothing else runs."""
        with self._lock:
            arrived, self._arrived = frozenset(self._arrived), set()
            confirmed, self._confirmed = self._confirmed, False
            receipts, self._receipts = self._receipts, []
        now = self.clock.now()
        for receipt in receipts:
            self.player.received(receipt)
        if confirmed:
            self.speaker.carry_out(self.player.learn(confirmed=True), now)
        if arrived:
            self.speaker.carry_out(self.player.handle(MediaArrived(arrived)), now)

    def _say(self, failure: str) -> None:
        """Log a failure once, until something else is to be said."""
        if failure and failure != self._said:
            log.info("%s: %s", self.speaker.station, failure)
        self._said = failure

    def _fetch(self, addresses: tuple[str, ...]) -> None:
        self._pool.submit(self._download, addresses)

    def _download(self, addresses: tuple[str, ...]) -> None:
        for address in addresses:
            if self.player.media.true(address) or self.player.download(address):
                with self._lock:
                    self._arrived.add(address)

    def _exchange(self, beat: bytes, segment: bytes | None) -> None:
        """Talk with the server; runs in the pool and touches no state of the machine."""
        try:
            changed, failure = self.player.link.refresh(self.clock.claimed())
            receipts = [self.player.link.beat(beat)]
            if segment is not None:
                receipts.append(self.player.link.send(segment))
            with self._lock:
                self._confirmed = (
                    self._confirmed or changed or self.player.agent.state.known is None
                )
                self._receipts += receipts
            self._say(failure)
        except (FetchError, Distrust, FormatError, OSError) as error:
            self._say(str(error))
        finally:
            self._next = time.monotonic() + self._report_every.total_seconds()
            self._busy = False


def run(*, limit: timedelta | None, report_every: timedelta = REPORT_EVERY) -> int:
    """Enrol what is not enrolled yet and play until told to stop; 0 when all went well."""
    stop = threading.Event()
    words = (signal.SIGTERM, signal.SIGINT)
    before = {word: signal.signal(word, lambda *_: stop.set()) for word in words}
    try:
        _play(stop, limit, report_every)
    finally:
        for word, handler in before.items():
            signal.signal(word, handler)
    return 0


def _play(stop: threading.Event, limit: timedelta | None, report_every: timedelta) -> None:
    clock, server = SystemClock(BEGINNING, synchronised=lambda: True), settings.CONFIG.site_url
    deadline = time.monotonic() + limit.total_seconds() if limit else None
    stations: dict[str, LiveStation] = {}
    looked = 0.0
    with ThreadPoolExecutor(4) as pool:
        make = partial(
            LiveStation, clock=clock, server=server, pool=pool, report_every=report_every
        )
        while not stop.is_set() and (deadline is None or time.monotonic() < deadline):
            if time.monotonic() - looked > PATIENCE_S or not stations:
                looked = time.monotonic()
                _add_missing(stations, make, server, clock.now())
            for station in stations.values():
                station.turn()
            stop.wait(_pause(stations, clock) if stations else 1.0)
        for station in stations.values():
            station.player.raise_floor(at_once=True)


def _pause(stations: dict[str, LiveStation], clock: SystemClock) -> float:
    moments = [m for s in stations.values() if (m := s.speaker.next_moment()) is not None]
    if not moments:
        return LONGEST_SLEEP_S
    return min(LONGEST_SLEEP_S, max(0.005, (min(moments) - clock.now()).total_seconds()))


def _add_missing(
    stations: dict[str, LiveStation],
    make: Callable[[Path], LiveStation],
    server: str,
    now: datetime,
) -> None:
    rows = StationRow.objects.filter(until=None)
    for row in rows:
        if row.has_player and row.key not in stations:
            folder = Path(settings.DATA_DIR) / "stations" / row.key
            if _enrolled(folder, row.key, server, now):
                stations[row.key] = make(folder)
                stations[row.key].boot()


def _enrolled(folder: Path, station: str, server: str, now: datetime) -> bool:
    try:
        load(folder)
    except EnrolmentError:
        try:
            claim: Claim = devices.issue_claim(station=station, issued_by="demo", now=now)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            enrol(folder, server, claim, HttpFetch(server))
        except (EnrolmentError, FetchError, RepositoryError) as error:
            log.info("%s: not enrolled yet: %s", station, error)
            return False
    return True
