"""The order in which a page's lines are read: bands from above, columns from the left."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_FEW_ROWS = 2
_HEAD_ROWS = 6  # in the left half of a head, at most
_FLUSH = 4.0  # points from the margin: a justified line


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one baseline; the origin is below left, in points."""

    left: float
    baseline: float
    right: float
    size: float
    words: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are read one after another; `side` 1 is the right half of a head or foot."""

    lines: list[Line]
    side: int
    ragged: bool


def blocks(lines: Sequence[Line]) -> list[Block]:
    """Return a page's lines in reading order."""
    found = []
    for band in (part for whole in _bands(lines) for part in _parted(whole)):
        cut = _gutter(band)
        if cut is None:
            found.append(Block(band, 0, ragged=False))
            continue
        left = [line for line in band if line.right <= cut]
        right = [line for line in band if line.right > cut]
        ragged = _ragged(left)
        found.append(Block(left, 0, ragged))
        found.append(Block(right, int(ragged), ragged))
    return found


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines by baseline from above, each row from the left."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: -one.baseline):
        if found and found[-1][0].baseline - line.baseline < line.size * 0.45:
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda one: one.left) for row in found]


def _bands(lines: Sequence[Line]) -> list[list[Line]]:
    """Cut where text that runs over the whole width begins or ends."""
    if not lines:
        return []
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    kinds: list[bool | None] = []
    for row in rows(lines):
        split = len(row) > 1
        over = not split and row[0].left < middle - 15 and row[0].right > middle + 15
        kinds.append(True if over else False if split else None)
    known = [kind for kind in kinds if kind is not None]
    last = known[0] if known else True
    bands: list[list[Line]] = []
    before: bool | None = None
    for row, kind in zip(rows(lines), kinds, strict=True):
        last = last if kind is None else kind
        if before is None or last != before:
            bands.append([])
        bands[-1] += row
        before = last
    return bands


def _parted(band: list[Line]) -> list[list[Line]]:
    """Part a head in two halves from the columns under it, whose gutter stands elsewhere."""
    lined = rows(band)
    if not any(len(row) > 1 for row in lined) or _gutter(band) is not None:
        return [band]
    starts = range(1, len(lined) - _FEW_ROWS)
    below = next((at for at in starts if _gutter(_flat(lined[at:])) is not None), None)
    if below is None:
        return [band]
    near = range(below, min(below + _HEAD_ROWS, len(lined)))
    at = max(near, key=lambda row: lined[row - 1][0].baseline - lined[row][0].baseline)
    return [*_parted(_flat(lined[:at])), _flat(lined[at:])]


def _flat(lined: list[list[Line]]) -> list[Line]:
    return [line for row in lined for line in row]


def _gutter(lines: list[Line]) -> float | None:
    """Return where a band is cut into two columns, or None for one column."""
    if len(rows(lines)) < _FEW_ROWS:
        return None
    edges = sorted((line.left, line.right) for line in lines)
    size = median(line.size for line in lines)
    reach = edges[0][1]
    for left, right in edges[1:]:
        if left - reach > size * 0.5:
            return (reach + left) / 2
        reach = max(reach, right)
    return None


def _ragged(lines: list[Line]) -> bool:
    """Say whether a column is set line by line, as a head is, and not as running text."""
    right = max(line.right for line in lines)
    flush = sum(right - line.right < _FLUSH for line in lines)
    return flush < max(2, len(lines) * 0.4)
