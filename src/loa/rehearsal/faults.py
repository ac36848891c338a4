"""Faults: what may go wrong, drawn from a seed before anything runs.

A rehearsal is determined by its list of faults: each is a plain value that carries its own
dice, so that leaving one out changes nothing about the others, and a failing list can be
made shorter until only what matters is left.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import ceil, exp, log
from random import Random
from zoneinfo import ZoneInfo

from loa.core.periods import DAY, Days

SHARE = 0.045  # of all station-days is drawn for each kind, so that 3 % are really hit
AFTER = timedelta(minutes=45)  # the rest of a session, and the next poll
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ATTEMPTS = 400
EARLIEST = time(0, 30)  # on the first day: by then the players are enrolled


class FaultKind(StrEnum):
    """What may go wrong; the words stand in the rehearsal's result."""

    AWAY = "network-away"
    MONTH_END = "outage-over-month-end"
    POWER_IN_ITEM = "power-cut-in-item"
    POWER_IN_WRITE = "power-cut-in-ledger-write"
    POWER_IN_DOWNLOAD = "power-cut-in-download"
    CLOCK_SECONDS = "clock-stepped-by-seconds"
    CLOCK_YEARS = "clock-stepped-by-years"
    NO_CLOCK = "board-without-clock"
    TRUNCATED = "download-truncated"
    ALTERED = "download-altered"
    ROLLED_BACK = "repository-rolled-back"
    FROZEN = "repository-frozen"
    EXPIRED = "repository-expired"
    OTHER_COMMUNE = "metadata-of-another-commune"
    DISK_FULL = "disk-full"
    READ_ONLY = "disk-read-only"
    DOUBLED = "upload-doubled"
    REORDERED = "upload-reordered"
    UPLOAD_CUT = "upload-cut"
    SERVER_KILLED = "server-killed"
    RESTORED = "database-restored"
    TWINS = "two-players-one-identity"
    POLICY = "policy-changed-in-item"


POWER = frozenset(
    {
        FaultKind.POWER_IN_ITEM,
        FaultKind.POWER_IN_WRITE,
        FaultKind.POWER_IN_DOWNLOAD,
        FaultKind.NO_CLOCK,
        FaultKind.CLOCK_SECONDS,
        FaultKind.CLOCK_YEARS,
    }
)
DISK = frozenset({FaultKind.DISK_FULL, FaultKind.READ_ONLY})
OF_THE_SERVER = frozenset({FaultKind.RESTORED, FaultKind.POLICY})
UPLOADS = frozenset(
    {FaultKind.DOUBLED, FaultKind.REORDERED, FaultKind.UPLOAD_CUT, FaultKind.SERVER_KILLED}
)
# What may keep a loudspeaker silent. The others must cost nothing but time.
SILENCING = frozenset(FaultKind) - UPLOADS - {FaultKind.RESTORED}


