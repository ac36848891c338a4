"""Pictures of a report: bars of what was promised, and a map of tiles. Plain SVG, pure.

One drawing serves the page and the PDF. It is drawn with the theme's own figures: solid is
recorded, hatched reported, dotted confirmed; what a picture shows is written beside it too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from loa.places import tiles
from loa.places.tiles import Tile
from loa.reports.documents import wording
from loa.reports.documents.sections import Told
from loa.reports.documents.tally import Tally, below, inner, tally
from loa.reports.rules.report import Report
from loa.theme.figures import bar

INK, SOFT, LINE, ACCENT, WHITE = "#1d1b26", "#575463", "#85818e", "#3a3f9f", "#ffffff"
FAMILY = "'Be Vietnam Pro', sans-serif"
BAR_WIDE, BAR_HIGH, ROW_HIGH, NAME_WIDE, WIDE = 250, 12, 26, 240, 640
TILE_WIDE, TILE_HIGH, GAP = 96, 54, 4
NAME_LONGEST = 15  # letters that a tile holds


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its title, and in words what it shows; `wide` is in its own units."""

    title: str
    svg: str
    said: str
    wide: int


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    found: Tally


def charts(report: Report) -> tuple[Chart, ...]:
    """Return the pictures that a report has something to show in."""
    told = Told(report)
    return tuple(chart for chart in (_bars(told), _map(told)) if chart is not None)


def bars(report: Report) -> tuple[Chart, ...]:
    """Return the pictures that name no unit: what residents see."""
    drawn = _bars(Told(report))
    return (drawn,) if drawn is not None else ()


def _bars(told: Told) -> Chart | None:
    rows = [
        _Row(wording.phrase(measure).name, tally(lines))
        for (channel, measure), lines in told.by_measure.items()
        if told.promised(channel, measure)
    ]
    if not rows:
        return None
    high = ROW_HIGH * len(rows) + 8
    drawn = "".join(_bar(row, place) for place, row in enumerate(rows))
    said = "; ".join(f"{row.name}: {_amount(row.found)}" for row in rows)
    return Chart(
        "Kết quả luỹ kế so với chỉ tiêu", _svg(WIDE, high, _patterns() + drawn), f"{said}.", WIDE
    )


def _bar(row: _Row, place: int) -> str:
    """Draw one bar; credit stops at the target, so none is longer than its track."""
    total = row.found.total.cumulative
    parts = bar(
        total.recorded + total.confirmed,
        row.found.total.promised or 0,
        confirmed=total.confirmed,
        reported=total.reported,
    )
    top, x = 6 + place * ROW_HIGH, float(NAME_WIDE)
    track = (
        f'<rect x="{NAME_WIDE}" y="{top}" width="{BAR_WIDE}" height="{BAR_HIGH}" fill="none"'
        f' stroke="{LINE}" stroke-width="0.6"/>'
    )
    drawn = [_text(NAME_WIDE - 8, top + 10, row.name, anchor="end"), track]
    fills = ((parts.confirmed, "url(#dots)"), (parts.recorded, ACCENT), (parts.reported, "url(#h)"))
    for percent, fill in fills:
        wide = percent * BAR_WIDE / 100
        if wide:
            drawn.append(
                f'<rect x="{x:.1f}" y="{top}" width="{wide:.1f}" height="{BAR_HIGH}"'
                f' fill="{fill}"/>'
            )
        x += wide
    drawn.append(_text(NAME_WIDE + BAR_WIDE + 8, top + 10, _amount(row.found), soft=True))
    return "".join(drawn)


def _amount(found: Tally) -> str:
    """Write "7.780/11.520 (67,5%)", and that something is missing where it is."""
    if found.unknown:
        return "chưa có số liệu"
    proven = wording.number(found.total.cumulative.total)
    promised = wording.number(found.total.promised or 0)
    share = f" ({wording.thousandth(found.total.share)})" if found.total.share is not None else ""
    return f"{proven}/{promised}{share}{', còn thiếu' if found.total.missing else ''}"


