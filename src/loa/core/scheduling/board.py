"""The board: some days, everything placed on them, and what is left of each.

It knows whether one more unit fits and where it fits best; which unit to try next is
decided in `place`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loa.core.scheduling import objective
from loa.core.scheduling.airtime import PAUSE_MS
from loa.core.scheduling.ground import Bid, Ground, Stand, Way
from loa.core.scheduling.order import Play, timed
from loa.core.scheduling.runs import Option

ANY_DAY = -1
Rated = tuple[int, int, int, int, Way]  # rank, same topics, room, cost
Found = tuple[int, tuple[Play, ...], bool]  # cost, plays, whether their times had to be worked out


@dataclass(slots=True)
class DayState:
    """What is left of one day, and what stands on it."""

    free: list[int]  # by block
    sessions: list[int]  # by session
    topics: list[dict[str, int]]  # by block
    plays: dict[Play, None] = field(default_factory=dict)  # in the order of placing
    messages: dict[str, int] = field(default_factory=dict)
    tight: int = 0  # units whose repetitions stand close: times must be worked out


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit's option, its plays, and what they are worth before shares."""

    option: Option
    plays: tuple[Play, ...]
    points: int
    tight: tuple[int, ...]  # days
    ms: int  # of all plays


@dataclass(slots=True)
class Board:
    """Some days and everything placed on them."""

    ground: Ground
    state: list[DayState] = field(default_factory=list)
    left: list[int] = field(default_factory=list)  # own content that a day still holds, in ms
    placed: dict[int, Placed] = field(default_factory=dict)
    worth: int = 0  # of what is placed
    aired: Counter[str] = field(default_factory=Counter)
    packed: bool = False  # prefer a day's plays in one session

    def __post_init__(self) -> None:
        for free, caps, day_cap in self.ground.empty:
            self.state.append(DayState(free.copy(), caps.copy(), [{} for _ in free]))
            self.left.append(day_cap)

    @property
    def points(self) -> int:
        """What stands on the board is worth, echoes apart."""
        return self.worth + objective.share_points(self.aired, self.ground.entitled)

    def put(self, number: int, *, within: int = ANY_DAY) -> bool:
        """Place a unit by its first option that has room; say whether one had.

        `within` are days as `Bid.days` has them: other options are not looked at.
        """
        left = self.left
        for bid in self.ground.bids[number]:
            if bid.days & within:
                for day, need in bid.needs:  # most options fail here
                    if need > left[day]:
                        break
                else:
                    if self.put_bid(number, bid):
                        return True
        return False

    def put_bid(self, number: int, bid: Bid) -> bool:
        """Place a unit on the days of an option, all or none."""
        if any(need > self.left[day] for day, need in bid.needs):
            return False
        plays: tuple[Play, ...] = ()
        cost = 0
        tight: tuple[int, ...] = ()
        for stand in self.ground.stands(number, bid):
            found = self._day(stand)
            if found is None:
                return False
            cost += found[0]
            plays += found[1]
            if found[2]:
                tight = (*tight, stand.day)
        ms = sum([need for _day, need in bid.needs])
        self.restore(number, Placed(bid.option, plays, bid.worth - cost, tight, ms))
        return True

    def take(self, number: int) -> Placed:
        """Remove a unit and return how it stood, for `restore`."""
        placed = self.placed.pop(number)
        self.worth -= placed.points
        self._drop(placed.plays)
        for day in placed.tight:
            self.state[day].tight -= 1
        if share := self.ground.shares[number]:
            self.aired[share] -= placed.ms
        return placed

    def restore(self, number: int, placed: Placed) -> None:
        """Put a unit down exactly as it stood."""
        self.worth += placed.points
        self._add(placed.plays)
        for day in placed.tight:
            self.state[day].tight += 1
        self.placed[number] = placed
        if share := self.ground.shares[number]:
            self.aired[share] += placed.ms

    def times(self, day: int, more: Iterable[Play] = ()) -> list[tuple[int, Play]] | None:
        """Return the day's starts, or None when its repetitions cannot keep their gap."""
        before = self.ground.before if day == 0 else {}
        return timed(self.ground.days.frames[day], (*self.state[day].plays, *more), before)

    def _day(self, stand: Stand) -> Found | None:
        """Return where one day's plays would stand; None when there is no room."""
        state, candidate, lengths = self.state[stand.day], stand.unit.candidate, stand.lengths
        free, sessions, topic = state.free, state.sessions, candidate.topic
        shared = state.tight or state.messages.get(candidate.message)
        shared = shared or (stand.day == 0 and candidate.message in self.ground.before)
        best: Rated | None = None
        loose: list[Way] = []
        for way in stand.ways[self.packed]:
            rank, cost, blocks, where, apart, spread = way
            if best is not None and rank > best[0]:
                break
            for block, session, ms in zip(blocks, where, lengths, strict=True):
                if ms + PAUSE_MS > free[block] or ms > sessions[session]:
                    break
            else:
                if not (spread or _room(state, way, lengths)):
                    continue
                if shared or not apart:
                    loose.append(way)
                    continue
                same = sum([state.topics[block].get(topic, 0) for block in blocks])
                room = min([sessions[session] for session in where])
                rated = (rank, same, -room, cost, way)
                best = rated if best is None or rated < best else best
        if loose and (found := self._close(stand, loose, best)):
            return found
        return None if best is None else (best[3], stand.plays(best[4]), False)

    def _close(self, stand: Stand, loose: Sequence[Way], best: Rated | None) -> Found | None:
        """Try choices whose repetitions stand close, by working out the day's times."""
        for way in loose:
            if best is not None and way.rank >= best[0]:
                return None
            plays = stand.plays(way)
            if self.times(stand.day, plays) is not None:
                return way.cost, plays, True
        return None

    def _add(self, plays: Iterable[Play]) -> None:
        for play in plays:
            state, ms, block = self.state[play.day], play.ms, play.block
            state.free[block] -= ms + PAUSE_MS
            state.sessions[play.session] -= ms
            self.left[play.day] -= ms
            state.plays[play] = None
            topics, messages = state.topics[block], state.messages
            topics[play.topic] = topics.get(play.topic, 0) + 1
            messages[play.message] = messages.get(play.message, 0) + 1

    def _drop(self, plays: Iterable[Play]) -> None:
        for play in plays:
            state, ms, block = self.state[play.day], play.ms, play.block
            state.free[block] += ms + PAUSE_MS
            state.sessions[play.session] += ms
            self.left[play.day] += ms
            del state.plays[play]
            state.topics[block][play.topic] -= 1
            state.messages[play.message] -= 1


def _room(state: DayState, way: Way, lengths: Sequence[int]) -> bool:
    """Whether plays that share blocks or sessions fit there together."""
    need: dict[int, int] = {}
    session: dict[int, int] = {}
    for block, where, ms in zip(way.blocks, way.sessions, lengths, strict=True):
        need[block] = need.get(block, 0) + ms + PAUSE_MS
        session[where] = session.get(where, 0) + ms
    return all(ms <= state.free[b] for b, ms in need.items()) and all(
        ms <= state.sessions[s] for s, ms in session.items()
    )
