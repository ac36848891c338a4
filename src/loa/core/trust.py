"""What may be heard: the one check that the signer makes and every player makes again.

A stolen server can reorder what people approved, inside the hours that leaders set. It
cannot add a word: each item's sound must be that of a message whose approvals count.
Each guard is a function of its own, so that a test can take one out and see it missed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from loa.core.dayparts import heard_in_full
from loa.core.keyring import Keyring, Verify, approvers
from loa.core.message import Message, Sealed
from loa.core.policy import Policy
from loa.core.rundown import Item, Rundown
from loa.core.words import Kind, Missed, Priority, Scope


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that may not be heard, why, and a sentence for a person."""

    item: Item
    reason: Missed
    detail: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a rundown is judged by; `messages` are the sealed messages by address."""

    policy: Policy
    rings: tuple[Keyring, ...]
    messages: Mapping[str, Sealed]
    verify: Verify


Guard = Callable[[Item, Grounds], "Refusal | None"]


def approved(item: Item, grounds: Grounds) -> Refusal | None:
    """Refuse an item whose sound is not one of a sufficiently approved, public message."""
    if item.kind is Kind.RELAY:
        return _relay(item, grounds.policy)
    sealed = grounds.messages.get(item.message)
    if sealed is None:
        return Refusal(item, Missed.MEDIA, "its message has not arrived")
    if difference := _difference(item, sealed.message):
        return Refusal(item, Missed.REFUSED, difference)
    trusted = [ring for ring in grounds.rings if ring.unit in grounds.policy.keyrings]
    needed = grounds.policy.approvals_needed(item.priority)
    if len(approvers(sealed, trusted, grounds.verify)) < needed:
        return Refusal(item, Missed.REFUSED, f"{needed} approvals are needed that count here")
    return None


def _relay(item: Item, policy: Policy) -> Refusal | None:
    """Refuse what may not be relayed; nobody approved the sound of what may."""
    if item.source not in policy.relays:
        return Refusal(item, Missed.REFUSED, f"{item.source!r} may not be relayed here")
    if item.priority is Priority.EMERGENCY:  # it would be heard at any hour, and loud
        return Refusal(item, Missed.REFUSED, "a relay is never an emergency")
    return None


def _difference(item: Item, message: Message) -> str:
    """Say in what an item is not what its message's approvers signed; empty when it is."""
    sound = message.sounds().get(item.language)
    facts = (
        (message.digest == item.message, "its message is not the one named"),
        (sound and sound.digest == item.sound, "its sound is not part of the approved message"),
        (sound and sound.ms == item.ms, "its length is not that of the approved sound"),
        (message.priority is item.priority, f"approved as {message.priority}"),
        (message.scope is Scope.PUBLIC, "it is internal and has no place on a loudspeaker"),
    )
    return next((sentence for holds, sentence in facts if not holds), "")


def valid_then(item: Item, grounds: Grounds) -> Refusal | None:
    """Refuse an item outside its message's validity."""
    sealed = grounds.messages.get(item.message)
    if sealed is None or item.kind is Kind.RELAY:
        return None
    message = sealed.message
    if message.valid_from <= item.starts and item.ends <= message.valid_until:
        return None
    return Refusal(item, Missed.REFUSED, "outside the time for which it was approved")


def within_hours(item: Item, grounds: Grounds) -> Refusal | None:
    """Refuse an item that is not wholly inside the station's hours (emergencies are)."""
    if item.priority is Priority.EMERGENCY:
        return None
    zone = ZoneInfo(grounds.policy.zone)
    starts, ends = item.starts.astimezone(zone), item.ends.astimezone(zone)
    if heard_in_full(starts, ends, grounds.policy.dayparts_around(starts)):
        return None
    return Refusal(item, Missed.QUIET, "outside the hours that the policy allows")


def not_paused(item: Item, grounds: Grounds) -> Refusal | None:
    """Refuse an item whose mood is paused that day."""
    sealed = grounds.messages.get(item.message)
    if sealed is None or item.priority is Priority.EMERGENCY:
        return None
    day = item.starts.astimezone(ZoneInfo(grounds.policy.zone)).date()
    pause = grounds.policy.paused(day, sealed.message.mood)
    return Refusal(item, Missed.PAUSED, pause.reason) if pause else None


GUARDS: tuple[Guard, ...] = (approved, valid_then, within_hours, not_paused)


def broadcast_day(moment: datetime, policy: Policy) -> date:
    """Return the day to which a moment counts: that on which its session opened, or its own."""
    local = moment.astimezone(ZoneInfo(policy.zone))
    session = _session(local, policy)
    return session[0].date() if session else local.date()


def astray(rundown: Rundown, policy: Policy) -> list[Refusal]:
    """Refuse the items of another day: caps count per rundown, so each day has only one."""
    return [
        Refusal(item, Missed.REFUSED, f"it belongs to another day than {rundown.day}")
        for item in rundown.items
        if broadcast_day(item.starts, policy) != rundown.day
    ]


def over_caps(items: Sequence[Item], policy: Policy) -> list[Refusal]:
    """Refuse the items that would push own content over a session's or a day's cap.

    Items count in the order of their starts; relays are not own content, emergencies are
    never held back and do not use up the cap.
    """
    zone = ZoneInfo(policy.zone)
    refusals = []
    used_day: dict[date, int] = {}
    used_session: dict[tuple[datetime, datetime], int] = {}
    for item in items:
        if item.kind is Kind.RELAY or item.priority is Priority.EMERGENCY:
            continue
        local = item.starts.astimezone(zone)
        session = _session(local, policy)
        opened = session[0].date() if session else local.date()
        day_ms = used_day.get(opened, 0) + item.ms
        session_ms = (used_session.get(session, 0) if session else 0) + item.ms
        if day_ms > policy.day_s * 1000:
            refusals.append(Refusal(item, Missed.QUIET, f"over {policy.day_s} s a day"))
        elif session_ms > policy.session_s * 1000:
            refusals.append(Refusal(item, Missed.QUIET, f"over {policy.session_s} s a session"))
        else:
            used_day[opened] = day_ms
            if session:
                used_session[session] = session_ms
    return refusals


def refusals(
    rundown: Rundown, grounds: Grounds, *, guards: Iterable[Guard] = GUARDS
) -> list[Refusal]:
    """Return everything in a rundown that may not be heard, first reason per item."""
    if rundown.station != grounds.policy.station:
        return [
            Refusal(item, Missed.REFUSED, f"this rundown is for {rundown.station}")
            for item in rundown.items
        ]
    standing = tuple(guards)
    found = astray(rundown, grounds.policy)
    elsewhere = {refusal.item.id for refusal in found}
    cleared: list[Item] = []
    for item in rundown.items:
        if item.id in elsewhere:
            continue
        refusal = next((r for guard in standing if (r := guard(item, grounds))), None)
        if refusal:
            found.append(refusal)
        else:
            cleared.append(item)
    return found + over_caps(cleared, grounds.policy)


def _session(local: datetime, policy: Policy) -> tuple[datetime, datetime] | None:
    for day in (local.date(), local.date() - timedelta(days=1)):
        for opens, closes in policy.sessions(day):
            if opens <= local < closes:
                return opens, closes
    return None
