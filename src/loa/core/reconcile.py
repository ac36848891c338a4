"""Reconciliation: what became of each planned item, by what is known now.

Pure and repeatable: the same rundown and the same entries give the same outcomes, and
an entry that arrives later may change what was pending or missed for want of a report.
Exactly one outcome stands for each planned item. A cut or joined item yields seconds,
never a play; an entry whose clock was at its floor proves nothing about time.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loa.core.ledger import Entry, Event
from loa.core.rundown import Item, Rundown
from loa.core.words import Clock, Grade, Kind, Missed, Outcome

GRACE = timedelta(days=7)  # after which silence counts as missed for want of a report
MOST_LATE_MS = 21 * 24 * 3600 * 1000  # fits a column of 32 bits
ABOUT_ITEMS = frozenset(
    {Event.STARTED, Event.FINISHED, Event.CUT, Event.MISSED, Event.RELAY_ON, Event.RELAY_OFF}
)
BEGINS = frozenset({Event.STARTED, Event.RELAY_ON})
ENDS = frozenset({Event.FINISHED, Event.CUT, Event.RELAY_OFF})


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What became of one item, and the numbers of the ledger entries that prove it."""

    item: Item
    outcome: Outcome
    reason: Missed | None = None
    started_at: datetime | None = None
    heard_ms: int = 0
    late_ms: int = 0
    proof: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplanned:
    """Something heard that no rundown known here planned."""

    item: str
    started_at: datetime | None
    heard_ms: int
    proof: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One outcome for each planned item, and whatever else was heard."""

    outcomes: tuple[ItemOutcome, ...]
    unplanned: tuple[Unplanned, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What an item's outcome adds to coverage."""

    item: str
    placement: str
    target: str
    at: datetime
    plays: int
    ms: int
    grade: Grade
    entries: tuple[int, ...]


def reconcile(
    rundown: Rundown,
    entries: Iterable[Entry],
    *,
    now: datetime,
    tolerance_ms: int = 1000,
    grace: timedelta = GRACE,
    known: frozenset[str] = frozenset(),
) -> Reconciled:
    """Return what became of a rundown, given all entries of the station that are known.

    Entries are matched by item id, so that those written under an older serial count.
    `known` are the ids of items that other rundowns planned: they are not unplanned. The
    same entry given twice counts once.
    """
    ledger = _Ledger.of(entries)
    rules = _Rules(now, tolerance_ms, grace)
    by_item: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        if entry.item and entry.event in ABOUT_ITEMS:
            by_item.setdefault(entry.item, []).append(entry)
    outcomes = tuple(
        _outcome(item, by_item.get(item.id, []), ledger, rules) for item in rundown.items
    )
    planned = {item.id for item in rundown.items} | known
    return Reconciled(
        outcomes,
        tuple(_unplanned(key, own) for key, own in by_item.items() if key not in planned),
    )


def evidence(outcomes: Iterable[ItemOutcome]) -> list[Proof]:
    """Return plays and milliseconds heard, recorded by a device; nothing for what was not heard.

    A play is an item heard whole, aired or late. Idents and relays are heard, and no plays.
    """
    return [
        Proof(
            item=one.item.id,
            placement=one.item.placement,
            target=one.item.target,
            at=one.started_at or one.item.starts,
            plays=int(
                one.outcome in {Outcome.AIRED, Outcome.LATE} and one.item.kind is Kind.MESSAGE
            ),
            ms=one.heard_ms,
            grade=Grade.RECORDED,
            entries=one.proof,
        )
        for one in outcomes
        if one.heard_ms > 0
    ]


