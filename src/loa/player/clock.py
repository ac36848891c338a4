"""Time for a player: the system's clock with a measure of trust, and the floor.

The floor is the latest instant that a trusted clock has shown. It never goes back, and
only a synchronised clock raises it: a wrong battery-backed clock must not carry it away.
`latest` is its counterpart: a claim beyond it cannot be true, whoever makes it.
"""

import contextlib
import ctypes
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from loa.core.canonical import FormatError, canonical, header, parse
from loa.core.message import instant, read_instant
from loa.core.words import Clock
from loa.player.events import SURE
from loa.player.ports import Store

FLOOR, FLOOR_NAME = "clock-floor", "floor.json"
RAISE_EVERY = timedelta(minutes=10)  # a write to flash each time
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)  # before any player existed
TIME_ERROR = 5  # what adjtimex(2) returns while the kernel's clock is not synchronised
TIMEX_BYTES = 512  # more than struct timex needs on any Linux
REACH = timedelta(days=64)  # a signer signs no day that ends later than this from now
READINGS, AT_ONCE = 5, timedelta(microseconds=200)
DOUBT = timedelta(seconds=30)  # how far off a battery-backed clock may be


class Floor:
    """The persisted "not before"."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.at = BEGINNING
        data = store.read(FLOOR_NAME)
        if data is not None:
            # Damaged, it begins anew: the ledger's last trusted entry raises it again.
            with contextlib.suppress(FormatError, KeyError):
                self.at = max(self.at, read_instant(parse(data, FLOOR)["at"]))

    def raise_to(self, moment: datetime, *, at_once: bool = False) -> None:
        """Move the floor up; not each time to the disk, unless told so. Never down."""
        if moment <= self.at or (not at_once and moment < self.at + RAISE_EVERY):
            return
        self.at = moment.astimezone(UTC)
        self._store.write(FLOOR_NAME, canonical(header(FLOOR) | {"at": instant(self.at)}))


def kernel_synchronised() -> bool:
    """Whether Linux says that its clock is being kept right (NTP)."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        answer = libc.adjtimex(ctypes.create_string_buffer(TIMEX_BYTES))
    except (OSError, AttributeError):
        return False
    return 0 <= int(answer) < TIME_ERROR


def has_hardware_clock() -> bool:
    """Whether the board has a battery-backed clock."""
    return Path("/dev/rtc0").exists()


def latest_possible(floor: datetime, serial: int) -> datetime | None:
    """Return the last instant that can be true, or None when nothing tells.

    `serial` is that of the newest verified bundle: the unix second of its publication, or
    0 when none has ever been held. Whoever comes back later than this has nothing left to
    play, and is believed again with the first bundle that is newer.
    """
    try:
        published = datetime.fromtimestamp(serial, UTC)
        return max(floor, published) + REACH if published >= BEGINNING else None
    except (OverflowError, ValueError, OSError):
        return None


def since_power() -> float:
    """Return seconds of a clock that nobody can set; sleep counts, where the system can tell."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class SystemClock:
    """The machine's clock, counted on from an anchor by one that nobody can set.

    The anchor is what the wall clock showed at the start, and again at each `judge` in which
    the kernel says that it is synchronised. A step that somebody else makes is not seen. In
    between a crystal drifts: 20 ppm are 1.7 s a day. A claim that cannot be true moves no
    anchor; until one can be, time counts on from the floor.
    """

    def __init__(
        self,
        floor: datetime,
        *,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = since_power,
        synchronised: Callable[[], bool] = kernel_synchronised,
        hardware: Callable[[], bool] = has_hardware_clock,
    ) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._synchronised, self._hardware = synchronised, hardware
        self._begun = monotonic()
        # Instants, each as it would have been shown when this clock began to count.
        self._floor = floor
        shown, counted = self._read()
        self._own = self._claimed = shown - counted
        self._anchor = max(self._own, floor)
        self._believed = self._compared = False

    def now(self) -> datetime:
        return self._anchor + self._counted()

    def claimed(self) -> datetime:
        return max(self._claimed + self._counted(), self.now())

    def mono_ms(self) -> int:
        return int((self._monotonic() - self._begun) * 1000)

    def seconds_until(self, moment: datetime) -> float:
        return (moment - self.now()).total_seconds()

    def judge(self, floor: datetime, latest: datetime | None = None) -> Clock:
        synchronised = self._synchronised()
        shown, counted = self._read()

        def possible(claim: datetime) -> bool:
            return floor <= claim + counted and (latest is None or claim + counted <= latest)

        if not possible(self._own) and not self._believed:
            self._anchor = max(self._floor, floor - counted)
        self._claimed = shown - counted if synchronised else self._own
        if not possible(self._claimed):
            return Clock.FLOOR
        self._own = self._anchor = self._claimed
        self._compared = self._compared or synchronised
        self._believed = self._compared or self._hardware()
        if synchronised:
            return Clock.SYNCHRONISED
        return Clock.HARDWARE if self._believed else Clock.FLOOR

    def doubt(self) -> timedelta:
        return SURE if self._compared else DOUBT

    def _read(self) -> tuple[datetime, timedelta]:
        """Read both clocks at one moment.

        On a busy machine milliseconds can pass between two readings: then once more.
        """
        for _ in range(READINGS):
            before, shown, after = self._counted(), self._wall(), self._counted()
            if after - before <= AT_ONCE:
                break
        return shown, before

    def _counted(self) -> timedelta:
        return timedelta(seconds=self._monotonic() - self._begun)
