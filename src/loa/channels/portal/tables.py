"""Tables in plain words: what a message says in rows stays readable, signed and searchable.

A paragraph of lines that each stand between "|" is a table, its first line the head:

    | Candidate | Votes |
    | Delegate 01 | 120 |

A line before them is the caption. Pure.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200, 12, 200
FEWEST_LINES, FEWEST_COLUMNS = 2, 2
PARAGRAPHS = re.compile(r"\n\s*\n")
ROW = re.compile(r"^\s*\|(?P<cells>.*)\|\s*$")
NUMBER = re.compile(r"^[+\-−]?\d[\d .,/]*\s*%?$")
BAR = "|"


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of as many cells; the first cell of a row says what the row is of."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


class TableError(ValueError):
    """What was typed is no table. `code` names the sentence; `row` is counted from 1."""

    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(f"{code}: row {row}")
        self.code, self.row = code, row


def parts(text: str) -> list[str | Table]:
    """Return a text's paragraphs, those that are tables as such."""
    split = (part.strip() for part in PARAGRAPHS.split(text.replace("\r\n", "\n")))
    return [_table(part) or part for part in split if part]


def tables(text: str) -> list[Table]:
    """Return the tables of a text."""
    return [part for part in parts(text) if isinstance(part, Table)]


def _table(part: str) -> Table | None:
    lines = part.split("\n")
    caption = "" if ROW.match(lines[0]) else lines.pop(0).strip()
    rows = [_cells(match["cells"]) for line in lines if (match := ROW.match(line))]
    widths = {len(row) for row in rows}
    if len(rows) != len(lines) or len(rows) < FEWEST_LINES or len(widths) != 1:
        return None
    return Table(rows[0], tuple(rows[1:]), caption) if max(widths) >= FEWEST_COLUMNS else None


def _cells(row: str) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in row.split(BAR))


def typed(text: str) -> Table:
    """Read a table as people paste it from a sheet (tabs) or type it (with "|").

    Raises TableError: "too-few" rows or columns, "too-many-rows", "too-many-columns",
    "ragged" for a row with more or fewer cells than the head, "long-cell", "no-head".
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(c if c.isprintable() or c in "\n\t" else " " for c in composed)
    rows = [_typed_row(line) for line in shown.split("\n") if line.strip(" |\t")]
    if len(rows) < FEWEST_LINES or len(rows[0]) < FEWEST_COLUMNS:
        raise TableError("too-few")
    if len(rows) > MOST_ROWS:
        raise TableError("too-many-rows")
    if len(rows[0]) > MOST_COLUMNS:
        raise TableError("too-many-columns")
    for at, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise TableError("ragged", at)
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise TableError("long-cell", at)
    if not all(rows[0]):
        raise TableError("no-head", 1)
    return Table(rows[0], tuple(rows[1:]))


def _typed_row(line: str) -> tuple[str, ...]:
    if "\t" in line:
        # What a sheet calls one cell stays one: the bar is ours.
        return tuple(" ".join(cell.replace(BAR, "/").split()) for cell in line.split("\t"))
    bare = line.strip()
    return _cells(bare.removeprefix(BAR).removesuffix(BAR))


def written(table: Table) -> str:
    """Return a table as it stands in a text: `parts` reads the same one back."""
    rows = "\n".join(f"| {' | '.join(row)} |" for row in (table.head, *table.rows))
    return f"{table.caption}\n{rows}" if table.caption else rows


def html(table: Table, *, caption: str = "") -> str:
    """Return a table as HTML that a screen reader can walk through and a phone can scroll."""
    name = table.caption or caption
    label = escape(name or ", ".join(table.head))
    head = "".join(_heading(table, at) for at in range(len(table.head)))
    body = "".join(f"<tr>{_row(row)}</tr>" for row in table.rows)
    told = f"<caption>{escape(name)}</caption>" if name else ""
    return (
        f'<div class="scroll-x" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="table">{told}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        "</div>"
    )


def _heading(table: Table, at: int) -> str:
    """Return a column's name, which stands over its numbers as they stand."""
    counts = at > 0 and all(NUMBER.match(row[at]) for row in table.rows)
    said = ' class="number"' if counts else ""
    return f'<th scope="col"{said}>{escape(table.head[at])}</th>'


def _row(row: Iterable[str]) -> str:
    first, *others = row
    cells = "".join(
        f'<td class="number">{escape(cell)}</td>'
        if NUMBER.match(cell)
        else f"<td>{escape(cell)}</td>"
        for cell in others
    )
    return f'<th scope="row">{escape(first)}</th>{cells}'
