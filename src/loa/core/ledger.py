"""The ledger: what a player did, as a chain that cannot be shortened or rewritten unseen.

Each entry is one line of canonical JSON that names its number, the digest of the line
before it, the time by the player's clock and how far that clock was to be trusted. A
checkpoint, signed with the device's key, seals the chain up to a number. Receipts come
back in two stages, both signed: `received` (the server holds the bytes) and `durable`
(they stand in a verified backup). A line is deleted only after the second.
`docs/formats/ledger.md` describes every byte.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loa.core.canonical import (
    FormatError,
    Json,
    canonical,
    digest,
    header,
    is_digest,
    parse,
    require,
)
from loa.core.keyring import Verify
from loa.core.lines import EARLIEST, LATEST, MAX_LINE, Usual, read_usual
from loa.core.message import instant, read_instant
from loa.core.words import Clock

CHECKPOINT, ACKNOWLEDGEMENT = "checkpoint", "acknowledgement"
GENESIS = "0" * 64
UNLINKED = "does not follow the line before it"
MAX_SEGMENT = 8_000_000


class LedgerError(FormatError):
    """A chain that does not hold; `n` is the number of the entry at which it breaks."""

    def __init__(self, n: int, reason: str) -> None:
        super().__init__(f"entry {n}: {reason}")
        self.n = n
        self.reason = reason


class Event(StrEnum):
    """What an entry records."""

    OPENED = "opened"  # the first entry: station, device, format
    BOOT = "boot"
    CLOCK = "clock"
    STARTED = "started"
    FINISHED = "finished"
    CUT = "cut"
    MISSED = "missed"
    RELAY_ON = "relay-on"
    RELAY_OFF = "relay-off"
    ALERT = "alert"
    MUTE = "mute"
    VOLUME = "volume"
    NOTE = "note"  # anything else worth keeping, in words


EVENTS = frozenset(map(str, Event))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `mono_ms` counts from the boot that `boot` numbers."""

    n: int
    prev: str
    at: datetime
    clock: Clock
    boot: int
    mono_ms: int
    event: Event
    item: str = ""
    ms: int = 0  # of sound heard: finished, cut, relay-off
    late_ms: int = 0  # started: behind the planned start
    data: tuple[tuple[str, str | int], ...] = ()  # reason, sound, serial, gain_cdb, …

    def get(self, name: str) -> str | int | None:
        """Return a member of data."""
        return next((value for key, value in self.data if key == name), None)

    def line(self) -> bytes:
        """Return the entry's line, without its end."""
        # Spelled as `canonical` spells it, in the order of the keys, but several times as
        # fast: at one instant thousands of players write one.
        text = f'{{"at":"{instant(self.at)}","boot":{self.boot:d},"clock":"{self.clock}"'
        if self.data:
            text += f',"data":{canonical(dict(self.data)).decode()}'
        text += f',"event":"{self.event}"'
        if self.item:
            text += f',"item":{canonical(self.item).decode()}'
        if self.late_ms:
            text += f',"late":{self.late_ms:d}'
        text += f',"mono":{self.mono_ms:d}'
        if self.ms:
            text += f',"ms":{self.ms:d}'
        return f'{text},"n":{self.n:d},"prev":"{self.prev}"}}'.encode()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The device's word: my ledger stands at entry n, whose line has this digest."""

    station: str
    device: str
    n: int
    head: str
    at: datetime
    signature: str = ""

    def _members(self) -> Json:
        return header(CHECKPOINT) | {
            "station": self.station,
            "device": self.device,
            "n": self.n,
            "head": self.head,
            "at": instant(self.at),
        }

    def statement(self) -> bytes:
        """Return the bytes that the device signs."""
        return canonical(self._members())

    def line(self) -> bytes:
        """Return the signed checkpoint as the first line of a sent segment."""
        return canonical(self._members() | {"signature": self.signature})


class Stage(StrEnum):
    """How safe a ledger's lines are with the server."""

    RECEIVED = "received"
    DURABLE = "durable"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The server's word: I hold your ledger up to entry n, whose line has this digest."""

    station: str
    device: str
    stage: Stage
    n: int
    head: str
    at: datetime
    public: str  # the acknowledger's key, in hexadecimal; the policy says which count
    signature: str = ""

    def _members(self) -> Json:
        return header(ACKNOWLEDGEMENT) | {
            "station": self.station,
            "device": self.device,
            "stage": str(self.stage),
            "n": self.n,
            "head": self.head,
            "at": instant(self.at),
            "public": self.public,
        }

    def statement(self) -> bytes:
        """Return the bytes that the server signs."""
        return canonical(self._members())

    def document(self) -> Json:
        """Return the signed acknowledgement."""
        return self._members() | {"signature": self.signature}


