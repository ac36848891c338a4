"""What a channel promises to the waist; `tests/delivery/contract.py` runs over every one.

A channel gets plain values and returns plain values. It never sees a producer, and a
producer never sees it: a channel is found by the word under which plans name it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from loa.core.message import Message
from loa.core.words import Grade


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
    """One place that carried a message, and whether the retraction has reached it."""

    place: str
    state: Reached
    act: str  # what a person still has to do, in words; empty when done


Receiver = tuple[str, str]  # receiver, unit code
Roster = Callable[[Sequence[str], date], Sequence[Receiver]]


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
