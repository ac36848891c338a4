"""A day on the air as the control room sees it: squares, lines, sums. Pure.

A square is one planned item; its mark says what is known of it at `now`. A line is one
station with its squares in order. Instants are aware; lengths are milliseconds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from loa.core.rundown import Item
from loa.core.words import Kind, Outcome, Priority

# A report that is under way is no silence: players report at least this often.
REPORT_WITHIN = timedelta(minutes=10)
ROUND_THE_CLOCK = timedelta(days=1)
MOST_SQUARES = 48
BEFORE_NOW, AFTER_NOW = 30, 12


class Mark(StrEnum):
    """What is known of one planned item."""

    AIRED = "aired"
    LATE = "late"
    CUT = "cut"
    MISSED = "missed"
    UNHEARD_OF = "unheard-of"  # over, and nothing has come back in time
    AWAITED = "awaited"  # just over, its report is under way
    UNTICKED = "unticked"  # fed by hand, and the slip has not come back
    ON_AIR = "on-air"
    UPCOMING = "upcoming"


class Status(StrEnum):
    """How a station stands now."""

    ON_TIME = "on-time"
    SILENT = "silent"
    WAITING = "waiting"  # nothing was due yet today
    BY_HAND = "by-hand"  # fed from a stick: what was aired is ticked on paper


@dataclass(frozen=True, slots=True)
class Known:
    """What has come back about one item."""

    outcome: Outcome
    reason: str = ""
    started_at: datetime | None = None
    heard_ms: int = 0
    late_ms: int = 0


@dataclass(frozen=True, slots=True)
class Square:
    """One planned item with its mark."""

    item: Item
    mark: Mark
    known: Known | None = None

    @property
    def relay(self) -> bool:
        return self.item.kind is Kind.RELAY

    @property
    def counts(self) -> bool:
        """Whether it is a play: signature sounds and relays are heard, and no plays."""
        return self.item.kind is Kind.MESSAGE


@dataclass(frozen=True, slots=True)
class Line:
    """One station's day."""

    key: str
    name: str
    unit_code: str
    status: Status
    squares: tuple[Square, ...]
    silent_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """The day in figures; of `planned` plays the time of `due` has come."""

    stations: int = 0
    on_time: int = 0
    silent: int = 0
    waiting: int = 0
    by_hand: int = 0
    plays: int = 0
    due: int = 0
    planned: int = 0
    heard_ms: int = 0
    outside_hours: int = 0

    @property
    def minutes(self) -> int:
        return round(self.heard_ms / 60_000)


FROM_OUTCOME = {
    Outcome.AIRED: Mark.AIRED,
    Outcome.LATE: Mark.LATE,
    Outcome.CUT: Mark.CUT,
    Outcome.MISSED: Mark.MISSED,
}
PROVEN = frozenset({Mark.AIRED, Mark.LATE})
AHEAD = frozenset({Mark.UPCOMING, Mark.ON_AIR, Mark.AWAITED, Mark.UNTICKED})


def mark(item: Item, known: Known | None, *, now: datetime, by_hand: bool = False) -> Mark:
    """Say what is known of an item; what is proven stands before what the clock says."""
    if known is not None and known.outcome in FROM_OUTCOME:
        return FROM_OUTCOME[known.outcome]
    if now < item.starts:
        return Mark.UPCOMING
    if by_hand:
        return Mark.UNTICKED
    if now < item.ends:
        return Mark.ON_AIR
    return Mark.AWAITED if now < item.ends + REPORT_WITHIN else Mark.UNHEARD_OF


def line(
    *,
    key: str,
    name: str,
    unit_code: str,
    items: Iterable[Item],
    known: Mapping[str, Known],
    last_heard: datetime | None,
    by_hand: bool,
    now: datetime,
) -> Line:
    """Lay a station's day out. `last_heard`: when its player last said anything at all."""
    squares = tuple(
        Square(item, mark(item, known.get(item.id), now=now, by_hand=by_hand), known.get(item.id))
        for item in items
    )
    since = None if by_hand else silent_since(squares, last_heard, now=now)
    if by_hand:
        status = Status.BY_HAND
    elif since is not None:
        status = Status.SILENT
    elif any(square.mark is not Mark.UPCOMING for square in squares):
        status = Status.ON_TIME
    else:
        status = Status.WAITING
    return Line(key, name, unit_code, status, squares, since)


