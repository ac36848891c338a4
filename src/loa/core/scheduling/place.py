"""Placing: which unit goes next, greedily, then mended where something was left out.

Greedy: priority units first, then begun runs and programmes, then whichever plan lags
furthest behind its fair share. When airtime runs short, other orders are tried and the
best result is mended: some units are taken off, one that was left out goes first, and the
rest look for a place again. All choices follow from digests, so that they repeat.
"""

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from zlib import crc32

from loa.core.scheduling import objective
from loa.core.scheduling.board import ANY_DAY, Board
from loa.core.scheduling.ground import Ground
from loa.core.scheduling.runs import Days, Unit
from loa.core.words import Priority

# Work spent on what does not fit, in units times days; more buys little (see bench/rundowns.py).
EFFORT = 3_000
STARTED, ROUTINE = 1, 2

Order = Callable[[Unit], tuple[object, ...]]


def arrange(
    units: Sequence[Unit], days: Days, entitled: Mapping[str, int], before: Mapping[str, int]
) -> Board:
    """Return the best arrangement found."""
    ground = Ground(units, days, entitled, before)
    best = Board(ground)
    left = fill(units, best, _soonest)
    if not left:
        return best
    steps = max(8, EFFORT // (len(units) * len(days.days)))
    orders = [_densest, _largest, *(_shuffled(n) for n in range(steps // 8))]
    for number, order in enumerate(orders):
        other = Board(ground)
        missing = fill(units, other, order, fair=number % 2 == 0)
        if other.points > best.points:
            best, left = other, missing
    _mend(best, left, steps)
    return best


def fill(units: Sequence[Unit], board: Board, order: Order, *, fair: bool = True) -> list[int]:
    """Place units greedily; return the numbers of those left out, in the order tried.

    Within a class, `order` decides; if fair, the plans take turns by their shares first.
    """
    classes = list(map(_class, units))
    urgent = [n for n, one in enumerate(classes) if one < ROUTINE]
    urgent.sort(key=lambda n: (classes[n], order(units[n])))
    left = [n for n in urgent if not board.put(n)]
    queues: dict[str, list[int]] = {}
    for n, one in enumerate(classes):
        if one == ROUTINE:
            queues.setdefault(units[n].candidate.plan if fair else "", []).append(n)
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


def _mend(board: Board, left: Sequence[int], steps: int) -> None:
    """Take some units off, put one that was left out first, and keep what is better."""
    units = board.ground.units
    for step in range(steps):
        if not left:
            return
        shuffle, dice = _shuffled(step), crc32(f"{step}".encode())
        number = left[dice % len(left)]
        bids = board.ground.bids[number]
        bid = bids[(dice >> 16) % len(bids)]
        wanted = set(bid.option.days)
        rivals = sorted(
            (n for n, p in board.placed.items() if not wanted.isdisjoint(p.option.days)),
            key=lambda n: shuffle(units[n]),
        )[: 1 + (dice >> 8) % 3]
        target = board.points
        stood = {rival: board.take(rival) for rival in rivals}
        board.packed = dice >> 24 & 1 == 1
        board.put_bid(number, bid)
        others = sorted({*rivals, *left}, key=lambda n: shuffle(units[n]))
        # What was left out had no room anywhere: it has none now but on the days made free.
        freed = sum({1 << day for placed in stood.values() for day in placed.option.days})
        within = dict.fromkeys(rivals, ANY_DAY)
        missing = [
            n
            for n in others
            if n not in board.placed and not board.put(n, within=within.get(n, freed))
        ]
        if board.points > target:
            left = missing
            continue
        for n in others:
            if n in board.placed:
                board.take(n)
        for rival, placed in stood.items():
            board.restore(rival, placed)


def _class(unit: Unit) -> int:
    if unit.candidate.priority is Priority.PRIORITY:
        return 0
    return STARTED if unit.options[0].started or unit.candidate.parts else ROUTINE


def _lag(board: Board, plan: str) -> float:
    entitled = board.ground.entitled.get(plan, 0)
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


def _shuffled(seed: int) -> Order:
    """Return an order that is arbitrary, and the same every time."""

    def order(unit: Unit) -> tuple[object, ...]:
        return (crc32(f"{seed}{unit.order}".encode()),)

    return order
