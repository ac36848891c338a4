"""Channels that people hear against their will can be turned down; this is how they are asked.

A resident's complaint takes a place one tier lower at once, and its answer gives that back.
A producer names places as a channel names them and learns nothing else about it. Nobody can
ask for louder here: how loud a channel may be is the leaders' policy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from loa.delivery import registry


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is heard. `by_hand`: somebody has to turn it down there, nothing acts."""

    key: str  # "channel:place"
    name: str
    unit_code: str
    by_hand: bool
    lowered: bool


@runtime_checkable
class Loud(Protocol):
    """What a channel that is heard promises beside `Channel`; keys are its own."""

    def places(self, unit_code: str, day: date) -> Sequence[Place]:
        """Return what is heard in a unit on a day."""

    def lower(self, place: str, *, reference: str, now: datetime) -> bool:
        """Turn a place down for a complaint; False when there is no such place."""

    def restore(self, reference: str, *, now: datetime) -> bool:
        """End what a complaint asked for; False when there was nothing to end."""


def places(unit_code: str, day: date) -> list[Place]:
    """Return everything that is heard in a unit on a day."""
    return [
        Place(f"{word}:{one.key}", one.name, one.unit_code, one.by_hand, one.lowered)
        for word, channel in _loud()
        for one in channel.places(unit_code, day)
    ]


def lower(key: str, *, reference: str, now: datetime) -> bool:
    """Turn a place down one tier; again changes nothing. False when nothing bears that key."""
    word, _, place = key.partition(":")
    return any(
        channel.lower(place, reference=reference, now=now)
        for known, channel in _loud()
        if known == word
    )


def restore(reference: str, *, now: datetime) -> bool:
    """End a complaint's lowering wherever it holds; False when there was none."""
    return any(channel.restore(reference, now=now) for _, channel in _loud())


def _loud() -> Iterator[tuple[str, Loud]]:
    for word, channel in registry.channels().items():
        if isinstance(channel, Loud):
            yield word, channel
