"""Measure every curve, keep the figures beside the picture, draw it.

`--draw` draws the kept figures only; `--only WORD` measures those curves again whose
measure is called so, and keeps the others.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from bench.postgres import beside_postgres
from tools.growth import draw, pure
from tools.growth.curve import Curve, Figures, read, write

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
FIGURES = PICTURES / "growth.json"
LAYOUTS = {"growth.svg": draw.DESKTOP, "growth-phone.svg": draw.PHONE}
DATABASE = "database"


def main() -> None:
    known = {measure.__name__: measure for measure in pure.MEASURES}
    parser = argparse.ArgumentParser(prog="python -m tools.growth", description=__doc__)
    parser.add_argument("--draw", action="store_true", help="draw what was measured before")
    parser.add_argument("--only", nargs="*", choices=[*known, DATABASE], default=[])
    parser.add_argument("--one", choices=known, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps([asdict(curve) for curve in known[asked.one]()]))
        return
    if not asked.draw:
        curves = [curve for name in asked.only or [*known, DATABASE] for curve in _measured(name)]
        _keep(curves, whole=not asked.only)
    for name, layout in LAYOUTS.items():
        (PICTURES / name).write_text(draw.picture(read(FIGURES), layout), encoding="utf-8")
        print(PICTURES / name)


def _measured(name: str) -> Iterator[Curve]:
    """Measure in a process of its own, which nothing before has filled or warmed."""
    print(f"{name}…", file=sys.stderr, flush=True)
    if name == DATABASE:
        rows = beside_postgres("tools.growth.database")
        for (called, unit), points in groupby(rows, key=lambda row: (row.name, row.unit)):
            found = [(*point.beside.split(" ", 1), point.figure) for point in points]
            sizes, costs = [int(size) for size, _, _ in found], [cost for *_, cost in found]
            yield Curve(called, found[0][1], unit, sizes, costs)
        return
    words = [sys.executable, "-m", "tools.growth", "--one", name]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    for curve in json.loads(done.stdout.splitlines()[-1]):
        yield Curve(**curve)


def _keep(curves: list[Curve], *, whole: bool) -> None:
    fresh = Figures(f"{datetime.now(UTC):%Y-%m-%d}", _machine(), curves)
    if not whole:
        again = {curve.name: curve for curve in curves}
        kept = read(FIGURES)
        new = [curve for curve in curves if curve.name not in {k.name for k in kept.curves}]
        curves = [again.get(curve.name, curve) for curve in kept.curves] + new
        fresh = replace(fresh, curves=curves)
    write(fresh, FIGURES)


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return f"{os.cpu_count()} × {next(names, 'unknown processor')}"


if __name__ == "__main__":
    main()
