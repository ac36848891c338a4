"""What holds for every text, and whole sentences as they come from a commune's office."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loa.audio.spoken import spell_out

FRAGMENTS = (
    "146-KH/HU", "12/2024/NQ-HĐND", "23/11/2026", "14/8", "5h30", "2020- 2025", "UBND", "XII",
    "VI", "I.", "TP.", "1.000.000", "3,5", "%", "km", "m2", "đ", "/", "-", "–", ":", ".", ",",
    "\n", " ", "(", ")", "&", "VH,TT&TT", "gọi", "ngày", "tháng", "quý", "số", "BAN", "THÔNG",
    "Á", "+84", "0912 345 678", "1900", "°C", "<", "T/M", "v.v", "QL", "3", "105", "http://",
    "vn", "@", "thứ", "NAM", "H5N1", "xã", "\u200b", "e\u0301", "\u0663", "\u00b2", "\u00bd",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.builds(
        str.join,
        st.sampled_from(["", " "]),
        st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=12),
    ),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_said_without_figures_and_saying_it_again_changes_nothing(text: str) -> None:
    said = spell_out(text)
    assert [c for c in said if c.isdecimal()] == []
    assert spell_out(said) == said


@pytest.mark.parametrize(
    "hostile",
    ["1" * 100_000, "1-" * 50_000, " " * 100_000, "A-" * 50_000, "a.b-" * 25_000, "%" * 100_000],
    ids=["digits", "dashes", "blanks", "capitals", "addresses", "signs"],
)
def test_a_hostile_text_of_100_000_characters_takes_seconds_not_minutes(hostile: str) -> None:
    started = time.process_time()
    spell_out(hostile)
    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            (
                "Thực hiện Kế hoạch số 146-KH/HU về tuyên truyền Đại hội đại biểu Đảng bộ huyện"
                " lần thứ XXI, nhiệm kỳ 2020- 2025 ./."
            ),
            (
                "Thực hiện Kế hoạch số một trăm bốn mươi sáu của Huyện ủy về tuyên truyền Đại "
                "hội đại biểu Đảng bộ huyện lần thứ hai mươi mốt, nhiệm kỳ hai nghìn không trăm"
                " hai mươi đến hai nghìn không trăm hai mươi lăm."
            ),
        ),
        (
            (
                "Đúng 7h30 ngày 23/11/2026, Trạm Y tế xã tiêm vắc-xin cho 105 trẻ; liên hệ 0209"
                " 3888 115."
            ),
            (
                "Đúng bảy giờ ba mươi phút ngày hai mươi ba tháng mười một năm hai nghìn không "
                "trăm hai mươi sáu, Trạm Y tế xã tiêm vắc-xin cho một trăm linh năm trẻ; liên "
                "hệ không hai không chín, ba tám tám tám, một một năm."
            ),
        ),
        (
            "UBND xã đề nghị các hộ dân phát quang, diệt bọ gậy 2 lần/tuần.",
            "ủy ban nhân dân xã đề nghị các hộ dân phát quang, diệt bọ gậy hai lần trên tuần.",
        ),
        (
            "Tỷ lệ hộ nghèo giảm từ 17,86 % xuống 9,15% trong giai đoạn 2016-2020.",
            (
                "Tỷ lệ hộ nghèo giảm từ mười bảy phẩy tám mươi sáu phần trăm xuống chín phẩy "
                "mười lăm phần trăm trong giai đoạn hai nghìn không trăm mười sáu đến hai nghìn"
                " không trăm hai mươi."
            ),
        ),
    ],
    ids=["congress", "vaccination", "dengue", "poverty"],
)
def test_a_sentence_is_said_as_a_newsreader_would(written: str, said: str) -> None:
    assert spell_out(written) == said
