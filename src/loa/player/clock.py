"""Time for a player: the system's clock with a measure of trust, a virtual one, the floor.

The floor is the latest instant that a trusted clock has shown. It never goes back, and
only a synchronised clock raises it: a wrong battery-backed clock must not carry it away.
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
from loa.player.ports import Store

FLOOR, FLOOR_NAME = "clock-floor", "floor.json"
RAISE_EVERY = timedelta(minutes=10)  # a write to flash each time
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)  # before any player existed
TIME_ERROR = 5  # what adjtimex(2) returns while the kernel's clock is not synchronised
TIMEX_BYTES = 512  # more than struct timex needs on any Linux


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


class SystemClock:
    """The machine's clock; before the floor it counts on from the floor."""

    def __init__(
        self,
        floor: datetime,
        *,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        synchronised: Callable[[], bool] = kernel_synchronised,
        hardware: Callable[[], bool] = has_hardware_clock,
    ) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._synchronised, self._hardware = synchronised, hardware
        self._floor, self._begun = floor, monotonic()
        self._was_synchronised = False

    def now(self) -> datetime:
        not_before = self._floor + timedelta(seconds=self._monotonic() - self._begun)
        wall = self._wall()
        return wall if wall >= self._floor else not_before

    def mono_ms(self) -> int:
        return int((self._monotonic() - self._begun) * 1000)

    def seconds_until(self, moment: datetime) -> float:
        return (moment - self.now()).total_seconds()

    def judge(self, floor: datetime) -> Clock:
        """Say how far the clock is to be trusted, given the floor."""
        if self._wall() < floor:
            return Clock.FLOOR
        if self._synchronised():
            self._was_synchronised = True
            return Clock.SYNCHRONISED
        if self._was_synchronised or self._hardware():
            return Clock.HARDWARE
        return Clock.FLOOR


class VirtualClock:
    """A trial's clock: begins at an instant, runs `speed` times as fast, is believed."""

    def __init__(
        self, at: datetime, speed: float, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._at, self._speed, self._monotonic = at, speed, monotonic
        self._begun = monotonic()

    def restart(self) -> None:
        """Begin now: what took time before is no part of the trial."""
        self._begun = self._monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=(self._monotonic() - self._begun) * self._speed)

    def mono_ms(self) -> int:
        return int((self._monotonic() - self._begun) * self._speed * 1000)

    def seconds_until(self, moment: datetime) -> float:
        return (moment - self.now()).total_seconds() / self._speed

    def judge(self, floor: datetime) -> Clock:
        return Clock.SYNCHRONISED if self.now() >= floor else Clock.FLOOR
