"""The agent: one player's machine, ledger and intake together, without any thread.

`run` drives it in real time; a rehearsal drives thousands in virtual time:

    agent = Agent(identity, MemoryStore(), verify=verify, tuning=Tuning(zero, zero))
    commands = agent.boot(now, Clock.SYNCHRONISED)
    commands = agent.handle(Refreshed(agent.learn(signed, get, now), confirmed=True), now)

Each call returns the commands that the caller carries out; the ledger's entries have been
written when it returns. `decide` and `record` do the same in two halves, so that sound
need not wait for the disk.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loa.core.canonical import FormatError, canonical, header, parse
from loa.core.keyring import Verify
from loa.core.ledger import Acknowledgement, Stage, counts
from loa.core.ledger import Event as Entered
from loa.core.words import Clock
from loa.player import machine
from loa.player.events import SURE, Append, Boot, Command, Draft, Event, Knowledge, Refreshed, State
from loa.player.history import Alive, recall
from loa.player.intake import Get, Intake, Library, Signed
from loa.player.ledger import Moment, open_ledger
from loa.player.ports import Store
from loa.player.rules import Tuning

VERSION = "1"
ALIVE, ALIVE_NAME = "alive", "alive.json"


class TrialError(Exception):
    """A trial and a real station would share one ledger."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this player is; `device` is the id of its key."""

    station: str
    device: str
    simulated: bool = False


class Agent:
    """One player. Not for use from several threads at once.

    Raises TrialError when the store's ledger is a trial's and this is none, or the other
    way round.
    """

    def __init__(
        self,
        identity: Identity,
        store: Store,
        *,
        verify: Verify,
        tuning: Tuning = machine.DEFAULT,
        library: Library | None = None,
    ) -> None:
        self.identity = identity
        self.store = store
        self.verify = verify
        self.tuning = tuning
        self.state = State()
        self.ledger, self._recovery = open_ledger(store)
        self.intake = Intake(identity.station, verify, library or Library(), identity.device)
        self.boot_number = 1
        self.trouble: OSError | None = None  # why the last entries are not on disk yet
        if self.ledger.n and self.ledger.simulated != identity.simulated:
            kind = "a trial's" if self.ledger.simulated else "a real station's"
            raise TrialError(
                f"the ledger here is {kind} and must not be continued otherwise; "
                "give a trial its own folder with --home"
            )

    def boot(
        self, now: datetime, clock: Clock, mono_ms: int = 0, *, doubt: timedelta = SURE
    ) -> list[Command]:
        """Start: write what the power cut left unsaid, and go silent."""
        entries = self._recovery.entries
        alive = self._alive()
        self.boot_number = 1 + max(
            (e.boot for e in entries[-1:]), default=alive.boot if alive else 0
        )
        self.state = State(booted=now, clock=clock)
        new = not self.ledger.n
        if new:
            opened: tuple[tuple[str, str | int], ...] = (
                ("station", self.identity.station),
                ("device", self.identity.device),
                ("version", VERSION),
            )
            if self.identity.simulated:
                opened += (("simulated", 1),)
            self._append([Draft(Entered.OPENED, data=opened)], now, mono_ms)
            self.ledger.simulated = self.identity.simulated
        if self._recovery.base:
            self.note(self._recovery.base, now, mono_ms)
        if self._recovery.torn_bytes:
            self.note(
                f"{self._recovery.torn_bytes} bytes of the ledger were set aside: "
                f"{self._recovery.reason}",
                now,
                mono_ms,
            )
        plain = Boot(now, clock, forgotten=self.ledger.forgotten, doubt=doubt, new=new)
        boot = recall(plain, entries, alive)
        self._recovery = type(self._recovery)(())  # not needed again, and large
        return self.handle(boot, now, mono_ms)

    def learn(self, signed: Signed, get: Get, now: datetime) -> Knowledge:
        """Read and judge documents; see `Intake.take`."""
        return self.intake.take(signed, get, now)

    def refreshed(
        self, signed: Signed, get: Get, now: datetime, mono_ms: int = 0, *, confirmed: bool = True
    ) -> list[Command]:
        """Take in documents in one call; FormatError when they are not this station's."""
        known = self.learn(signed, get, now)
        commands = self.handle(Refreshed(known, confirmed=confirmed), now, mono_ms)
        for sentence in self.intake.refused:
            self.note(sentence, now, mono_ms)
        return commands

    def handle(self, event: Event, now: datetime, mono_ms: int = 0) -> list[Command]:
        """Decide and record; return what is left to be done."""
        commands = self.decide(event, now)
        self.record(commands, now, mono_ms)
        return [command for command in commands if not isinstance(command, Append)]

    def decide(self, event: Event, now: datetime) -> list[Command]:
        """Step the machine; nothing is written yet."""
        self.state, commands = machine.step(self.state, event, now, self.tuning)
        return commands

    def record(self, commands: Sequence[Command], now: datetime, mono_ms: int = 0) -> None:
        """Write the entries among the commands.

        What the disk refuses stays in memory and is written with the next; `trouble` says so.
        """
        drafts = [d for command in commands if isinstance(command, Append) for d in command.drafts]
        if drafts:
            self._append(drafts, now, mono_ms)

    def save(self, now: datetime) -> None:
        """Try again to write what the disk has refused: until then a power cut would lose it."""
        if self.trouble is not None:
            try:
                self.ledger.save(now)
            except OSError as error:
                self.trouble = error
            else:
                self.trouble = None

    def note(self, sentence: str, now: datetime, mono_ms: int = 0) -> None:
        """Keep something in words."""
        self._append([Draft(Entered.NOTE, data=(("text", sentence[:300]),))], now, mono_ms)

    def acknowledged(self, ack: Acknowledgement, now: datetime) -> int:
        """Delete what a durable acknowledgement covers; return how many lines went.

        Nothing happens unless it is signed by a key that the policy names.
        """
        known = self.state.known
        keys = known.policy.acknowledgers if known else ()
        own = {"station": self.identity.station, "device": self.identity.device}
        if ack.stage is not Stage.DURABLE or not counts(ack, **own, keys=keys, verify=self.verify):
            return 0
        return self.ledger.forget(ack, now)

    def segment(self, start: int, *, sign: Callable[[bytes], str], now: datetime) -> bytes | None:
        """Return a sealed segment from line `start` on, or None when nothing is new."""
        own = {"station": self.identity.station, "device": self.identity.device}
        return self.ledger.segment(start, **own, sign=sign, now=now)

    def keep_alive(self, mono_ms: int) -> None:
        """Persist a sign of life, by which a power cut's seconds are reckoned."""
        document = header(ALIVE) | {"boot": self.boot_number, "mono": mono_ms}
        self.store.write(ALIVE_NAME, canonical(document))

    def _alive(self) -> Alive | None:
        data = self.store.read(ALIVE_NAME)
        try:
            value = parse(data, ALIVE) if data else {}
            return Alive(int(value["boot"]), int(value["mono"]))
        except (FormatError, KeyError, ValueError):
            return None

    def _append(self, drafts: Sequence[Draft], now: datetime, mono_ms: int) -> None:
        moment = Moment(now, self.state.clock, self.boot_number, mono_ms)
        self.trouble = None
        try:
            self.ledger.append(drafts, moment)
        except OSError as error:  # playing goes on: a full disk is no reason for silence
            self.trouble = error


INSTANT = Tuning(prepare=timedelta(0), arm=timedelta(0))  # for virtual time
