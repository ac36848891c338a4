"""Squares, lines and sums of a day, as tables."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.control.rules.today import (
    AFTER_NOW,
    BEFORE_NOW,
    Known,
    Line,
    Mark,
    Quiet,
    Square,
    Status,
    Sums,
    fitted,
    line,
    mark,
    merged,
    outside,
    quiet,
    sessions,
    sums,
)
from loa.core.rundown import Item
from loa.core.words import Kind, Outcome, Priority

FIVE = datetime(2026, 11, 23, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def item(minute: int = 0, kind: Kind = Kind.MESSAGE, **more: object) -> Item:
    starts = FIVE + minute * MINUTE
    return Item(f"i{minute}", starts, 60_000, kind, f"Tin {minute}", **more)  # type: ignore[arg-type]


def aired(minute: int, *, late: bool = False) -> Known:
    outcome = Outcome.LATE if late else Outcome.AIRED
    return Known(outcome, "", FIVE + minute * MINUTE, 60_000)


@pytest.mark.parametrize(
    ("known", "minute", "expected"),
    [
        pytest.param(None, -1, Mark.UPCOMING, id="not-yet"),
        pytest.param(None, 0, Mark.ON_AIR, id="its-time"),
        pytest.param(None, 1, Mark.AWAITED, id="just-over"),
        pytest.param(None, 11, Mark.UNHEARD_OF, id="no-word-in-time"),
        pytest.param(Known(Outcome.PENDING), 11, Mark.UNHEARD_OF, id="pending-is-no-word"),
        pytest.param(aired(0), 1, Mark.AIRED, id="aired"),
        pytest.param(aired(0, late=True), 5, Mark.LATE, id="late"),
        pytest.param(Known(Outcome.CUT), 5, Mark.CUT, id="cut"),
        pytest.param(Known(Outcome.MISSED, "off"), 5, Mark.MISSED, id="missed"),
    ],
)
def test_a_mark_says_what_is_known(known: Known | None, minute: int, expected: Mark) -> None:
    assert mark(item(), known, now=FIVE + minute * MINUTE) is expected


def laid_out(
    *known: int, now: int, last_heard: int | None = None, by_hand: bool = False, count: int = 4
) -> Line:
    return line(
        key="nghia-ta",
        name="Trạm Nghĩa Tá",
        unit_code="02071",
        items=[item(n) for n in range(count)],
        known={f"i{n}": aired(n) for n in known},
        last_heard=None if last_heard is None else FIVE + last_heard * MINUTE,
        by_hand=by_hand,
        now=FIVE + now * MINUTE,
    )


@pytest.mark.parametrize(
    ("found", "status", "since"),
    [
        pytest.param(laid_out(now=-30), Status.WAITING, None, id="nothing-due-yet"),
        pytest.param(laid_out(0, 1, now=2), Status.ON_TIME, None, id="reports-come"),
        pytest.param(laid_out(0, 1, now=60), Status.SILENT, 2, id="reports-stopped"),
        pytest.param(laid_out(now=60), Status.SILENT, 0, id="never-a-word"),
        pytest.param(laid_out(0, 1, now=60, last_heard=55), Status.ON_TIME, None, id="it-speaks"),
        pytest.param(laid_out(0, 1, now=60, last_heard=12), Status.SILENT, 12, id="it-spoke-once"),
        pytest.param(laid_out(3, now=60), Status.ON_TIME, None, id="a-gap-is-no-silence"),
        pytest.param(laid_out(now=60, by_hand=True), Status.BY_HAND, None, id="by-hand"),
    ],
)
def test_a_station_is_silent_from_its_last_word_on(
    found: Line, status: Status, since: int | None
) -> None:
    expected = None if since is None else FIVE + since * MINUTE
    assert (found.status, found.silent_since) == (status, expected)


def test_what_is_fed_by_hand_waits_for_its_slip() -> None:
    found = laid_out(now=2, by_hand=True)
    assert [s.mark for s in found.squares] == [Mark.UNTICKED] * 3 + [Mark.UPCOMING]


def test_the_day_is_summed_over_stations() -> None:
    good, silent = laid_out(0, 1, now=2), laid_out(0, now=60)
    ident = line(
        key="x",
        name="X",
        unit_code="",
        items=[item(0, Kind.IDENT)],
        known={"i0": aired(0)},
        last_heard=None,
        by_hand=False,
        now=FIVE + 2 * MINUTE,
    )
    hours = {
        "nghia-ta": [(FIVE, FIVE + timedelta(hours=1))],
        "x": [(FIVE + MINUTE, FIVE + 2 * MINUTE)],
    }
    assert sums([good, silent, ident], hours) == Sums(
        stations=3,
        on_time=2,
        silent=1,
        plays=3,
        due=6,
        planned=8,
        heard_ms=240_000,
        outside_hours=1,
    )


@pytest.mark.parametrize(
    ("priority", "spans", "accused"),
    [
        pytest.param(Priority.ROUTINE, [(FIVE, FIVE + MINUTE)], False, id="inside"),
        pytest.param(Priority.ROUTINE, [(FIVE + MINUTE, FIVE + 2 * MINUTE)], True, id="too-early"),
        pytest.param(Priority.ROUTINE, [(FIVE, FIVE + MINUTE / 2)], True, id="runs-over"),
        pytest.param(Priority.EMERGENCY, [], False, id="an-emergency-may"),
        pytest.param(Priority.ROUTINE, None, False, id="hours-unknown"),
    ],
)
def test_what_is_heard_outside_the_hours_is_counted(
    priority: Priority, spans: list[tuple[datetime, datetime]] | None, *, accused: bool
) -> None:
    square = Square(item(0, priority=priority), Mark.AIRED, aired(0))
    assert outside(square, spans) is accused


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(FIVE - MINUTE, FIVE, id="before-the-first"),
        pytest.param(FIVE, None, id="one-is-running"),
        pytest.param(FIVE + 2 * MINUTE, FIVE + 9 * MINUTE, id="between"),
        pytest.param(FIVE + timedelta(hours=1), None, id="none-is-known"),
    ],
)
def test_the_next_session_is_named_in_quiet_hours(now: datetime, expected: datetime | None) -> None:
    village = [(FIVE, FIVE + 2 * MINUTE), (FIVE + 9 * MINUTE, FIVE + 10 * MINUTE)]
    round_the_clock = [(FIVE - timedelta(days=1), FIVE + timedelta(days=1))]
    said = None if expected is None else Quiet(1, expected, round_the_clock=1)
    assert quiet([village, round_the_clock], now=now) == said
    said = None if expected is None else Quiet(2, expected)
    assert quiet([village, village, ()], now=now) == said


def test_the_ones_round_the_clock_do_not_make_a_session() -> None:
    always = [(FIVE - timedelta(days=1), FIVE + timedelta(days=1))]
    assert quiet([always], now=FIVE) is None


def test_spans_that_touch_become_one() -> None:
    a, b, c, d = (FIVE + n * MINUTE for n in range(4))
    assert merged([(b, c), (a, b), (a, b)]) == ((a, c),)
    assert merged([(a, b), (c, d)]) == ((a, b), (c, d))


@given(count=st.integers(0, 200), now=st.integers(-10, 210))
def test_a_full_day_shows_what_is_around_now(count: int, now: int) -> None:
    squares = [Square(item(n), Mark.UPCOMING) for n in range(count)]
    shown = fitted(squares, now=FIVE + now * MINUTE)
    assert shown.before + len(shown.squares) + shown.after == count
    assert list(shown.squares) == squares[shown.before : shown.before + len(shown.squares)]
    if count > BEFORE_NOW + AFTER_NOW + 6:
        assert len(shown.squares) == BEFORE_NOW + AFTER_NOW
        here = min(max(now, 0), count - 1)
        assert shown.before <= here < shown.before + len(shown.squares)


def test_sessions_part_where_it_is_quiet() -> None:
    squares = [Square(item(n), Mark.UPCOMING) for n in (0, 1, 50, 51)]
    parts = sessions(squares, gap=timedelta(minutes=45))
    assert [[s.item.id for s in part] for part in parts] == [["i0", "i1"], ["i50", "i51"]]
