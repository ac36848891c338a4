"""The curves of growth: the picture shows the figures beside it, and none is too steep."""

from pathlib import Path

import pytest
from tools.growth import draw
from tools.growth.curve import ALLOWED, Curve, Figures, read, write

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
FIGURES = PICTURES / "growth.json"


def curve(*costs: float) -> Curve:
    return Curve("Counting", "sheep", "ms", (10, 100, 1000)[: len(costs)], costs)


@pytest.mark.parametrize(
    ("measured", "steepness", "holds"),
    [
        pytest.param(curve(1, 1, 1), 1 / 300, True, id="flat"),
        pytest.param(curve(2, 20, 200), 1 / 3, True, id="linear"),
        pytest.param(curve(1, 20, 300), 1, True, id="n-log-n"),
        pytest.param(curve(1, 20, 601), 601 / 300, False, id="steeper"),
        pytest.param(curve(1, 100, 10_000), 100 / 3, False, id="quadratic"),
        pytest.param(curve(5, 100), 1, True, id="two-sizes"),
    ],
)
def test_steepness(measured: Curve, steepness: float, *, holds: bool) -> None:
    assert (measured.steepness(), measured.holds) == (pytest.approx(steepness), holds)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    figures = Figures("2026-11-22", "2 × something", [curve(1.5, 20, 300)])
    write(figures, tmp_path / "figures.json")
    again = read(tmp_path / "figures.json")
    assert [again.day, again.machine] == [figures.day, figures.machine]
    assert [(c.name, *c.sizes, *c.costs) for c in again.curves] == [
        ("Counting", 10, 100, 1000, 1.5, 20, 300)
    ]


def test_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    write(Figures("2026-11-22", "", []), path)
    path.write_text(path.read_text().replace("1.0", "2.0"))
    with pytest.raises(ValueError, match=r"figures\.json: not loa\.growth 1\.0"):
        read(path)


@pytest.mark.parametrize("one", read(FIGURES).curves, ids=lambda one: one.name)
def test_no_work_grows_steeper_than_n_log_n(one: Curve) -> None:
    assert one.steepness() <= ALLOWED


@pytest.mark.parametrize(
    ("name", "layout"), [("growth.svg", draw.DESKTOP), ("growth-phone.svg", draw.PHONE)]
)
def test_the_picture_shows_the_figures_beside_it(name: str, layout: draw.Layout) -> None:
    drawn = draw.picture(read(FIGURES), layout) == (PICTURES / name).read_text(encoding="utf-8")
    assert drawn, "draw it anew: python -m tools.growth --draw"


def test_a_curve_that_is_too_steep_is_marked() -> None:
    steep = draw.picture(Figures("", "", [curve(1, 100, 10_000), curve(1, 20)]), draw.DESKTOP)
    assert "✗ 33.33 × n log n" in steep
    assert "✓ 1.00 × n log n" in steep
