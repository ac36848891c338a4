"""Lines of figures, their totals, and that totals are the sums of their parts at every tier."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.rules.histories import histories

from loa.core.periods import DAY, Days
from loa.core.words import Grade
from loa.places.rules import Register
from loa.reports.rules import figures, totals, written
from loa.reports.rules.figures import Asked, Expected, Promise
from loa.reports.rules.report import (
    NOTHING,
    Figure,
    Graded,
    Kind,
    Line,
    Origin,
    Owed,
    Report,
    Source,
    State,
)
from loa.reports.rules.totals import Total
from loa.reports.rules.units import Cut

STARTS, UNTIL, SINCE = date(2020, 6, 1), date(2020, 7, 1), date(2020, 1, 1)
PERIOD = Days(STARTS, UNTIL)
ASKED = Asked("p", "dot", "1", "t", "talk", "talks", "")
WHO = Owed("UBND xã", "ubnd", "00001", UNTIL)


def source(
    key: str,
    quantity: int,
    day: date = STARTS,
    *,
    unit: str = "00001@2015-01-01",
    measure: str = "talks",
    channel: str = "talk",
    grade: Grade = Grade.REPORTED,
    origin: Origin = Origin.SHEET,
) -> Source:
    return Source(
        key=key,
        origin=origin,
        plan="p",
        target="t",
        topic="1",
        channel=channel,
        measure=measure,
        unit_code=unit.partition("@")[0],
        unit=unit,
        grade=grade,
        starts=day,
        until=day + DAY,
        quantity=quantity,
        rows=1,
    )


def made(
    *sources: Source, promises: tuple[Promise, ...] = (), expected: tuple[Expected, ...] = ()
) -> dict[str, Figure]:
    lines = figures.lines(sources, promises, expected, phases={("p", "t"): "dot"}, period=PERIOD)
    return {line.unit: line.figure for line in lines}


def test_what_was_over_before_the_period_counts_in_the_cumulative_figure_alone() -> None:
    found = made(source("a", 3, SINCE), source("b", 4, STARTS), source("c", 5, UNTIL - DAY))
    figure = found["00001@2015-01-01"]
    assert (figure.period, figure.cumulative) == (Graded(reported=9), Graded(reported=12))
    assert figure.sources == ("a", "b", "c")


def test_a_promise_without_anything_done_is_a_line() -> None:
    assert made(promises=(Promise(ASKED, 20),)) == {"": Figure(promised=20)}


def test_two_promises_on_one_line_are_one() -> None:
    assert made(promises=(Promise(ASKED, 20), Promise(ASKED, 5)))[""].promised == 25


@pytest.mark.parametrize(
    ("days", "everywhere", "state"),
    [
        pytest.param(PERIOD, True, State.KNOWN, id="anybody-in-the-area-answered"),
        pytest.param(PERIOD, False, State.MISSING, id="but-not-who-owes-it"),
        pytest.param(Days(UNTIL, UNTIL + DAY), True, State.MISSING, id="for-other-days"),
    ],
)
def test_a_statement_answers_what_is_expected(days: Days, everywhere: bool, state: State) -> None:
    owed = Expected(ASKED, days, WHO, everywhere=everywhere)
    assert made(source("a", 0), expected=(owed,)).get("", Figure()).state is state


def test_of_several_that_owe_the_longest_waited_for_is_named() -> None:
    later = Owed("Xã khác", "khac", "00002", UNTIL + DAY)
    found = made(expected=(Expected(ASKED, PERIOD, later), Expected(ASKED, PERIOD, WHO)))
    assert found[""].owed == WHO


@pytest.mark.parametrize(
    ("before", "now", "withheld"),
    [
        pytest.param(0, 4, True, id="few-now"),
        pytest.param(4, 40, True, id="few-before-would-be-the-difference"),
        pytest.param(40, 3, True, id="few-now-beside-many"),
        pytest.param(40, 5, False, id="five"),
        pytest.param(0, 0, False, id="nobody"),
    ],
)
def test_a_count_that_could_point_at_people_is_withheld(
    before: int, now: int, *, withheld: bool
) -> None:
    rows = (source("a", before, SINCE, measure="attendees"), source("b", now, measure="attendees"))
    figure = made(*rows)["00001@2015-01-01"]
    assert (figure.state is State.WITHHELD) is withheld
    if withheld:
        assert (figure.period, figure.cumulative, figure.sources) == (NOTHING, NOTHING, ())


def test_the_rows_behind_what_is_withheld_are_left_out() -> None:
    rows = (source("a", 3, measure="attendees"), source("b", 1))
    lines = figures.lines(rows, (), (), phases={}, period=PERIOD)
    assert [one.key for one in figures.shown(rows, lines)] == ["b"]


def test_a_total_of_nothing_promised_has_no_share() -> None:
    assert (Total().share, Total(promised=0).share) == (None, None)
    assert Total(cumulative=Graded(recorded=1999), promised=2000).share == 999


def test_measures_are_never_added_to_each_other() -> None:
    with pytest.raises(ValueError, match="one measure"):
        totals.grouped([], "unit")


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw a report over an invented history of units, cut on some day of it."""
    register: Register = draw(histories())
    codes = sorted({unit.code for unit in register.units} - {"VN"})
    cut = Cut(register, date(2015, 1, 1) + timedelta(days=draw(st.integers(0, 3650))))
    rows = []
    for n in range(draw(st.integers(0, 10))):
        day = draw(st.sampled_from([SINCE, date(2020, 3, 1), STARTS, UNTIL - DAY]))
        rows.append(
            source(
                f"s{n}",
                draw(st.integers(0, 50)),
                day,
                unit=cut.unit(draw(st.sampled_from(codes)), day),
                measure=draw(st.sampled_from(["plays", "talks", "attendees"])),
                grade=draw(st.sampled_from(list(Grade))),
            )
        )
    promises = [
        Promise(
            Asked("p", "dot", "1", "t", "talk", "talks", cut.unit(code, STARTS)),
            draw(st.integers(1, 30)),
        )
        for code in draw(st.lists(st.sampled_from(codes), max_size=4, unique=True))
    ]
    lines = figures.lines(rows, promises, (), phases={("p", "t"): "dot"}, period=PERIOD)
    return Report(
        kind=Kind.MONTH,
        title="Kết quả",
        issuer="Huyện uỷ",
        issuer_key="huyen-uy",
        unit="",
        starts=STARTS,
        until=UNTIL,
        since=SINCE,
        due_on=UNTIL,
        cut_on=cut.on,
        as_of=datetime(2020, 7, 2, 3, tzinfo=UTC),
        simulated=False,
        plans=(),
        phases=(),
        topics=(),
        places=cut.places({line.unit for line in lines}),
        lines=lines,
        sources=figures.shown(rows, lines),
        watermark=9,
    )


