"""How sure a share is: 95 % intervals for a proportion and for the difference of two.

One share: Wilson's score interval (Wilson 1927), which stays within 0 and 1 and holds for
few answers. Where the number of people in the area is known and interviewees were drawn by
lot, the finite population correction is put into it as an effective number of answers,
n (N - 1) / (N - n): asking everybody leaves no doubt. Two shares: Newcombe's hybrid of the
two Wilson intervals (Newcombe 1998, method 10), for two samples that were drawn apart.

An interval says what chance alone may do to a sample drawn by lot. It says nothing of who
chose to answer: for a link that anybody may open it is the least doubt, never all of it.
"""

import math
from dataclasses import dataclass

Z = 1.959963984540054  # the normal distribution's 97.5 % point


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 with its interval."""

    share: float
    low: float
    high: float

    @property
    def margin(self) -> float:
        """The larger of the two distances to the interval's ends."""
        return max(self.high - self.share, self.share - self.low)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far the second share lies above the first, from -1 to 1, with its interval."""

    by: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether it is more than chance alone may do: the interval leaves out nothing."""
        return self.low > 0 or self.high < 0

    @property
    def margin(self) -> float:
        """The larger of the two distances to the interval's ends."""
        return max(self.high - self.by, self.by - self.low)


def share(count: int, n: int, *, population: int | None = None) -> Share:
    """Return the share of `count` among `n` answers.

    Raises ValueError for no answers, and for a count that is no part of them.
    """
    if n < 1 or not 0 <= count <= n:
        raise ValueError(f"{count} of {n}: no share")
    p = count / n
    if population is not None and population <= n:
        return Share(p, p, p)
    sure = n if population is None else n * (population - 1) / (population - n)
    squared = Z * Z / sure
    middle = (p + squared / 2) / (1 + squared)
    half = Z / (1 + squared) * math.sqrt(p * (1 - p) / sure + squared / (4 * sure))
    # Rounding must not leave a share outside its own interval.
    return Share(p, max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half)))


def difference(before: Share, after: Share) -> Difference:
    """Return how far `after` lies above `before`, two samples that were drawn apart."""
    by = after.share - before.share
    down = math.hypot(after.share - after.low, before.high - before.share)
    up = math.hypot(after.high - after.share, before.share - before.low)
    return Difference(by, max(-1.0, by - down), min(1.0, by + up))
