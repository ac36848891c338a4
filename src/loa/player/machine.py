"""The machine: what a station does next. `step(state, event, now) -> (state, commands)`.

A ladder, highest first: emergency, today's rundown, relay slot, filler, silence. A higher
rung interrupts a lower one; on the same rung the earlier planned waits for no one and the
later waits its turn. Every planned item ends in exactly one outcome: finished, cut or
missed for messages, a last `relay-off` or missed for relays. Nothing is decided before
its time: a policy that arrives a minute before an item still counts.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from loa.core.ledger import Event as Entered
from loa.core.rundown import Item
from loa.core.words import Clock, Missed, Priority
from loa.player import deck, knowledge, ladder
from loa.player.events import (
    SURE,
    Boot,
    ClockJudged,
    Command,
    Deck,
    Event,
    Failed,
    Finished,
    MediaArrived,
    MediaLost,
    Mute,
    Refreshed,
    Started,
    State,
    Stop,
    Tick,
    Used,
)
from loa.player.rules import TOLERANCE, Tuning, cap_key, open_now
from loa.player.turn import Turn

DEFAULT = Tuning()


def step(
    state: State, event: Event, now: datetime, tuning: Tuning = DEFAULT
) -> tuple[State, list[Command]]:
    """Return the state after an event and what is to be done, in this order."""
    if state.stopped:
        return state, []
    turn = Turn(state, now, tuning)
    if not isinstance(event, Tick):
        HANDLERS[type(event)](turn, event)
    if turn.state.known is not None and not turn.state.stopped:
        _sort_played(turn)
        ladder.advance(turn)
    turn.finish()
    return turn.state, turn.commands


def _boot(turn: Turn, event: Boot) -> None:
    turn.state = State(
        booted=event.booted,
        clock=event.clock,
        doubt=SURE if event.clock is Clock.FLOOR else event.doubt,
        settled=event.settled,
        forgotten=event.forgotten,
        relayed=event.relayed,
        played=event.played,
        new=event.new,
    )
    turn.write(Entered.BOOT)
    turn.do(Mute(muted=True))
    for lost in event.dangling:
        if lost.relay:
            turn.write(Entered.RELAY_OFF, lost.item, ms=lost.ms, at=lost.at, reason="off")
            turn.set(relayed=turn.state.relayed | {lost.item})
        else:
            turn.write(Entered.CUT, lost.item, ms=lost.ms, at=lost.at, reason="off")
            turn.set(settled=turn.state.settled | {lost.item})


def _refreshed(turn: Turn, event: Refreshed) -> None:
    knowledge.take(turn, event)


def _arrived(turn: Turn, event: MediaArrived) -> None:
    turn.set(
        media=turn.state.media | event.addresses,
        wanted=tuple(a for a in turn.state.wanted if a not in event.addresses),
    )


def _lost(turn: Turn, event: MediaLost) -> None:
    turn.set(media=turn.state.media - event.addresses)
    turn.want()


def _clock(turn: Turn, event: ClockJudged) -> None:
    before = turn.state
    doubt = SURE if event.clock is Clock.FLOOR else event.doubt
    turn.set(booted=event.booted, clock=event.clock, doubt=doubt)
    if before.clock is not event.clock:
        turn.write(Entered.CLOCK, was=str(before.clock))
        if before.clock is Clock.FLOOR:
            turn.set(blind_until=turn.now)
    moved = before.booted is None or abs(event.booted - before.booted) > TOLERANCE
    if not moved and doubt <= before.doubt and event.clock is not Clock.FLOOR:
        return
    current, relay = turn.state.deck, turn.state.relay
    if current and not _may_sound(turn, current):
        deck.drop(turn, str(Missed.CLOCK))
    if relay and not _may_go_on(turn, relay.item, max(TOLERANCE, before.doubt)):
        deck.relay_off(turn, str(Missed.CLOCK))


def _may_sound(turn: Turn, current: Deck) -> bool:
    """Whether what is on the deck may be, now that the clock shows another time."""
    order = current.order
    if order.item.priority is Priority.EMERGENCY:
        return True
    if current.started is None:  # whatever still may is armed anew
        return False
    return _open(turn)


def _may_go_on(turn: Turn, item: Item, early: timedelta) -> bool:
    """Whether a relay may stay: a little before its window it is not switched to and fro."""
    return turn.now >= item.starts - early and _open(turn)


def _open(turn: Turn) -> bool:
    state = turn.state
    if state.clock is Clock.FLOOR or state.known is None:
        return False
    return open_now(state.known, turn.now, state.doubt)


def _stop(turn: Turn, _event: Stop) -> None:
    deck.drop(turn, "off")
    deck.relay_off(turn, "off")
    turn.do(Mute(muted=True))
    turn.write(Entered.MUTE, on=1, reason="off")
    turn.set(stopped=True, muted=True)


def _sort_played(turn: Turn) -> None:
    """Sort what was heard before this boot into the caps, once the policy is known."""
    state = turn.state
    if state.played and state.known:
        policy = state.known.policy
        older = tuple(Used(*cap_key(at, policy), ms) for at, ms in state.played)
        turn.state = state.but(used=older + state.used, played=())


HANDLERS: dict[type, Callable[..., None]] = {
    Boot: _boot,
    Refreshed: _refreshed,
    MediaArrived: _arrived,
    MediaLost: _lost,
    ClockJudged: _clock,
    Started: deck.started,
    Finished: deck.finished,
    Failed: deck.failed,
    Stop: _stop,
}
