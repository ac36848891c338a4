import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.newsroom import wording
from loa.newsroom.wording import LONGEST_TEXT, Finding


def of(text: str) -> list[Finding]:
    return list(wording.of_text("vi", text))


@pytest.mark.parametrize(
    ("text", "found", "mend"),
    [
        pytest.param("họp ngày 31/6 tại", "31/6", "30/6", id="short"),
        pytest.param("31/6/2020", "31/6/2020", "30/6/2020", id="with-its-year"),
        pytest.param("31.4.2020", "31.4.2020", "30.4.2020", id="dots"),
        pytest.param("từ 1/3-31/4/2020", "31/4/2020", "30/4/2020", id="end-of-a-range"),
        pytest.param("29/2/2021", "29/2/2021", "28/2/2021", id="no-leap-year"),
        pytest.param("05/31/2020", "05/31/2020", None, id="month-first"),
        pytest.param("0/5/2020", "0/5/2020", None, id="day-nought"),
        pytest.param("31/6/0000", "31/6/0000", None, id="year-nought"),
        pytest.param(
            "ngày 31 tháng 6 năm 2020",
            "ngày 31 tháng 6 năm 2020",
            "ngày 30 tháng 6 năm 2020",
            id="spelled",
        ),
        pytest.param("ngày\n31  tháng 6", "ngày 31 tháng 6", "ngày 30 tháng 6", id="broken-line"),
        pytest.param("ngày 15 tháng 13", "ngày 15 tháng 13", None, id="thirteenth-month"),
    ],
)
def test_a_day_that_is_in_no_calendar(text: str, found: str, mend: str | None) -> None:
    assert of(text) == [Finding("no-such-day", "vi", found, mend)]


@pytest.mark.parametrize(
    "text",
    [
        "30/6",
        "29/2",
        "29/2/2020",
        "24/7",
        "27-29/7/2020",
        "15/30 hộ",
        "12/2024/NQ-HĐND",
        "số 31/6",
        "tỷ lệ 31/4",
        "khoản 1.31.6",
        "tăng 31.6%",
        "146-KH/HU",
        "2020-2025",
        "5-10 phút",
        "0209.3871.123",
    ],
)
def test_what_is_no_wrong_day(text: str) -> None:
    assert of(text) == []


def test_a_term_that_ends_before_it_starts_is_mended_by_its_five_years() -> None:
    assert of("nhiệm kỳ 2020-2015") == [Finding("term-reversed", "vi", "2020-2015", "2020-2025")]


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\u2066", "\u00ad", "\x07", "\ue000"])
def test_what_nobody_sees_is_named_and_taken_out(character: str) -> None:
    found = of(f"nước{character} sạch{character}")
    assert found == [Finding("hidden-character", "vi", character, "")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Z\u0334\u0301\u0302\u0303algo", ["heaped-marks"], id="decoration"),
        pytest.param("Nghĩa Tá, Đồng Lạc, Thượng Quan, ượt", [], id="vietnamese"),
        pytest.param("D'Artagnan, O’Neill, Y'Bhăm", [], id="apostrophes"),
        pytest.param("ɔ\u0303 ε\u0301", [], id="a-language-without-composed-letters"),
    ],
)
def test_marks_that_no_voice_can_read(text: str, codes: list[str]) -> None:
    assert [found.code for found in of(text)] == codes


def test_a_text_of_a_hundred_thousand_characters_is_only_said_to_be_too_long() -> None:
    assert of("31/6 " * 20_000) == [Finding("too-long", "vi")]
    assert wording.spoken_seconds("chữ " * 25_000) == 10_000


def test_findings_come_in_the_order_of_the_page() -> None:
    found = wording.findings("Họp 31/6", {"vi": "2020-2015"}, source=" ", byline="")
    assert [(one.place, one.code) for one in found] == [
        ("headline", "no-such-day"),
        ("vi", "term-reversed"),
        ("source", "source-missing"),
        ("byline", "byline-missing"),
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ho\u0300a bi\u0300nh", "hòa bình"),
        ("một \r\nhai\rba\n\n", "một\nhai\nba"),
        ("  \n", ""),
    ],
)
def test_a_text_is_kept_tidy(text: str, kept: str) -> None:
    assert wording.tidy(text) == kept


@pytest.mark.parametrize(("text", "seconds"), [("", 0), ("…", 0), ("một hai ba bốn năm.", 3)])
def test_spoken_length(text: str, seconds: int) -> None:
    assert wording.spoken_seconds(text) == seconds


def test_figures_take_as_long_as_their_words() -> None:
    assert wording.spoken_seconds("năm 2020") > wording.spoken_seconds("năm nay")


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    tidy = wording.tidy(text)
    assert wording.tidy(tidy) == tidy
    assert wording.spoken_seconds(tidy) >= 0
    for found in of(tidy):
        assert found.code in {
            "no-such-day",
            "term-reversed",
            "hidden-character",
            "heaped-marks",
            "secret",
        }


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999))
def test_a_mended_day_is_wrong_no_more(day: int, month: int, year: int) -> None:
    for found in of(f"ngày {day}/{month}/{year:04}"):
        assert found.mend is None or of(f"ngày {found.mend}") == []


def test_the_longest_text_that_is_taken_is_looked_at() -> None:
    assert [found.code for found in of("a " * (LONGEST_TEXT // 2 - 4) + "31/6")] == ["no-such-day"]
