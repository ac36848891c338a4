"""How a station stands, and how its day is drawn. Pure; instants are aware.

A strip shows one session with a little quiet on either side; places along it are percent
of its length, so that what is narrow on paper is as narrow on a screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from loa.core.periods import DAY
from loa.core.policy import Policy, Volume
from loa.core.rundown import Item
from loa.core.words import Kind, Outcome

SILENT_AFTER = timedelta(minutes=15)  # players report every five minutes
WORKER_LOOKS_WITHIN = timedelta(seconds=15)  # it looks every second
ONE_FILE_TAKES_AT_MOST = timedelta(minutes=5)  # some seconds, on a machine that is not busy
MARGIN = timedelta(minutes=4)
LONGEST = timedelta(hours=2)  # of one strip: a day-long session becomes several
Session = tuple[datetime, datetime]


def rebuilds(last: Policy, new: Policy, today: date) -> bool:
    """Whether another policy can change what is built from tomorrow on.

    It cannot where they differ only in days that are over or today, which stand as they
    are, or in what rundowns are not built from: loudness, players, whose receipts count.
    """
    return _for_building(last, today) != _for_building(new, today)


def _for_building(policy: Policy, today: date) -> Policy:
    tomorrow = today + DAY
    return replace(
        policy,
        serial=0,
        source="",
        special_days={day: parts for day, parts in policy.special_days.items() if day > today},
        pauses=tuple(
            replace(pause, starts=max(pause.starts, tomorrow))
            for pause in policy.pauses
            if pause.ends > tomorrow
        ),
        volume=Volume(),
        acknowledgers=(),
        devices=(),
    )


class Standing(StrEnum):
    """How a station stands now."""

    ON_AIR = "on-air"  # and its player says so
    PLANNED = "planned"  # by its programme; its player has not said so yet
    QUIET = "quiet"  # nothing is planned now, and the player is in touch
    SILENT = "silent"  # nothing has been heard from its player
    NEVER = "never"  # no player has been let in
    BY_HAND = "by-hand"  # fed from a stick


@dataclass(frozen=True, slots=True)
class Word:
    """What a station's player said last; `at` is when we heard it, None when never."""

    at: datetime | None = None
    playing: str = ""
    clock: str = ""


class Readiness(StrEnum):
    """How far a stick's files are."""

    READY = "ready"  # every file is there
    CONVERTING = "converting"
    QUEUED = "queued"  # the worker will come to it
    UNATTENDED = "unattended"  # no worker takes it
    STOPPED = "stopped"  # the worker gave up, or went away in the middle
    UNASKED = "unasked"  # nobody has had it prepared


@dataclass(frozen=True, slots=True)
class Job:
    """What is known of a background task; `moved_at` is when it last got further."""

    failed: bool
    enqueued_at: datetime
    moved_at: datetime | None = None  # None until the worker has taken it


def readiness(done: int, total: int, job: Job | None, *, busy: bool, now: datetime) -> Readiness:
    """Say how far a stick is; `busy` when the worker is seen to work on something else."""
    if done >= total:
        return Readiness.READY
    if job is None:
        return Readiness.UNASKED
    if job.failed:
        return Readiness.STOPPED
    if job.moved_at is not None:
        stuck = now - job.moved_at > ONE_FILE_TAKES_AT_MOST
        return Readiness.STOPPED if stuck else Readiness.CONVERTING
    waited = now - job.enqueued_at > WORKER_LOOKS_WITHIN
    return Readiness.UNATTENDED if waited and not busy else Readiness.QUEUED


def standing(word: Word | None, on_air: Item | None, *, by_hand: bool, now: datetime) -> Standing:
    """Say how a station stands, by what is planned now and what its player said last."""
    if by_hand:
        return Standing.BY_HAND
    if word is None or word.at is None:
        return Standing.NEVER
    if now - word.at > SILENT_AFTER:
        return Standing.SILENT
    if on_air is None:
        return Standing.QUIET
    return Standing.ON_AIR if word.playing == on_air.id else Standing.PLANNED


def on_air(items: Iterable[Item], now: datetime) -> Item | None:
    """Return the item that is planned for this moment; own content before a relay."""
    found = [item for item in items if item.starts <= now < item.ends]
    return min(found, key=lambda item: item.kind is Kind.RELAY, default=None)


def following(items: Iterable[Item], now: datetime) -> Item | None:
    """Return the next item to start after this moment; a signature sound announces nothing."""
    coming = (i for i in items if i.starts > now and i.kind is not Kind.IDENT)
    return min(coming, key=lambda item: item.starts, default=None)


class Fate(StrEnum):
    """What a line of the day shows: an outcome, or how far its time has come."""

    AIRED = "aired"
    LATE = "late"
    CUT = "cut"
    MISSED = "missed"
    REPORTED = "reported"  # ticked by hand
    UPCOMING = "upcoming"
    NOW = "now"
    AWAITED = "awaited"  # over; nothing has come back yet


# The theme's four states; none where there is nothing to do but wait.
STATES = {
    Fate.AIRED: "done",
    Fate.REPORTED: "done",
    Fate.LATE: "late",
    Fate.CUT: "late",
    Fate.MISSED: "off",
    Fate.UPCOMING: "",
    Fate.NOW: "",
    Fate.AWAITED: "",
}


def fate(item: Item, outcome: str, *, ticked: bool, now: datetime) -> Fate:
    """Say what became of an item; `outcome` is empty when nothing has come back."""
    if outcome and outcome != Outcome.PENDING:
        return Fate(outcome)
    if ticked:
        return Fate.REPORTED
    if now < item.starts:
        return Fate.UPCOMING
    return Fate.NOW if now < item.ends else Fate.AWAITED


@dataclass(frozen=True, slots=True)
class Frame:
    """The stretch of time that one strip shows."""

    starts: datetime
    ends: datetime
    sessions: tuple[Session, ...]

    def place(self, moment: datetime) -> float:
        """Return where a moment lies, in percent; held to the frame."""
        share = (moment - self.starts) / (self.ends - self.starts) * 100
        return min(100.0, max(0.0, share))

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in the frame."""
        return self.starts <= moment < self.ends

    def quiet(self) -> list[tuple[float, float]]:
        """Return the stretches in which nothing may be heard, in percent."""
        spans, at = [], self.starts
        for opens, closes in self.sessions:
            if opens > at:
                spans.append((self.place(at), self.place(opens)))
            at = max(at, closes)
        if at < self.ends:
            spans.append((self.place(at), 100.0))
        return spans

    def ticks(self, step: timedelta) -> list[tuple[datetime, float]]:
        """Return the round times of the frame, every `step`, with their places."""
        midnight = self.starts.replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight + -((midnight - self.starts) // step) * step
        found = []
        while at < self.ends:
            found.append((at, self.place(at)))
            at += step
        return found


def frames(sessions: Sequence[Session]) -> list[Frame]:
    """Return the strips of a day: one for each session, several for a long one."""
    found = []
    for opens, closes in sessions:
        at = opens - MARGIN
        while at < closes:
            ends = min(at + LONGEST, closes) if closes - opens > LONGEST else closes + MARGIN
            found.append(Frame(at, ends, ((opens, closes),)))
            at = ends
            if ends >= closes:
                break
    return found


def whole_day(policy: Policy, starts: datetime, ends: datetime) -> Frame:
    """Return the frame of a whole day with its sessions."""
    return Frame(starts, ends, tuple(policy.sessions(starts.date())))