def read_entry(line: bytes) -> Entry:
    """Read one line; FormatError says what is wrong with it."""
    if len(line) > MAX_LINE:
        raise FormatError(f"a line of {len(line)} bytes; at most {MAX_LINE} are read")
    value = parse(b'{"format":"loa.entry","version":"1.0","entry":' + line + b"}", "entry")["entry"]
    try:
        entry = Entry(
            n=int(value["n"]),
            prev=str(value["prev"]),
            at=read_instant(value["at"]),
            clock=Clock(value["clock"]),
            boot=int(value["boot"]),
            mono_ms=int(value["mono"]),
            event=Event(value["event"]),
            item=str(value.get("item", "")),
            ms=int(value.get("ms", 0)),
            late_ms=int(value.get("late", 0)),
            data=tuple(sorted(value.get("data", {}).items())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"{type(error).__name__}: {error}") from error
    if min(entry.n, entry.boot, entry.mono_ms, entry.ms, entry.late_ms) < 0:
        raise FormatError("a number is negative")
    if not EARLIEST <= entry.at <= LATEST:
        raise FormatError(f"no clock says {instant(entry.at)}")
    if not all(isinstance(value, str | int) for _, value in entry.data):
        raise FormatError("data holds text and whole numbers only")
    if entry.line() != line:
        raise FormatError("not in the canonical form")
    return entry


def verify_chain(lines: Iterable[bytes], *, after: tuple[int, str] = (0, GENESIS)) -> list[Entry]:
    """Read consecutive lines that follow entry `after` = (number, digest of its line).

    Raises LedgerError at the first line that is malformed, out of order or not linked.
    """
    lines = list(lines)
    n, head = after
    entries = []
    for line, usual in zip(lines, read_usual(lines), strict=True):
        n += 1
        if usual and usual[-2:] == (str(n), head) and usual[4] in EVENTS:
            entries.append(_entry(usual))
        else:
            entries.append(_unusual(line, n, head))
        head = digest(line)
    return entries


def _entry(usual: Usual) -> Entry:
    at, boot, clock, data, event, item, late, mono, ms, n, prev = usual
    return Entry(
        n=int(n),
        prev=prev,
        at=datetime.fromisoformat(at),
        clock=Clock(clock),
        boot=int(boot),
        mono_ms=int(mono),
        event=Event(event),
        item=item,
        ms=int(ms or 0),
        late_ms=int(late or 0),
        data=tuple(json.loads(data).items()) if data else (),
    )


def _unusual(line: bytes, n: int, prev: str) -> Entry:
    try:
        entry = read_entry(line)
    except FormatError as error:
        raise LedgerError(n, str(error)) from error
    if entry.n != n:
        raise LedgerError(n, f"bears number {entry.n}")
    if entry.prev != prev:
        raise LedgerError(n, UNLINKED)
    return entry


def read_segment(data: bytes) -> tuple[Checkpoint, list[bytes]]:
    """Split a sent segment into its checkpoint and the lines that it seals.

    The segment is the checkpoint's line, then the entries' lines, each ended by a line
    feed. Raises FormatError for anything else, a cut last line included.
    """
    if len(data) > MAX_SEGMENT:
        raise FormatError(f"a segment of {len(data)} bytes; at most {MAX_SEGMENT} are read")
    if not data.endswith(b"\n"):
        raise FormatError("the segment is cut: it does not end with a line feed")
    first, *lines = data[:-1].split(b"\n")
    return read_checkpoint(first), lines


def write_segment(checkpoint: Checkpoint, lines: Sequence[bytes]) -> bytes:
    """Return what `read_segment` reads."""
    return b"".join(line + b"\n" for line in (checkpoint.line(), *lines))


def read_checkpoint(data: bytes) -> Checkpoint:
    """Read a signed checkpoint; the signature is not checked here."""
    value = parse(data, CHECKPOINT)
    try:
        checkpoint = Checkpoint(
            station=str(value["station"]),
            device=str(value["device"]),
            n=int(value["n"]),
            head=str(value["head"]),
            at=read_instant(value["at"]),
            signature=str(value["signature"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"loa.{CHECKPOINT}: {type(error).__name__}: {error}") from error
    if not is_digest(checkpoint.head) or checkpoint.n < 0:
        raise FormatError(f"loa.{CHECKPOINT}: no usable number and digest")
    if "\0" in checkpoint.station + checkpoint.device:  # no database would look for it
        raise FormatError(f"loa.{CHECKPOINT}: a name holds a null character")
    return checkpoint


def sealed_by(checkpoint: Checkpoint, lines: Sequence[bytes], public: str, verify: Verify) -> None:
    """Raise LedgerError unless the checkpoint is signed and names the last line's digest."""
    if not verify("ed25519", public, checkpoint.signature, checkpoint.statement()):
        raise LedgerError(checkpoint.n, "the checkpoint is not signed by this device's key")
    if lines and digest(lines[-1]) != checkpoint.head:
        raise LedgerError(checkpoint.n, "the checkpoint names another last line")


def read_acknowledgement(document: object) -> Acknowledgement:
    """Read a signed acknowledgement; the signature is not checked here."""
    value = require(document, ACKNOWLEDGEMENT)
    try:
        return Acknowledgement(
            station=str(value["station"]),
            device=str(value["device"]),
            stage=Stage(value["stage"]),
            n=int(value["n"]),
            head=str(value["head"]),
            at=read_instant(value["at"]),
            public=str(value["public"]),
            signature=str(value["signature"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"loa.{ACKNOWLEDGEMENT}: {type(error).__name__}: {error}") from error


def counts(
    ack: Acknowledgement, *, station: str, device: str, keys: Sequence[str], verify: Verify
) -> bool:
    """Whether an acknowledgement is for this ledger and signed by a key that the policy names."""
    return (
        (ack.station, ack.device) == (station, device)
        and ack.public in keys
        and verify("ed25519", ack.public, ack.signature, ack.statement())
    )
