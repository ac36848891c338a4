"""A curve: what the same work costs at one, ten and a hundred times its size."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from typing import Any

ALLOWED = 2.0  # times n log n: the rest is the machine's unrest, as in the benches
FORMAT, VERSION = "loa.growth", "1.0"


@dataclass(frozen=True, slots=True)
class Curve:
    """Costs by size, smallest first; `of` is what is counted, `unit` what it costs in."""

    name: str
    of: str
    unit: str
    sizes: Sequence[int]
    costs: Sequence[float]

    def steepness(self) -> float:
        """Return the last cost beside n log n through the first: 1 is as steep, 0.1 far less."""
        return self.costs[-1] / self.n_log_n()[-1]

    def n_log_n(self) -> list[float]:
        """Return what each size would cost if the first grew as n log n."""
        first = self.sizes[0] * log(self.sizes[0])
        return [self.costs[0] * n * log(n) / first for n in self.sizes]

    @property
    def holds(self) -> bool:
        return self.steepness() <= ALLOWED


@dataclass(frozen=True, slots=True)
class Figures:
    """All curves of one run, with the day and the machine."""

    day: str
    machine: str
    curves: Sequence[Curve]


def write(figures: Figures, path: Path) -> None:
    document = {"format": FORMAT, "version": VERSION, **asdict(figures)}
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path) -> Figures:
    """Return the figures of a file that `write` made; ValueError when it is another's."""
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if (document["format"], document["version"]) != (FORMAT, VERSION):
        raise ValueError(f"{path}: not {FORMAT} {VERSION}; measure anew")
    curves = [Curve(**curve) for curve in document["curves"]]
    return Figures(document["day"], document["machine"], curves)
