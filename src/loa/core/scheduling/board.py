"""The board: some days, everything placed on them, and what is left of each.

It knows whether one more unit fits and where it fits best; which unit to try next is
decided in `place`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loa.core.scheduling import objective
from loa.core.scheduling.airtime import PAUSE_MS, Frame, choices
from loa.core.scheduling.order import Play, rank_of, timed
from loa.core.scheduling.runs import Days, Option, Unit, open_blocks
from loa.core.words import Priority

Choice = tuple[int, int, tuple[int, ...]]  # rank, cost, blocks
Rated = tuple[int, int, int, int, tuple[int, ...]]  # rank, same topics, room, cost, blocks


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
    packed: bool = False  # prefer a day's plays in one session
    open_memo: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)
    length_memo: dict[tuple[int, int, int, int], tuple[int, ...]] = field(default_factory=dict)

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
        each = []
        for index, day in enumerate(option.days):  # most options fail here
            lengths = self._lengths(unit, option, index, day)
            if sum(lengths) > self.state[day].left:
                return False
            each.append(lengths)
        plays: list[Play] = []
        cost = 0
        tight: set[int] = set()
        for index, day in enumerate(option.days):
            found = self._day(number, unit, index, day, each[index])
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

    def _lengths(self, unit: Unit, option: Option, index: int, day: int) -> tuple[int, ...]:
        """Return how long each play of the option's index-th day is."""
        key = (unit.number, option.first, index, day)
        if (known := self.length_memo.get(key)) is None:
            on, times = self.days.frames[day].day, unit.candidate.times_a_day
            known = tuple(unit.voice(on, option, index, play)[2] for play in range(times))
            self.length_memo[key] = known
        return known

    def _day(
        self, number: int, unit: Unit, index: int, day: int, lengths: Sequence[int]
    ) -> tuple[int, list[Play], bool] | None:
        """Place one day's plays; return (cost, plays, tight), or None when there is no room."""
        candidate, frame, state = unit.candidate, self.days.frames[day], self.state[day]
        times = candidate.times_a_day
        if sum(lengths) > state.left:
            return None
        allowed = self._open(unit, day)
        best: Rated | None = None
        loose: list[Choice] = []
        shared = state.messages[candidate.message] or state.tight
        shared = shared or (day == 0 and candidate.message in self.before)
        for choice in choices(frame.blocks, candidate.home, times, packed=self.packed):
            rank, cost, combo = choice
            if best is not None and rank > best[0]:
                break
            if not allowed.issuperset(combo) or not self._room(state, frame, combo, lengths):
                continue
            if shared or not _apart(frame, combo, candidate.gap_s * 1000):
                loose.append(choice)
                continue
            same = sum(state.topics[b][candidate.topic] for b in combo)
            room = min(state.sessions[frame.blocks[b].session] for b in combo)
            rated = (rank, same, -room, cost, combo)
            best = rated if best is None or rated < best else best
        make = _maker(number, unit, index, day, lengths)
        if loose and (found := self._close(state, day, make, loose, best)):
            return found
        if best is None:
            return None
        plays = make(best[4])
        for play in plays:
            self._add(play)
        return best[3], plays, False

    def _close(
        self,
        state: DayState,
        day: int,
        make: Callable[[tuple[int, ...]], list[Play]],
        loose: Sequence[Choice],
        best: Rated | None,
    ) -> tuple[int, list[Play], bool] | None:
        """Try choices whose repetitions stand close, by working out the day's times."""
        for rank, cost, combo in loose:
            if best is not None and rank >= best[0]:
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
        for block, ms in zip(combo, lengths, strict=True):  # most fail, or hold, here
            if (
                ms + PAUSE_MS > state.free[block]
                or ms > state.sessions[frame.blocks[block].session]
            ):
                return False
        if len(combo) == 1:
            return True
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
