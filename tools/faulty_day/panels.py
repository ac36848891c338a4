"""Panels: a stretch of the day with its axis, and what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Piece:
    """[starts, ends) on `share` of an axis; a `squeezed` one is marked as not to scale."""

    starts: datetime
    ends: datetime
    share: float
    squeezed: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """Where moments stand between `left` and `right`."""

    pieces: Sequence[Piece]
    left: float
    right: float

    def edges(self) -> list[tuple[Piece, float, float]]:
        """Return each piece with its ends."""
        total, x, found = sum(p.share for p in self.pieces), self.left, []
        for piece in self.pieces:
            end = x + piece.share / total * (self.right - self.left)
            found.append((piece, x, end))
            x = end
        return found

    def x(self, moment: datetime) -> float:
        """Return a moment's place; outside, as if the nearest piece went on."""
        edges = self.edges()
        for piece, left, right in edges:
            if moment < piece.ends or piece is edges[-1][0]:
                part = (moment - piece.starts) / (piece.ends - piece.starts)
                return left + part * (right - left)
        raise AssertionError

    def holds(self, moment: datetime) -> bool:
        return self.pieces[0].starts <= moment < self.pieces[-1].ends

    def touches(self, starts: datetime, ends: datetime) -> bool:
        return starts < self.pieces[-1].ends and self.pieces[0].starts < ends

    def minutes(self, every: int) -> list[datetime]:
        """Return the full minutes to be written, none inside what is squeezed."""
        found = []
        for piece in self.pieces:
            moment = piece.starts.replace(minute=piece.starts.minute // every * every, second=0)
            while moment <= piece.ends:
                if not piece.squeezed and piece.starts <= moment:
                    found.append(moment)
                moment += timedelta(minutes=every)
        return sorted(set(found))


@dataclass(slots=True)
class Flag:
    """A text at a tick; `lane` is found so that texts and leaders do not cross."""

    x: float
    text: str
    wide: float
    lane: int = 0
    flipped: bool = False


def hang(flags: list[Flag], ticks: Sequence[float], right: float) -> int:
    """Give each flag a lane, the rightmost first; return how many lanes there are.

    The first lane belongs to the ticks: a text that would run over one hangs lower. Those
    that hang to the left come last and lowest, below all leaders.
    """
    taken: list[list[tuple[float, float]]] = [[]]
    for flag in flags:
        flag.flipped = flag.x + flag.wide > right
    for flag in sorted(flags, key=lambda f: (f.flipped, -f.x)):
        span = (flag.x - flag.wide, flag.x) if flag.flipped else (flag.x, flag.x + flag.wide)
        flag.lane = int(any(span[0] < x < span[1] and x != flag.x for x in ticks))
        if flag.flipped:
            inside = (f.lane + 1 for f in flags if f is not flag and span[0] <= f.x <= span[1])
            flag.lane = max(flag.lane, max(inside, default=0))
        while flag.lane < len(taken) and any(
            a < span[1] and span[0] < b for a, b in taken[flag.lane]
        ):
            flag.lane += 1
        while flag.lane >= len(taken):
            taken.append([])
        taken[flag.lane].append(span)
    return len(taken)
