"""A unit beside the median, for emulation, so that nobody is shamed and nothing is faked.

Credit stops at what was promised: more is not better. What a station missed through an outage
is taken off what its unit was promised: nobody answers for a power cut. Complaints are no part
of it, nor is anything about persons. A unit learns its own share and the median of all, and
nothing else; of fewer than five units not even the median, which would tell the others' shares.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from loa.reports.rules.report import Standing, UnitKey

LEAST_UNITS = 5
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Account:
    """What one target promised a unit, what is proven there, what an outage took."""

    promised: int
    proven: int
    outage: int = 0

    @property
    def due(self) -> int:
        """What was promised, less what an outage took."""
        return max(0, self.promised - self.outage)

    @property
    def credited(self) -> int:
        return min(self.proven, self.due)


@dataclass(frozen=True, slots=True)
class Sum:
    """The accounts of one unit in one measure."""

    due: int = 0
    credited: int = 0

    def __add__(self, one: Account) -> "Sum":
        return Sum(self.due + one.due, self.credited + one.credited)

    @property
    def share(self) -> int:
        """Credited of due, in thousandths; something is due."""
        return self.credited * THOUSAND // self.due


def standing(
    own: UnitKey, sums: Mapping[UnitKey, Sum], *, channel: str, measure: str
) -> Standing | None:
    """Return how a unit stands in one measure; None where nothing was due from it."""
    counted = {unit: one for unit, one in sums.items() if one.due}
    mine = counted.get(own)
    if mine is None:
        return None
    enough = len(counted) >= LEAST_UNITS
    return Standing(
        channel=channel,
        measure=measure,
        promised=mine.due,
        credited=mine.credited,
        own=mine.share,
        median=int(median(one.share for one in counted.values())) if enough else None,
        units=len(counted),
    )
