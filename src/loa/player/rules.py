"""The player's decisions about one item: its rank, how late it may begin, whether it may at all.

The guards are `core.trust`'s own, asked again for the instant at which the item would
really be heard. Approvals were judged when the rundown arrived (`intake.judge`).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loa.core.dayparts import open_until
from loa.core.policy import Policy
from loa.core.rundown import Item
from loa.core.trust import Grounds, Refusal, not_paused, valid_then, within_hours
from loa.core.words import Kind, LateRule, Missed, Priority
from loa.player.events import SURE, Knowledge, Used

TOLERANCE = timedelta(seconds=1)  # a start so close to its time is on time
SLACK_MS = 250  # a sound's end may be this much short and was still heard whole
LEAST_JOIN = timedelta(seconds=5)  # less of a joined item is not worth a click
ON_AIR_S = 60.0
DAY, MS = timedelta(days=1), timedelta(milliseconds=1)
AT_PLAY = (valid_then, within_hours, not_paused)


@dataclass(frozen=True, slots=True)
class Tuning:
    """How far ahead the machine works; a rehearsal in virtual time sets both to zero."""

    prepare: timedelta = timedelta(seconds=20)
    arm: timedelta = timedelta(milliseconds=1500)
    idle: timedelta = timedelta(seconds=10)  # open output without sound, then muted
    patience: timedelta = timedelta(seconds=15)  # with an output that does not report


def rank(item: Item) -> int:
    """Return the rung of the ladder: emergency 4, message 3, relay 2, filler 1."""
    if item.priority is Priority.EMERGENCY:
        return 4
    return {Kind.RELAY: 2, Kind.FILLER: 1}.get(item.kind, 3)


def last_start(item: Item, known: Knowledge, doubt: timedelta = SURE) -> datetime:
    """Return the last instant at which an item may still begin.

    An item to be heard whole may begin while it ends inside the session of its planned
    start, by a clock that may be off by `doubt`; an emergency, while it ends inside its
    validity.
    """
    soonest = item.starts + TOLERANCE
    if item.kind is Kind.RELAY:
        return max(soonest, relay_until(item, known, doubt) - LEAST_JOIN)
    if item.late is LateRule.JOIN:
        return max(soonest, item.ends - LEAST_JOIN)
    length = timedelta(milliseconds=item.ms)
    if item.priority is Priority.EMERGENCY:
        sealed = known.messages.get(item.message)
        return max(soonest, sealed.message.valid_until - length) if sealed else soonest
    if item.late is LateRule.SKIP:
        return soonest
    session = session_at(item.starts, known.policy)
    return max(soonest, session[1] - length - doubt) if session else soonest


def allowed(item: Item, known: Knowledge, at: datetime) -> Refusal | None:
    """Ask the guards again for a start at an instant; within tolerance the plan's own counts."""
    return _refusal(_heard(item, at), known)


