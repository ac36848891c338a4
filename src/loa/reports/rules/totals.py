"""Sums over a report's lines. A total is always the sum of its parts, at every tier.

Quantities of different measures are never added: whoever groups by a channel groups by the
measure too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from loa.reports.rules.report import NOTHING, Graded, Line, Report, State, UnitKey

THOUSAND = 1000
Counted = tuple[str, str]  # channel, measure


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of some lines of one measure.

    `promised` is None where none of them promises anything. `missing` and `withheld` count
    the lines whose figures are not, or not wholly, in the sums.
    """

    period: Graded = NOTHING
    cumulative: Graded = NOTHING
    promised: int | None = None
    missing: int = 0
    withheld: int = 0

    def __add__(self, other: "Total") -> "Total":
        promises = [one.promised for one in (self, other) if one.promised is not None]
        return Total(
            self.period + other.period,
            self.cumulative + other.cumulative,
            sum(promises) if promises else None,
            self.missing + other.missing,
            self.withheld + other.withheld,
        )

    @property
    def whole(self) -> bool:
        """Whether the sums hold every line, so that they can be set beside others."""
        return not self.missing and not self.withheld

    @property
    def share(self) -> int | None:
        """What is proven of what was promised, in thousandths; None where nothing was."""
        if not self.promised:
            return None
        return self.cumulative.total * THOUSAND // self.promised


def of(line: Line) -> Total:
    """Return one line as a total."""
    figure = line.figure
    return Total(
        figure.period,
        figure.cumulative,
        figure.promised,
        missing=int(figure.state is State.MISSING),
        withheld=int(figure.state is State.WITHHELD),
    )


def grouped(lines: Iterable[Line], *names: str) -> dict[tuple[str, ...], Total]:
    """Sum lines by fields of theirs, in the order in which each group is met first.

    `names` end with "channel" and "measure", or the sums would mix what cannot be added;
    raises ValueError otherwise.
    """
    if names[-2:] != ("channel", "measure"):
        raise ValueError(f"{names}: a sum is of one channel and one measure")
    key = attrgetter(*names)
    sums: defaultdict[tuple[str, ...], Total] = defaultdict(Total)
    for line in lines:
        sums[key(line)] += of(line)
    return dict(sums)


def by_channel(lines: Iterable[Line]) -> dict[tuple[str, ...], Total]:
    """Sum lines by channel and measure."""
    return grouped(lines, "channel", "measure")


def by_unit(report: Report) -> dict[UnitKey, dict[Counted, Total]]:
    """Sum each unit with all below it, by channel and measure; the empty key is the whole.

    What belongs to the whole area and to no unit in it is counted in the whole alone. A
    district's figure is the sum of its communes' and of what was recorded for itself.
    """
    parents: Mapping[UnitKey, UnitKey] = {place.key: place.parent for place in report.places}
    sums: defaultdict[UnitKey, defaultdict[Counted, Total]]
    sums = defaultdict(lambda: defaultdict(Total))
    own = grouped(report.lines, "unit", "channel", "measure")
    for (unit, channel, measure), total in own.items():
        sums[""][channel, measure] += total
        above = unit
        while above:
            sums[above][channel, measure] += total
            above = parents.get(above, "")
    return {unit: dict(found) for unit, found in sums.items()}
