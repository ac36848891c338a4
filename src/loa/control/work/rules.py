"""How a duty stands, and how often a calendar may be asked. Pure."""

from datetime import date, datetime, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)
MOST_ASKED = 30  # times a calendar's address answers within ASKED_WITHIN
ASKED_WITHIN = timedelta(hours=1)
ADDRESS_LASTS = timedelta(days=400)
ENDED_KEPT = timedelta(days=30)  # of an address that ended: until when it was one, for questions


class Standing(StrEnum):
    """How a duty stands on a day; LATE goes before how far it has come."""

    LATE = "late"
    OPEN = "open"
    TAKEN = "taken"
    DOING = "doing"
    DONE = "done"


class When(StrEnum):
    """When a duty is due, as a list is narrowed."""

    PAST = "past"
    WEEK = "week"
    LATER = "later"
    NEVER = "never"  # no day was set


STATES = {
    "open": Standing.OPEN,
    "acknowledged": Standing.TAKEN,
    "doing": Standing.DOING,
    "done": Standing.DONE,
}


def standing(state: str, due: date | None, *, today: date) -> Standing:
    """Say how a duty stands; what is done is never late."""
    reached = STATES[state]
    if reached is not Standing.DONE and due is not None and due < today:
        return Standing.LATE
    return reached


def when(due: date | None, *, today: date) -> When:
    """Say in which part of time a day lies."""
    if due is None:
        return When.NEVER
    if due < today:
        return When.PAST
    return When.WEEK if due < today + WEEK else When.LATER


def order(found: Standing, due: date | None) -> tuple[bool, date]:
    """Return what a list is sorted by: what is not done first, by its day, dayless last."""
    return found is Standing.DONE, due or date.max


def asked_again(
    since: datetime | None, asked: int, *, now: datetime
) -> tuple[datetime, int, timedelta | None]:
    """Count one question to a calendar's address.

    Return since when is counted, how often by now, and how long to wait when that is too
    often; None when it is not.
    """
    if since is None or now >= since + ASKED_WITHIN:
        return now, 1, None
    wait = since + ASKED_WITHIN - now if asked >= MOST_ASKED else None
    return since, asked + (wait is None), wait
