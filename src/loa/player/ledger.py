"""The ledger's writer: appends, recovers, sends, and deletes only what is safe elsewhere.

Lines stand in files of FILE_LINES, named by their first number. `ledger/base.json` holds
the number and the digest of the last line deleted (`player/base.py`). A line that has not
reached the disk is never sent. `docs/formats/ledger.md` describes the lines themselves.
"""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from loa.core.canonical import digest
from loa.core.ledger import (
    GENESIS,
    Acknowledgement,
    Checkpoint,
    Entry,
    Event,
    LedgerError,
    Stage,
    verify_chain,
    write_segment,
)
from loa.core.words import Clock
from loa.player.base import FOLDER, Base, find_base, set_aside
from loa.player.events import Draft
from loa.player.ports import Store

FILE_LINES = 1000
SEGMENT_BYTES = 512_000
# Restarts need the recent past: what was played today counts towards today's caps.
KEEP = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Moment:
    """When entries are written, by the player's own clock."""

    now: datetime
    clock: Clock
    boot: int
    mono_ms: int


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was found at opening: the entries held, and bytes that had to be set aside."""

    entries: tuple[Entry, ...]
    torn_bytes: int = 0
    reason: str = ""
    base: str = ""  # what was wrong with the base, and what was done


@dataclass(slots=True)
class _File:
    name: str
    first: int
    lines: int
    size: int
    last_at: datetime | None = None


@dataclass(slots=True)
class Ledger:
    """One player's chain on a store. Not for use from several threads at once."""

    store: Store
    n: int = 0
    head: str = GENESIS
    base: tuple[int, str] = (0, GENESIS)
    forgotten: datetime | None = None  # until when entries have been deleted
    simulated: bool = False
    files: list[_File] = field(default_factory=list)
    _unsaved: list[bytes] = field(default_factory=list)

    @property
    def saved(self) -> int:
        """The number of the last line that has reached the disk."""
        return self.n - len(self._unsaved)

    @property
    def first(self) -> int:
        """The number of the first line still held."""
        return self.base[0] + 1

    def append(self, drafts: Sequence[Draft], moment: Moment) -> list[Entry]:
        """Chain entries and bring them to the disk together.

        When the disk refuses (OSError is raised) they stay chained in memory and are
        written with the next append.
        """
        entries = []
        for draft in drafts:
            entry = Entry(
                n=self.n + 1,
                prev=self.head,
                at=_whole_ms(draft.at or moment.now),
                clock=moment.clock,
                boot=moment.boot,
                mono_ms=moment.mono_ms,
                event=draft.event,
                item=draft.item,
                ms=draft.ms,
                late_ms=draft.late_ms,
                data=tuple(sorted(draft.data)),
            )
            line = entry.line()
            self.n, self.head = entry.n, digest(line)
            self._unsaved.append(line)
            entries.append(entry)
        self.save(moment.now)
        return entries

    def lines(self, start: int, limit: int = SEGMENT_BYTES) -> list[bytes]:
        """Return saved lines from number `start` (or the first held) on, about limit bytes."""
        start = max(start, self.first)
        found: list[bytes] = []
        size = 0
        for file in self.files:
            if file.first + file.lines <= start:
                continue
            held = (self.store.read(file.name) or b"").split(b"\n")[: file.lines]
            for line in held[max(0, start - file.first) :]:
                size += len(line) + 1
                if found and size > limit:
                    return found
                found.append(line)
        return found

    def segment(
        self, start: int, *, station: str, device: str, sign: Callable[[bytes], str], now: datetime
    ) -> bytes | None:
        """Return the lines from `start` on, sealed by a checkpoint; None when there is nothing."""
        lines = self.lines(start)
        if not lines:
            return None
        last = max(start, self.first) + len(lines) - 1
        return write_segment(
            checkpoint(station, device, last, digest(lines[-1]), sign=sign, now=now), lines
        )

    def holds(self, ack: Acknowledgement) -> bool:
        """Whether an acknowledgement names a line of this very chain."""
        if ack.n == self.n:
            return ack.head == self.head and self.saved == self.n
        if ack.n == self.base[0]:
            return ack.head == self.base[1]
        lines = self.lines(ack.n, 1) if self.first <= ack.n <= self.saved else []
        return bool(lines) and digest(lines[0]) == ack.head

    def forget(self, ack: Acknowledgement, now: datetime) -> int:
        """Delete whole files up to a durable acknowledgement; return how many lines went.

        The caller has checked that the acknowledgement counts. Nothing younger than KEEP
        goes, nor the file that is being written.
        """
        if ack.stage is not Stage.DURABLE or not self.holds(ack):
            return 0
        gone = 0
        while len(self.files) > 1:
            file = self.files[0]
            last, last_at = file.first + file.lines - 1, file.last_at
            if last > ack.n or last_at is None or last_at >= now - KEEP:
                break
            head = digest(self.lines(last, 1)[0])
            # The base goes first: a power cut in between leaves lines too many, never too few.
            Base(last, head, last_at, self.simulated).write(self.store)
            self.store.remove(file.name)
            self.files.pop(0)
            self.base, self.forgotten = (last, head), last_at
            gone += file.lines
        return gone

    def save(self, now: datetime) -> None:
        """Write what has not reached the disk yet; OSError when it still refuses."""
        while self._unsaved:
            if not self.files or self.files[-1].lines >= FILE_LINES:
                first = self.saved + 1
                self.files.append(_File(f"{FOLDER}/{first:012d}.jsonl", first, 0, 0))
            file = self.files[-1]
            batch = self._unsaved[: FILE_LINES - file.lines]
            data = b"".join(line + b"\n" for line in batch)
            try:
                self.store.append(file.name, data)
            except OSError:
                with contextlib.suppress(OSError, KeyError):  # part of it may have been written
                    self.store.truncate(file.name, file.size)
                if not file.lines:
                    self.files.pop()
                raise
            del self._unsaved[: len(batch)]
            file.lines += len(batch)
            file.size += len(data)
            file.last_at = now