def _map(told: Told) -> Chart | None:
    """Draw the units below the report's own, for the first channel that promises each something."""
    report = told.report
    units = inner(report)
    above = report.place(units[0].parent) if units else None
    if above is None:
        return None
    drawn, _undrawn = tiles.place([place.code for place in units], above.code)
    for channel, measure in told.by_measure:
        found = {
            place.code: tally(
                line
                for unit in below(report, place.key)
                for line in told.by_unit.get((channel, measure, unit), ())
            )
            for place in units
            if place.code in drawn
        }
        shown = {code: one for code, one in found.items() if one.total.promised}
        if shown:
            names = {place.code: place.name for place in units}
            title = (
                f"{wording.channel(channel)}: {wording.phrase(measure).name.lower()} theo đơn vị"
            )
            return _tiles(title, shown, names, drawn)
    return None


def _tiles(
    title: str, found: Mapping[str, Tally], names: Mapping[str, str], drawn: Mapping[str, Tile]
) -> Chart:
    columns = 1 + max(drawn[code].column for code in found)
    rows = 1 + max(drawn[code].row for code in found)
    squares = "".join(
        _tile(names[code], one, drawn[code].column, drawn[code].row) for code, one in found.items()
    )
    said = "; ".join(f"{names[code]}: {_share(one)}" for code, one in found.items())
    wide = columns * (TILE_WIDE + GAP)
    svg = _svg(wide, rows * (TILE_HIGH + GAP), squares)
    return Chart(f"{title} (sơ đồ, không theo tỷ lệ)", svg, f"{said}.", wide)


def _tile(name: str, found: Tally, column: int, row: int) -> str:
    """Draw a square filled from below as far as its share; a missing figure has a dashed edge."""
    x, y = column * (TILE_WIDE + GAP) + 1, row * (TILE_HIGH + GAP) + 1
    filled = min(1000, found.total.share or 0) * (TILE_HIGH - 2) / 1000
    dashed = ' stroke-dasharray="3 2"' if found.total.missing else ""
    return (
        f'<rect x="{x}" y="{y + TILE_HIGH - 2 - filled:.1f}" width="{TILE_WIDE - 2}"'
        f' height="{filled:.1f}" fill="{ACCENT}" fill-opacity="0.2"/>'
        f'<rect x="{x}" y="{y}" width="{TILE_WIDE - 2}" height="{TILE_HIGH - 2}" fill="none"'
        f' stroke="{LINE}"{dashed}/>'
        + _text(x + TILE_WIDE / 2 - 1, y + 22, _short(name), anchor="middle")
        + _text(x + TILE_WIDE / 2 - 1, y + 39, _share(found), anchor="middle", soft=True)
    )


def _share(found: Tally) -> str:
    if found.unknown or found.total.share is None:
        return "chưa có"
    return wording.thousandth(found.total.share)


def _short(name: str) -> str:
    """Leave out what kind of unit it is: the map is of one kind, and a tile is small."""
    for form in ("thị trấn ", "phường ", "xã ", "huyện ", "thành phố ", "thị xã "):
        name = name.removeprefix(form)
    return name if len(name) <= NAME_LONGEST else f"{name[: NAME_LONGEST - 1]}…"


def _text(x: float, y: float, words: str, *, anchor: str = "start", soft: bool = False) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-family="{FAMILY}"'
        f' font-size="11" fill="{SOFT if soft else INK}">{escape(words)}</text>'
    )


def _svg(wide: int, high: int, drawn: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}"'
        f' height="{high}">{drawn}</svg>'
    )


def _patterns() -> str:
    return (
        '<defs><pattern id="h" width="5" height="5" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><rect width="2" height="5" fill="{ACCENT}"/></pattern>'
        '<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">'
        f'<rect width="5" height="5" fill="{ACCENT}"/>'
        f'<circle cx="2.5" cy="2.5" r="1.1" fill="{WHITE}"/></pattern></defs>'
    )
