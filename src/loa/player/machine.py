"""The machine: what a station does next. `step(state, event, now) -> (state, commands)`.

A ladder, highest first: emergency, today's rundown, relay slot, filler, silence. A higher
rung interrupts a lower one; on the same rung the earlier planned waits for no one and the
later waits its turn. Every planned item ends in exactly one outcome: finished, cut or
missed for messages, a last `relay-off` or missed for relays. Nothing is decided before
its time: a policy that arrives a minute before an item still counts.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from loa.core.ledger import Event as Entered
from loa.core.words import Clock, Priority
from loa.player import deck, knowledge, ladder
from loa.player.events import (
    Boot,
    ClockJudged,
    Command,
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
from loa.player.rules import Tuning, cap_key
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
        settled=event.settled,
        forgotten=event.forgotten,
        relayed=event.relayed,
        played=event.played,
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
    before = turn.state.clock
    turn.set(booted=event.booted, clock=event.clock)
    if before is event.clock:
        return
    turn.write(Entered.CLOCK, was=str(before))
    if before is Clock.FLOOR:
        turn.set(blind_until=turn.now)
    if event.clock is Clock.FLOOR:
        current = turn.state.deck
        if current and current.order.item.priority is not Priority.EMERGENCY:
            deck.drop(turn, "clock")
        deck.relay_off(turn, "clock")


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
        turn.state = replace(state, used=older + state.used, played=())


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
