"""Placing: units into blocks, greedily, then mended where something was left out.

Greedy: priority units first, then begun runs, then whichever plan lags furthest behind
its fair share. When airtime runs short, several orders are tried and the best is mended
by exchanges: a unit left out may push out units of less worth, which then look for
another place.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import pairwise

from loa.core.scheduling import objective
from loa.core.scheduling.airtime import PAUSE_MS, Frame, choices
from loa.core.scheduling.order import Play, rank_of, timed
from loa.core.scheduling.runs import Days, Option, Unit, open_blocks
from loa.core.words import Priority

MAX_EXCHANGES = 400  # tried per request: keeps the cost of a hopeless day bounded

Order = Callable[[Unit], tuple[object, ...]]


@dataclass(slots=True)
class DayState:
    """What is left of one day, and what stands on it."""

    free: list[int]  # by block
    sessions: list[int]  # by session
    left: int
    plays: list[Play] = field(default_factory=list)
    topics: list[Counter[str]] = field(default_factory=list)
    messages: Counter[str] = field(default_factory=Counter)
    tight: int = 0  # units whose repetitions stand close: times must be worked out


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit's option, its plays, and what they are worth before shares."""

    option: Option
    plays: tuple[Play, ...]
    points: int
    tight: frozenset[int]  # days


