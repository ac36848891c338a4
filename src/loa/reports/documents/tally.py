"""Sums over the lines of a report, as its documents state them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loa.reports.documents.paper import Pick
from loa.reports.rules import totals
from loa.reports.rules.report import Line, Owed, Report, State, UnitKey
from loa.reports.rules.totals import Total


@dataclass(frozen=True, slots=True)
class Tally:
    """What some lines of one measure come to, and who owes what is missing among them."""

    total: Total
    told: int  # lines that state a figure, or a part of one
    owed: tuple[Owed, ...]  # each once

    @property
    def whole(self) -> bool:
        return not self.total.missing and not self.total.withheld


def tally(lines: Iterable[Line]) -> Tally:
    """Sum lines of one measure."""
    found = list(lines)
    figures = [one.figure for one in found]
    owed = dict.fromkeys(one.owed for one in figures if one.owed)
    return Tally(
        total=sum(map(totals.of, found), Total()),
        told=sum(one.state is State.KNOWN or one.cumulative.total > 0 for one in figures),
        owed=tuple(owed),
    )


def picked(report: Report, pick: Pick) -> list[Line]:
    """Return the lines that a figure of the document sums, in the report's order."""
    return [line for line in report.lines if pick.takes(line)]


def below(report: Report, unit: UnitKey) -> tuple[UnitKey, ...]:
    """Return a unit with every unit of the report that lies in it."""
    found, waiting = [unit], [unit]
    while waiting:
        above = waiting.pop()
        inner = [place.key for place in report.places if place.parent == above != place.key]
        found += inner
        waiting += inner
    return tuple(dict.fromkeys(found))


def reached(lines: Sequence[Line]) -> tuple[int, int]:
    """Return in how many units something was proven in the period, and of how many."""
    units = {line.unit for line in lines if line.unit}
    done = {line.unit for line in lines if line.unit and line.figure.period.total}
    return len(done), len(units)
