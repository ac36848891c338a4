"""The best word of any player on each planned item, and whether it is news. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from operator import attrgetter
from zoneinfo import ZoneInfo

from loa.core.ledger import Entry
from loa.core.periods import DAY
from loa.core.reconcile import BEGINS, ItemOutcome, reconcile
from loa.core.rundown import Rundown
from loa.core.words import Clock, Outcome

HEARD_WHOLE = frozenset({Outcome.AIRED, Outcome.LATE})
RANK = {
    Outcome.AIRED: 4,
    Outcome.LATE: 3,
    Outcome.CUT: 2,
    Outcome.MISSED: 1,
    Outcome.PENDING: 0,
}
_AT = attrgetter("at")


@dataclass(frozen=True, slots=True)
class Known:
    """An outcome with the player whose ledger proves it; `proof` reads "key id:entry"."""

    outcome: ItemOutcome
    device: str = ""

    @property
    def proof(self) -> list[str]:
        """The ledger entries' names."""
        return [f"{self.device}:{n}" for n in self.outcome.proof]


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written of an item before."""

    outcome: str
    reason: str
    started_at: datetime | None
    heard_ms: int
    late_ms: int
    proof: Sequence[str]

    @property
    def whole(self) -> bool:
        """Whether it was heard whole."""
        return self.outcome in HEARD_WHOLE


@dataclass(frozen=True, slots=True)
class Ledger:
    """One player's entries in the order of their times, and where each item is spoken of."""

    entries: tuple[Entry, ...]
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Ledger":
        """Put entries in order."""
        ordered = tuple(sorted(entries, key=lambda e: (e.at, e.n)))
        places: dict[str, list[int]] = {}
        for place, entry in enumerate(ordered):
            if entry.item:
                places.setdefault(entry.item, []).append(place)
        return cls(ordered, places)

    def around(self, ids: Iterable[str], span: tuple[datetime, datetime]) -> list[Entry]:
        """Return the entries of a span, one trusted on either side, and all about some items."""
        entries = self.entries
        start = bisect_left(entries, span[0], key=_AT)
        while start > 0:
            start -= 1
            if entries[start].clock is not Clock.FLOOR:
                break
        end = bisect_left(entries, span[1], key=_AT)
        while end < len(entries):
            end += 1
            if entries[end - 1].clock is not Clock.FLOOR:
                break
        spoken = (place for item in ids for place in self.places.get(item, ()))
        outside = [entries[place] for place in spoken if not start <= place < end]
        return [*outside, *entries[start:end]]

    def begun(self) -> set[str]:
        """Return the ids of what was begun."""
        return {e.item for e in self.entries if e.item and e.event in BEGINS}


def span_of(rundown: Rundown, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the time that a rundown concerns: its day, and the night into which it runs."""
    starts = datetime.combine(rundown.day, time.min, zone)
    ends = max((item.ends for item in rundown.items), default=starts)
    return starts, max(ends, starts + DAY)


def around_days(days: Sequence[date], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the time in which entries about some days are looked for, the days in order."""
    start = datetime.combine(days[0], time.min, zone)
    return start, datetime.combine(days[-1] + 2 * DAY, time.min, zone)


def best_words(
    rundown: Rundown, ledgers: Mapping[str, Ledger], zone: ZoneInfo, now: datetime
) -> dict[str, Known]:
    """Return what became of each item by the best word of any player, by item id."""
    best: dict[str, Known] = {}
    ids = [item.id for item in rundown.items]
    span = span_of(rundown, zone)
    for device, ledger in ledgers.items() or {"": Ledger(())}.items():
        for outcome in reconcile(rundown, ledger.around(ids, span), now=now).outcomes:
            found = Known(outcome, device)
            if outcome.item.id not in best or _better(found, best[outcome.item.id]):
                best[outcome.item.id] = found
    return best


def _better(one: Known, other: Known) -> bool:
    ranks = RANK[one.outcome.outcome], RANK[other.outcome.outcome]
    return ranks[0] > ranks[1] or (
        ranks[0] == ranks[1] and one.outcome.heard_ms > other.outcome.heard_ms
    )


def nothing_new(old: Stored | None, one: Known) -> bool:
    """Whether nothing need be written: known already, or still pending and never written."""
    new = one.outcome
    if old is None:
        return new.outcome is Outcome.PENDING and new.started_at is None
    if old.whole and new.outcome in HEARD_WHOLE:
        return True  # one play, by the word that came first
    return old == Stored(
        new.outcome, new.reason or "", new.started_at, new.heard_ms, new.late_ms, one.proof
    )