@dataclass(slots=True)
class Board:
    """Some days and everything placed on them."""

    units: Sequence[Unit]
    days: Days
    entitled: Mapping[str, int]
    before: Mapping[str, int]
    state: list[DayState] = field(default_factory=list)
    placed: dict[int, Placed] = field(default_factory=dict)
    aired: Counter[str] = field(default_factory=Counter)
    open_memo: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for frame in self.days.frames:
            self.state.append(
                DayState(
                    [block.ms for block in frame.blocks],
                    list(frame.caps),
                    frame.day_cap,
                    topics=[Counter() for _ in frame.blocks],
                )
            )

    @property
    def points(self) -> int:
        """What stands on the board is worth, echoes apart."""
        return sum(p.points for p in self.placed.values()) + objective.share_points(
            self.aired, self.entitled
        )

    def put(self, number: int) -> bool:
        """Place a unit by its first option that has room; say whether one had."""
        unit = self.units[number]
        return any(self.put_option(number, unit, option) for option in unit.options)

    def put_option(self, number: int, unit: Unit, option: Option) -> bool:
        """Place a unit on the days of an option, all or none."""
        plays: list[Play] = []
        cost = 0
        tight: set[int] = set()
        for index, day in enumerate(option.days):
            found = self._day(number, unit, option, index, day)
            if found is None:
                self._drop(plays, frozenset(tight))
                return False
            cost += found[0]
            plays += found[1]
            if found[2]:
                tight.add(day)
        points = objective.worth(unit.candidate, option) - cost
        self.placed[number] = Placed(option, tuple(plays), points, frozenset(tight))
        if unit.candidate.priority is not Priority.PRIORITY:
            self.aired[unit.candidate.plan] += sum(play.ms for play in plays)
        return True

    def take(self, number: int) -> Placed:
        """Remove a unit and return how it stood, for `restore`."""
        placed = self.placed.pop(number)
        self._drop(placed.plays, placed.tight)
        candidate = self.units[number].candidate
        if candidate.priority is not Priority.PRIORITY:
            self.aired[candidate.plan] -= sum(play.ms for play in placed.plays)
        return placed

    def restore(self, number: int, placed: Placed) -> None:
        """Put a unit back exactly as it stood."""
        for play in placed.plays:
            self._add(play)
        for day in placed.tight:
            self.state[day].tight += 1
        self.placed[number] = placed
        candidate = self.units[number].candidate
        if candidate.priority is not Priority.PRIORITY:
            self.aired[candidate.plan] += sum(play.ms for play in placed.plays)

    def times(self, day: int) -> list[tuple[int, Play]] | None:
        """Return the day's starts, or None when its repetitions cannot keep their gap."""
        before = self.before if day == 0 else {}
        return timed(self.days.frames[day], self.state[day].plays, before)

    def _open(self, unit: Unit, day: int) -> frozenset[int]:
        key = (unit.number, day)
        if (known := self.open_memo.get(key)) is None:
            frame = self.days.frames[day]
            known = frozenset(open_blocks(unit.candidate, frame, self.days))
            self.open_memo[key] = known
        return known

    def _day(
        self, number: int, unit: Unit, option: Option, index: int, day: int
    ) -> tuple[int, list[Play], bool] | None:
        """Place one day's plays; return (cost, plays, tight), or None when there is no room."""
        candidate, frame, state = unit.candidate, self.days.frames[day], self.state[day]
        times = candidate.times_a_day
        lengths = [unit.voice(frame.day, option, index, k)[2] for k in range(times)]
        if sum(lengths) > state.left:
            return None
        allowed = self._open(unit, day)
        best: tuple[int, int, int, tuple[int, ...]] | None = None
        loose: list[tuple[int, tuple[int, ...]]] = []
        shared = state.messages[candidate.message] or state.tight
        shared = shared or (day == 0 and candidate.message in self.before)
        for cost, combo in choices(frame.blocks, candidate.home, times):
            if best is not None and cost > best[0]:
                break
            if not allowed.issuperset(combo) or not self._room(state, frame, combo, lengths):
                continue
            if shared or not _apart(frame, combo, candidate.gap_s * 1000):
                loose.append((cost, combo))
                continue
            same = sum(state.topics[b][candidate.topic] for b in combo)
            room = min(state.sessions[frame.blocks[b].session] for b in combo)
            rated = (cost, same, -room, combo)
            best = rated if best is None or rated < best else best
        make = _maker(number, unit, index, day, lengths)
        close = next((c for c in loose if best is None or c[0] < best[0]), None)
        if close is not None and (found := self._close(state, day, make, loose, best)):
            return found
        if best is None:
            return None
        plays = make(best[3])
        for play in plays:
            self._add(play)
        return best[0], plays, False

    def _close(
        self,
        state: DayState,
        day: int,
        make: Callable[[tuple[int, ...]], list[Play]],
        loose: Sequence[tuple[int, tuple[int, ...]]],
        best: tuple[int, int, int, tuple[int, ...]] | None,
    ) -> tuple[int, list[Play], bool] | None:
        """Try choices whose repetitions stand close, by working out the day's times."""
        for cost, combo in loose:
            if best is not None and cost >= best[0]:
                return None
            plays = make(combo)
            for play in plays:
                self._add(play)
            if self.times(day) is not None:
                state.tight += 1
                return cost, plays, True
            self._drop(plays, frozenset())
        return None

    @staticmethod
    def _room(
        state: DayState, frame: Frame, combo: tuple[int, ...], lengths: Sequence[int]
    ) -> bool:
        need: dict[int, int] = {}
        session: dict[int, int] = {}
        for block, ms in zip(combo, lengths, strict=True):
            need[block] = need.get(block, 0) + ms + PAUSE_MS
            number = frame.blocks[block].session
            session[number] = session.get(number, 0) + ms
        return all(ms <= state.free[b] for b, ms in need.items()) and all(
            ms <= state.sessions[s] for s, ms in session.items()
        )

    def _add(self, play: Play) -> None:
        state = self.state[play.day]
        state.free[play.block] -= play.ms + PAUSE_MS
        state.sessions[self.days.frames[play.day].blocks[play.block].session] -= play.ms
        state.left -= play.ms
        state.plays.append(play)
        state.topics[play.block][play.topic] += 1
        state.messages[play.message] += 1

    def _drop(self, plays: Sequence[Play], tight: frozenset[int]) -> None:
        for play in plays:
            state = self.state[play.day]
            state.free[play.block] += play.ms + PAUSE_MS
            state.sessions[self.days.frames[play.day].blocks[play.block].session] += play.ms
            state.left += play.ms
            state.plays.remove(play)
            state.topics[play.block][play.topic] -= 1
            state.messages[play.message] -= 1
        for day in tight:
            self.state[day].tight -= 1


def fill(units: Sequence[Unit], board: Board, order: Order) -> list[int]:
    """Place units greedily; return the numbers of those left out, in the order tried."""
    urgent = [n for n, unit in enumerate(units) if _class(unit) < ROUTINE]
    urgent.sort(key=lambda n: (_class(units[n]), order(units[n])))
    left = [n for n in urgent if not board.put(n)]
    queues: dict[str, list[int]] = {}
    for n, unit in enumerate(units):
        if _class(unit) == ROUTINE:
            queues.setdefault(unit.candidate.plan, []).append(n)
    for queue in queues.values():
        queue.sort(key=lambda n: order(units[n]), reverse=True)
    # The plan that lags furthest behind its share goes next.
    heap = [(_lag(board, plan), plan) for plan in queues]
    heapify(heap)
    while heap:
        _, plan = heappop(heap)
        n = queues[plan].pop()
        if not board.put(n):
            left.append(n)
        if queues[plan]:
            heappush(heap, (_lag(board, plan), plan))
    return left