def sums(lines: tuple[Line, ...]) -> dict[tuple[str, str], Total]:
    found: dict[tuple[str, str], Total] = {}
    for line in lines:
        key = (line.channel, line.measure)
        found[key] = found.get(key, Total()) + totals.of(line)
    return found


@given(reports())
def test_every_grouping_sums_to_the_same(report: Report) -> None:
    whole = sums(report.lines)
    for names in (("unit",), ("plan", "phase"), ("topic",), ("target", "unit")):
        grouped = totals.grouped(report.lines, *names, "channel", "measure")
        again: dict[tuple[str, str], Total] = {}
        for (*_names, channel, measure), total in grouped.items():
            again[channel, measure] = again.get((channel, measure), Total()) + total
        assert again == whole


@given(reports())
def test_a_units_total_is_its_own_and_that_of_what_lies_below_it(report: Report) -> None:
    by_unit = totals.by_unit(report)
    own = totals.grouped(report.lines, "unit", "channel", "measure")
    below: dict[str, list[str]] = {}
    for place in report.places:
        below.setdefault(place.parent, []).append(place.key)
    for place in report.places:
        for what, total in by_unit.get(place.key, {}).items():
            parts = [by_unit[key][what] for key in below.get(place.key, ()) if what in by_unit[key]]
            parts.append(own.get((place.key, *what), Total()))
            assert sum(parts, Total()) == total
    tops = [by_unit[key] for key in below.get("", ()) if key in by_unit]
    for what, total in by_unit.get("", {}).items():
        parts = [top[what] for top in tops if what in top] + [own.get(("", *what), Total())]
        assert sum(parts, Total()) == total


@given(reports())
def test_a_figure_is_the_sum_of_the_rows_that_it_names(report: Report) -> None:
    rows = {one.key: one for one in report.sources}
    for line in report.lines:
        if line.figure.state is State.KNOWN:
            named = [rows[key] for key in line.figure.sources]
            assert line.figure.cumulative.total == sum(one.quantity for one in named)
            now = [one.quantity for one in named if one.until > report.starts]
            assert line.figure.period.total == sum(now)


@given(reports())
def test_a_report_reads_back_as_it_was_written(report: Report) -> None:
    assert written.read(written.written(report)) == report
