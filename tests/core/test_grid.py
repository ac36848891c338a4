from datetime import date, time
from typing import Any

import pytest
from tests.core.examples import MONDAY, policy

from loa.core.canonical import FormatError
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot, SlotKind, clashes, plain_grid, read_grid
from loa.core.policy import Hours

GRID = Grid(
    "02071",
    3,
    (
        Slot(SlotKind.IDENT, time(5), time(5, 0, 15), "Nhạc hiệu"),
        Slot(SlotKind.BULLETIN, time(5, 0, 15), time(5, 30), "Bản tin xã"),
        Slot(SlotKind.RELAY, time(5, 30), time(5, 45), "Thời sự", "VOV1"),
        Slot(SlotKind.ROTATION, time(22), time(1), season=("11-01", "02-28")),
        Slot(SlotKind.ANNOUNCEMENTS, time(17), time(17, 10), weekdays=frozenset({1, 3})),
        Slot(SlotKind.CLOSING, time(17, 59), time(18)),
    ),
    "12/QĐ-UBND",
)


def test_a_grid_comes_back_from_its_document() -> None:
    assert read_grid(GRID.document()) == GRID


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (MONDAY, "ident bulletin relay announcements closing"),
        (date(2020, 3, 3), "ident bulletin relay closing"),
        (date(2020, 11, 1), "ident bulletin relay closing rotation"),
        (date(2020, 2, 28), "ident bulletin relay closing rotation"),
        (date(2020, 2, 29), "ident bulletin relay closing"),
    ],
)
def test_slots_of_a_day_stand_in_order(day: date, kinds: str) -> None:
    assert " ".join(slot.kind for slot in GRID.slots_on(day)) == kinds


@pytest.mark.parametrize(
    ("a", "b", "clash"),
    [
        (Slot(SlotKind.RELAY, time(5), time(6)), Slot(SlotKind.RELAY, time(6), time(7)), False),
        (
            Slot(SlotKind.RELAY, time(5), time(6)),
            Slot(SlotKind.BULLETIN, time(5, 59), time(7)),
            True,
        ),
        (
            Slot(SlotKind.RELAY, time(5), time(6), weekdays=frozenset({1})),
            Slot(SlotKind.RELAY, time(5), time(6), weekdays=frozenset({2})),
            False,
        ),
        (
            Slot(SlotKind.RELAY, time(5), time(6), season=("01-01", "05-31")),
            Slot(SlotKind.RELAY, time(5), time(6), season=("06-01", "12-31")),
            False,
        ),
        (
            Slot(SlotKind.RELAY, time(5), time(6), season=("10-01", "02-01")),
            Slot(SlotKind.RELAY, time(5), time(6), season=("01-31", "05-31")),
            True,
        ),
        (
            Slot(SlotKind.RELAY, time(23), time(2), weekdays=frozenset({7})),
            Slot(SlotKind.RELAY, time(1), time(3), weekdays=frozenset({1})),
            True,
        ),
        (
            Slot(SlotKind.RELAY, time(23), time(1), weekdays=frozenset({7})),
            Slot(SlotKind.RELAY, time(1), time(3), weekdays=frozenset({1})),
            False,
        ),
    ],
)
def test_slots_clash(a: Slot, b: Slot, *, clash: bool) -> None:
    assert bool(list(clashes([a, b]))) is clash
    assert bool(list(clashes([b, a]))) is clash


def test_a_plain_grid_is_one_bulletin_a_session_between_idents() -> None:
    short = Daypart(time(0), time(0, 0, 30))
    rules = policy(hours=(Hours(Daypart(time(5), time(6))), Hours(short)))
    assert plain_grid(rules).slots == (
        Slot(SlotKind.IDENT, time(5), time(5, 0, 15)),
        Slot(SlotKind.BULLETIN, time(5, 0, 15), time(5, 59, 45)),
        Slot(SlotKind.CLOSING, time(5, 59, 45), time(6)),
        Slot(SlotKind.BULLETIN, time(0), time(0, 0, 30)),
    )
    assert read_grid(plain_grid(policy()).document()) == plain_grid(policy())


def _with(**members: object) -> dict[str, Any]:
    document = GRID.document()
    document["slots"][2] |= members
    return document


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (GRID.document() | {"format": "loa.policy"}, "loa.grid is expected"),
        (GRID.document() | {"version": "2.0"}, "unknown here"),
        (GRID.document() | {"slots": None}, "TypeError"),
        (GRID.document() | {"slots": [{}]}, "KeyError"),
        (GRID.document() | {"slots": [{}] * 201}, "more than 200 slots"),
        (GRID.document() | {"serial": "x"}, "ValueError"),
        (_with(kind="music"), "ValueError"),
        (_with(source=""), "slot 3: a relay names its source"),
        (_with(kind="bulletin"), "slot 3: only a relay has a source"),
        (_with(**{"from": "05:30:00+07:00"}), "slot 3: .* without a zone"),
        (_with(**{"from": "05:30:00.5"}), "whole seconds"),
        (_with(**{"from": "half past five"}), "ValueError"),
        (_with(weekdays=[0]), "slot 3: weekdays are 1"),
        (_with(season=["02-30", "03-01"]), "ValueError"),
        (_with(season="all"), "slot 3: a season is"),
        (
            _with(**{"from": "05:29:59"}),
            r"slot 2 \(bulletin from 05:00:15 to 05:30:00\) and slot 3 \(relay .*overlap",
        ),
    ],
)
def test_a_malformed_grid_is_refused(document: dict[str, Any], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_grid(document)
