"""The ground of an arrangement: what each unit asks of its days, worked out once for all boards.

Many boards are tried for one problem, and a unit is tried on each of them many times over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from loa.core.scheduling import objective
from loa.core.scheduling.airtime import Frame, choices
from loa.core.scheduling.order import Play, rank_of
from loa.core.scheduling.runs import Days, Option, Unit
from loa.core.words import Priority


class Way(NamedTuple):
    """One choice of blocks for a day's plays."""

    rank: int
    cost: int
    blocks: tuple[int, ...]
    sessions: tuple[int, ...]
    apart: bool  # the plays keep their gap wherever in the blocks they stand
    spread: bool  # each has a session, and so a block, to itself


@dataclass(eq=False, slots=True)
class Stand:
    """One day of one option of a unit: how long its plays are, and where they may be heard."""

    unit: Unit
    number: int  # of the unit
    index: int  # of the day within the option
    day: int
    lengths: tuple[int, ...]
    ways: tuple[Sequence[Way], Sequence[Way]]  # by cost, and packed
    made: dict[tuple[int, ...], tuple[Play, ...]] = field(default_factory=dict)

    def plays(self, way: Way) -> tuple[Play, ...]:
        """Return the plays in these blocks."""
        if (known := self.made.get(way.blocks)) is None:
            candidate = self.unit.candidate
            rank = rank_of(candidate.priority, candidate.home, candidate.every_days)
            known = self.made[way.blocks] = tuple(
                Play(
                    self.number, self.day, self.index, play, block, session, ms, rank,
                    candidate.topic, candidate.message, candidate.gap_s * 1000, self.unit.order,
                )
                for play, (block, session, ms) in enumerate(
                    zip(way.blocks, way.sessions, self.lengths, strict=True)
                )
            )  # fmt: skip
        return known


@dataclass(eq=False, slots=True)
class Bid:
    """One option of a unit: what it needs of each of its days, and what it is worth."""

    option: Option
    needs: tuple[tuple[int, int], ...]  # day, milliseconds
    worth: int
    lengths: tuple[tuple[int, ...], ...]  # of the plays, by day
    days: int  # one bit for each of its days
    stands: tuple[Stand, ...] = ()  # once they are asked for: most bids fail by their needs


class Ground:
    """The units of a problem and their days; `entitled` and `before` as the objective has them."""

    def __init__(
        self,
        units: Sequence[Unit],
        days: Days,
        entitled: Mapping[str, int],
        before: Mapping[str, int],
    ) -> None:
        self.units, self.days, self.entitled, self.before = units, days, entitled, before
        self.bids = [[_bid(unit, option, days) for option in unit.options] for unit in units]
        # Of each day: the room of its blocks and of its sessions, and what it holds in all.
        self.empty = [([b.ms for b in f.blocks], list(f.caps), f.day_cap) for f in days.frames]
        # The plan whose share a unit uses up; none for what has priority.
        self.shares = [
            "" if unit.candidate.priority is Priority.PRIORITY else unit.candidate.plan
            for unit in units
        ]
        self._ways: dict[tuple[object, ...], tuple[Sequence[Way], Sequence[Way]]] = {}

    def stands(self, number: int, bid: Bid) -> tuple[Stand, ...]:
        """Return the days of a unit's bid."""
        if not bid.stands:
            unit = self.units[number]
            bid.stands = tuple(
                Stand(unit, number, index, day, lengths, self._ways_on(unit, day))
                for index, (day, lengths) in enumerate(
                    zip(bid.option.days, bid.lengths, strict=True)
                )
            )
        return bid.stands

    def _ways_on(self, unit: Unit, day: int) -> tuple[Sequence[Way], Sequence[Way]]:
        candidate, opened = unit.candidate, unit.opened[day]
        key = (day, candidate.home, candidate.times_a_day, candidate.gap_s, opened)
        if (known := self._ways.get(key)) is None:
            frame, allowed = self.days.frames[day], frozenset(opened)
            known = self._ways[key] = (
                _ways(unit, frame, allowed, packed=False),
                _ways(unit, frame, allowed, packed=True),
            )
        return known


def _bid(unit: Unit, option: Option, days: Days) -> Bid:
    times, voices = unit.candidate.times_a_day, unit.voices
    bits = 0
    for day in option.days:
        bits |= 1 << day
    lengths: tuple[tuple[int, ...], ...]
    if len(voices) == 1:
        ms = voices[0][2]
        lengths = ((ms,) * times,) * len(option.days)
        needs = tuple([(day, ms * times) for day in option.days])
    else:
        lengths = tuple(
            [
                tuple([unit.voice(days.days[day], option, n, play)[2] for play in range(times)])
                for n, day in enumerate(option.days)
            ]
        )
        needs = tuple(zip(option.days, map(sum, lengths), strict=True))
    return Bid(option, needs, objective.worth(unit.candidate, option), lengths, bits)


def _ways(unit: Unit, frame: Frame, allowed: frozenset[int], *, packed: bool) -> Sequence[Way]:
    candidate, blocks, found = unit.candidate, frame.blocks, []
    gap_ms = candidate.gap_s * 1000
    sessions = [block.session for block in blocks]
    for rank, cost, combo in choices(
        frame.shape, candidate.home, candidate.times_a_day, packed=packed
    ):
        if allowed.issuperset(combo):
            where = tuple([sessions[b] for b in combo])
            apart = all(blocks[b].starts - blocks[a].ends >= gap_ms for a, b in pairwise(combo))
            found.append(Way(rank, cost, combo, where, apart, len(set(where)) == len(where)))
    return found
