"""Tile maps: a schematic place for each commune, not to scale."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loa.core.canonical import require

OWN_FILE = Path(__file__).parent / "data" / "tiles.toml"


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the map, counted from 0 at the top left."""

    row: int
    column: int


@cache
def layout(within: str) -> Mapping[str, Tile]:
    """Return the tile of each commune code drawn within a unit's code; empty if undrawn."""
    data = require(tomllib.loads(OWN_FILE.read_text(encoding="utf-8")), "tiles")
    drawn = data["within"].get(within, {})
    return {code: Tile(row, column) for code, (row, column) in drawn.items()}


def place(codes: Iterable[str], within: str) -> tuple[dict[str, Tile], list[str]]:
    """Return where these communes stand on the map of a unit, and those it does not show."""
    drawn, wanted = layout(within), list(codes)
    shown = {code: drawn[code] for code in wanted if code in drawn}
    return shown, [code for code in wanted if code not in drawn]
