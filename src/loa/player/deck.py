"""The deck: what is on air now, and how it ends."""

from dataclasses import replace
from datetime import timedelta

from loa.core.ledger import Event as Entered
from loa.core.rundown import Item
from loa.core.words import LateRule, Missed, Priority
from loa.player.events import (
    Cut,
    Deck,
    Due,
    Failed,
    Finished,
    OnRelay,
    Play,
    Relay,
    Started,
    Used,
)
from loa.player.rules import SLACK_MS, TOLERANCE, cap_key, counts_to_caps, silent_from
from loa.player.turn import Turn

MS = timedelta(milliseconds=1)


def arm(turn: Turn, due: Due) -> None:
    """Order an item from the output: at its start, or now when that has passed."""
    state, item = turn.state, due.item
    if state.known is None:
        return
    at = max(item.starts, turn.now)
    late = at > item.starts + TOLERANCE
    skip = (at - item.starts) // MS if late and item.late is LateRule.JOIN else 0
    if item.priority is Priority.EMERGENCY and item.starts > turn.now + turn.tuning.arm:
        at = turn.now  # on a floor clock: the time of the start is not known to be ahead
    order = Play(
        play=state.plays + 1,
        item=item,
        at=at,
        skip_ms=skip,
        gain_cdb=state.known.policy.volume.gain_cdb(item.priority),
        until=silent_from(item, state.known, at, state.doubt),
    )
    turn.open_output()
    turn.set(deck=Deck(order, serial=due.serial), plays=order.play, prepared="")
    turn.do(order)


def drop(turn: Turn, reason: str) -> None:
    """Take what is on the deck off the air. Heard in part it is cut; unheard it stays due."""
    current = turn.state.deck
    if current is None:
        return
    turn.do(Cut(current.order.play))
    turn.set(deck=None)
    if current.started is not None:
        heard = min(max(0, (turn.now - current.started) // MS), current.order.ms)
        _over(turn, current, Entered.CUT, heard, reason=reason)


def started(turn: Turn, event: Started) -> None:
    current = turn.state.deck
    if current is None or current.order.play != event.play or current.started is not None:
        return
    order, item = current.order, current.order.item
    relay_off(turn, str(Missed.PREEMPTED))
    turn.set(deck=replace(current, started=event.at))
    more: dict[str, str | int] = {"skip": order.skip_ms} if order.skip_ms else {}
    if item.priority is Priority.EMERGENCY:
        more["priority"] = str(item.priority)
    turn.write(
        Entered.STARTED,
        item.id,
        late_ms=max(0, (event.at - item.starts) // MS),
        at=event.at,
        sound=item.sound,
        gain_cdb=order.gain_cdb,
        serial=current.serial,
        of=order.ms,
        more=more,
    )


def finished(turn: Turn, event: Finished) -> None:
    current = turn.state.deck
    if current is None or current.order.play != event.play:
        return
    turn.set(deck=None)
    heard = min(event.ms, current.order.ms)
    if heard >= current.order.ms - SLACK_MS:
        _over(turn, current, Entered.FINISHED, heard)
    else:  # silenced at the end of the hours
        _over(turn, current, Entered.CUT, heard, reason=str(Missed.QUIET))


def failed(turn: Turn, event: Failed) -> None:
    current = turn.state.deck
    if current is None or current.order.play != event.play:
        return
    item = current.order.item
    turn.set(deck=None)
    if event.media:
        turn.set(media=turn.state.media - {item.sound})
        turn.want()
    reason = Missed.MEDIA if event.media else Missed.OUTPUT
    if current.started is not None:
        _over(turn, current, Entered.CUT, event.ms, reason=str(reason), detail=event.sentence)
    elif event.media:  # unheard: it may still begin when the sound has come again
        turn.set(causes={**turn.state.causes, item.id: reason})
    else:
        turn.write(Entered.MISSED, item.id, reason=str(reason), detail=event.sentence)
        turn.settle(item)


def relay_on(turn: Turn, item: Item) -> None:
    """Switch a relay's source through."""
    turn.open_output()
    turn.do(Relay(item.source, on=True))
    late = max(0, (turn.now - item.starts) // MS)
    turn.write(Entered.RELAY_ON, item.id, late_ms=late, source=item.source)
    turn.set(relay=OnRelay(item, turn.now), relayed=turn.state.relayed | {item.id})


def relay_off(turn: Turn, reason: str, *, final: bool = False) -> None:
    """Switch the source away; a final one is the relay's outcome."""
    current = turn.state.relay
    if current is None:
        return
    turn.do(Relay(current.item.source, on=False))
    heard = max(0, (min(turn.now, current.item.ends) - current.since) // MS)
    turn.set(relay=None)
    relay_over(turn, current.item, heard, reason, final=final)


def relay_over(turn: Turn, item: Item, heard: int, reason: str, *, final: bool) -> None:
    """Write a relay's end: of one stretch, or of the whole when it is final."""
    last: dict[str, str | int] = {"final": 1} if final else {}
    turn.write(Entered.RELAY_OFF, item.id, ms=heard, reason=reason, more=last)
    if final:
        turn.settle(item)


def _over(turn: Turn, current: Deck, event: Entered, heard: int, **data: str | int) -> None:
    item, begun = current.order.item, current.started
    if item.priority is Priority.EMERGENCY:
        data["priority"] = str(item.priority)
    turn.write(event, item.id, ms=heard, more=data)
    if counts_to_caps(item) and begun and turn.state.known:
        used = Used(*cap_key(begun, turn.state.known.policy), heard)
        # Two days are more than any cap looks back.
        turn.set(used=(*(u for u in turn.state.used if (used.day - u.day).days < 2), used))  # noqa: PLR2004 - said above
    turn.settle(item)
