"""The ladder: which of the items that are due goes on air."""

from dataclasses import dataclass
from datetime import timedelta

from loa.core.ledger import Event as Entered
from loa.core.rundown import Item
from loa.core.words import Clock, Kind, LateRule, Missed, Priority
from loa.player import deck
from loa.player.events import Cut, Due, Failed, Knowledge, Prepare
from loa.player.rules import (
    LEAST_JOIN,
    TOLERANCE,
    allowed,
    certain,
    first_cause,
    last_start,
    over_caps,
    rank,
)
from loa.player.turn import Turn

MS = timedelta(milliseconds=1)
UNCOMPARED = "the clock had not been compared"


@dataclass(frozen=True, slots=True)
class Settle:
    """An item's time has gone by, or it may not be heard."""

    reason: Missed
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """An item cannot begin yet, and why."""

    cause: Missed | None = None


READY = None
Verdict = Settle | Wait | None


def advance(turn: Turn) -> None:
    """Settle what is over, and let the highest rung that is due go on air."""
    known = turn.state.known
    if known is None:
        return
    _watch_output(turn)
    if turn.state.relay and turn.now >= turn.relay_until(turn.state.relay.item):
        whole = turn.now >= turn.state.relay.item.ends
        deck.relay_off(turn, "ended" if whole else str(Missed.CLOCK), final=True)
    ready = [due for due in _due(turn) if _look(turn, due, known)]
    sounds = [due for due in ready if due.item.kind is not Kind.RELAY]
    if sounds:
        best = max(sounds, key=_order)
        _contend(turn, best)
    current = turn.state.deck
    for due in ready:
        if due.item.kind is Kind.RELAY and turn.state.relay is None:
            if current is not None and rank(current.order.item) > rank(due.item):
                _blame(turn, due.item, Missed.PREEMPTED)
            elif not _soon(turn):
                deck.drop(turn, str(Missed.PREEMPTED))
                deck.relay_on(turn, due.item)
    _blame_the_rest(turn, sounds)
    _prepare(turn)


def _due(turn: Turn) -> list[Due]:
    state = turn.state
    busy = {state.deck.order.item.id} if state.deck else set()
    if state.relay:
        busy.add(state.relay.item.id)
    horizon = turn.now + turn.tuning.arm
    found = []
    for due in state.queue:
        if due.item.starts > horizon:
            if state.clock is not Clock.FLOOR:
                break  # the queue is in order
            if due.item.priority is not Priority.EMERGENCY:
                continue
        if due.item.id not in busy:
            found.append(due)
    return found


def _look(turn: Turn, due: Due, known: Knowledge) -> bool:
    """Settle or hold back one due item; return whether it is ready to go on air."""
    verdict = _verdict(turn, due, known)
    if isinstance(verdict, Settle):
        item = due.item
        if item.id in turn.state.relayed:
            deck.relay_over(turn, item, 0, str(verdict.reason), final=True)
        else:
            detail = {"detail": verdict.detail} if verdict.detail else None
            turn.write(Entered.MISSED, item.id, reason=str(verdict.reason), more=detail)
            turn.settle(item)
    elif isinstance(verdict, Wait) and verdict.cause:
        _blame(turn, due.item, verdict.cause)
    return verdict is READY


def _verdict(turn: Turn, due: Due, known: Knowledge) -> Verdict:
    item, now, state = due.item, turn.now, turn.state
    if due.refusal and due.refusal.reason is not Missed.MEDIA:
        if now < item.starts:
            return Wait()  # a policy may still arrive that allows it
        return Settle(due.refusal.reason, due.refusal.detail)
    if now > item.starts + TOLERANCE and now > last_start(item, known, state.doubt):
        cause = _cause(turn, due)
        detail = UNCOMPARED if state.doubt and cause is Missed.CLOCK else ""
        return Settle(cause, due.refusal.detail if due.refusal else detail)
    hindrance = None
    if _blind(turn, item):
        hindrance = Missed.CLOCK
    elif due.refusal or (item.sound and item.sound not in state.media):
        hindrance = Missed.MEDIA
    if hindrance or (item.kind is Kind.RELAY and now < item.starts):
        return Wait(hindrance if now >= item.starts else None)
    return _guarded(turn, item, known)