def silent_since(
    squares: Sequence[Square], last_heard: datetime | None, *, now: datetime
) -> datetime | None:
    """Return since when a station says nothing; None when it speaks, or nothing was due.

    A player that spoke lately is not silent, whatever is still to come back. One that did
    not is silent from its last word on; before any word, from the first item unheard of.
    """
    if last_heard is not None:
        return None if now < last_heard + REPORT_WITHIN else last_heard
    unheard = [s for s in squares if s.mark is Mark.UNHEARD_OF]
    proven = [s for s in squares if s.mark in FROM_OUTCOME.values()]
    if not unheard or (proven and proven[-1].item.starts > unheard[-1].item.starts):
        return None
    after = proven[-1].item.starts if proven else None
    return next(s.item.starts for s in unheard if after is None or s.item.starts > after)


def sums(
    lines: Iterable[Line], open_hours: Mapping[str, Sequence[tuple[datetime, datetime]]]
) -> Sums:
    """Sum a day up; `open_hours` are each station's spans in which it may be heard."""
    stations: Counter[Status] = Counter()
    plays = due = planned = heard_ms = outside_hours = 0
    for one in lines:  # once over every square: a province has ten thousand
        stations[one.status] += 1
        spans = open_hours.get(one.key)
        for square in one.squares:
            if square.counts:
                planned += 1
                plays += square.mark in PROVEN
                due += square.mark not in AHEAD
            if square.known is not None:
                heard_ms += square.known.heard_ms
                outside_hours += outside(square, spans)
    return Sums(
        stations=stations.total(),
        on_time=stations[Status.ON_TIME],
        silent=stations[Status.SILENT],
        waiting=stations[Status.WAITING],
        by_hand=stations[Status.BY_HAND],
        plays=plays,
        due=due,
        planned=planned,
        heard_ms=heard_ms,
        outside_hours=outside_hours,
    )


def outside(square: Square, spans: Sequence[tuple[datetime, datetime]] | None) -> bool:
    """Whether an item was heard outside its station's hours; unknown hours accuse nobody."""
    known = square.known
    if spans is None or known is None or known.started_at is None or not known.heard_ms:
        return False
    if square.item.priority is Priority.EMERGENCY:
        return False
    ends = known.started_at + timedelta(milliseconds=known.heard_ms)
    return not any(opens <= known.started_at and ends <= closes for opens, closes in spans)


def merged(spans: Iterable[tuple[datetime, datetime]]) -> tuple[tuple[datetime, datetime], ...]:
    """Join spans that touch or overlap."""
    joined: list[tuple[datetime, datetime]] = []
    for opens, closes in sorted(spans):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nobody with sessions may be heard now: how many stations, and when the first opens.

    `round_the_clock` stations have no sessions to wait for, and go on meanwhile.
    """

    stations: int
    until: datetime
    round_the_clock: int = 0


def quiet(hours: Iterable[Sequence[tuple[datetime, datetime]]], *, now: datetime) -> Quiet | None:
    """Say that it is quiet; None while some station's session runs, or when none will."""
    known = [station for station in hours if station]
    always = [s for s in known if any(o <= now < c and c - o >= ROUND_THE_CLOCK for o, c in s)]
    others = [station for station in known if station not in always]
    spans = [span for station in others for span in station]
    if any(opens <= now < closes for opens, closes in spans):
        return None
    ahead = [opens for opens, _closes in spans if opens > now]
    return Quiet(len(others), min(ahead), len(always)) if ahead else None


@dataclass(frozen=True, slots=True)
class Shown:
    """The squares that fit on a line, and how many stand before and after them."""

    before: int
    squares: tuple[Square, ...]
    after: int


def fitted(squares: Sequence[Square], *, now: datetime) -> Shown:
    """Return all squares, or of a day that is too full those around now."""
    if len(squares) <= MOST_SQUARES:
        return Shown(0, tuple(squares), 0)
    place = sum(square.item.starts <= now for square in squares)
    first = max(0, min(place - BEFORE_NOW, len(squares) - BEFORE_NOW - AFTER_NOW))
    last = first + BEFORE_NOW + AFTER_NOW
    return Shown(first, tuple(squares[first:last]), len(squares) - last)


def sessions(squares: Sequence[Square], *, gap: timedelta) -> list[tuple[Square, ...]]:
    """Part a day's squares where more than `gap` lies between them: morning, evening."""
    parts: list[list[Square]] = []
    for square in squares:
        if parts and square.item.starts - parts[-1][-1].item.ends <= gap:
            parts[-1].append(square)
        else:
            parts.append([square])
    return [tuple(part) for part in parts]
