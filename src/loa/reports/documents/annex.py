"""The annex: figures unit by unit, in the order of their codes, summed at the foot. Pure."""

from collections.abc import Iterator, Sequence

from loa.reports.documents import wording
from loa.reports.documents.paper import AnnexRow, AnnexTable, Pick, Words, plain
from loa.reports.documents.sections import NOTHING_HERE, Told, figure, share
from loa.reports.documents.tally import below, inner, tally
from loa.reports.rules.report import UnitKey

MEASURES_A_TABLE = 2  # three columns each: more does not fit on a page
Rolled = Sequence[tuple[UnitKey, tuple[UnitKey, ...]]]


def annex(told: Told) -> tuple[AnnexTable, ...]:
    """Return a table for each channel over the units below the report's own.

    A channel of which nothing belongs to a unit has none; no unit below, no annex.
    """
    rolled = [(place.key, below(told.report, place.key)) for place in inner(told.report)]
    made = []
    for channel, measures in told.channels.items():
        for first in range(0, len(measures), MEASURES_A_TABLE):
            some = measures[first : first + MEASURES_A_TABLE]
            if rows := _rows(told, channel, some, rolled):
                heads = tuple(head for m in some for head in _heads(told, channel, m))
                made.append(AnnexTable(wording.channel(channel), channel, heads, rows))
    return tuple(made)


def _heads(told: Told, channel: str, measure: str) -> Iterator[str]:
    yield f"{wording.phrase(measure).name}, trong kỳ"
    yield "Luỹ kế"
    if told.promised(channel, measure):
        yield "Đạt (%)"


def _rows(
    told: Told, channel: str, measures: Sequence[str], rolled: Rolled
) -> tuple[AnnexRow, ...]:
    within = {key for _, keys in rolled for key in keys}
    used = {unit for c, m, unit in told.by_unit if c == channel and m in measures}
    if not used & within:
        return ()

    def row(number: str, name: str, units: Sequence[UnitKey] | None) -> AnnexRow:
        cells = (cell for m in measures for cell in _cells(told, channel, m, units))
        return AnnexRow(number, name, tuple(cells))

    rows = [row(str(n), told.names[key], units) for n, (key, units) in enumerate(rolled, 1)]
    if outside := sorted(used - within):
        rows.append(row("", "Chung toàn địa bàn", outside))
    return (*rows, row("", "Tổng số", None))


def _cells(
    told: Told, channel: str, measure: str, units: Sequence[UnitKey] | None
) -> Iterator[Words]:
    """Yield the figures of one measure in some units, or all; dashes where none has the task."""
    own = told.by_measure[channel, measure]
    if units is not None:
        found = (told.by_unit.get((channel, measure, unit), ()) for unit in units)
        own = [line for lines in found for line in lines]
    promised = told.promised(channel, measure)
    if not own:
        yield from (plain(NOTHING_HERE) for _ in range(2 + promised))
        return
    summed = tally(own)
    pick = Pick(channel, measure, units=tuple(units) if units is not None else None)
    yield figure(summed, summed.total.period, pick)
    yield figure(summed, summed.total.cumulative, pick.to_date())
    if promised:
        yield plain(share(summed))