def _guarded(turn: Turn, item: Item, known: Knowledge) -> Verdict:
    at = max(item.starts, turn.now)
    if refusal := allowed(item, known, at):
        late = at > item.starts + TOLERANCE
        if late and refusal.reason is Missed.QUIET and not allowed(item, known, item.starts):
            return Settle(turn.state.causes.get(item.id, Missed.LATE), "no longer fits its hours")
        return Settle(refusal.reason, refusal.detail)
    if not certain(item, known, at, turn.state.doubt):
        return Wait(Missed.CLOCK if turn.now >= item.starts else None)
    left = item.ms
    if item.late is LateRule.JOIN and at > item.starts + TOLERANCE:
        left = (item.ends - at) // MS
    if over := over_caps(item, left, at, known.policy, turn.state.used):
        current = turn.state.deck
        if current is None:
            return Settle(Missed.QUIET, over)
        return Wait()  # decided when what is on air now has been counted
    return READY


def _blind(turn: Turn, item: Item) -> bool:
    """Whether the clock is too poor for this item: emergencies need only fresh word of them."""
    if turn.state.clock is not Clock.FLOOR:
        return False
    return not (item.priority is Priority.EMERGENCY and turn.state.confirmed)


def _cause(turn: Turn, due: Due) -> Missed:
    state = turn.state
    if state.clock is Clock.FLOOR and state.booted and due.item.starts >= state.booted:
        return Missed.CLOCK
    return state.causes.get(due.item.id) or first_cause(
        due.item,
        booted=state.booted or turn.now,
        blind_until=state.blind_until,
        arrived=due.arrived,
    )


def _blame(turn: Turn, item: Item, cause: Missed) -> None:
    """Remember the first thing that held an item back; what is missing outweighs lateness."""
    known = turn.state.causes.get(item.id)
    if known is None or (cause is Missed.MEDIA and known is not cause):
        turn.set(causes={**turn.state.causes, item.id: cause})


def _blame_the_rest(turn: Turn, sounds: list[Due]) -> None:
    current = turn.state.deck
    for due in sounds:
        if current and current.order.item.id == due.item.id:
            continue
        if turn.now >= due.item.starts and due.item.id not in turn.state.settled:
            cause = _cause(turn, due)
            _blame(turn, due.item, Missed.PREEMPTED if cause is Missed.LATE else cause)


def _order(due: Due) -> tuple[int, bool, float]:
    item = due.item
    return rank(item), item.priority is Priority.PRIORITY, -item.starts.timestamp()


def _contend(turn: Turn, due: Due) -> None:
    """Put an item on air unless something of at least its rank is."""
    current, relay = turn.state.deck, turn.state.relay
    if relay and rank(relay.item) > rank(due.item):
        return
    if current is not None:
        if rank(current.order.item) >= rank(due.item):
            return
        deck.drop(turn, str(Missed.PREEMPTED))
    deck.arm(turn, due)


def _soon(turn: Turn) -> bool:
    """Whether something above a relay starts in a moment: switching to and fro helps nobody."""
    limit = turn.now + LEAST_JOIN
    for due in turn.state.queue:
        if due.item.starts > limit:
            return False
        if due.item.starts > turn.now and rank(due.item) > 2 and not due.refusal:  # noqa: PLR2004 - the relay's rung
            return True
    return False


def _watch_output(turn: Turn) -> None:
    """Give up on an output that does not report: the next item must not suffer for it."""
    current = turn.state.deck
    if current is None:
        return
    order, patience = current.order, turn.tuning.patience
    if current.started is None and turn.now >= order.at + patience:
        turn.do(Cut(order.play))
        deck.failed(turn, Failed(order.play, "the output did not begin"))
    elif current.started and turn.now >= current.started + order.ms * MS + patience:
        turn.do(Cut(order.play))
        deck.failed(turn, Failed(order.play, "the output did not end", ms=order.ms))


def _prepare(turn: Turn) -> None:
    """Have the next sound decoded ahead of its start."""
    state, limit = turn.state, turn.now + turn.tuning.prepare
    for due in state.queue:
        item: Item = due.item
        if item.starts > limit:
            return
        on_deck = state.deck is not None and state.deck.order.item.id == item.id
        if item.starts <= turn.now or on_deck or item.sound not in state.media or due.refusal:
            continue
        if state.prepared != item.id:
            turn.set(prepared=item.id)
            turn.do(Prepare(item.sound, item.starts))
        return
