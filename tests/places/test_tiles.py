from datetime import date

import pytest

from loa.places.actions import OWN_FILE
from loa.places.rules import Level, Register
from loa.places.tiles import Tile, layout, place
from loa.places.unit_file import read

REGISTER = Register(read(OWN_FILE).units)


@pytest.mark.parametrize(
    ("within", "day"),
    [
        ("064", date(2020, 2, 1)),
        ("064", date(2020, 3, 2)),
        ("065", date(2020, 2, 1)),
        ("065", date(2020, 3, 2)),
        ("19", date(2025, 7, 1)),
    ],
)
def test_every_commune_has_a_tile_of_its_own(within: str, day: date) -> None:
    codes = [unit.code for unit in REGISTER.within(within, day, Level.COMMUNE)]
    shown, missing = place(codes, within)
    assert (sorted(shown), missing) == (codes, [])
    assert len(set(shown.values())) == len(codes)


def test_what_is_not_drawn_is_returned_not_dropped() -> None:
    assert place(["02020", "99999"], "064") == ({"02020": Tile(3, 2)}, ["99999"])


def test_an_undrawn_unit_has_an_empty_map() -> None:
    assert layout("99") == {}
