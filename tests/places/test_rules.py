from datetime import date

import pytest

from loa.places.actions import OWN_FILE
from loa.places.rules import Form, Level, Lineage, Register, Unit, explain
from loa.places.unit_file import read

CONTENT = read(OWN_FILE)
REGISTER = Register(CONTENT.units, CONTENT.lineage)
FEBRUARY, MARCH, TODAY = date(2020, 2, 29), date(2020, 3, 1), date(2026, 1, 1)
LAST_OF_DISTRICTS, COMMUNES_ONLY = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        pytest.param("02086", FEBRUARY, "thị trấn Chợ Mới", id="town-named-like-its-district"),
        pytest.param("02086", MARCH, "thị trấn Đồng Tâm", id="renamed-by-the-merger"),
        pytest.param("02086", COMMUNES_ONLY, "xã Chợ Mới", id="renamed-back-as-a-commune"),
        pytest.param("02020", LAST_OF_DISTRICTS, "thị trấn Bằng Lũng", id="last-day-of-a-state"),
        pytest.param("02020", COMMUNES_ONLY, "xã Chợ Đồn", id="first-day-of-a-state"),
        pytest.param("02056", FEBRUARY, "xã Rã Bản", id="before-its-end"),
        pytest.param("02056", MARCH, None, id="after-its-end"),
        pytest.param("064", LAST_OF_DISTRICTS, "huyện Chợ Đồn", id="a-district"),
        pytest.param("064", COMMUNES_ONLY, None, id="districts-are-gone"),
        pytest.param("06", COMMUNES_ONLY, None, id="so-is-the-province"),
        pytest.param("19", TODAY, "tỉnh Thái Nguyên", id="the-province-that-took-it-in"),
        pytest.param("2020", MARCH, None, id="a-lost-leading-zero"),
        pytest.param("02020", date(1990, 1, 1), None, id="before-it-is-known"),
    ],
)
def test_unit_on(code: str, day: date, name: str | None) -> None:
    unit = REGISTER.unit_on(code, day)
    assert (unit and unit.full_name) == name


@pytest.mark.parametrize(
    ("code", "day", "level", "count"),
    [
        pytest.param("064", FEBRUARY, Level.COMMUNE, 22, id="cho-don-before"),
        pytest.param("064", MARCH, Level.COMMUNE, 20, id="cho-don-after"),
        pytest.param("065", FEBRUARY, Level.COMMUNE, 16, id="cho-moi-before"),
        pytest.param("065", MARCH, Level.COMMUNE, 14, id="cho-moi-after"),
        pytest.param("06", MARCH, None, 36, id="province-with-both-districts"),
        pytest.param("VN", MARCH, Level.COMMUNE, 34, id="through-every-tier"),
        pytest.param("19", LAST_OF_DISTRICTS, None, 0, id="thai-nguyen-before"),
        pytest.param("19", COMMUNES_ONLY, Level.COMMUNE, 13, id="thai-nguyen-after"),
        pytest.param("064", COMMUNES_ONLY, Level.COMMUNE, 0, id="a-district-that-is-gone"),
        pytest.param("02020", MARCH, Level.COMMUNE, 1, id="a-commune-is-of-its-own-level"),
        pytest.param("02020", MARCH, None, 0, id="nothing-lies-below-a-commune"),
    ],
)
def test_within(code: str, day: date, level: Level | None, count: int) -> None:
    assert len(REGISTER.within(code, day, level)) == count


@pytest.mark.parametrize(
    ("code", "day", "codes"),
    [
        pytest.param("02020", MARCH, ["064", "06", "VN"], id="three-tiers-above"),
        pytest.param("02020", COMMUNES_ONLY, ["19", "VN"], id="two-tiers-above"),
        pytest.param("VN", MARCH, [], id="nothing-above"),
        pytest.param("02056", MARCH, [], id="not-valid-that-day"),
    ],
)
def test_ancestors(code: str, day: date, codes: list[str]) -> None:
    assert [unit.code for unit in REGISTER.ancestors(code, day)] == codes