def checkpoint(
    station: str, device: str, n: int, head: str, *, sign: Callable[[bytes], str], now: datetime
) -> Checkpoint:
    """Return a checkpoint signed by the device."""
    plain = Checkpoint(station, device, n, head, _whole_ms(now))
    return Checkpoint(station, device, n, head, plain.at, sign(plain.statement()))


def open_ledger(store: Store) -> tuple[Ledger, Recovery]:
    """Open what a store holds.

    A last line that a power cut tore is cut away; lines after one that does not verify
    are set aside below `damaged/`, never thrown away; a damaged base is made again from the
    lines. All is told in the recovery, so that the caller notes it in the chain itself.
    """
    held = find_base(store)
    ledger = Ledger(store, held.base.n, held.base.head, (held.base.n, held.base.head))
    ledger.forgotten, ledger.simulated = held.base.at, held.base.simulated
    entries: list[Entry] = []
    torn, reason = 0, ""
    for name in held.names:
        data = store.read(name) or b""
        if reason:  # what follows a break hangs on nothing
            torn += set_aside(store, name, data, 0)
            continue
        if int(name.rpartition("/")[2].partition(".")[0]) <= ledger.base[0]:
            store.remove(name)  # deleted already, but for a power cut
            continue
        found, size, reason = _good_lines(data, ledger.n, ledger.head)
        if reason:
            torn += set_aside(store, name, data, size)
        if found:
            entries += found
            ledger.n, ledger.head = found[-1].n, digest(found[-1].line())
            ledger.files.append(_File(name, found[0].n, len(found), size, found[-1].at))
    opened = next((e for e in entries if e.event is Event.OPENED), None)
    if opened:
        ledger.simulated = bool(opened.get("simulated"))
    return ledger, Recovery(tuple(entries), torn, reason, held.sentence)


def _good_lines(data: bytes, n: int, head: str) -> tuple[list[Entry], int, str]:
    """Return the leading entries that follow (n, head), their bytes, and why it ends there."""
    *lines, rest = data.split(b"\n")
    try:
        entries, size = verify_chain(lines, after=(n, head)), len(data) - len(rest)
        reason = "its last line was cut" if rest else ""
    except LedgerError as error:
        good = error.n - n - 1
        entries = verify_chain(lines[:good], after=(n, head))
        size = sum(len(line) + 1 for line in lines[:good])
        reason = str(error)
    return entries, size, reason


def _whole_ms(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
