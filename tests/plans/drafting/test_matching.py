"""Names of offices and places: what is the same, what is alike, what is a question."""

import pytest

from loa.plans.drafting.matching import (
    Match,
    Office,
    key_of,
    match,
    places_in,
    upper_plan,
)

COMMITTEE = Office("ubnd-a", "Ủy ban nhân dân xã Đông Cẩm")
DEPARTMENT = Office("btg", "Ban Tuyên giáo Huyện uỷ Chợ Đồn")
CENTRE = Office("tt", "Trung tâm Văn hoá, Thể thao và Truyền thông huyện Chợ Đồn")
RADIO = Office("dai", "Đài Truyền thanh Chợ Đồn")
KNOWN = (COMMITTEE, DEPARTMENT, CENTRE, RADIO)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("UBND xã Đông Cẩm", Match(COMMITTEE), id="abbreviation"),
        pytest.param("Uỷ ban Nhân dân xã Đông cẩm", Match(COMMITTEE), id="spelling"),
        pytest.param("Ban Tuyên giáo Huyện ủy", Match(DEPARTMENT), id="the-issuers-place"),
        pytest.param("Giao Ban Tuyên giáo Huyện ủy", Match(DEPARTMENT), id="a-verb-before"),
        pytest.param("Đài Truyền thanh huyện", Match(None, (RADIO,)), id="alike"),
        pytest.param("UBND các xã, thị trấn", Match(), id="many"),
        pytest.param("Công an huyện", Match(), id="not-here"),
        pytest.param("", Match(), id="nothing"),
    ],
)
def test_a_name_stands_for_an_office_or_is_a_question(name: str, expected: Match) -> None:
    assert match(name, KNOWN, issuer="Huyện uỷ Chợ Đồn") == expected


def test_two_offices_of_one_name_are_a_question() -> None:
    twins = (Office("a", "Trạm Y tế xã Nam Cường"), Office("b", "Trạm y tế xã Nam Cường"))
    assert match("Trạm Y tế xã Nam Cường", twins) == Match(None, twins)


UNITS = {
    "065": "huyện Chợ Mới",
    "02086": "thị trấn Chợ Mới",
    "064": "huyện Chợ Đồn",
    "02056": "xã Đồn",
}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        pytest.param("Huyện uỷ Chợ Đồn", ["064"], id="committee"),
        pytest.param("Ủy ban nhân dân thị trấn Chợ Mới", ["02086"], id="level-said"),
        pytest.param("Phòng Văn hoá Chợ Mới", ["065", "02086"], id="level-not-said"),
        pytest.param("Tỉnh uỷ Bắc Kạn", [], id="none"),
        pytest.param("", [], id="empty"),
    ],
)
def test_a_place_is_what_an_offices_name_ends_with(name: str, codes: list[str]) -> None:
    assert sorted(places_in(name, UNITS)) == sorted(codes)


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        pytest.param("77-KH/HU 2020", (), "77-kh-hu-2020", id="number"),
        pytest.param("77-KH/HU 2020", ("77-kh-hu-2020",), "77-kh-hu-2020-2", id="taken"),
        pytest.param("Đài Phát thanh & Truyền hình", (), "dai-phat-thanh-truyen-hinh", id="name"),
        pytest.param("…", (), "ke-hoach", id="no-letters"),
        pytest.param("漢字", (), "ke-hoach", id="other-letters"),
        pytest.param("a" * 200, (), "a" * 74, id="long"),
    ],
)
def test_a_key_is_short_plain_and_its_own(name: str, taken: tuple[str, ...], key: str) -> None:
    assert key_of(name, taken, fallback="ke-hoach") == key


def test_the_plan_that_a_basis_names_is_the_upper_one() -> None:
    bases = ["Luật Báo chí", "Kế hoạch số 140 -KH/TU, ngày 06/01/2020 của Tỉnh uỷ"]
    assert upper_plan(bases, {"a": "14-KH/TU", "b": "140-KH/TU"}) == "b"
    assert upper_plan(bases, {"a": "6", "b": ""}) == ""
