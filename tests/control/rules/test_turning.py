"""What has to be changed for a change of phase."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.control.rules.turning import (
    AHEAD,
    Change,
    Dated,
    Placed,
    Promised,
    Stick,
    Stock,
    Turn,
    change,
    expired,
    turns,
)
from loa.core.periods import DAY, Days

TODAY = date(2026, 11, 23)
TURN = date(2026, 11, 27)
FIRST = Dated("dot-1", "Trước", Days(date(2026, 11, 1), TURN))
SECOND = Dated("dot-2", "Trong", Days(TURN, None))
THE_TURN = Turn(TURN, (FIRST,), (SECOND,))


def placed(message: str = "m1", **changed: object) -> Placed:
    said = {"phase": "dot-1", "ends": None, "holds_until": date(2026, 12, 31)} | changed
    return Placed(f"p-{message}", message, "Tin", "loudspeaker", **said)  # type: ignore[arg-type]


def stick(number: int, last_day: date, *messages: str) -> Stick:
    return Stick(number, "Trạm", last_day, frozenset(messages))


@pytest.mark.parametrize(
    ("today", "found"),
    [
        pytest.param(TURN - AHEAD - DAY, (), id="eight-days-before"),
        pytest.param(TURN - AHEAD, (THE_TURN,), id="a-week-before"),
        pytest.param(TURN - DAY, (THE_TURN,), id="the-day-before"),
        pytest.param(TURN, (), id="the-day-itself"),
    ],
)
def test_a_change_is_told_in_the_week_before_it(today: date, found: tuple[Turn, ...]) -> None:
    assert turns([FIRST, SECOND], today=today) == found


def test_phases_that_overlap_change_on_two_days() -> None:
    late = Dated("dot-1", "Trước", Days(date(2026, 11, 1), TURN + 3 * DAY))
    assert turns([late, SECOND], today=TODAY) == (
        Turn(TURN, (), (SECOND,)),
        Turn(TURN + 3 * DAY, (late,), ()),
    )


@pytest.mark.parametrize(
    ("one", "expiring", "lingering"),
    [
        pytest.param(placed(), False, True, id="goes-on-beyond-its-phase"),
        pytest.param(placed(ends=TURN), False, False, id="ends-with-its-phase"),
        pytest.param(placed(ends=TURN + DAY), False, True, id="ends-a-day-late"),
        pytest.param(placed(phase="dot-2"), False, False, id="serves-what-begins"),
        pytest.param(placed(phase=""), False, False, id="serves-no-phase"),
        pytest.param(placed(holds_until=TURN - DAY), True, False, id="holds-until-the-eve"),
        pytest.param(placed(holds_until=TURN), False, True, id="holds-on-the-day"),
        pytest.param(placed(holds_until=TODAY - DAY), False, False, id="held-until-yesterday"),
        pytest.param(placed(ends=TODAY, holds_until=TURN - DAY), False, False, id="over-already"),
    ],
)
def test_what_expires_and_what_lingers(one: Placed, *, expiring: bool, lingering: bool) -> None:
    found = change(THE_TURN, Stock(placed=[one]), today=TODAY)
    assert (bool(found.expiring), bool(found.lingering)) == (expiring, lingering)


@pytest.mark.parametrize(
    ("one", "named"),
    [
        pytest.param(stick(1, TURN, "m1"), True, id="still-played-on-the-day"),
        pytest.param(stick(1, TURN - DAY, "m1"), False, id="played-until-the-eve"),
        pytest.param(stick(1, TURN, "m2"), False, id="serves-both-phases"),
        pytest.param(stick(1, TURN, "m3"), True, id="taken-back"),
        pytest.param(stick(1, TURN), False, id="all-of-it-taken-off"),
        pytest.param(stick(1, TURN, "m4"), True, id="holds-no-longer-by-then"),
    ],
)
def test_sticks_with_sound_of_what_ends(one: Stick, *, named: bool) -> None:
    stock = Stock(
        placed=[
            placed("m1"),
            placed("m2"),
            placed("m2", phase="dot-2"),
            placed("m4", phase="dot-2", holds_until=TURN - DAY),
        ],
        sticks=[one],
        closed={"m3"},
    )
    assert bool(change(THE_TURN, stock, today=TODAY).sticks) is named


def test_what_is_promised_for_what_begins_and_has_nothing_yet() -> None:
    def promised(key: str, phase: str, has: int) -> Promised:
        return Promised(key, "Rửa tay", "loudspeaker", phase, has)

    rows = [promised("a", "dot-1", 0), promised("b", "dot-2", 0), promised("c", "dot-2", 1)]
    found = change(THE_TURN, Stock(promised=rows), today=TODAY)
    assert found == Change(THE_TURN, bare=(rows[1],))
    assert found.count == 1


def test_sticks_with_sound_that_holds_no_longer_today() -> None:
    rows = [stick(1, TODAY, "old"), stick(2, TODAY, "new"), stick(3, TODAY - DAY, "old")]
    ends = {"old": TODAY - DAY, "new": TODAY}
    assert expired(rows, ends, today=TODAY) == (rows[0],)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=6),
    st.integers(-10, 70),
)
def test_every_edge_of_a_phase_in_the_week_is_told_once(
    spans: list[tuple[int, int]], at: int
) -> None:
    start = date(2026, 1, 1)
    phases = [
        Dated(str(n), "", Days(start + timedelta(a), start + timedelta(a + b)))
        for n, (a, b) in enumerate(spans)
    ]
    today = start + timedelta(at)
    found = turns(phases, today=today)
    edges = [edge for p in phases for edge in (p.days.start, p.days.end) if edge]
    near = [edge for edge in edges if today < edge <= today + AHEAD]
    assert sum(len(one.ending) + len(one.beginning) for one in found) == len(near)
    assert [one.day for one in found] == sorted(set(near))
