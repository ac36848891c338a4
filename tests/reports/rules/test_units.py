"""Cut by the units of any day, every figure is counted once; shown on the changes of 2020, 2025."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.rules.histories import BEGAN, histories

from loa.places.rules import Register
from loa.plans.register import shipped_register
from loa.reports.rules.units import Cut

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
days = st.integers(0, 3650).map(lambda n: BEGAN + timedelta(days=n))


@pytest.mark.parametrize(
    ("cut_on", "code", "day", "counted"),
    [
        pytest.param(NEW, "02062", OLD, "02071@2025-07-01", id="merged-into-the-new-commune"),
        pytest.param(OLD, "02062", OLD, "02062@2004-12-31", id="as-it-was"),
        pytest.param(OLD, "02071", NEW, "02071@2025-07-01", id="cannot-be-taken-apart-again"),
        pytest.param(NEW, "02020", OLD, "02020@2025-07-01", id="one-code-two-units"),
        pytest.param(NEW, "02074", date(2020, 2, 1), "02074@2004-12-31", id="divided-in-2020"),
        pytest.param(OLD, "02056", date(2020, 2, 1), "02059@2020-03-01", id="merged-in-2020"),
        pytest.param(NEW, "06", OLD, "19@2004-12-31", id="a-province"),
        pytest.param(NEW, "064", OLD, "064@2004-12-31", id="a-district-became-many"),
        pytest.param(NEW, "99999", OLD, "99999@", id="a-code-that-nobody-knows"),
        pytest.param(OLD, "02059", date(2004, 1, 1), "02059@2020-03-01", id="before-it-is-known"),
    ],
)
def test_a_figure_is_counted_to_one_unit(cut_on: date, code: str, day: date, counted: str) -> None:
    assert Cut(shipped_register(), cut_on).unit(code, day) == counted


@pytest.mark.parametrize(
    ("cut_on", "key", "above"),
    [
        pytest.param(OLD, "02062@2004-12-31", "064@2004-12-31", id="a-commune-in-its-district"),
        pytest.param(NEW, "02071@2025-07-01", "19@2004-12-31", id="a-commune-in-its-province"),
        pytest.param(OLD, "02071@2025-07-01", "064@2004-12-31", id="a-new-one-where-its-parts-lie"),
        pytest.param(NEW, "02074@2004-12-31", "19@2004-12-31", id="a-divided-one-where-both-lie"),
        pytest.param(OLD, "19@2004-12-31", "", id="a-province-is-at-the-top"),
        pytest.param(OLD, "99999@", "", id="what-nobody-knows-is-nowhere"),
    ],
)
def test_every_unit_lies_somewhere(cut_on: date, key: str, above: str) -> None:
    assert Cut(shipped_register(), cut_on).above(key) == above


def test_places_come_with_all_above_them_by_tier_and_code() -> None:
    cut = Cut(shipped_register(), OLD)
    found = cut.places(["02062@2004-12-31", "02071@2025-07-01"])
    assert [(p.key, p.name, p.parent, p.holds) for p in found] == [
        ("06@2004-12-31", "tỉnh Bắc Kạn", "", True),
        ("064@2004-12-31", "huyện Chợ Đồn", "06@2004-12-31", True),
        ("02062@2004-12-31", "xã Lương Bằng", "064@2004-12-31", True),
        ("02071@2025-07-01", "xã Nghĩa Tá", "064@2004-12-31", False),
    ]


def test_nothing_above_the_top_is_in_a_units_report() -> None:
    cut = Cut(shipped_register(), OLD)
    found = cut.places(["02062@2004-12-31"], top="064@2004-12-31")
    assert [(p.code, p.parent) for p in found] == [("064", ""), ("02062", "064@2004-12-31")]
    assert cut.within("02062@2004-12-31", "064@2004-12-31")
    assert not cut.within("02062@2004-12-31", "19@2004-12-31")


@st.composite
def happenings(draw: st.DrawFn) -> tuple[Register, list[tuple[str, date, int]]]:
    """Draw a history, and quantities in units as they held on their day."""
    register = draw(histories())
    codes = sorted({unit.code for unit in register.units} - {"VN"})
    found = []
    for _ in range(draw(st.integers(0, 12))):
        code, day = draw(st.sampled_from(codes)), draw(days)
        if register.unit_on(code, day):
            found.append((code, day, draw(st.integers(0, 100))))
    return register, found


@given(happenings(), days)
def test_every_cut_sums_to_the_same_total_at_every_tier(
    world: tuple[Register, list[tuple[str, date, int]]], cut_on: date
) -> None:
    register, happened = world
    cut = Cut(register, cut_on)
    own: Counter[str] = Counter()
    for code, day, quantity in happened:
        own[cut.unit(code, day)] += quantity
    assert own.total() == sum(quantity for _code, _day, quantity in happened)
    places = {place.key: place for place in cut.places(own)}
    tops: Counter[str] = Counter()
    for key, quantity in own.items():
        above = key
        while places[above].parent:
            above = places[above].parent
        tops[above] += quantity
    assert tops.total() == own.total()


@given(happenings(), days)
def test_what_holds_in_the_cut_is_counted_as_itself_and_lies_where_it_lay(
    world: tuple[Register, list[tuple[str, date, int]]], cut_on: date
) -> None:
    register, _happened = world
    cut = Cut(register, cut_on)
    for unit in register.units:
        if unit.holds(cut_on) and unit.code != "VN":
            key = cut.unit(unit.code, cut_on)
            chain = [one.code for one in register.ancestors(unit.code, cut_on)[:-1]]
            assert key == f"{unit.code}@{unit.valid_from}"
            for code in chain:
                key = cut.above(key)
                assert key.startswith(f"{code}@")


@given(happenings(), days)
def test_no_figure_changes_its_tier_unless_its_unit_did(
    world: tuple[Register, list[tuple[str, date, int]]], cut_on: date
) -> None:
    register, happened = world
    cut = Cut(register, cut_on)
    for code, day, _quantity in happened:
        unit = register.unit_on(code, day)
        place = next(p for p in cut.places([cut.unit(code, day)]) if p.key == cut.unit(code, day))
        assert unit is not None
        assert place.level == unit.level
