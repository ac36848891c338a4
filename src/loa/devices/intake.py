"""Ledger intake: bytes first, then rows, then the signed receipt.

A server killed in between loses nothing: without a receipt the player sends again, and
everything here can be done twice. What a player signed is never thrown away: a ledger
that contradicts what is held is kept beside it as evidence.

Segments are taken many at a time, each of another player: one transaction, one flush of
the disk, one statement for all rows. Each is answered for itself, and none can spoil it
for the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction

from loa.core.canonical import FormatError, digest
from loa.core.ledger import Checkpoint, LedgerError, read_segment, sealed_by
from loa.devices import alarms, raw, shelf
from loa.devices.disk import PRIVATE, Disk, DurableDisk
from loa.devices.evidence import EVIDENCE, keep_within_bounds
from loa.devices.keys import verify
from loa.devices.lines import read_rows
from loa.devices.models import Alarm, Device
from loa.devices.receipts import Receipt, receipt
from loa.devices.rules import Classified, Finding, Held, classify

_TRIES = 20  # another intake of the same ledger comes between once, not again and again
_ALARMS = {
    Finding.FORK: Alarm.Kind.FORK,
    Finding.BROKEN: Alarm.Kind.CHAIN,
    Finding.GAP: Alarm.Kind.GAP,
}
EVIDENT = frozenset({"chain", "fork"})  # words of answers after which the bytes are evidence


class IntakeError(Exception):
    """A segment that is not taken: a word, a sentence, and whether sending again can help."""

    def __init__(self, word: str, sentence: str, *, status: int = 400, again: bool = False) -> None:
        super().__init__(sentence)
        self.word, self.status, self.again = word, status, again


Answer = Receipt | IntakeError | OSError | DatabaseError


@dataclass(slots=True)
class _Sent:
    """A segment on its way in."""

    place: int  # among those that came together
    data: bytes
    checkpoint: Checkpoint
    lines: Sequence[bytes]
    received: bool = False  # long ago, by a server that has lost its rows since
    device: Device = field(init=False)  # once it is known
    found: Classified = field(init=False)  # once it is judged
    sha256: str = field(init=False)  # once it is to be kept

    @property
    def first(self) -> int:
        return self.checkpoint.n - len(self.lines) + 1

    @property
    def end(self) -> int:
        """Where its ledger ends once this is taken."""
        return self.checkpoint.n if self.found.rows else self.device.n

    @property
    def evidence(self) -> str:
        """The file that is kept beside a ledger which this contradicts; else empty."""
        if self.found.finding not in {Finding.FORK, Finding.BROKEN}:
            return ""
        return f"{self.device.keyid}/{EVIDENCE}/{digest(self.data)[:32]}.segment"

    @property
    def own_path(self) -> str:
        """The path of its bytes where they have a file of their own."""
        return raw.own_path(self.device.keyid, self.first, self.checkpoint.n, self.sha256)

    def segment(self, place: raw.Place) -> shelf.Segment:
        """Return the row of its bytes, which lie at a place."""
        end = self.checkpoint
        return shelf.Segment(
            self.device.pk, self.first, end.n, end.head, self.sha256,
            place.path, place.start, len(self.data),
        )  # fmt: skip


def ledgers_folder() -> Path:
    """Where raw segments lie, as `raw` says."""
    return Path(settings.DATA_DIR) / "ledgers"


def take_segment(data: bytes, *, now: datetime, disk: Disk | None = None) -> Receipt:
    """Take a segment and return the receipt; a gap is answered with what is wanted.

    Raises IntakeError for bytes that are no whole segment (send again), an unknown or
    revoked player, a wrong seal, a chain that breaks (the sentence names the entry) and
    a fork. Raises OSError when the bytes cannot be kept.
    """
    (answer,) = take_segments([data], now=now, disk=disk)
    if isinstance(answer, Exception):
        raise answer
    return answer


def take_segments(
    sent: Sequence[bytes], *, now: datetime, disk: Disk | None = None, received: bool = False
) -> list[Answer]:
    """Take segments as one after the other would be taken; return an answer for each.

    An answer is a receipt, or the error that `take_segment` would raise. What was `received`
    before counts though its player has been revoked since. Where the disk or
    the database fails on several together, each is tried alone: one must not hurt another.
    """
    disk = disk or DurableDisk()
    answers: dict[int, Answer] = {}
    waiting: list[_Sent] = []
    for place, data in enumerate(sent):
        try:
            waiting.append(_Sent(place, data, *_read(data), received))
        except IntakeError as error:
            answers[place] = error
    while waiting:
        turn = {one.checkpoint.device: one for one in reversed(waiting)}  # each player's first
        chosen = sorted(turn.values(), key=lambda one: one.place)
        answers |= _take_or_split(chosen, now, disk)
        waiting = [one for one in waiting if one.place not in answers]
    return [answers[place] for place in range(len(sent))]


def _read(data: bytes) -> tuple[Checkpoint, list[bytes]]:
    try:
        return read_segment(data)
    except FormatError as error:
        raise IntakeError("segment", str(error), again=not data.endswith(b"\n")) from error


def _take_or_split(sent: Sequence[_Sent], now: datetime, disk: Disk) -> dict[int, Answer]:
    try:
        for _ in range(_TRIES):
            with suppress(shelf.LedgerMovedError):  # look again at what is held now
                return _take(sent, now, disk)
    except (OSError, DatabaseError) as error:
        if len(sent) == 1:
            return {sent[0].place: error}
    if len(sent) == 1:
        busy = IntakeError("busy", "this ledger is being taken in", status=503, again=True)
        return {sent[0].place: busy}
    answers: dict[int, Answer] = {}
    for one in sent:
        answers |= _take_or_split([one], now, disk)
    return answers


def _take(sent: Sequence[_Sent], now: datetime, disk: Disk) -> dict[int, Answer]:
    """Take segments of as many players."""
    devices = shelf.devices([one.checkpoint.device for one in sent])
    answers: dict[int, Answer] = {}
    known: list[_Sent] = []
    for one in sent:
        try:
            one.device = _sender(one, devices, now)
        except IntakeError as error:
            answers[one.place] = error
        else:
            known.append(one)
    for one, held in zip(known, _held(known), strict=True):
        one.found = classify(held, one.checkpoint, one.lines)
    _keep(known, now, disk)
    return answers | {one.place: _answer(one, now) for one in known}


def _sender(one: _Sent, devices: Mapping[str, Device], now: datetime) -> Device:
    """Return the player that sealed a segment."""
    device = devices.get(one.checkpoint.device)
    if device is None:
        raise IntakeError("unknown", "this player is not enrolled here", status=403)
    if device.station != one.checkpoint.station:
        raise IntakeError("station", "this player is enrolled as another station", status=403)
    if device.revoked_at is not None and not one.received:
        raise IntakeError("revoked", "this player was revoked; enrol it again", status=403)
    try:
        sealed_by(one.checkpoint, one.lines, device.public, verify)
    except LedgerError as error:
        # Anybody can send such bytes, so they are counted and not kept.
        alarms.raise_alarm(device, Alarm.Kind.SIGNATURE, detail=error.reason, now=now)
        raise IntakeError("seal", str(error), status=403, again=True) from error
    return device


def _held(sent: Sequence[_Sent]) -> list[Held]:
    """Return what is held of each ledger where a segment lies.

    Where one follows on what is held, the ledger's end is enough.
    """
    inside = [
        (one.device.pk, one.first - 1, min(one.checkpoint.n, one.device.n))
        for one in sent
        if one.first <= one.device.n
    ]
    hashes = shelf.hashes(inside)
    return [
        Held(one.device.n, hashes.get(one.device.pk, {one.device.n: one.device.head}))
        for one in sent
    ]


def _keep(sent: Sequence[_Sent], now: datetime, disk: Disk) -> None:
    """Keep what is new: bytes, then rows, and with them the alarms that were found or are over.

    Raises LedgerMovedError, and keeps no row, where another intake was quicker.
    """
    fresh = [one for one in sent if one.found.rows]
    ends = {one.device.pk: one.end for one in sent if one.found.finding not in _ALARMS}
    over = alarms.gaps_within(ends)
    evidence = {ledgers_folder() / one.evidence: one.data for one in sent if one.evidence}
    disk.write_all(evidence, PRIVATE)
    for path in evidence:
        keep_within_bounds(path)
    raised = [
        alarms.Raised(
            one.device, _ALARMS[one.found.finding], one.found.n, one.found.detail, one.evidence
        )
        for one in sent
        if one.found.finding in _ALARMS
    ]
    if not (fresh or over or raised):
        return
    with transaction.atomic():
        if fresh:
            shelf.move_ends([(one.device, one.checkpoint.n, one.checkpoint.head) for one in fresh])
            for one in fresh:
                one.sha256 = digest(one.data)
            places, name, data = raw.lay_out([(one.own_path, one.data) for one in fresh])
            disk.write_all({ledgers_folder() / name: data}, PRIVATE)
            rows = zip(fresh, places, strict=True)
            shelf.add_segments([one.segment(place) for one, place in rows], now)
        alarms.raise_all(raised, now=now)
        alarms.close_all(over, now=now)
        shelf.add_entries((one.device.pk, one.found.rows) for one in fresh)
    for one in fresh:
        one.device.n, one.device.head = one.checkpoint.n, one.checkpoint.head


def _answer(one: _Sent, now: datetime) -> Answer:
    found = one.found
    if found.finding is Finding.BROKEN:
        return IntakeError("chain", f"entry {found.n}: {found.detail}", status=422)
    if found.finding is Finding.FORK:
        sentence = f"entry {found.n}: {found.detail}; it is kept, and a person will look at it"
        return IntakeError("fork", sentence, status=409)
    return receipt(one.device, now)


def verify_bytes(segments: Iterable[bytes], public: str, after: tuple[int, str]) -> tuple[int, str]:
    """Check raw segments in order, without any row, from an entry on; return where they end.

    Raises FormatError where a seal or the chain fails, or where something is missing.
    """
    n, head = after
    for data in segments:
        checkpoint, lines = read_segment(data)
        sealed_by(checkpoint, lines, public, verify)
        known = n - (checkpoint.n - len(lines))  # lines of this segment that came before
        if known < 0:
            raise LedgerError(n + 1, "is missing")
        if known >= len(lines):
            continue
        if known and digest(lines[known - 1]) != head:
            raise LedgerError(n, "another entry stands under this number")
        read_rows(lines[known:], after=(n, head))
        n, head = checkpoint.n, checkpoint.head
    return n, head
