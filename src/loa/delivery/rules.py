"""Coverage: evidence against targets. Pure; the rollup in the database must equal it.

A figure keeps its grade; simulated evidence is never summed with real. Credit stops at
what was promised when units are compared, not when proof is counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from loa.core.periods import Days
from loa.core.words import Grade

Cell = tuple[str, str, str, str, bool]  # target, unit code, measure, grade, simulated


@dataclass(frozen=True, slots=True)
class Proof:
    """The parts of a piece of evidence that coverage counts."""

    target: str
    unit_code: str
    measure: str
    quantity: int
    grade: Grade
    simulated: bool = False


class Proven(NamedTuple):
    """Proven quantities of one measure, by grade."""

    by_grade: Mapping[Grade, int] = MappingProxyType({})

    @property
    def total(self) -> int:
        """The sum over grades."""
        return sum(self.by_grade.values())


def roll_up(proofs: Iterable[Proof]) -> Counter[Cell]:
    """Return the sums that the rollup must hold."""
    cells: Counter[Cell] = Counter()
    for p in proofs:
        cells[p.target, p.unit_code, p.measure, str(p.grade), p.simulated] += p.quantity
    return cells


def proven(
    cells: Iterable[tuple[Cell, int]], *, targets: frozenset[str], measure: str, simulated: bool
) -> Proven:
    """Sum the cells of some targets in one measure, either all simulated or none."""
    sums: dict[Grade, int] = {}
    for (target, _unit, cell_measure, grade, cell_simulated), quantity in cells:
        if target in targets and cell_measure == measure and cell_simulated is simulated:
            sums[Grade(grade)] = sums.get(Grade(grade), 0) + quantity
    return Proven(sums)


def spread(count: int, period: Days, *, run: int) -> list[Days]:
    """Return windows for `count` runs of `run` days, spread evenly over a period.

    Windows are at least `run` days, touch where there is room and share days where there
    is not. Raises ValueError when the period is open or shorter than one run.
    """
    if period.end is None:
        raise ValueError("an open period has no even spread; name its last day")
    length = (period.end - period.start).days
    if length < run:
        raise ValueError(f"{length} days hold no run of {run}")
    width = max(run, length // count) if count else run
    last_start = length - width
    starts = _even(count, last_start)
    return [
        Days(period.start + timedelta(days=s), period.start + timedelta(days=s + width))
        for s in starts
    ]


def _even(count: int, last: int) -> Sequence[int]:
    if count < 2:  # noqa: PLR2004 - one window needs no spacing
        return [0] * count
    return [round(i * last / (count - 1)) for i in range(count)]


def still_open(period: Days, today: date) -> bool:
    """Whether a placement window can still receive an airing."""
    return period.end is None or today < period.end
