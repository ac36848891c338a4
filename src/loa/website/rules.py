"""Decisions of residents' pages: when an event is, and how far away."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class When(StrEnum):
    """Where an event stands in time, for a reader."""

    UNKNOWN = "unknown"
    AHEAD = "ahead"
    NOW = "now"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Countdown:
    """Where an event stands, and the days until it begins (0 unless it is ahead)."""

    when: When
    days: int = 0


def countdown(state: str, starts: date | None, ends: date | None, today: date) -> Countdown:
    """Return where an event [starts, ends) stands; a tentative day counts as one, marked so."""
    if state == "cancelled":
        return Countdown(When.CANCELLED)
    if state == "held" or (ends is not None and ends <= today):
        return Countdown(When.OVER)
    if starts is None:
        return Countdown(When.UNKNOWN)
    if starts > today:
        return Countdown(When.AHEAD, (starts - today).days)
    return Countdown(When.NOW)
