"""One station put together: agent, disk, server. What real time and trials have in common."""

import contextlib
import errno
import queue
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from loa.core.bundle import read_bundle
from loa.core.canonical import FormatError, parse
from loa.core.ledger import Stage
from loa.core.words import Clock
from loa.player.agent import Agent, Identity
from loa.player.clock import Floor, latest_possible
from loa.player.crypto import verify
from loa.player.events import Append, ClockJudged, Command, MediaArrived, MediaLost, Refreshed
from loa.player.home import MEDIA, Home
from loa.player.intake import Library, Signed
from loa.player.media import MediaFolder
from loa.player.ports import Fetch, FetchError, Store, Time
from loa.player.rules import TOLERANCE, Tuning
from loa.player.store import FolderStore
from loa.player.sync import Link, Receipt, heartbeat
from loa.player.trusted import Distrust

SAME_SENTENCE = timedelta(hours=6)  # the ledger is no log file: the same note once in a while
Say = Callable[[str], None]


class Station:
    """A player in its home. The caller owns time, sound and threads."""

    def __init__(
        self,
        home: Home,
        clock: Time,
        fetch: Fetch,
        *,
        tuning: Tuning,
        simulated: bool,
        say: Say,
        store: Store | None = None,
        media: MediaFolder | None = None,
        library: Library | None = None,
    ) -> None:
        """Open a home. A rehearsal brings a store in memory, and parses documents once for all."""
        self.home, self.clock, self.say = home, clock, say
        self.store = store or FolderStore(home.folder)
        self.floor = Floor(self.store)
        self.media = media or MediaFolder(
            home.folder / MEDIA, min_free=home.settings.min_free_mb * 1_000_000
        )
        enrolment = home.enrolment
        identity = Identity(enrolment.station, enrolment.device, simulated)
        self.agent = Agent(identity, self.store, verify=verify, tuning=tuning, library=library)
        self.link = Link(self.store, fetch, enrolment)
        self._agreed = self._disclosed = 0  # last lines: held alike by both, shown in vain
        self.next_line = 0  # the first that the server has not got; 0: it has not said
        self.failures: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._noted: dict[str, datetime] = {}
        self._bundle, self._serial = b"", 0  # the newest verified; when it was published
        self._told: ClockJudged | None = None

    def boot(self) -> list[Command]:
        """Start from what the disk holds: the last good rundown plays without a network."""
        self._date(self.link.trusted.signed())
        self._told = told = self._judge()
        now, mono_ms = self.clock.now(), self.clock.mono_ms()
        commands = self.agent.boot(now, told.clock, mono_ms, doubt=told.doubt)
        self._troubled()
        held = self.media.held()
        commands += self.handle(MediaArrived(held))
        commands += self.learn(confirmed=False)
        return commands

    def judged(self) -> ClockJudged | None:
        """Judge the clock again; return what the machine is to be told, if anything."""
        told, before = self._judge(), self._told
        if before is not None and abs(told.booted - before.booted) <= TOLERANCE:
            told = replace(told, booted=before.booted)
        if told == before:
            return None
        self._told = told
        return told

    def _judge(self) -> ClockJudged:
        trust = self.clock.judge(self.floor.at, latest_possible(self.floor.at, self._serial))
        booted = self.clock.now() - timedelta(milliseconds=self.clock.mono_ms())
        return ClockJudged(trust, booted, self.clock.doubt())

    def _date(self, signed: Signed | None) -> None:
        """Remember when the newest bundle was published: no true clock is far beyond it."""
        if signed is not None and signed.bundle != self._bundle:
            with contextlib.suppress(FormatError):
                self._bundle = signed.bundle
                self._serial = read_bundle(parse(signed.bundle, "bundle")).serial

    def handle(self, event: object) -> list[Command]:
        """Step the machine and write what it says; sound commands come back first.

        What had to be deleted meanwhile it learns before the event, and what its own words
        push off the disk after it: a sound that it believes to be here is never fetched.
        """
        commands = self._step(MediaLost(gone)) if (gone := self.media.deleted()) else []
        commands += self._step(event)
        if gone := self.media.deleted():
            commands += self._step(MediaLost(gone))
        return commands

    def _step(self, event: object) -> list[Command]:
        commands = self.agent.decide(event, self.clock.now())  # type: ignore[arg-type]  # events only
        self.record(commands)
        return [command for command in commands if not isinstance(command, Append)]

    def record(self, commands: Sequence[Command]) -> None:
        """Write entries; a full disk makes room and tries once more, and playing goes on."""
        self.agent.record(commands, self.clock.now(), self.clock.mono_ms())
        self._troubled()

    def _troubled(self) -> None:
        """Make room when the disk is full; what was refused is in memory and is tried again."""
        error = self.agent.trouble
        if error is None:
            return
        if error.errno == errno.ENOSPC:
            self.media.delete_unneeded(self.scheduled())
        self.note(f"the disk refused the ledger for a while: {error.strerror}")

    def note(self, sentence: str, *, aloud: bool = True) -> None:
        """Say something, and keep it in the ledger unless it was said lately."""
        now = self.clock.now()
        if aloud:
            self.say(sentence)
        last = self._noted.get(sentence)
        if last is None or now - last >= SAME_SENTENCE:
            self._noted[sentence] = now
            self.agent.note(sentence, now, self.clock.mono_ms())

    def scheduled(self) -> frozenset[str]:
        """Return the sounds that must not be deleted."""
        return frozenset(due.item.sound for due in self.agent.state.queue if due.item.sound)

    def learn(self, *, confirmed: bool) -> list[Command]:
        """Take in the documents that are held."""
        signed = self.link.trusted.signed()
        if signed is None:
            return []
        self._date(signed)
        try:
            known = self.agent.learn(signed, self.link.documents.get, self.clock.now())
        except FormatError as error:
            self.note(f"the documents cannot be used: {error}")
            return []
        for sentence in self.agent.intake.refused:
            self.note(sentence)
        return self.handle(Refreshed(known, confirmed=confirmed))

    def refresh(self) -> bool:
        """Ask the server for what is new; blocking. Return whether documents are confirmed."""
        not_before = max(self.clock.claimed(), self.floor.at)
        try:
            _, failure = self.link.refresh(not_before)
        except (FetchError, Distrust, FormatError, OSError) as error:
            failure, confirmed = str(error), False
        else:
            confirmed = True
        if failure:
            self.failed(failure)
        return confirmed

    def failed(self, sentence: str) -> None:
        """Say that the server could not be reached or believed; may come from any thread."""
        self.failures.put(sentence)
        self.say(sentence)

    def note_failures(self) -> None:
        """Keep in the ledger what `failed` was told; only the thread that steps may call this."""
        while not self.failures.empty():
            self.note(self.failures.get(), aloud=False)

    def download(self, address: str) -> bool:
        """Bring one sound; blocking. Return whether it is here."""
        try:
            self.media.download(address, self.link.fetch, self.scheduled())
        except (FetchError, OSError) as error:  # a disk that is full, or will not be written
            self.failed(f"sound {address[:12]}: {error}")
            return False
        return True

    def heartbeat(self) -> bytes:
        """Return a heartbeat for now."""
        return heartbeat(self.agent, self.home.key, self.clock.now(), self.home.folder)

    def segment(self) -> bytes | None:
        """Return what the server lacks of the ledger, or None."""
        if not 0 < self.next_line <= self.agent.ledger.saved:
            return None
        return self.agent.segment(self.next_line, sign=self.home.key.sign, now=self.clock.now())

    def received(self, receipt: Receipt) -> None:
        """Take the server's receipt: go on where it wishes, delete what is durable."""
        ledger, now = self.agent.ledger, self.clock.now()
        theirs = next((a for a in receipt.acknowledgements if a.stage is Stage.RECEIVED), None)
        if theirs is None or ledger.holds(theirs):
            self._agreed = receipt.want - 1
            self.next_line = max(1, receipt.want)
        else:
            self.note(f"the server holds another ledger under this name, to line {theirs.n}")
            self._disclose()
        for ack in receipt.acknowledgements:
            with contextlib.suppress(OSError):
                self.agent.acknowledged(ack, now)

    def refused(self) -> None:
        """Be told that the server will not take the last segment, whenever it is sent."""
        self._disclosed = self.agent.ledger.saved

    def _disclose(self) -> None:
        """Send all of our own since both ledgers agreed, once for each line that is new.

        The server keeps it as evidence: somebody else may be writing under our name.
        """
        fresh = self.agent.ledger.saved > self._disclosed
        self.next_line = max(self._agreed, self.agent.ledger.first - 1) + 1 if fresh else 0

    def report(self, *, beat: bool = True) -> bool:
        """Send a heartbeat and the ledger's new lines; blocking. Return whether all went."""
        self.agent.save(self.clock.now())
        try:
            if beat:
                self.received(self.link.beat(self.heartbeat()))
            before = 0
            while (segment := self.segment()) is not None and self.next_line > before:
                before = self.next_line
                self.received(self.link.send(segment))
        except FetchError as error:
            self.failed(str(error))
            if not error.again:
                self.refused()
            return False
        return True

    def raise_floor(self, *, at_once: bool = False) -> None:
        """Let a synchronised clock raise the floor.

        Not before a bundle has come, against which the clock could be held: a network that
        lies at first sight would silence the station for ever.
        """
        if self.agent.state.clock is Clock.SYNCHRONISED and self._serial:
            with contextlib.suppress(OSError):
                self.floor.raise_to(self.clock.now(), at_once=at_once)

    def save(self) -> None:
        """Bring to the disk what it has refused."""
        self.agent.save(self.clock.now())

    def keep_alive(self) -> None:
        """Leave a sign of life, by which a power cut's seconds are reckoned."""
        with contextlib.suppress(OSError):
            self.agent.keep_alive(self.clock.mono_ms())

    def path(self, address: str) -> Path | None:
        """Return a sound's file when it is true, checked now."""
        return self.media.path(address) if self.media.true(address) else None