def certain(item: Item, known: Knowledge, at: datetime, doubt: timedelta) -> bool:
    """Whether a start at an instant is allowed even when the clock is off by `doubt` either way.

    A relay may end before its window does; see `relay_until`.
    """
    if not doubt or item.priority is Priority.EMERGENCY:
        return True
    heard = _heard(item, at)
    if item.kind is Kind.RELAY:
        until = relay_until(item, known, doubt)
        if until < heard.starts + LEAST_JOIN:
            return False
        heard = replace(heard, ms=(until - heard.starts) // MS)
    early = replace(heard, starts=heard.starts - doubt, ms=heard.ms + 2 * doubt // MS)
    late = replace(heard, starts=heard.starts + doubt)
    return _refusal(early, known) is None and _refusal(late, known) is None


def certain_after(item: Item, known: Knowledge, after: datetime, doubt: timedelta) -> datetime:
    """Return the next instant at which `certain` may have become true for what waits for it."""
    policy, zone = known.policy, ZoneInfo(known.policy.zone)
    days = [after.astimezone(zone).date() + near * DAY for near in (-1, 0, 1)]
    edges = [item.starts, *(opens for day in days for opens, _ in policy.sessions(day))]
    edges += [datetime.combine(day, time.min, zone) for day in days]  # pauses, special days
    return min(edge + doubt for edge in edges if edge + doubt > after)


def relay_until(item: Item, known: Knowledge, doubt: timedelta) -> datetime:
    """Return when a relay is switched away: at its end, or `doubt` before its hours are over."""
    if not doubt:
        return item.ends
    return min(item.ends, _closes(item.starts, known) - doubt)


def silent_from(item: Item, known: Knowledge, at: datetime, doubt: timedelta = SURE) -> datetime:
    """Return when the output must be silent again, whatever the sound's true length."""
    if item.priority is Priority.EMERGENCY:
        return at + timedelta(milliseconds=item.ms + SLACK_MS)
    planned = item.starts if at <= item.starts + TOLERANCE else at
    closes = _closes(planned, known) - doubt
    return min(closes, at + timedelta(milliseconds=item.ms + SLACK_MS))


def over_caps(item: Item, ms: int, at: datetime, policy: Policy, used: tuple[Used, ...]) -> str:
    """Say which cap `ms` more of own content would break; empty when none."""
    if not counts_to_caps(item):
        return ""
    day, opens = cap_key(at, policy)
    if sum(u.ms for u in used if u.day == day) + ms > policy.day_s * 1000:
        return f"over {policy.day_s} s a day"
    in_session = sum(u.ms for u in used if opens is not None and u.opens == opens)
    if in_session + ms > policy.session_s * 1000:
        return f"over {policy.session_s} s a session"
    return ""


def counts_to_caps(item: Item) -> bool:
    """Whether an item is own content; relays are not, emergencies are never held back."""
    return item.kind is not Kind.RELAY and item.priority is not Priority.EMERGENCY


def cap_key(at: datetime, policy: Policy) -> tuple[date, datetime | None]:
    """Return the day and the session to which sound at an instant counts."""
    session = session_at(at, policy)
    if session:
        return session[0].date(), session[0]
    return at.astimezone(ZoneInfo(policy.zone)).date(), None


def session_at(at: datetime, policy: Policy) -> tuple[datetime, datetime] | None:
    """Return the session [opens, closes) that holds an instant, if any."""
    local = at.astimezone(ZoneInfo(policy.zone))
    for day in (local.date(), local.date() - timedelta(days=1)):
        for opens, closes in policy.sessions(day):
            if opens <= local < closes:
                return opens, closes
    return None


def first_cause(
    item: Item, *, booted: datetime, blind_until: datetime | None, arrived: datetime
) -> Missed:
    """Say why an item did not begin at its time, when nothing else held it back."""
    if item.starts < booted:
        return Missed.OFF
    if blind_until is not None and item.starts < blind_until:
        return Missed.CLOCK
    return Missed.RUNDOWN if arrived > item.starts + TOLERANCE else Missed.LATE


def open_now(known: Knowledge, now: datetime, doubt: timedelta) -> bool:
    """Whether it is within the hours now, by a clock that may be off by `doubt` either way."""
    return _closes(now - doubt, known) > now + doubt


def refresh_every_s(usual_s: float, *, on_air: bool) -> float:
    """Return after how many seconds the network is asked again for what is to be heard.

    While something is heard, somebody may ask for quiet, or take a message back.
    """
    return min(usual_s, ON_AIR_S) if on_air else usual_s


def _heard(item: Item, at: datetime) -> Item:
    """Return an item as it would be heard from an instant on; within tolerance as planned."""
    if at <= item.starts + TOLERANCE:
        return item
    left = item.ms
    if item.kind is Kind.RELAY or item.late is LateRule.JOIN:
        left = max(1, round((item.ends - at).total_seconds() * 1000))
    return replace(item, starts=at, ms=left)


def _refusal(heard: Item, known: Knowledge) -> Refusal | None:
    grounds = Grounds(known.policy, (), known.messages, _unasked)
    return next((found for guard in AT_PLAY if (found := guard(heard, grounds))), None)


def _closes(planned: datetime, known: Knowledge) -> datetime:
    local = planned.astimezone(ZoneInfo(known.policy.zone))
    return open_until(local, known.policy.dayparts_around(local))


def _unasked(_method: str, _public: str, _signature: str, _data: bytes) -> bool:
    raise AssertionError("the guards at the moment of playing look at no signature")
