"""What a sent segment is, against what is held, and who may claim: pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from loa.core.ledger import GENESIS, UNLINKED, Checkpoint, LedgerError
from loa.devices.lines import Row, read_rows

OTHER = "another entry is held under this number"
MAX_NUMBER = 2**63 - 1  # what a database keeps in one column
CLAIM_LIFE = timedelta(days=3)
FAILURES_PER_CODE = 5
FAILURES_PER_ADDRESS, FAILURES_IN_ALL = 10, 200  # an hour; a secret has 40 bits
FAILURE_WINDOW = timedelta(hours=1)
CLOCK_TOLERANCE = timedelta(minutes=10)
TWINS_WITHIN = timedelta(minutes=15)


class Finding(StrEnum):
    """What a segment is."""

    NEW = "new"
    OVERLAP = "overlap"  # some of it is held, the same, and some is new
    DUPLICATE = "duplicate"  # all of it is held, the same
    GAP = "gap"  # what comes before it is not held: asked for
    FORK = "fork"  # another entry is held under the same number
    BROKEN = "broken"  # it does not hold together in itself


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a ledger: its end, and the digests by number where a segment lies."""

    n: int
    hashes: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Classified:
    """A finding; `n` is the entry at which it breaks, forks, or from which it is wanted."""

    finding: Finding
    n: int = 0
    detail: str = ""
    rows: Sequence[Row] = ()  # the entries that are new


def classify(held: Held, checkpoint: Checkpoint, lines: Sequence[bytes]) -> Classified:
    """Say what a checkpoint, and the consecutive lines that end at it, are.

    The seal is checked before; here only how the lines hang together and on what is held.
    Nothing is trusted about a clock: entries are taken with whatever time they bear.
    """
    first = checkpoint.n - len(lines) + 1
    if first < 1:
        return Classified(Finding.BROKEN, checkpoint.n, "more entries than the checkpoint numbers")
    if not lines:
        return _sealed_alone(held, checkpoint)
    before = GENESIS if first == 1 else held.hashes.get(first - 1)
    if before is None:
        return Classified(Finding.GAP, held.n + 1, f"entries {held.n + 1} to {first - 1}")
    try:
        rows = read_rows(lines, after=(first - 1, before))
    except LedgerError as error:
        rewritten = error.n == first > 1 and error.reason == UNLINKED
        return Classified(Finding.FORK if rewritten else Finding.BROKEN, error.n, error.reason)
    return _against(held, rows)


def _against(held: Held, rows: Sequence[Row]) -> Classified:
    for row in rows:
        if row.n > held.n:
            break
        if held.hashes.get(row.n) != row.hash:
            return Classified(Finding.FORK, row.n, OTHER)
    new = rows[max(0, held.n + 1 - rows[0].n) :]
    if not new:
        return Classified(Finding.DUPLICATE)
    return Classified(Finding.NEW if len(new) == len(rows) else Finding.OVERLAP, rows=new)


def _sealed_alone(held: Held, checkpoint: Checkpoint) -> Classified:
    if checkpoint.n > held.n:
        return Classified(Finding.GAP, held.n + 1, f"entries {held.n + 1} to {checkpoint.n}")
    if checkpoint.n and held.hashes.get(checkpoint.n) != checkpoint.head:
        return Classified(Finding.FORK, checkpoint.n, OTHER)
    return Classified(Finding.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Refused:
    """A claim that is refused: a word for the machine and a sentence for the person."""

    word: str
    sentence: str
    again: bool = False


def may_try(at_address: int, in_all: int) -> Refused | None:
    """Refuse when too many claims have failed within FAILURE_WINDOW."""
    if at_address >= FAILURES_PER_ADDRESS or in_all >= FAILURES_IN_ALL:
        return Refused("too-many", "too many claims have failed; try again in an hour", again=True)
    return None


def may_claim(
    *, expires_at: datetime, attempts: int, used: bool, by_the_same: bool, now: datetime
) -> Refused | None:
    """Refuse a code that is used, worn out or too old; the same player may ask twice."""
    if used and not by_the_same:
        return Refused("used", "this code was used by another player; issue a new one")
    if attempts >= FAILURES_PER_CODE:
        return Refused("locked", "this code failed too often; issue a new one")
    if now >= expires_at:
        return Refused("expired", "this code has expired; issue a new one")
    return None


def clock_is_wrong(said: datetime, now: datetime, *, synchronised: bool) -> bool:
    """Whether a player that believes its clock says another time than ours."""
    return synchronised and abs(said - now) > CLOCK_TOLERANCE
