"""Ruled tables of a PDF page: the lines that were drawn, as rows and columns."""

from dataclasses import dataclass
from typing import Any

_THIN = 2.0  # points: a rule, not a box
_SAME = 2.5  # points: two rules drawn for one
_LEAST = 3  # rules either way: two rows, two columns
_GOES_ON = 2  # rules across: one row, of a table that began on the page before


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its rules from the left and from above, in points."""

    across: tuple[float, ...]
    down: tuple[float, ...]

    @property
    def top(self) -> float:
        return self.down[0]

    def goes_on(self, before: "Grid | None") -> bool:
        """Say whether its columns are those of a table that stood on the page before."""
        return (
            before is not None
            and len(self.across) == len(before.across)
            and all(abs(a - b) <= _SAME for a, b in zip(self.across, before.across, strict=True))
        )

    def holds(self, x: float, y: float) -> bool:
        inside = self.across[0] - _SAME <= x <= self.across[-1] + _SAME
        return inside and self.down[-1] <= y <= self.down[0]

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the row and the column, from 0, of a point inside."""
        column = sum(x >= rule - _SAME for rule in self.across) - 1
        row = sum(y <= rule for rule in self.down) - 1
        return max(row, 0), max(column, 0)


def grids(page: Any, raw: Any, before: Grid | None = None) -> list[Grid]:
    """Return a page's ruled tables from above; `before` is one that the last page ended with."""
    flat, upright = _rules(page, raw)
    found: list[Grid] = []
    for group in _touching(flat, upright):
        across = _merged([x for x, _, _ in group[1]])
        down = sorted(_merged([y for y, _, _ in group[0]]), reverse=True)
        if len(across) >= _LEAST and len(down) >= _GOES_ON:
            found.append(Grid(tuple(across), tuple(down)))
    found.sort(key=lambda grid: -grid.top)
    first = found[:1] if found and found[0].goes_on(before) else []
    return first + [grid for grid in found[len(first) :] if len(grid.down) >= _LEAST]


Rule = tuple[float, float, float]  # where it stands, from, to


def _rules(page: Any, raw: Any) -> tuple[list[Rule], list[Rule]]:
    flat: list[Rule] = []
    upright: list[Rule] = []
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        if top - bottom <= _THIN < right - left:
            flat.append(((top + bottom) / 2, left, right))
        elif right - left <= _THIN < top - bottom:
            upright.append(((left + right) / 2, bottom, top))
        elif right - left > _THIN and top - bottom > _THIN:  # a box: a cell drawn whole
            flat += [(bottom, left, right), (top, left, right)]
            upright += [(left, bottom, top), (right, bottom, top)]
    return flat, upright


def _touching(flat: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Put rules together whose bands overlap in height."""
    spans = sorted((low, high) for _, low, high in upright)
    bands: list[list[float]] = []
    for low, high in spans:
        if bands and low <= bands[-1][1] + _SAME:
            bands[-1][1] = max(bands[-1][1], high)
        else:
            bands.append([low, high])
    return [
        (
            [rule for rule in flat if low - _SAME <= rule[0] <= high + _SAME],
            [rule for rule in upright if low - _SAME <= rule[1] and rule[2] <= high + _SAME],
        )
        for low, high in bands
    ]


def _merged(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found
