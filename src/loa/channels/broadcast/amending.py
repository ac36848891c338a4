"""Changing a day that is published: what is taken out of it, and where something still fits.

Pure. What is planned stays where it is: nothing moves for what is put in, so a place is a
gap in a session. A relay gives way where there is no other gap: own content goes first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from loa.core.policy import Policy
from loa.core.rundown import Item
from loa.core.scheduling.airtime import PAUSE_MS
from loa.core.trust import over_caps
from loa.core.words import Kind, Mood
from loa.delivery.contract import Soon

PAUSE = timedelta(milliseconds=PAUSE_MS)
SOON_ENOUGH = timedelta(minutes=10)  # what begins later than that is not "now"
Session = tuple[datetime, datetime]


class Unfit(StrEnum):
    """Why something finds no place."""

    CLOSED = "closed"  # no session is running now
    FULL = "full"  # no gap, or over a cap
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Found:
    """A place: the day to whose rundown it counts, and the start."""

    day: date
    starts: datetime


def without(items: Iterable[Item], messages: frozenset[str], now: datetime) -> tuple[Item, ...]:
    """Return a day's items but for those of some messages that are not over yet.

    What is on air goes too, so that a player falls silent as soon as it learns of it.
    """
    return tuple(item for item in items if item.message not in messages or item.ends <= now)


def put_in(items: Iterable[Item], new: Item) -> tuple[Item, ...]:
    """Return a day's items with one more, in the order of their starts."""
    return tuple(sorted((*items, new), key=lambda item: item.starts))


def running(policy: Policy, moment: datetime) -> Session | None:
    """Return the session that is open at a moment."""
    local = moment.astimezone(ZoneInfo(policy.zone))
    for day in (local.date(), local.date() - timedelta(days=1)):
        for opens, closes in policy.sessions(day):
            if opens <= moment < closes:
                return opens, closes
    return None


def next_session(policy: Policy, moment: datetime, *, days: int = 7) -> Session | None:
    """Return the session that is running at a moment, or the first that opens after it."""
    first = moment.astimezone(ZoneInfo(policy.zone)).date() - timedelta(days=1)
    for n in range(days + 1):
        for opens, closes in policy.sessions(first + timedelta(days=n)):
            if closes > moment:
                return opens, closes
    return None


def fit(
    rundowns: Sequence[tuple[date, Sequence[Item]]],
    new: Item,
    policy: Policy,
    *,
    soon: Soon,
    earliest: datetime,
) -> Found | Unfit:
    """Find the first place for an item in days given in order; its own start is not read.

    It lies wholly in one session, over nothing of one's own and within the caps. With
    Soon.NOW only in the session that is open at `earliest`, within SOON_ENOUGH.
    """
    if soon is Soon.NOW and running(policy, earliest) is None:
        return Unfit.CLOSED
    reason = Unfit.FULL
    for day, items in rundowns:
        for session in policy.sessions(day):
            if session[1] <= earliest or (soon is Soon.NOW and session[0] > earliest):
                continue
            if policy.paused(day, Mood.PLAIN):
                reason = Unfit.PAUSED
                continue
            starts = _gap(items, new, session, policy, soon=soon, earliest=earliest)
            if starts is not None:
                return Found(day, starts)
    return reason


def _gap(
    items: Sequence[Item],
    new: Item,
    session: Session,
    policy: Policy,
    *,
    soon: Soon,
    earliest: datetime,
) -> datetime | None:
    length = timedelta(milliseconds=new.ms)
    first = max(session[0], earliest)
    latest = session[1] - length
    if soon is Soon.NOW:
        latest = min(latest, earliest + SOON_ENOUGH)
    for relays_stand in (True, False):
        taken = [i for i in items if relays_stand or i.kind is not Kind.RELAY]
        starts = [first, *(i.ends + PAUSE for i in taken)]
        for at in sorted(at for at in starts if first <= at <= latest):
            clear = all(i.ends + PAUSE <= at or at + length + PAUSE <= i.starts for i in taken)
            if clear and not over_caps(put_in(items, _at(new, at)), policy):
                return at
    return None


def _at(item: Item, starts: datetime) -> Item:
    return Item(
        item.id, starts, item.ms, item.kind, item.title, item.message, item.language, item.sound,
        item.source, item.placement, item.target, item.priority, item.late, item.make_good_for,
    )  # fmt: skip
