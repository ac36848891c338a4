"""Airtime: what policy and grid leave for own content on one day.

A block is a stretch of one slot within one session, free of relays and idents. It never
crosses local midnight, because a pause begins and ends there. Moments are milliseconds
since the epoch.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import combinations, combinations_with_replacement
from math import comb
from zoneinfo import ZoneInfo

from loa.core.dayparts import Daypart, heard_in_full
from loa.core.grid import IDENTS, OWN, Grid, Slot, SlotKind
from loa.core.policy import Policy
from loa.core.scheduling.request import Why

PAUSE_MS = 1000  # of silence after each thing that is heard
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SAME_SESSION, AWAY = 20, 5  # points; see objective
MAX_CHOICES = 120
MANY_CHOICES = 20 * MAX_CHOICES  # above this, only even spreads are looked at
# Where an item may go beside its home slot.
ALSO = {
    SlotKind.BULLETIN: frozenset({SlotKind.ROTATION}),
    SlotKind.ROTATION: frozenset({SlotKind.BULLETIN}),
    SlotKind.ANNOUNCEMENTS: frozenset({SlotKind.BULLETIN, SlotKind.ROTATION}),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Free airtime [starts, starts + ms) within one session."""

    starts: int
    ms: int
    kind: SlotKind
    session: int
    day: date  # local

    @property
    def ends(self) -> int:
        """When it is over."""
        return self.starts + self.ms


@dataclass(frozen=True, slots=True)
class Fixed:
    """A relay's window or an ident's place, heard as the grid says."""

    starts: int
    ms: int
    slot: Slot
    session: int
    day: date


@dataclass(frozen=True, slots=True)
class Frame:
    """One day before any message is placed; `held` are the slots that may not be aired."""

    day: date
    blocks: tuple[Block, ...]
    fixed: tuple[Fixed, ...]
    caps: tuple[int, ...]  # of each session, less its idents, in milliseconds
    day_cap: int
    held: tuple[tuple[Slot, Why], ...]

    def __hash__(self) -> int:  # enough to tell most apart: a station asks for a week of them
        return hash((self.day, self.caps, self.day_cap, len(self.blocks)))

    @property
    def shape(self) -> tuple[tuple[SlotKind, int], ...]:
        """The kind and the session of each block: all that a choice among them depends on."""
        return tuple((block.kind, block.session) for block in self.blocks)

    @property
    def capacity(self) -> int:
        """Own content that the day can hold, in milliseconds."""
        room = [0] * len(self.caps)
        for block in self.blocks:
            room[block.session] += block.ms
        return min(self.day_cap, sum(map(min, room, self.caps)))


@dataclass(frozen=True, slots=True)
class _Ask:
    """The value on which a frame depends; the policy rides along for its methods."""

    day: date
    zone: str
    parts: tuple[Daypart, ...]
    tomorrow: tuple[Daypart, ...]
    caps: tuple[int, int]
    relays: tuple[str, ...]
    slots: tuple[Slot, ...]
    ident_ms: int
    policy: Policy = field(compare=False)

    def __hash__(self) -> int:  # as above
        return hash((self.day, self.caps, self.ident_ms, self.parts, len(self.slots)))


