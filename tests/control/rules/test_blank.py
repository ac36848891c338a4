"""Why nothing is proven, as a table of cases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from loa.control.rules.blank import Blank, Facts, Why, blank, nothing_proven
from loa.control.rules.heat import WHOLE, Cell, Column, Row
from loa.core.words import Grade
from loa.delivery.rules import Proven

NOW = datetime(2026, 11, 23, 1, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
LOUD = Column("dot-1", "loudspeaker", "plays", installed=True, begun=True)
PORTAL = replace(LOUD, channel="portal", installed=False)
FACTS = Facts(
    simulated=False,
    players_simulated=False,
    rehearsing=False,
    begins=TODAY - DAY,
    first_placed=TODAY,
    first_play=NOW + timedelta(hours=8),
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, Blank(Why.AHEAD, at=NOW + timedelta(hours=8)), id="a-session-ahead"),
        pytest.param({"first_play": NOW}, Blank(Why.NO_REPORT, at=NOW), id="it-has-come"),
        pytest.param(
            {"first_play": None, "first_placed": TODAY + DAY},
            Blank(Why.AHEAD, day=TODAY + DAY),
            id="placed-for-later",
        ),
        pytest.param({"first_play": None}, Blank(Why.NO_REPORT, day=TODAY), id="in-no-programme"),
        pytest.param({"first_placed": None}, Blank(Why.NOT_PLACED), id="not-placed"),
        pytest.param(
            {"begins": TODAY + DAY}, Blank(Why.NOT_BEGUN, day=TODAY + DAY), id="not-begun"
        ),
        pytest.param({"begins": None}, Blank(Why.AHEAD, at=FACTS.first_play), id="no-first-day"),
        pytest.param({"players_simulated": True}, Blank(Why.ONLY_SIMULATED), id="only-simulated"),
        pytest.param(
            {"players_simulated": True, "simulated": True},
            Blank(Why.AHEAD, at=FACTS.first_play),
            id="simulated-ahead",
        ),
        pytest.param(
            {"rehearsing": True, "simulated": True}, Blank(Why.REHEARSING), id="rehearsing"
        ),
    ],
)
def test_the_nearest_reason_is_said(facts: dict[str, object], expected: Blank) -> None:
    changed = replace(FACTS, **facts)  # type: ignore[arg-type]  # a table of its fields
    assert blank([PORTAL, LOUD], changed, now=NOW, today=TODAY) == expected


def test_channels_that_are_not_here_can_prove_nothing() -> None:
    assert blank([PORTAL], FACTS, now=NOW, today=TODAY) == Blank(Why.NOT_HERE)


def test_one_play_is_not_nothing() -> None:
    none = Cell(LOUD, 6, Proven({}), ("a",))
    one = Cell(PORTAL, 6, Proven({Grade.REPORTED: 1}), ("b",))
    rows = [Row(WHOLE, "", 0, (none, one, None))]
    assert nothing_proven(rows, [0, 2])
    assert not nothing_proven(rows, [0, 1])
    assert not nothing_proven([], [])
