"""One step of the machine while it is being worked out: the state so far, and the commands."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from loa.core.ledger import Event as Entered
from loa.core.rundown import Item
from loa.core.words import Kind, Priority
from loa.player.events import Append, Command, Draft, Due, Fetch, Mute, State, Wake
from loa.player.rules import LEAST_JOIN, Tuning, certain_after, last_start, relay_until

DETAIL_LETTERS = 200
MOMENT = timedelta(milliseconds=1)


class Turn:
    """Collects what one event leads to; nothing outside sees it."""

    def __init__(self, state: State, now: datetime, tuning: Tuning) -> None:
        self.state = state
        self.now = now
        self.tuning = tuning
        self.commands: list[Command] = []
        self._drafts: list[Draft] = []

    def set(self, **members: Any) -> None:
        self.state = self.state.but(**members)

    def do(self, command: Command) -> None:
        self.commands.append(command)

    def write(
        self,
        event: Entered,
        item: str = "",
        *,
        ms: int = 0,
        late_ms: int = 0,
        at: datetime | None = None,
        more: Mapping[str, str | int] | None = None,
        **data: str | int,
    ) -> None:
        """Draft an entry for the ledger; long text is shortened."""
        members = tuple(
            (name, value[:DETAIL_LETTERS] if isinstance(value, str) else value)
            for name, value in {**data, **(more or {})}.items()
        )
        self._drafts.append(Draft(event, item, ms, late_ms, members, at))

    def settle(self, item: Item) -> None:
        """Take an item off the queue: it has its outcome, and nothing more will be said of it."""
        state = self.state
        causes = state.causes
        if item.id in causes:
            causes = {name: cause for name, cause in causes.items() if name != item.id}
        self.state = state.but(
            settled=state.settled | {item.id},
            queue=_without(state.queue, item.id),
            causes=causes,
            relayed=state.relayed - {item.id} if item.id in state.relayed else state.relayed,
        )

    def want(self) -> None:
        """Ask for the sounds that are missing: emergencies first, then by their starts."""
        state = self.state
        missing = [
            due.item
            for due in state.queue
            if due.item.sound and due.item.sound not in state.media and not due.refusal
        ]
        missing.sort(key=lambda item: item.priority is not Priority.EMERGENCY)  # stable
        wanted = tuple(dict.fromkeys(item.sound for item in missing))
        if wanted != state.wanted:
            self.set(wanted=wanted)
            self.do(Fetch(wanted))

    def open_output(self) -> None:
        if self.state.muted:
            self.do(Mute(muted=False))
        self.set(muted=False, quiet_since=None)

    def relay_until(self, item: Item) -> datetime:
        """Return when a relay's source is switched away."""
        known = self.state.known
        return relay_until(item, known, self.state.doubt) if known else item.ends

    def finish(self) -> None:
        """Mute an idle output, collect the entries and ask to be woken."""
        state = self.state
        if state.deck is None and state.relay is None and not state.muted:
            if state.quiet_since is None:
                self.set(quiet_since=self.now)
            elif self.now >= state.quiet_since + self.tuning.idle:
                self.do(Mute(muted=True))
                self.write(Entered.MUTE, on=1)
                self.set(muted=True, quiet_since=None)
        if self._drafts:
            self.do(Append(tuple(self._drafts)))
        wake = None if self.state.stopped else self._next_interest()
        if wake != self.state.wake:
            self.set(wake=wake)
            self.do(Wake(wake))

    def _next_interest(self) -> datetime | None:
        state, moments = self.state, []
        if state.deck:
            order, begun = state.deck.order, state.deck.started
            length = timedelta(milliseconds=order.ms if begun else 0)
            moments.append((begun or order.at) + length + self.tuning.patience)
        if state.relay:
            moments.append(self.relay_until(state.relay.item))
        if state.quiet_since is not None:
            moments.append(state.quiet_since + self.tuning.idle)
        moments += self._next_due()
        return max(min(moments), self.now + MOMENT) if moments else None

    def _next_due(self) -> list[datetime]:
        state, moments = self.state, []
        for due in state.queue:
            item = due.item
            if state.deck and state.deck.order.item.id == item.id:
                continue
            if item.starts > self.now:
                tuning = self.tuning
                moments += [item.starts - tuning.prepare, item.starts - tuning.arm, item.starts]
                if item.starts - self.tuning.arm > self.now:
                    break  # the queue is in order: nothing comes sooner
            elif item.kind is Kind.RELAY:
                until = self.relay_until(item)
                moments.append(max(until - LEAST_JOIN, item.starts) + MOMENT)
                moments.append(until)
            elif state.known:
                moments.append(last_start(item, state.known, state.doubt) + MOMENT)
            if state.known and state.doubt and item.starts <= self.now:
                moments.append(certain_after(item, state.known, self.now, state.doubt))
        return [moment for moment in moments if moment > self.now]


def _without(queue: tuple[Due, ...], ident: str) -> tuple[Due, ...]:
    """Return a queue less one item; what is settled stands near its front."""
    for place, due in enumerate(queue):
        if due.item.id == ident:
            return queue[:place] + queue[place + 1 :]
    return queue
