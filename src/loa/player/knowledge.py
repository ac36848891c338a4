"""What changes when new documents arrive: the queue, what is on air, what is wanted."""

from dataclasses import replace
from datetime import date

from loa.core.ledger import Event as Entered
from loa.core.rundown import Item
from loa.core.words import Missed, Priority
from loa.player import deck
from loa.player.events import Due, Gain, Knowledge, Refreshed, State
from loa.player.rules import TOLERANCE, allowed, certain, first_cause, rank
from loa.player.turn import Turn

MANY = 4000  # settled ids; beyond, those of days no longer known are let go


def take(turn: Turn, event: Refreshed) -> None:
    """Replace what was known; what is on air and no longer allowed is silenced at once."""
    before, known = turn.state.known, event.known
    turn.set(known=known, confirmed=turn.state.confirmed or event.confirmed)
    if known is before:  # a poll that found nothing new; but time has passed
        turn.want()
        return
    _requeue(turn, known, before)
    _volume(turn, known)
    _alerts(turn)
    current, relay = turn.state.deck, turn.state.relay
    if current is not None:
        item = current.order.item
        due = next((d for d in turn.state.queue if d.item.id == item.id), None)
        begun = current.started or current.order.at
        sure = certain(item, known, begun, turn.state.doubt)
        if due is None or due.refusal or allowed(item, known, begun) or not sure:
            deck.drop(turn, str(Missed.REFUSED))
        elif current.started is None and due.item != item:
            deck.drop(turn, str(Missed.REFUSED))  # unheard: it will be armed as it stands now
    if relay is not None:
        due = next((d for d in turn.state.queue if d.item.id == relay.item.id), None)
        if due is None or due.refusal or allowed(relay.item, known, turn.now):
            deck.relay_off(turn, str(Missed.REFUSED), final=True)
        elif due.item != relay.item:
            turn.set(relay=replace(relay, item=due.item))
    turn.want()


def _requeue(turn: Turn, known: Knowledge, before: Knowledge | None) -> None:
    state = turn.state
    queue = []
    for judged in known.days.values():
        for item in judged.rundown.items:
            if item.id not in state.settled and not _over(item, state):
                refusal = judged.refused.get(item.id)
                queue.append(Due(item, refusal, judged.arrived, judged.rundown.serial))
    queue.sort(key=lambda due: (due.item.starts, -rank(due.item)))
    named = {due.item.id for due in queue}
    dropped = _of_days(before, set(before.days) - set(known.days)) if before else set()
    turn.set(queue=tuple(queue))
    for due in state.queue:  # a day that is let go still owes its outcomes
        past = due.item.starts + TOLERANCE < turn.now
        if past and due.item.id in dropped and due.item.id not in named:
            _let_go(turn, due)
    _forget(turn, known, before)


def _over(item: Item, state: State) -> bool:
    """Whether an item has its outcome, or had its time before this ledger began."""
    if state.forgotten is not None and item.ends <= state.forgotten:
        return True
    return state.new and state.booted is not None and item.ends <= state.booted


def _of_days(known: Knowledge, days: set[date]) -> set[str]:
    return {item.id for day in days for item in known.days[day].rundown.items}


def _let_go(turn: Turn, due: Due) -> None:
    state = turn.state
    cause = state.causes.get(due.item.id) or first_cause(
        due.item,
        booted=state.booted or turn.now,
        blind_until=state.blind_until,
        arrived=due.arrived,
    )
    turn.write(Entered.MISSED, due.item.id, reason=str(cause))
    turn.settle(due.item)


def _forget(turn: Turn, known: Knowledge, before: Knowledge | None) -> None:
    """Past days that are no longer known are settled as a whole."""
    ended = [
        judged.rundown.items[-1].ends
        for day, judged in (before.days.items() if before else ())
        if day not in known.days and judged.rundown.items
    ]
    ended = [end for end in ended if end < turn.now]
    if ended:
        last = max(ended)
        turn.set(forgotten=max(last, turn.state.forgotten or last))
    if len(turn.state.settled) > MANY:
        named = {item.id for judged in known.days.values() for item in judged.rundown.items}
        turn.set(settled=turn.state.settled & named)


def _volume(turn: Turn, known: Knowledge) -> None:
    volume, current = known.policy.volume, turn.state.deck
    gain = volume.gain_cdb(Priority.ROUTINE)
    if gain != turn.state.gain_cdb:
        turn.write(Entered.VOLUME, gain_cdb=gain)
        turn.set(gain_cdb=gain)
    if current is not None:
        wanted = volume.gain_cdb(current.order.item.priority)
        if wanted != current.order.gain_cdb:
            turn.do(Gain(wanted))
            turn.set(deck=replace(current, order=replace(current.order, gain_cdb=wanted)))


def _alerts(turn: Turn) -> None:
    """Write a receipt for each emergency that has arrived and may be heard."""
    for due in turn.state.queue:
        item = due.item
        if item.priority is not Priority.EMERGENCY or due.refusal:
            continue
        if item.id not in turn.state.alerts:
            turn.set(alerts=turn.state.alerts | {item.id})
            turn.write(Entered.ALERT, item.id, message=item.message)
