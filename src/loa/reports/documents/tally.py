"""Sums over the lines of a report, as its documents state them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loa.reports.documents.paper import Pick
from loa.reports.rules import totals
from loa.reports.rules.report import Line, Owed, Place, Report, State, UnitKey
from loa.reports.rules.totals import Total


@dataclass(frozen=True, slots=True)
class Tally:
    """What some lines of one measure come to, and who owes what is missing among them."""

    total: Total
    told: int  # lines behind which something stands: a record, a statement
    owed: tuple[Owed, ...]  # each once

    @property
    def whole(self) -> bool:
        return not self.total.missing and not self.total.withheld

    @property
    def unknown(self) -> bool:
        """Whether nothing is known: zero is, where nobody owes anything."""
        return not self.whole and not self.told


def tally(lines: Iterable[Line]) -> Tally:
    """Sum lines of one measure."""
    found = list(lines)
    figures = [one.figure for one in found]
    owed = dict.fromkeys(one.owed for one in figures if one.owed)
    return Tally(
        total=sum(map(totals.of, found), Total()),
        told=sum(
            one.cumulative.total > 0 or (one.state is State.KNOWN and bool(one.sources))
            for one in figures
        ),
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


def inner(report: Report) -> list[Place]:
    """Return the units that a report is told by: those below its own, the first that are several.

    A report without a unit of its own begins at the top of what it names.
    """
    found = [p for p in report.places if p.parent == report.unit != p.key and p.holds]
    while len(found) == 1:
        deeper = [p for p in report.places if p.parent == found[0].key != p.key and p.holds]
        if not deeper:
            break
        found = deeper
    return found


def reached(lines: Sequence[Line]) -> tuple[int, int]:
    """Return in how many units something was proven in the period, and of how many."""
    units = {line.unit for line in lines if line.unit}
    done = {line.unit for line in lines if line.unit and line.figure.period.total}
    return len(done), len(units)
