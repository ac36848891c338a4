"""Tables that hold no data but set a document's sections side by side with their matter.

"Mục đích | … // Nội dung | … // Phân công | …": what stands in the column of headings is a
heading, what stands beside it follows under it, as if there were no table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from loa.plans.importing.markers import marker
from loa.plans.importing.reading.document import Paragraph
from loa.plans.importing.sections import BARE_HEAD_WORDS, roles

_SUBJECTS = 3  # different ones make a column of headings
_HEADER_WORDS = 4  # of a cell of the row that names the columns
Row = list[list[Paragraph]]


def unfolded(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs in order, those of such tables without their cells."""
    out: list[Paragraph] = []
    for table, group in groupby(paragraphs, key=lambda p: p.cell.table if p.cell else None):
        cells = list(group)
        rows = _rows(cells) if table is not None else []
        column = _headings(rows)
        out += cells if column is None else _opened(rows, column)
    return out


def _rows(cells: Sequence[Paragraph]) -> list[Row]:
    placed: dict[int, dict[int, list[Paragraph]]] = {}
    for one in cells:
        if one.cell is not None:
            placed.setdefault(one.cell.row, {}).setdefault(one.cell.column, []).append(one)
    return [
        [row.get(column, []) for column in range(max(row) + 1)] for _, row in sorted(placed.items())
    ]


def _headings(rows: Sequence[Row]) -> int | None:
    """Return the column of which most cells are headings of sections, of several subjects."""
    for column in (0, 1):
        said = [_subject(row[column]) for row in rows if column < len(row) and row[column]]
        named = [one for one in said if one]
        wide = all(len(row) > column + 1 for row in rows)
        if wide and len(set(named)) >= _SUBJECTS and len(named) * 2 > len(said):
            return column
    return None


def _subject(cell: Sequence[Paragraph]) -> frozenset[str]:
    words = " ".join(p.words for p in cell)
    found = marker(words)
    words = words[found.length :] if found else words
    return roles(words) if len(words.split()) <= BARE_HEAD_WORDS else frozenset()


def _opened(rows: Sequence[Row], column: int) -> Iterator[Paragraph]:
    for at, row in enumerate(rows):
        if not at and _names_columns(row, column):
            continue
        for n, cell in enumerate(row):
            if n == column:
                yield from (replace(_bare(p), heading=True, cell=None) for p in cell)
            elif n > column:
                yield from (replace(p, cell=None) for p in cell)


def _names_columns(row: Row, column: int) -> bool:
    short = all(len(p.words.split()) <= _HEADER_WORDS for cell in row for p in cell)
    return short and column < len(row) and not _subject(row[column])


def _bare(heading: Paragraph) -> Paragraph:
    """Return a heading without its number, so that the numbers beside it stand under it."""
    found = marker(heading.words)
    start = found.length if found and found.length < len(heading.words) else 0
    return replace(heading, words=heading.words[start:], at=heading.at[start:])