def arrange(
    units: Sequence[Unit], days: Days, entitled: Mapping[str, int], before: Mapping[str, int]
) -> Board:
    """Return the best arrangement found."""
    best = Board(units, days, entitled, before)
    left = fill(units, best, _soonest)
    if not left:
        return best
    for order in (_densest, _largest):
        other = Board(units, days, entitled, before, open_memo=best.open_memo)
        missing = fill(units, other, order)
        if other.points > best.points:
            best, left = other, missing
    _exchange(best, left)
    return best


def _exchange(board: Board, left: Sequence[int]) -> None:
    """Try to place what was left out at the cost of something worth less."""
    tries = MAX_EXCHANGES
    waiting = sorted(left, key=lambda n: -_value(board.units[n]))
    for n in waiting:
        unit = board.units[n]
        for option in unit.options:
            if tries <= 0:
                return
            if board.put_option(n, unit, option):
                break
            spent, done = _make_room(board, n, option, tries)
            tries -= spent
            if done:
                break


def _make_room(board: Board, number: int, option: Option, tries: int) -> tuple[int, bool]:
    """Take one unit out of the way; return (tries spent, whether the board became better)."""
    unit, target = board.units[number], board.points
    days = set(option.days)
    rivals = sorted(
        (n for n, p in board.placed.items() if days.intersection(p.option.days)),
        key=lambda n: (board.placed[n].points, board.units[n].order),
    )
    spent = 0
    for rival in rivals:
        if spent >= tries:
            break
        spent += 1
        stood = board.take(rival)
        if board.put_option(number, unit, option):
            board.put(rival)
            if board.points > target:
                return spent, True
            if rival in board.placed:
                board.take(rival)
            board.take(number)
        board.restore(rival, stood)
    return spent, False


STARTED, ROUTINE = 1, 2


def _class(unit: Unit) -> int:
    if unit.candidate.priority is Priority.PRIORITY:
        return 0
    return STARTED if unit.options[0].started else ROUTINE


def _lag(board: Board, plan: str) -> float:
    entitled = board.entitled.get(plan, 0)
    return board.aired[plan] / entitled if entitled else float("inf")


def _need(unit: Unit) -> int:
    days = len(unit.options[0].days)
    each = sum(v[2] for v in unit.voices) // len(unit.voices)
    return each * unit.candidate.times_a_day * days


def _value(unit: Unit) -> int:
    return objective.worth(unit.candidate, unit.options[0])


def _soonest(unit: Unit) -> tuple[object, ...]:
    """Put runs before single days, those with the fewest choices first."""
    return (
        unit.candidate.every_days > 0,
        len(unit.options),
        -unit.candidate.weight,
        unit.options[0].days[0],
        unit.order,
    )


def _densest(unit: Unit) -> tuple[object, ...]:
    """Most points a second first."""
    return (-_value(unit) * 1000 // max(_need(unit), 1), len(unit.options), unit.order)


def _largest(unit: Unit) -> tuple[object, ...]:
    """Put what needs most airtime first: the small fill what is left."""
    return (-_need(unit), len(unit.options), unit.order)


def _apart(frame: Frame, combo: tuple[int, ...], gap_ms: int) -> bool:
    """Whether plays in these blocks keep their gap wherever in the blocks they stand."""
    blocks = frame.blocks
    return all(blocks[b].starts - blocks[a].ends >= gap_ms for a, b in pairwise(combo))


def _maker(
    number: int, unit: Unit, index: int, day: int, lengths: Sequence[int]
) -> Callable[[tuple[int, ...]], list[Play]]:
    candidate = unit.candidate
    rank = rank_of(candidate.priority, candidate.home, candidate.every_days)

    def make(combo: tuple[int, ...]) -> list[Play]:
        return [
            Play(
                number, day, index, play, block, ms, rank, candidate.topic,
                candidate.message, candidate.gap_s * 1000, unit.order,
            )
            for play, (block, ms) in enumerate(zip(combo, lengths, strict=True))
        ]  # fmt: skip

    return make
