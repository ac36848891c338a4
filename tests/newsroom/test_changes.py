import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.newsroom import changes
from loa.newsroom.changes import Change, Mark, Piece

BEFORE = {
    "headline": "Họp",
    "topic": "1",
    "scope": "public",
    "priority": "routine",
    "mood": "plain",
    "provenance": {"issuer": "UBND xã", "author": "Lan", "source": "Trạm"},
    "valid": {"from": "2026-01-01T00:00:00.000Z", "until": "2026-02-01T00:00:00.000Z"},
    "variants": [{"language": "vi", "text": "Mời họp", "sound": {"sha256": "a"}}],
}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param(
            {"headline": "Họp thôn"}, [Change("headline", "Họp", "Họp thôn")], id="headline"
        ),
        pytest.param(
            {"provenance": {"issuer": "UBND xã", "author": "Lan", "source": "Xã"}},
            [Change("source", "Trạm", "Xã")],
            id="source",
        ),
        pytest.param(
            {"variants": [{"language": "vi", "text": "Mời họp", "sound": {"sha256": "b"}}]},
            [Change("sound", "vi", "vi")],
            id="another-sound-under-the-same-words",
        ),
        pytest.param(
            {"variants": [{"language": "tyz", "text": "…", "sound": None}]},
            [Change("language-gone", "vi", ""), Change("language-new", "", "tyz")],
            id="another-language",
        ),
    ],
)
def test_between(after: dict[str, object], expected: list[Change]) -> None:
    assert changes.between(BEFORE, {**BEFORE, **after}) == expected


def test_words_are_told_apart_word_by_word() -> None:
    assert changes.words("Mời họp ngày 12 tại xã", "Mời họp ngày 13 tại xã") == [
        Piece(Mark.SAME, "Mời họp ngày "),
        Piece(Mark.GONE, "12 "),
        Piece(Mark.NEW, "13 "),
        Piece(Mark.SAME, "tại xã"),
    ]


@given(st.text(max_size=80), st.text(max_size=80))
def test_without_what_is_gone_stands_the_later_text(before: str, after: str) -> None:
    pieces = changes.words(before, after)
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.GONE) == after
