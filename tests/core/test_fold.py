import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loa.core.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("12/2024/NQ-HĐND", "12 2024 nq hdnd", id="document-number"),
        pytest.param("146-KH/HU", "146 kh hu", id="party-document-number"),
        pytest.param("hoà", "hoa", id="tone-on-the-second-vowel"),
        pytest.param("hòa", "hoa", id="tone-on-the-first-vowel"),
        pytest.param(unicodedata.normalize("NFD", "Chợ Đồn"), "cho don", id="decomposed"),
        pytest.param("ĐƯỜNG đường", "duong duong", id="stroke-and-horn"),
        pytest.param("  Nghĩa\tTá,\n xã ", "nghia ta xa", id="spaces-and-punctuation"),
        pytest.param("Chợ Mới – 2020–2025", "cho moi 2020 2025", id="dashes"),
        pytest.param("O'Brien", "o brien", id="apostrophe"),
        pytest.param("a\u200bb\u202ec", "a b c", id="invisible-and-direction-marks"),
        pytest.param("Dao, ไทย, 山", "dao ไทย 山", id="other-scripts-stay"),
        pytest.param("…!?", "", id="nothing-left"),
        pytest.param("", "", id="empty"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(deadline=None)  # a busy machine is no counterexample
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)  # a busy machine is no counterexample
@given(st.text())
def test_case_and_composition_make_no_difference_to_vietnamese(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@settings(deadline=None)  # a busy machine is no counterexample
@given(st.text())
def test_words_are_parted_by_single_spaces(text: str) -> None:
    words = fold(text).split(" ")
    assert words == [""] or all(words)
