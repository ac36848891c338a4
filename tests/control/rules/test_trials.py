"""Two sides of a trial beside each other."""

from typing import Any

from loa.control.rules.trials import (
    Comparison,
    Lack,
    Side,
    Tally,
    TargetLine,
    UnitLine,
    compare,
)

NOW = {
    "planned": [["02020", "loa", 6], ["02071", "loa", 6]],
    "lost": [],
    "items": [],
    "minutes": 12,
}
CHANGED = {
    "planned": [["02020", "loa", 6], ["02053", "loa", 2]],
    "lost": [["02071", "loa", "airtime", 3], ["02071", "khac", "run", 2]],
    "items": [["Rửa tay", "airtime", ["02071"]]],
    "minutes": 8,
}


def test_units_and_targets_stand_side_by_side_in_the_order_of_their_codes() -> None:
    document: dict[str, Any] = {"now": NOW, "changed": CHANGED}
    assert compare(document) == Comparison(
        now=Side(12, 0, 12, 2, 0, (), None),
        changed=Side(8, 5, 8, 2, 1, (Lack("Rửa tay", "airtime", ("02071",)),), ("loa", "airtime")),
        units=(
            UnitLine("02020", Tally(6), Tally(6)),
            UnitLine("02053", Tally(), Tally(2)),
            UnitLine("02071", Tally(6), Tally(0, 5)),
        ),
        targets=(
            TargetLine("khac", Tally(), Tally(0, 2)),
            TargetLine("loa", Tally(12), Tally(8, 3)),
        ),
    )
    assert [line.difference for line in compare(document).units] == [0, 2, -6]


def test_nothing_placed_is_nothing_to_compare() -> None:
    empty = {"planned": [], "lost": [], "items": [], "minutes": 0}
    assert compare({"now": empty, "changed": empty}).empty
    assert not compare({"now": NOW, "changed": empty}).empty