# A write that does not come before the power is back cannot be torn: such faults miss oftener.
SHARES = {FaultKind.POWER_IN_WRITE: 0.053}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong in [starts, ends), true time.

    `station` is empty when it happens to the server. `pick` decides whatever else there is
    to decide about it.
    """

    kind: FaultKind
    station: str
    starts: datetime
    ends: datetime
    pick: int

    def dice(self) -> Random:
        """Return this fault's own dice, always the same."""
        return Random(self.pick)  # noqa: S311 - a rehearsal must repeat itself

    def covers(self, station: str, starts: datetime, ends: datetime) -> bool:
        """Whether it may explain that something due in [starts, ends) was not heard in time."""
        # A copy of a board makes up, within the session, for what the board has missed.
        since = self.starts - HOUR if self.kind is FaultKind.TWINS else self.starts
        return (
            self.kind in SILENCING
            and self.station in {"", station}
            and since < ends
            and starts < self.ends + AFTER
        )

    def sentence(self) -> str:
        """Return a line of a trace."""
        where = self.station or "server"
        return (
            f"{self.starts:%Y-%m-%d %H:%M:%S} to {self.ends:%Y-%m-%d %H:%M:%S} UTC  "
            f"{where}: {self.kind} (pick {self.pick})"
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """Where faults fall: stations, days, and the sessions of an ordinary day."""

    stations: Sequence[str]
    days: Days
    sessions: Sequence[tuple[time, time]]
    zone: ZoneInfo
    publish_every: int

    @property
    def all_days(self) -> list[date]:
        """Return the days of the rehearsal."""
        return list(self.days)

    def at(self, day: date, clock: time) -> datetime:
        """Return true time at the stations."""
        return datetime.combine(day, clock, self.zone)

    def end(self) -> datetime:
        """Return when the last day is over."""
        return self.at(self.all_days[-1], time.min) + DAY


def draw(seed: int, ground: Ground, kinds: Iterable[FaultKind]) -> tuple[Fault, ...]:
    """Draw faults of each kind until its share of the station-days is hit.

    A player whose disk refuses to write and which then loses power has lost the lines of
    that time, whatever anybody does: the two are never drawn together.
    """
    found: list[Fault] = []
    for kind in sorted(kinds):
        dice = Random(f"{seed}:{kind}")  # noqa: S311 - as above
        wanted = ceil(SHARES.get(kind, SHARE) * len(ground.stations) * len(ground.all_days))
        hit: set[tuple[str, date]] = set()
        for _ in range(ATTEMPTS + 4 * wanted):
            if len(hit) >= wanted:
                break
            fault = _draw_one(kind, dice, ground)
            if fault is None or _hopeless(fault, found):
                continue
            found.append(fault)
            hit |= set(station_days(fault, ground))
    return tuple(sorted(found, key=lambda f: (f.starts, f.station, f.kind, f.pick)))


def station_days(fault: Fault, ground: Ground) -> list[tuple[str, date]]:
    """Return the station-days on which a fault is there."""
    first = fault.starts.astimezone(ground.zone).date()
    last = (fault.ends - timedelta(microseconds=1)).astimezone(ground.zone).date()
    stations = [fault.station] if fault.station else list(ground.stations)
    span = (last - first).days + 1
    days = [day for n in range(span) if (day := first + n * DAY) in ground.days]
    return [(station, day) for station in stations for day in days]


def _hopeless(fault: Fault, others: Iterable[Fault]) -> bool:
    for other in others:
        if other.station != fault.station or not _near(fault, other):
            continue
        both = {fault.kind, other.kind}
        if fault.kind is other.kind or (both & DISK and both & (POWER | {FaultKind.TWINS})):
            return True
    return False


def _near(one: Fault, other: Fault) -> bool:
    return one.starts < other.ends + HOUR and other.starts < one.ends + HOUR


def _draw_one(kind: FaultKind, dice: Random, ground: Ground) -> Fault | None:
    station = "" if kind in OF_THE_SERVER else dice.choice(ground.stations)
    span = SPANS.get(kind, _session_span)(dice, ground)
    if span is None:
        return None
    starts, ends = max(span[0], ground.at(ground.all_days[0], EARLIEST)), min(span[1], ground.end())
    if starts >= ends:
        return None
    return Fault(kind, station, starts.astimezone(UTC), ends.astimezone(UTC), dice.getrandbits(48))


Span = tuple[datetime, datetime] | None


def _log_uniform(dice: Random, least: timedelta, most: timedelta) -> timedelta:
    seconds = exp(dice.uniform(log(least.total_seconds()), log(most.total_seconds())))
    return timedelta(milliseconds=round(seconds * 1000))


def _in_session(dice: Random, ground: Ground) -> datetime:
    """Return a moment within the part of a session that has own content, as a rule."""
    opens, _closes = dice.choice(ground.sessions)
    into = timedelta(milliseconds=dice.randrange(25 * 60 * 1000))
    return ground.at(dice.choice(ground.all_days), opens) + into


def _before_session(dice: Random, ground: Ground) -> datetime:
    return _in_session(dice, ground) - dice.uniform(0.1, 0.9) * HOUR


def _any_time(dice: Random, ground: Ground) -> datetime:
    day = ground.at(dice.choice(ground.all_days), time.min)
    return day + timedelta(milliseconds=dice.randrange(86_400_000))


def _lasting(
    least: timedelta, most: timedelta, begin: Callable[[Random, Ground], datetime] = _any_time
) -> Callable[[Random, Ground], Span]:
    def span(dice: Random, ground: Ground) -> Span:
        starts = begin(dice, ground)
        return starts, starts + _log_uniform(dice, least, most)

    return span


def _session_span(dice: Random, ground: Ground) -> Span:
    starts = _in_session(dice, ground)
    return starts, starts + _log_uniform(dice, MINUTE, 5 * HOUR)


def _whole_day(dice: Random, ground: Ground) -> Span:
    starts = ground.at(dice.choice(ground.all_days), time.min)
    return starts, starts + DAY


def _around_session(dice: Random, ground: Ground) -> Span:
    starts = _in_session(dice, ground) - dice.uniform(0.1, 3) * HOUR
    return starts, starts + dice.uniform(3, 12) * HOUR


def _over_publication(dice: Random, ground: Ground) -> Span:
    """Return a span over the dawn on which something new is published."""
    day = dice.choice(ground.all_days[:: ground.publish_every])
    starts = ground.at(day, time.min) - dice.uniform(0, 2) * HOUR
    return starts, starts + dice.uniform(3, 40) * HOUR


def _month_end(dice: Random, ground: Ground) -> Span:
    ends = [day for day in ground.all_days if (day + DAY).day == 1]
    if not ends:
        return None
    day = dice.choice(ends)
    starts = ground.at(day, time(6)) - dice.uniform(0, 40) * HOUR
    return starts, ground.at(day + DAY, time.min) + dice.uniform(6, 60) * HOUR


def _restore(dice: Random, ground: Ground) -> Span:
    """Return a day at whose evening the database of the evening before comes back."""
    if len(ground.all_days) < 2:  # noqa: PLR2004 - there is no yesterday
        return None
    starts = ground.at(dice.choice(ground.all_days[1:]), time.min)
    return starts, starts + DAY


def _policy(dice: Random, ground: Ground) -> Span:
    """Return from the change in mid-session until the day, for which it holds, is over."""
    day = dice.choice(ground.all_days)
    opens, _closes = dice.choice(ground.sessions)
    starts = ground.at(day, opens) + timedelta(seconds=dice.randrange(30, 12 * 60))
    return starts, ground.at(day, time.min) + DAY


SPANS: Mapping[FaultKind, Callable[[Random, Ground], Span]] = {
    FaultKind.AWAY: _lasting(2 * HOUR, 21 * DAY),
    FaultKind.MONTH_END: _month_end,
    FaultKind.TRUNCATED: _lasting(HOUR, 3 * HOUR, _before_session),
    FaultKind.ALTERED: _lasting(HOUR, 3 * HOUR, _before_session),
    FaultKind.POWER_IN_DOWNLOAD: _lasting(HOUR, 5 * HOUR, _before_session),
    FaultKind.ROLLED_BACK: _lasting(HOUR, 4 * DAY),
    FaultKind.FROZEN: _lasting(2 * HOUR, 6 * DAY),
    FaultKind.EXPIRED: _lasting(8 * DAY, 16 * DAY),
    FaultKind.OTHER_COMMUNE: _over_publication,
    FaultKind.DISK_FULL: _around_session,
    FaultKind.READ_ONLY: _around_session,
    FaultKind.DOUBLED: _whole_day,
    FaultKind.REORDERED: _whole_day,
    FaultKind.UPLOAD_CUT: _whole_day,
    FaultKind.SERVER_KILLED: _whole_day,
    FaultKind.RESTORED: _restore,
    FaultKind.TWINS: _lasting(6 * HOUR, 30 * HOUR),
    FaultKind.POLICY: _policy,
}


def read_kinds(text: str) -> frozenset[FaultKind]:
    """Read "all", or kinds separated by commas; ValueError names the one that is not known."""
    if text == "all":
        return frozenset(FaultKind)
    return frozenset(FaultKind(word.strip()) for word in text.split(",") if word.strip())
