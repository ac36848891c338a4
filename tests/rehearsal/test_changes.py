"""What a trial changes: the document there and back, hours with their grid, placements."""

import json
from dataclasses import replace
from datetime import date, time

import pytest
from tests.core.examples import candidate, policy

from loa.core.canonical import FormatError
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.periods import Days
from loa.core.policy import Hours
from loa.rehearsal.changes import (
    Changes,
    Often,
    candidate_with,
    grid_with,
    policy_with,
    read_changes,
)

DAY = date(2026, 11, 23)
EVERYTHING = Changes(
    hours=((time(5, 30), time(6)), (time(17), time(18, 30))),
    session_s=900,
    day_s=1800,
    weight=5,
    phases={"dot-1": Days(date(2026, 12, 1), date(2027, 1, 1)), "dot-2": Days(DAY)},
    targets={"loa": Often(3, 5)},
)


@pytest.mark.parametrize("changes", [Changes(), EVERYTHING])
def test_what_is_written_is_read(changes: Changes) -> None:
    assert read_changes(json.loads(json.dumps(changes.document()))) == changes


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param({"version": "2.0"}, id="a-later-major"),
        pytest.param({"hours": [["5 giờ", "06:00"]]}, id="an-hour-in-words"),
        pytest.param({"phases": {"dot-1": ["2026-12-01"]}}, id="a-day-is-missing"),
        pytest.param({"weight": "nặng"}, id="a-weight-in-words"),
    ],
)
def test_what_is_no_change_is_refused(spoilt: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        read_changes(EVERYTHING.document() | spoilt)


def test_hours_and_caps_that_are_not_named_stay() -> None:
    plain = policy()
    assert policy_with(plain, Changes()) == plain
    other = policy_with(plain, EVERYTHING)
    assert (other.session_s, other.day_s) == (900, 1800)
    assert [(p.opens, p.closes) for p in other.dayparts(DAY)] == list(EVERYTHING.hours)


def test_a_grid_stretches_with_its_session() -> None:
    hours = (Hours(Daypart(time(5), time(6))), Hours(Daypart(time(17), time(18))))
    slots = (
        Slot(SlotKind.BULLETIN, time(5), time(5, 30)),
        Slot(SlotKind.RELAY, time(5, 30), time(6), source="VOV"),
        Slot(SlotKind.BULLETIN, time(17), time(17, 30)),
    )
    grid, plain = Grid("s", 1, slots), replace(policy(), hours=hours)
    assert grid_with(grid, plain, Changes(), DAY) == grid
    moved = grid_with(grid, plain, EVERYTHING, DAY)
    assert [(slot.starts, slot.ends) for slot in moved.slots] == [
        (time(5, 30), time(5, 45)),
        (time(5, 45), time(6)),
        (time(17), time(17, 45)),
    ]
    one = grid_with(grid, plain, Changes(hours=((time(6), time(8)),)), DAY)
    assert [(slot.starts, slot.ends) for slot in one.slots] == [
        (time(6), time(7)),
        (time(7), time(8)),
    ]


WAS = Days(date(2026, 11, 1), date(2026, 12, 1))
PLACED = replace(
    candidate(), plan="kh", target="kh/loa", window=Days(date(2026, 11, 5), date(2026, 11, 20))
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(Changes(), {}, id="nothing"),
        pytest.param(
            Changes(targets={"loa": Often(3, 5)}), {"times_a_day": 3, "run": 5}, id="more-often"
        ),
        pytest.param(Changes(targets={"khac": Often(3, 5)}), {}, id="another-target"),
        pytest.param(Changes(weight=7), {"weight": 7}, id="heavier"),
        pytest.param(
            Changes(phases={"dot-1": Days(date(2026, 11, 11), date(2026, 11, 25))}),
            {"window": Days(date(2026, 11, 15), date(2026, 11, 25))},
            id="its-phase-moves-and-cuts-it-off",
        ),
        pytest.param(
            Changes(phases={"dot-1": Days(date(2026, 12, 1))}),
            {"window": Days(date(2026, 12, 5), date(2026, 12, 20))},
            id="its-phase-moves-and-has-no-end",
        ),
    ],
)
def test_a_placement_follows_what_it_serves(changes: Changes, expected: dict[str, object]) -> None:
    found = candidate_with(PLACED, changes, "kh", {"loa": ("dot-1", WAS)})
    assert found == replace(PLACED, **expected)  # type: ignore[arg-type]  # as the table says


def test_what_serves_another_plan_stays_as_it_is() -> None:
    other = replace(PLACED, plan="khac", target="khac/loa")
    assert candidate_with(other, EVERYTHING, "kh", {"loa": ("dot-1", WAS)}) == other