@dataclass(frozen=True, slots=True)
class _Rules:
    now: datetime
    tolerance_ms: int
    grace: timedelta


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Distinct entries by number, and those that can be trusted about time, by their time."""

    entries: tuple[Entry, ...]
    timely: tuple[Entry, ...]
    times: tuple[datetime, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "_Ledger":
        distinct = sorted(dict.fromkeys(entries), key=lambda entry: entry.n)
        timely = sorted(
            (entry for entry in distinct if entry.clock is not Clock.FLOOR),
            key=lambda entry: (entry.at, entry.n),
        )
        return cls(tuple(distinct), tuple(timely), tuple(entry.at for entry in timely))

    def around(self, moment: datetime) -> tuple[Entry | None, Entry | None]:
        """Return the last trusted entry before a moment and the first at or after it."""
        place = bisect_left(self.times, moment)
        return (
            self.timely[place - 1] if place else None,
            self.timely[place] if place < len(self.timely) else None,
        )


def _outcome(item: Item, own: Sequence[Entry], ledger: _Ledger, rules: _Rules) -> ItemOutcome:
    timely = [entry for entry in own if entry.clock is not Clock.FLOOR]
    heard = _heard(item, timely, rules.tolerance_ms)
    if heard is not None:
        return heard
    if missed := next((entry for entry in own if entry.event is Event.MISSED), None):
        return ItemOutcome(item, Outcome.MISSED, _reason(missed), proof=(missed.n,))
    if own and not timely:
        # It says that something was heard, and not when: no proof, and no power cut either.
        numbers = tuple(entry.n for entry in own)
        return ItemOutcome(item, Outcome.MISSED, Missed.CLOCK, proof=numbers)
    begun = next((entry for entry in own if entry.event in BEGINS), None)
    return _silent(item, begun, ledger, rules)


def _heard(item: Item, own: Sequence[Entry], tolerance_ms: int) -> ItemOutcome | None:
    """Return the outcome that entries prove: of several attempts, the one heard longest."""
    attempts = [one for one in _attempts(item, own, tolerance_ms) if one.heard_ms > 0]
    if not attempts:
        return None
    rank = {Outcome.AIRED: 2, Outcome.LATE: 1, Outcome.CUT: 0}
    return max(attempts, key=lambda one: (rank[one.outcome], one.heard_ms))


def _attempts(item: Item, own: Sequence[Entry], tolerance_ms: int) -> list[ItemOutcome]:
    found, begun = [], None
    for entry in own:
        if entry.event in BEGINS:
            begun = entry
        elif entry.event in ENDS:
            start = begun if begun is not None and begun.boot == entry.boot else None
            found.append(_attempt(item, start, entry, tolerance_ms))
            begun = None
    return found


def _attempt(item: Item, begun: Entry | None, end: Entry, tolerance_ms: int) -> ItemOutcome:
    started = begun.at if begun else _reckoned(end, item)
    late = _behind(item, started)
    finish = Event.RELAY_OFF if item.kind is Kind.RELAY else Event.FINISHED
    whole = end.event is finish and end.ms >= item.ms - tolerance_ms
    on_time = Outcome.AIRED if late <= tolerance_ms else Outcome.LATE
    outcome = on_time if whole else Outcome.CUT
    numbers = (begun.n, end.n) if begun else (end.n,)
    return ItemOutcome(item, outcome, None, started, min(end.ms, item.ms), late, numbers)


def _reason(entry: Entry) -> Missed:
    try:
        return Missed(str(entry.get("reason")))
    except ValueError:
        return Missed.NO_REPORT  # a word that this version cannot read reports nothing


def _silent(item: Item, begun: Entry | None, ledger: _Ledger, rules: _Rules) -> ItemOutcome:
    """Return the outcome of an item whose end, or all, the ledger does not tell."""
    if rules.now < item.ends:
        return ItemOutcome(item, Outcome.PENDING)
    if ledger.around(item.ends)[1] is None:
        if rules.now < item.ends + rules.grace:
            return ItemOutcome(item, Outcome.PENDING, started_at=begun.at if begun else None)
        return ItemOutcome(item, Outcome.MISSED, Missed.NO_REPORT)
    if begun is not None:
        # Power failed in the middle: how much was heard nobody knows, so nothing counts.
        return ItemOutcome(item, Outcome.CUT, None, begun.at, 0, _late(item, begun), (begun.n,))
    return _unsaid(item, ledger)


def _unsaid(item: Item, ledger: _Ledger) -> ItemOutcome:
    """Read from its neighbours why a ledger that covers an item's time does not name it."""
    before, after = ledger.around(item.starts)
    proof = tuple(entry.n for entry in (before, after) if entry)
    if before is None or after is None or before.boot != after.boot:
        return ItemOutcome(item, Outcome.MISSED, Missed.OFF, proof=proof)
    if any(
        entry.clock is Clock.FLOOR
        for entry in ledger.entries
        if entry.boot == after.boot and before.n < entry.n < after.n
    ):
        return ItemOutcome(item, Outcome.MISSED, Missed.CLOCK, proof=proof)
    # It was on, knew the time, and had nothing to say about this item: it did not have it.
    return ItemOutcome(item, Outcome.MISSED, Missed.RUNDOWN, proof=proof)


def _late(item: Item, begun: Entry) -> int:
    return _behind(item, begun.at)


def _behind(item: Item, started: datetime) -> int:
    """Return how late a start was; a clock that is centuries off says no more than weeks."""
    return min(max((started - item.starts) // timedelta(milliseconds=1), 0), MOST_LATE_MS)


def _reckoned(end: Entry, item: Item) -> datetime:
    """Return when what ended began, whatever length a player claims and whenever it was."""
    try:
        return end.at - timedelta(milliseconds=min(end.ms, item.ms))
    except OverflowError:
        return end.at


def _unplanned(key: str, own: Sequence[Entry]) -> Unplanned:
    begun = next((e for e in own if e.event in BEGINS), None)
    heard = sum(e.ms for e in own if e.event in ENDS)
    return Unplanned(key, begun.at if begun else None, heard, tuple(e.n for e in own))
