"""What stands out beside a text: the plan's days, abbreviations, length, repetition."""

from datetime import date

import pytest

from loa.core.periods import Days
from loa.core.words import Form
from loa.newsroom import contradictions
from loa.newsroom.contradictions import Around, Heard, Planned
from loa.newsroom.wording import Finding

DISTRICT = Planned(
    "Đại hội đại biểu Đảng bộ huyện, nhiệm kỳ 2020-2025",
    Days(date(2020, 8, 13), date(2020, 8, 15)),
    were=(Days(date(2020, 7, 28), date(2020, 7, 30)),),
)
PROVINCE = Planned(
    "Đại hội Đảng bộ tỉnh lần thứ XII", Days(date(2020, 10, 26), date(2020, 10, 29)), tentative=True
)
AROUND = Around(date(2020, 6, 1), events=(DISTRICT, PROVINCE))


def told(text: str, around: Around = AROUND) -> list[tuple[str, str, str | None]]:
    found = contradictions.of_days("vi", text, around)
    return [(one.code, one.found, one.mend) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Đại hội đại biểu Đảng bộ huyện họp ngày 13/8/2020.", [], id="as-planned"),
        pytest.param(
            "Đại hội đại biểu Đảng bộ huyện họp ngày 15/8/2020.",
            [("day-contradicts", "15/8/2020", "13/8/2020")],
            id="the-first-day-after",
        ),
        pytest.param(
            "Cả huyện hướng về ngày 28/07/2020.",
            [("day-moved", "28/07/2020", "13/08/2020")],
            id="a-day-it-was-moved-from-wherever-it-is-named",
        ),
        pytest.param(
            "Đại hội đại biểu Đảng bộ huyện họp ngày 20 tháng 8.",
            [("day-contradicts", "ngày 20 tháng 8", "ngày 13 tháng 8")],
            id="without-a-year-the-nearest",
        ),
        pytest.param("Ngày 20/8/2020, xã tổ chức tiêm phòng.", [], id="something-else"),
        pytest.param(
            "Ngày 20/8/2020 tiêm phòng. Đại hội đại biểu Đảng bộ huyện thành công.",
            [],
            id="in-another-sentence",
        ),
        pytest.param(
            "Đại hội Đảng bộ tỉnh lần thứ XII họp ngày 26/10/2020.",
            [("day-tentative", "26/10/2020", None)],
            id="tentative-said-as-sure",
        ),
        pytest.param(
            "Đại hội Đảng bộ tỉnh lần thứ XII dự kiến họp ngày 26/10/2020.", [], id="said-tentative"
        ),
        pytest.param("Họp 31/6 và 29/2/2019.", [], id="no-such-days-are-told-elsewhere"),
    ],
)
def test_days_against_the_plan(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thứ Năm, ngày 13/8/2020, xã họp.", []),
        (
            "Thứ Tư, ngày 19/11/2020, xã họp.",
            [("weekday-wrong", "Thứ Tư, ngày 19/11/2020", "Thứ năm, ngày 19/11/2020")],
        ),
        ("sáng chủ nhật 22/11/2020", []),
        (
            "sáng thứ hai 22/11/2020",
            [("weekday-wrong", "thứ hai 22/11/2020", "chủ nhật 22/11/2020")],
        ),
        ("Phiên thứ hai của ngày 22/11/2020", []),
    ],
)
def test_weekdays_against_the_calendar(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert told(text, Around(date(2020, 11, 1))) == expected


@pytest.mark.parametrize(
    ("text", "spoken", "expected"),
    [
        ("UBND xã mời họp.", True, [("abbreviation", "UBND", "ủy ban nhân dân")]),
        ("UBND xã mời họp.", False, []),
        ("Sốt xuất huyết (SXH) tăng; phòng SXH.", True, []),
        ("Chương trình OCOP của xã.", True, []),
        ("Theo Nghị quyết số 12/NQ-HĐND, kỳ XII.", True, []),
        ("Dự án KQZ đang làm.", False, [("abbreviation-unknown", "KQZ", None)]),
        ("THÔNG BÁO KHẨN CẤP VỀ LŨ", True, []),
    ],
)
def test_abbreviations(
    text: str, *, spoken: bool, expected: list[tuple[str, str, str | None]]
) -> None:
    found = contradictions.abbreviations("vi", text, spoken=spoken)
    assert [(one.code, one.found, one.mend) for one in found] == expected


@pytest.mark.parametrize(
    ("form", "words", "codes"),
    [
        pytest.param(Form.SHORT, 120, [], id="fits"),
        pytest.param(Form.SHORT, 240, ["long-said"], id="over-a-minute"),
        pytest.param(Form.LOUDSPEAKER, 240, [], id="the-long-form-bears-more"),
        pytest.param(Form.WEB, 2_000, [], id="nobody-says-an-article"),
        pytest.param(Form.BANNER, 40, ["long-written"], id="banner"),
    ],
)
def test_length_for_the_channel(form: Form, words: int, codes: list[str]) -> None:
    found = contradictions.of_form("vi", "bà con " * (words // 2), form)
    assert [one.code for one in found] == codes


SAID = "Mời bà con đưa trâu bò ra nhà văn hóa thôn để tiêm phòng đợt hai vào sáng mai nhé."
OLD = Heard("Tiêm phòng trâu bò", SAID, "21/11/2026")


@pytest.mark.parametrize(
    ("headline", "text", "codes"),
    [
        pytest.param("Tin khác", SAID, ["heard-already"], id="the-same-words"),
        pytest.param("Tin khác", SAID.upper(), ["heard-already"], id="shouted"),
        pytest.param("Tin khác", f"Tin mới. {SAID} Cảm ơn.", ["heard-already"], id="inside"),
        pytest.param("TIÊM PHÒNG trâu, bò", "Hoàn toàn khác.", ["heard-already"], id="headline"),
        pytest.param(
            "Tin khác", "Mời bà con họp thôn tối thứ bảy này bàn việc làm đường.", [], id="news"
        ),
        pytest.param("Tin khác", "Mời bà con họp.", [], id="too-short-to-say"),
    ],
)
def test_repetition_of_what_the_area_heard(headline: str, text: str, codes: list[str]) -> None:
    found = list(contradictions.repeated(headline, text, [OLD]))
    assert [one.code for one in found] == codes
    assert all((one.found, one.about) == (OLD.headline, OLD.when) for one in found)


def test_what_is_placed_and_not_yet_heard_is_told_as_such() -> None:
    planned = Heard(OLD.headline, OLD.text, "23/11/2026", proven=False)
    assert list(contradictions.repeated("x", SAID, [planned])) == [
        Finding("placed-already", "vi", OLD.headline, blocks=False, about="23/11/2026")
    ]


def test_nothing_here_holds_up_an_approval() -> None:
    text = f"UBND KQZ {SAID} Thứ hai 22/11/2020, 28/7/2020. " + "bà con " * 500
    around = Around(AROUND.day, Form.SHORT, AROUND.events, (OLD,))
    found = contradictions.findings("h" * 130, {"vi": text}, around)
    assert {one.code for one in found} >= {
        "long-headline",
        "long-said",
        "abbreviation",
        "day-moved",
        "weekday-wrong",
    }
    assert not any(one.blocks for one in found)


def test_a_text_far_too_long_is_not_looked_through() -> None:
    assert contradictions.findings("", {"en": "word " * 20_000}, AROUND) == ()