@pytest.mark.parametrize(
    ("code", "day", "on", "names"),
    [
        pytest.param("02056", FEBRUARY, MARCH, ["xã Đồng Thắng"], id="merged"),
        pytest.param("02059", FEBRUARY, MARCH, ["xã Đồng Thắng"], id="merged-keeping-its-code"),
        pytest.param("02056", FEBRUARY, TODAY, ["xã Bạch Thông"], id="merged-twice"),
        pytest.param("02074", FEBRUARY, MARCH, ["xã Bằng Lãng", "xã Yên Phong"], id="split"),
        pytest.param("02074", FEBRUARY, TODAY, ["xã Chợ Đồn", "xã Yên Phong"], id="then-merged"),
        pytest.param("02065", FEBRUARY, MARCH, ["xã Bằng Lãng"], id="took-a-part-and-stayed"),
        pytest.param("02020", FEBRUARY, MARCH, ["thị trấn Bằng Lũng"], id="unchanged"),
        pytest.param("02041", MARCH, TODAY, ["xã Đồng Phúc"], id="into-a-unit-of-elsewhere"),
        pytest.param("06", MARCH, TODAY, ["tỉnh Thái Nguyên"], id="province"),
        pytest.param(
            "065",
            MARCH,
            TODAY,
            ["xã Chợ Mới", "xã Thanh Mai", "xã Tân Kỳ", "xã Thanh Thịnh", "xã Yên Bình"],
            id="a-district-is-what-its-communes-became",
        ),
        pytest.param("02056", MARCH, TODAY, [], id="no-such-unit-on-the-first-day"),
        pytest.param("02020", MARCH, MARCH, ["thị trấn Bằng Lũng"], id="the-same-day"),
    ],
)
def test_successors(code: str, day: date, on: date, names: list[str]) -> None:
    assert [unit.full_name for unit in REGISTER.successors(code, day, on)] == names


def test_every_unit_of_march_2020_has_exactly_one_successor_in_2025() -> None:
    communes = REGISTER.within("06", MARCH, Level.COMMUNE)
    found = {unit.code: REGISTER.successors(unit.code, MARCH, COMMUNES_ONLY) for unit in communes}
    assert {code: len(units) for code, units in found.items()} == dict.fromkeys(found, 1)
    assert {units[0].code for units in found.values()} == {
        unit.code for unit in REGISTER.within("19", COMMUNES_ONLY, Level.COMMUNE)
    }


@pytest.mark.parametrize("on", [MARCH, COMMUNES_ONLY, TODAY])
def test_no_unit_is_ever_lost(on: date) -> None:
    first = min(unit.valid_from for unit in REGISTER.units)
    lost = [
        unit.code
        for unit in REGISTER.units
        if unit.valid_from == first and not REGISTER.successors(unit.code, first, on)
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("code", "day", "sentence"),
    [
        pytest.param("02020", MARCH, None, id="valid"),
        pytest.param(
            "02056",
            MARCH,
            "02056 xã Rã Bản: not valid on 2020-03-01, it ended on 2020-03-01;"
            " since then: 02059 xã Đồng Thắng",
            id="ended",
        ),
        pytest.param(
            "02014",
            MARCH,
            "02014 xã Bạch Thông: not yet valid on 2020-03-01; it is valid from 2025-07-01",
            id="not-yet",
        ),
        pytest.param(
            "02020",
            date(1990, 1, 1),
            "02020 thị trấn Bằng Lũng: not yet valid on 1990-01-01; it is known from 2004-12-31",
            id="before-it-is-known",
        ),
        pytest.param(
            "2038",
            MARCH,
            "2038: no unit has this code; did you mean 02038 xã Quảng Bạch?"
            " Codes keep their leading zeros",
            id="a-lost-leading-zero",
        ),
        pytest.param(
            "Chợ Mới",
            MARCH,
            "Chợ Mới: no unit has this code;"
            " codes are those of the official list, as text with leading zeros",
            id="a-name",
        ),
    ],
)
def test_explain(code: str, day: date, sentence: str | None) -> None:
    refusal = explain(REGISTER, code, day)
    assert (None if refusal is None else str(refusal)) == sentence


def test_two_units_of_one_code_on_one_day_are_refused() -> None:
    first = Unit("02020", "Bằng Lũng", Form.TOWN, "064", FEBRUARY, COMMUNES_ONLY)
    second = Unit("02020", "Chợ Đồn", Form.COMMUNE, "19", LAST_OF_DISTRICTS)
    with pytest.raises(ValueError, match="02020: two units hold on 2025-06-30"):
        Register([second, first])


def test_a_unit_that_gives_a_part_away_stays_among_its_successors() -> None:
    giver = Unit("00001", "Một", Form.COMMUNE, "", FEBRUARY)
    taker = Unit("00002", "Hai", Form.COMMUNE, "", FEBRUARY)
    register = Register([giver, taker], [Lineage("00001", "00002", MARCH, part=True)])
    assert register.successors("00001", FEBRUARY, TODAY) == [giver, taker]
    assert register.successors("00001", MARCH, TODAY) == [giver]
