"""The picture: a small plot for each curve, all on the same two scales, n log n beside each.

Both scales are logarithmic and count times the first: a curve that stays out of the red
costs no more than twice n log n.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10

from tools.faulty_day.svg import Canvas, document, wide, wrap
from tools.growth.curve import ALLOWED, Curve, Figures

PLOT, BETWEEN = 124, 22
LEAST, MOST = (
    {100: 0.2, 10: 0.36},
    2.6,
)  # of the first cost, of n log n at the end: what a plot shows
TITLE = "How the work grows"
GROUPS = (
    (100, "Pure functions: 1, 10 and 100 times the work"),
    (10, "With disk, database and processes: 1 and 10 times the work"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide the picture is, and how many plots stand beside each other."""

    width: int
    columns: int
    margin: int
    axis: int  # room for the first column's scale
    size: float  # of plain text

    @property
    def plot(self) -> float:
        room = self.width - 2 * self.margin - self.axis - (self.columns - 1) * BETWEEN
        return room / self.columns


DESKTOP = Layout(width=960, columns=4, margin=24, axis=38, size=12.5)
PHONE = Layout(width=390, columns=2, margin=12, axis=34, size=11.5)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a plot shows so many times the size, so many times the cost."""

    left: float
    top: float
    width: float
    widest: float
    highest: float
    least: float

    def x(self, times: float) -> float:
        return self.left + 8 + (self.width - 30) * log10(times) / log10(self.widest)

    def y(self, times: float) -> float:
        span = log10(self.highest / self.least)
        return self.top + PLOT * (1 - log10(times / self.least) / span)


def picture(figures: Figures, layout: Layout) -> str:
    """Return the picture as SVG."""
    canvas = Canvas()
    y = _head(figures, layout, canvas)
    for widest, name in GROUPS:
        some = [one for one in figures.curves if round(one.sizes[-1] / one.sizes[0]) == widest]
        y = _group(some, name, layout, canvas, y)
    return document(canvas, layout.width, round(y), TITLE, described(figures), language="en")


def described(figures: Figures) -> str:
    """Say what the picture shows, for those who cannot see it."""
    return "; ".join(
        f"{one.name}: {_amount(one.costs[0], one.unit)} for {one.sizes[0]:,} {one.of}, "
        f"{_amount(one.costs[-1], one.unit)} for {one.sizes[-1]:,}, "
        f"{one.steepness():.2f} of n log n"
        for one in figures.curves
    )


def _head(figures: Figures, layout: Layout, canvas: Canvas) -> float:
    size, x, y = layout.size, float(layout.margin), float(layout.margin)
    y += size + 6
    canvas.text(x, y, TITLE, size + 9, bold=True)
    worst = max(figures.curves, key=Curve.steepness)
    said = (
        f"Nothing is steeper than n log n: the steepest, “{worst.name}”, "
        f"reaches {worst.steepness():.2f} of it. "
        if worst.steepness() <= 1
        else f"The steepest, “{worst.name}”, reaches {worst.steepness():.2f} × n log n. "
    )
    said += f"Processor time, measured on {figures.day}: {figures.machine}."
    for line in wrap(said, size, layout.width - 2 * layout.margin):
        y += size + 7
        canvas.text(x, y, line, size, "ink-soft")
    return _legend(layout, canvas, y + 16)


def _legend(layout: Layout, canvas: Canvas, y: float) -> float:
    size, x = layout.size, float(layout.margin)
    keys = (
        ("curve", "measured"),
        ("line", "n log n from the first"),
        ("red", f"more than {ALLOWED:.0f} × n log n"),
    )
    for name, words in keys:
        length = 32 + wide(words, size) + 18
        if x + length > layout.width - layout.margin + 18:
            x, y = float(layout.margin), y + size + 9
        if name == "curve":
            canvas.line(x, y + 7, x + 24, y + 7, "accent", stroke_width=2.5)
            canvas.add("circle", cx=x + 24, cy=y + 7, r=3.5, fill=canvas.ink("accent"))
        elif name == "line":
            canvas.line(
                x, y + 7, x + 24, y + 7, "line-strong", stroke_width=1.5, stroke_dasharray="5 4"
            )
        else:
            canvas.rect(x, y, 24, 14, "late-wash", stroke=canvas.ink("late"), stroke_width=0.6)
        canvas.text(x + 32, y + 11, words, size)
        x += length
    return y + 30


def _group(curves: Sequence[Curve], name: str, layout: Layout, canvas: Canvas, y: float) -> float:
    """Draw plots of one width from `y` on; return where they end."""
    size = layout.size
    widest = curves[0].sizes[-1] / curves[0].sizes[0]
    highest = MOST * max(one.n_log_n()[-1] / one.costs[0] for one in curves)
    for line in wrap(name, size + 2, layout.width - 2 * layout.margin, bold=True):
        canvas.text(layout.margin, y + size, line, size + 2, "accent", bold=True)
        y += size + 6
    for first in range(0, len(curves), layout.columns):
        row = curves[first : first + layout.columns]
        titles = [wrap(one.name, size, layout.plot, bold=True) for one in row]
        y += 10
        top = y + max(map(len, titles)) * (size + 4) + size + 10
        for column, one in enumerate(row):
            left = layout.margin + layout.axis + column * (layout.plot + BETWEEN)
            scale = Scale(left, top, layout.plot, widest, highest, LEAST[round(widest)])
            _title(one, titles[column], scale, layout, canvas)
            _plot(one, scale, layout, canvas)
            if column == 0:
                _axis(scale, layout, canvas)
        y = top + PLOT + 2 * size + 14
    return y + 12


def _title(one: Curve, lines: Sequence[str], scale: Scale, layout: Layout, canvas: Canvas) -> None:
    size, y = layout.size, scale.top - 10
    mark, ink = ("✓", "done-text") if one.holds else ("✗", "late-text")
    verdict = f"{mark} {one.steepness():.2f} × n log n"
    canvas.text(scale.left, y, verdict, size - 1, ink)
    for line in reversed(lines):
        y -= size + 4
        canvas.text(scale.left, y, line, size, bold=True)


def _plot(one: Curve, scale: Scale, layout: Layout, canvas: Canvas) -> None:
    right, bottom = scale.left + scale.width, scale.top + PLOT
    canvas.rect(scale.left, scale.top, scale.width, PLOT, "surface")
    line = [cost / one.costs[0] for cost in one.n_log_n()]
    times = [size / one.sizes[0] for size in one.sizes]
    steeper = (line[-1] / line[-2]) ** ((right - scale.x(times[-1])) / _step(scale, times))
    bound = [scale.y(ALLOWED * cost) for cost in (line[0], *line, line[-1] * steeper)]
    across = [scale.left, *map(scale.x, times), right]
    canvas.path(
        f"M{scale.left:.1f} {scale.top:.1f} "
        + " ".join(f"L{x:.1f} {max(y, scale.top):.1f}" for x, y in zip(across, bound, strict=True))
        + f" L{right:.1f} {scale.top:.1f} Z",
        fill=canvas.ink("late-wash"),
    )
    for decade in _decades(scale):
        canvas.line(scale.left, scale.y(decade), right, scale.y(decade), "line", stroke_width=0.8)
    canvas.line(scale.left, bottom, right, bottom, "line-strong", stroke_width=1)
    for (a, b), (c, d) in zip(pairwise(times), pairwise(line), strict=True):
        canvas.line(scale.x(a), scale.y(c), scale.x(b), scale.y(d), "line-strong",
                    stroke_width=1.5, stroke_dasharray="5 4")  # fmt: skip
    _measured(one, times, scale, layout, canvas)


def _step(scale: Scale, times: Sequence[float]) -> float:
    return scale.x(times[-1]) - scale.x(times[-2])


def _measured(
    one: Curve, times: Sequence[float], scale: Scale, layout: Layout, canvas: Canvas
) -> None:
    """Draw the curve, with what its ends cost, and the sizes below."""
    size = layout.size
    costs = [cost / one.costs[0] for cost in one.costs]
    points = [(scale.x(t), scale.y(c)) for t, c in zip(times, costs, strict=True)]
    for (a, b), (c, d) in pairwise(points):
        canvas.line(a, b, c, d, "accent", stroke_width=2.5)
    for x, y in points:
        canvas.add("circle", cx=x, cy=y, r=3.5, fill=canvas.ink("accent"))
    bottom = scale.top + PLOT
    for place, (x, y) in enumerate(points):
        last = place == len(points) - 1
        if place == 0:
            canvas.text(x - 4, y + size + 6, _amount(one.costs[0], one.unit), size - 0.5)
        elif last:
            said = _amount(one.costs[-1], one.unit)
            (a, b), (c, d) = points[-2:]
            falls = (b - d) / (c - a) * (wide(said, size) - 14)  # to where the words begin
            canvas.text(x + 14, y + size + 4 + max(2.0, falls), said, size - 0.5, anchor="end")
        anchor = "start" if place == 0 else "end" if last else "middle"
        at = x - 4 if place == 0 else x + 14 if last else x
        canvas.text(at, bottom + size + 3, f"{one.sizes[place]:,}", size - 1, "ink-soft",
                    anchor=anchor)  # fmt: skip
    right = points[-1][0] + 14
    canvas.text(right, bottom + 2 * size + 4, one.of, size - 1, "ink-soft", anchor="end")


def _axis(scale: Scale, layout: Layout, canvas: Canvas) -> None:
    for decade in _decades(scale):
        canvas.text(scale.left - 5, scale.y(decade) + 4, f"{decade:,}×", layout.size - 1.5,
                    "ink-soft", anchor="end")  # fmt: skip


def _decades(scale: Scale) -> list[int]:
    return [times for times in (1, 10, 100) if times < scale.highest]


def _amount(cost: float, unit: str) -> str:
    """Return a cost in three figures or so."""
    if unit == "ms" and not 0.1 <= cost < 1000:  # noqa: PLR2004 - what reads well in ms
        cost, unit = (cost / 1000, "s") if cost > 1 else (cost * 1000, "µs")
    return f"{cost:,.0f} {unit}" if cost >= 100 else f"{cost:.3g} {unit}"  # noqa: PLR2004
