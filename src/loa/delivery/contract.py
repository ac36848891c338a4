"""What a channel promises to the waist; `tests/delivery/contract.py` runs over every one.

A channel gets plain values and returns plain values. It never sees a producer, and a
producer never sees it: a channel is found by the word under which plans name it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from loa.core.message import Message
from loa.core.words import Grade


class Soon(StrEnum):
    """How soon something is to be heard that cannot wait for the next day's programme."""

    NEXT = "next"  # in the next session, today's included
    NOW = "now"  # in the session that is running


@dataclass(frozen=True, slots=True)
class Placing:
    """A placement as plain values; `ends` is the first day after, None when open."""

    key: str
    message: Message
    target: str  # "PLAN/TARGET", empty when it serves none
    areas: tuple[str, ...]
    starts: date
    ends: date | None
    times_a_day: int
    days: int
    every_days: int
    languages: tuple[str, ...]
    soon: Soon | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence from a channel. `reference` is unique over all time."""

    placement: str
    unit_code: str
    place: str
    at: datetime
    quantity: int
    unit: str
    grade: Grade
    reference: str
    simulated: bool = False


class Reached(StrEnum):
    """How far a retraction has come at one place."""

    DONE = "done"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Reach:
    """One place that carried a message, and whether the retraction has reached it.

    Where a person's word settles it, `task` is the channel's name for what they did.
    """

    place: str
    state: Reached
    act: str  # what a person still has to do, in words; empty when done
    task: str = ""


Receiver = tuple[str, str]  # receiver, unit code
Roster = Callable[[Sequence[str], date], Sequence[Receiver]]


@dataclass(frozen=True, slots=True)
class Jingle:
    """The sound that a receiver puts around a session by itself."""

    title: str
    sound: str  # its address
    ms: int


@dataclass(frozen=True, slots=True)
class Session:
    """Hours [starts, ends) in which receivers are heard, and what one programme may fill.

    `room_ms` is the longest programme that every one of them can hold in one piece.
    """

    starts: datetime
    ends: datetime
    room_ms: int
    receivers: int
    before: Jingle | None = None
    after: Jingle | None = None


@runtime_checkable
class Scheduled(Protocol):
    """A channel that is heard at set hours only. Such a one also keeps the promises of Channel."""

    @property
    def word(self) -> str:
        """The word under which plans name this channel."""

    def sessions(self, areas: Sequence[str], days: Sequence[date]) -> Sequence[Session]:
        """Return the sessions of some days in the areas, in order; they do not overlap."""


class Channel(Protocol):
    """A way to the public. Implementations keep no state of their own."""

    @property
    def word(self) -> str:
        """The word under which plans name this channel."""

    @property
    def measures(self) -> tuple[str, ...]:
        """The units in which its evidence counts; the first is the one that plans promise."""

    def objections(self, placing: Placing) -> Sequence[str]:
        """Say why a message cannot be placed here; empty when it can.

        An internal message is always objected to by a channel that the public can reach.
        """

    def receivers(self, areas: Sequence[str], day: date) -> Sequence[tuple[str, str]]:
        """Return (receiver, unit code) pairs that serve the areas on a day."""

    def roster(self) -> Roster:
        """Return what answers as `receivers` does, of what stands now: to be asked often."""

    def changed(self, placement: str, *, now: datetime) -> None:
        """Take note that a placement came, changed or was withdrawn; idempotent."""

    def carried(self, message: str) -> Sequence[Reach]:
        """Return every place that carries or carried a message, by its address."""


@runtime_checkable
class TakesWord(Protocol):
    """A channel that learns from people what they took back by hand: see `Reach.task`."""

    def taken_back(self, task: str, message: str, *, by: str, now: datetime) -> bool:
        """Note that a task is done, by a person's user name; False for one it never named."""
