"""Tables of data: rows of cells, what the columns are called, and what the section is about."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loa.core.fold import fold
from loa.plans.importing.reading.document import Paragraph

_COUNTED = re.compile(r"0?1\s*[.)]?")  # the first row's number: there is no row of names above


@dataclass(frozen=True)
class Table:
    """A table of data: rows of cells, each the paragraphs in it, and the section's roles."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    roles: frozenset[str]
    annex: bool

    @property
    def width(self) -> int:
        return max(map(len, self.rows))

    @cached_property
    def header(self) -> list[str]:
        """The columns' names, folded; blank where the table begins with its first row."""
        names = [fold(self.words(0, n)) for n in range(len(self.rows[0]))]
        return [""] * len(names) if _COUNTED.fullmatch(self.words(0, 0)) else names

    @property
    def below(self) -> range:
        """The rows that hold data."""
        return range(int(any(self.header)), len(self.rows))

    def longest(self, *but: int) -> int | None:
        """Return the column with most words under the header, other than these."""
        columns = [n for n in range(self.width) if n not in but]
        said = {n: sum(len(self.words(r, n).split()) for r in self.below) for n in columns}
        return max(said, key=lambda n: said[n], default=None)

    def mostly(self, holds: Callable[[str], bool]) -> list[int]:
        """Return the columns of which most cells under the header hold."""
        below = self.below
        return [
            n
            for n in range(self.width)
            if below and sum(holds(self.words(r, n)) for r in below) > len(below) / 2
        ]

    def words(self, row: int, column: int) -> str:
        return " ".join(p.words for p in self.cell(row, column))

    def cell(self, row: int, column: int) -> tuple[Paragraph, ...]:
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ()

    def column(self, at: int) -> Iterator[Paragraph]:
        """Yield what stands in a column under the header, once, whatever rows it takes."""
        seen = set()
        for paragraph in (one for row in self.below for one in self.cell(row, at)):
            if paragraph.at[0] not in seen:
                seen.add(paragraph.at[0])
                yield paragraph


def table(cells: Sequence[Paragraph], roles: frozenset[str], *, annex: bool) -> Table:
    """Put the paragraphs of one table's cells in rows and columns."""
    placed: dict[int, dict[int, list[Paragraph]]] = {}
    for one in cells:
        if one.cell is not None:
            for row in range(one.cell.row, one.cell.row + one.cell.rows):
                placed.setdefault(row, {}).setdefault(one.cell.column, []).append(one)
    rows = tuple(
        tuple(tuple(cells.get(column, ())) for column in range(max(cells) + 1))
        for _, cells in sorted(placed.items())
    )
    return Table(rows, roles, annex)
