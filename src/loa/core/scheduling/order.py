"""Order and times within a day: what is heard after what, and exactly when.

Within a block, first plays come before repetitions; among first plays, priority items
come first, then runs and make-goods, then standing items; among equals, topics alternate.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from loa.core.grid import SlotKind
from loa.core.scheduling.airtime import PAUSE_MS, Frame
from loa.core.words import Priority


@dataclass(eq=False, slots=True)
class Play:
    """One play of a unit on one day, in one block. Many are made: it equals itself only."""

    unit: int
    day: int
    index: int  # of the day within the unit's option
    play: int  # the n-th of the day, from 0
    block: int
    session: int
    ms: int
    rank: int
    topic: str
    message: str
    gap_ms: int
    order: str

    @property
    def key(self) -> tuple[str, int]:
        """Return what breaks ties."""
        return self.order, self.play


def rank_of(priority: Priority, home: SlotKind, every_days: int) -> int:
    """Return the place of a candidate in the order of a bulletin, lowest first."""
    if priority is Priority.PRIORITY:
        return 0
    return 2 if every_days or home is SlotKind.ROTATION else 1


def ordered(plays: Sequence[Play]) -> list[Play]:
    """Return one block's plays in the order in which they are heard."""
    if len(plays) <= 1:
        return list(plays)
    groups: dict[tuple[int, int], list[Play]] = {}
    heard: dict[str, int] = {}
    for play in sorted(plays, key=attrgetter("play", "order")):
        times = heard.get(play.message, 0)
        heard[play.message] = times + 1
        groups.setdefault((times, play.rank), []).append(play)
    result: list[Play] = []
    keys = sorted(groups)
    for n, key in enumerate(keys):
        follows = {p.topic for p in groups[keys[n + 1]]} if n + 1 < len(keys) else set()
        result += _alternate(groups[key], result[-1].topic if result else "", follows)
    return result


def _alternate(plays: list[Play], before: str, follows: set[str]) -> list[Play]:
    """Order plays so that as few neighbours as possible share a topic.

    The most frequent topic goes first, unless it was just heard; a lone topic with which
    the next group must begin is not kept for the end.
    """
    if len(plays) == 1:
        return plays
    left: dict[str, list[Play]] = {}
    for play in plays:
        left.setdefault(play.topic, []).append(play)
    doomed = next(iter(follows)) if len(follows) == 1 else None
    result: list[Play] = []
    last = before
    while left:
        topic = min(
            left,
            key=lambda t: (t == last and t != "", -len(left[t]), t != doomed, left[t][0].key),
        )
        result.append(left[topic].pop(0))
        if not left[topic]:
            del left[topic]
        last = topic
    return result


def timed(
    frame: Frame, plays: Iterable[Play], before: Mapping[str, int]
) -> list[tuple[int, Play]] | None:
    """Return (start, play) for a day's plays, or None when they do not fit their blocks.

    `before` holds when each message was last heard on earlier days, in milliseconds
    since the epoch.
    """
    by_block: dict[int, list[Play]] = {}
    for play in plays:
        by_block.setdefault(play.block, []).append(play)
    last = dict(before)
    result = []
    for number in sorted(by_block):
        block = frame.blocks[number]
        cursor = block.starts
        for play in ordered(by_block[number]):
            start = cursor
            if (heard := last.get(play.message)) is not None:
                start = max(start, heard + play.gap_ms)
            end = start + play.ms
            if end + PAUSE_MS > block.ends:
                return None
            result.append((start, play))
            last[play.message] = end
            cursor = end + PAUSE_MS
    return result