def frame_of(day: date, policy: Policy, grid: Grid, ident_ms: int) -> Frame:
    """Return the frame of a day; ident_ms is 0 when no ident may be heard that day."""
    tomorrow = policy.dayparts(day + timedelta(days=1))
    caps = (policy.session_s * 1000, policy.day_s * 1000)
    return _frame(
        _Ask(
            day, policy.zone, policy.dayparts(day), tomorrow, caps,
            policy.relays, grid.slots, ident_ms, policy,
        )
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _frame(ask: _Ask) -> Frame:
    zone = ZoneInfo(ask.zone)
    sessions = _sessions(ask)
    if not sessions:  # silent by decision: nothing is missing
        return Frame(ask.day, (), (), (), ask.caps[1], ())
    slots = [slot for slot in ask.slots if slot.holds_on(ask.day)]
    slots.sort(key=lambda slot: slot.starts)
    fixed, held = _fixed(ask, slots, sessions, zone)
    caps, day_cap = [ask.caps[0]] * len(sessions), ask.caps[1]
    heard: list[Fixed] = []
    for thing in sorted(fixed, key=lambda f: f.starts):
        if heard and thing.starts < heard[-1].starts + heard[-1].ms:  # overlapping hours
            held.append((thing.slot, Why.AIRTIME))
            continue
        if thing.slot.kind in IDENTS:
            if thing.ms > min(caps[thing.session], day_cap):
                held.append((thing.slot, Why.AIRTIME))
                continue
            caps[thing.session] -= thing.ms
            day_cap -= thing.ms
        heard.append(thing)
    taken = [(f.starts, f.starts + f.ms + PAUSE_MS) for f in heard]
    midnight = epoch_ms(datetime.combine(ask.day + timedelta(days=1), time.min, zone))
    blocks = []
    for slot in slots:
        if slot.kind not in OWN:
            continue
        span = slot.span_on(ask.day, zone)
        pieces = _free((epoch_ms(span.start), epoch_ms(span.end)), sessions, taken, midnight)
        if not pieces:
            held.append((slot, Why.CLOSED))
        taken += [(starts, ends) for starts, ends, _ in pieces]
        for starts, ends, session in pieces:
            local = ask.day if starts < midnight else ask.day + timedelta(days=1)
            blocks.append(Block(starts, ends - starts, slot.kind, session, local))
    blocks.sort(key=lambda block: block.starts)
    return Frame(ask.day, tuple(blocks), tuple(heard), tuple(caps), day_cap, tuple(held))


def _sessions(ask: _Ask) -> list[tuple[int, int]]:
    """Return the day's sessions, cut so that every moment belongs to one, as `trust` counts."""
    spans: list[tuple[int, int]] = []
    next_day = ask.policy.sessions(ask.day + timedelta(days=1))
    limit = epoch_ms(next_day[0][0]) if next_day else None
    reached = 0
    for opens, closes in ask.policy.sessions(ask.day):
        start, end = max(epoch_ms(opens), reached), epoch_ms(closes)
        end = min(end, limit) if limit is not None else end
        reached = max(reached, end)
        spans.append((start, max(start, end)))
    return spans


def _fixed(
    ask: _Ask, slots: list[Slot], sessions: list[tuple[int, int]], zone: ZoneInfo
) -> tuple[list[Fixed], list[tuple[Slot, Why]]]:
    found: list[Fixed] = []
    held: list[tuple[Slot, Why]] = []
    for slot in slots:
        if slot.kind in OWN or (slot.kind in IDENTS and not ask.ident_ms):
            continue
        span = slot.span_on(ask.day, zone)
        starts, ends = epoch_ms(span.start), epoch_ms(span.end)
        if slot.kind is SlotKind.CLOSING:
            starts = ends - ask.ident_ms
        ms = ends - starts if slot.kind is SlotKind.RELAY else ask.ident_ms
        session = next((n for n, (a, b) in enumerate(sessions) if a <= starts < b), None)
        if slot.kind is SlotKind.RELAY and slot.source not in ask.relays:
            held.append((slot, Why.RELAY))
        elif session is None or not _heard(ask, starts, ms):
            held.append((slot, Why.CLOSED))
        elif slot.kind in IDENTS and (
            starts < epoch_ms(span.start) or starts + ms > min(ends, sessions[session][1])
        ):
            held.append((slot, Why.AIRTIME))
        else:
            local = moment(starts).astimezone(zone).date()
            found.append(Fixed(starts, ms, slot, session, local))
    return found, held


def _heard(ask: _Ask, starts: int, ms: int) -> bool:
    zone = ZoneInfo(ask.zone)
    begins, ends = moment(starts).astimezone(zone), moment(starts + ms).astimezone(zone)
    return heard_in_full(begins, ends, ask.policy.dayparts_around(begins))


def _free(
    span: tuple[int, int],
    sessions: list[tuple[int, int]],
    taken: list[tuple[int, int]],
    midnight: int,
) -> list[tuple[int, int, int]]:
    """Return the pieces (starts, ends, session) of a span that are open and not taken."""
    pieces = []
    for number, (opens, closes) in enumerate(sessions):
        walls = [(midnight, midnight), *taken]
        cursor, end = max(span[0], opens), min(span[1], closes)
        for start, stop in sorted(walls):
            if cursor < start < end:
                pieces.append((cursor, start, number))
            if start < end and stop > cursor:
                cursor = max(cursor, stop)
        if cursor < end:
            pieces.append((cursor, end, number))
    return [(a, b, n) for a, b, n in pieces if b - a > PAUSE_MS]


@lru_cache(maxsize=4096)
def choices(
    blocks: tuple[tuple[SlotKind, int], ...], home: SlotKind, plays: int, *, packed: bool = False
) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    """Return (rank, cost, numbers of blocks) for a day's plays, the lowest rank first.

    Blocks are as in `Frame.shape`. The rank is the cost; packed, it favours plays in one
    session, which leaves others free. The numbers ascend, because the n-th play of a day is
    heard after the one before.
    """
    allowed = [n for n, (kind, _) in enumerate(blocks) if kind is home or kind in ALSO[home]]
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for combo in _combos(allowed, plays):
        pairs = sum(blocks[a][1] == blocks[b][1] for a, b in combinations(combo, 2))
        away = AWAY * sum(blocks[n][0] is not home for n in combo)
        cost = SAME_SESSION * pairs + away
        found.append((away - SAME_SESSION * pairs if packed else cost, cost, combo))
    found.sort()
    return tuple(found[:MAX_CHOICES])


def _combos(allowed: list[int], plays: int) -> Iterable[tuple[int, ...]]:
    """Return every way to spread plays over blocks; of too many, the even ones."""
    size = len(allowed)
    if not size or comb(size + plays - 1, plays) <= MANY_CHOICES:
        return combinations_with_replacement(allowed, plays)
    even = (
        tuple(sorted(allowed[(first + n * size // plays) % size] for n in range(plays)))
        for first in range(size)
    )
    return dict.fromkeys(even)


def epoch_ms(when: datetime) -> int:
    """Return a moment as milliseconds since the epoch."""
    return (when.astimezone(UTC) - EPOCH) // timedelta(milliseconds=1)


def moment(ms: int) -> datetime:
    """Return milliseconds since the epoch as an aware moment."""
    return EPOCH + timedelta(milliseconds=ms)
