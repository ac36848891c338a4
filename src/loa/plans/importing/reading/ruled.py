"""Tables in plain text: cells between upright strokes, or at tabs and wide gaps."""

import re
from itertools import groupby

_RULE = re.compile(r"[\s|+=_:\-–—]+")
_LAYOUT = re.compile(r"\s*(?:Nơi nhận|-\s)|.*(?:CỘNG HÒA|CỘNG HOÀ|ĐẢNG CỘNG SẢN|Độc lập)")
_GAP = re.compile(r"[ \u00a0]*\t[\t \u00a0]*|[ \u00a0]{3,}")
_CELLS, _ROWS = 3, 2  # at least; two columns side by side are a head or a foot
Cells = list[tuple[int, int]]  # from, to in the line, for each column; empty where it is blank


def ruled(lines: list[str]) -> dict[int, tuple[int, int, Cells]]:
    """Return, for each line of a table, the table, the row in it and its cells.

    A line between strokes whose first cell is blank goes on with the row above it.
    """
    found: dict[int, tuple[int, int, Cells]] = {}
    table = 0
    shaped = [(n, _shape(line)) for n, line in enumerate(lines)]
    for kind, group in groupby(shaped, key=lambda one: one[1]):
        numbers = [n for n, _ in group]
        if not kind:
            continue
        rows = [n for n in numbers if not _RULE.fullmatch(lines[n])]
        set_apart = kind != "|" and any(_LAYOUT.match(lines[n]) for n in rows)
        if len(rows) < _ROWS or set_apart:  # a head, or a foot with three that sign
            continue
        row = -1
        for n in numbers:
            if n not in rows:  # a line that is drawn
                found[n] = (table, max(row, 0), [])
                continue
            cells = _between(lines[n]) if kind == "|" else _at_gaps(lines[n])
            goes_on = kind == "|" and row >= 0 and cells and cells[0][0] == cells[0][1]
            row += not goes_on
            found[n] = (table, row, cells)
        table += 1
    return found


def _shape(line: str) -> str:
    """Return "|" for a line between strokes, the count of its parts at gaps, or ""."""
    drawn = line.lstrip()[:1] in {"+", "|"} and bool(_RULE.fullmatch(line))
    if drawn or line.count("|") >= _CELLS - 1:
        return "|"
    parts = len(_at_gaps(line))
    return str(parts) if parts >= _CELLS else ""


def _between(line: str) -> Cells:
    cells, at = [], 0
    for part in line.split("|"):
        words = part.strip()
        start = at + (part.index(words) if words else 0)
        cells.append((start, start + len(words)))
        at += len(part) + 1
    edges = line.strip()
    return cells[edges.startswith("|") : len(cells) - edges.endswith("|")]


def _at_gaps(line: str) -> Cells:
    cells, at = [], len(line) - len(line.lstrip())
    for gap in _GAP.finditer(line.rstrip(), at):
        cells.append((at, gap.start()))
        at = gap.end()
    return [*cells, (at, len(line.rstrip()))]
