"""What a benchmark says: figures, each beside a limit or a peer measured in the same run."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `beside` is the limit or the peer, in words; `ok` None: nothing to hold."""

    name: str
    figure: float
    unit: str
    beside: str = ""
    ok: bool | None = None


MARKS = {True: "holds", False: "FAILS", None: ""}


def table(rows: Iterable[Row]) -> Table:
    drawn = Table("benchmark", "figure", "unit", "limit or peer", "")
    for row in rows:
        figure = f"{row.figure:,.3g}" if abs(row.figure) < 100 else f"{row.figure:,.0f}"
        drawn.add_row(row.name, figure, row.unit, row.beside, MARKS[row.ok])
    return drawn
