"""Pasted words: cleaned, and parted into a headline and a text."""

import pytest

from loa.control.first_day.pasted import PastedError, part


@pytest.mark.parametrize(
    ("dirty", "headline", "text"),
    [
        ("Họp thôn\nTối nay 19 giờ.", "Họp thôn", "Tối nay 19 giờ."),
        ("\n\n*Họp thôn*\n\nTối nay./.", "Họp thôn", "Tối nay."),
        ("Thông báo ngắn", "Thông báo ngắn", "Thông báo ngắn"),
        (
            "[10:15, 20/11/2026] Ai Đó: Họp thôn\n[10:16, 20/11/2026] Ai Đó: Tối nay.",
            "Họp thôn",
            "Tối nay.",
        ),
        ("📢📢 Họp thôn 📢\nTối nay.", "Họp thôn", "Tối nay."),
        ("17:00 ngày 25/11: họp\nTại nhà văn hoá.", "17:00 ngày 25/11: họp", "Tại nhà văn hoá."),
        (
            "Nhiệm vụ làđẩy mạnh\nGiai đoạn 2020- 2025",
            "Nhiệm vụ là đẩy mạnh",
            "Giai đoạn 2020-2025",
        ),
    ],
)
def test_words_are_parted(dirty: str, headline: str, text: str) -> None:
    found = part(dirty)
    assert (found.headline, found.text) == (headline, text)


def test_a_paragraph_gives_its_first_sentence_and_stays_whole() -> None:
    words = (
        "Ngày mai toàn xã tiêm phòng cho trâu bò tại nhà văn hoá các thôn. "
        + "Bà con đưa gia súc đến. " * 10
    )
    found = part(words)
    assert found.headline == "Ngày mai toàn xã tiêm phòng cho trâu bò tại nhà văn hoá các thôn"
    assert found.text == words.strip()


@pytest.mark.parametrize(
    ("dirty", "code"), [("  \n ", "empty"), ("MẬT\nBáo cáo", "secret"), ("x" * 40_001, "too-long")]
)
def test_what_becomes_no_item(dirty: str, code: str) -> None:
    with pytest.raises(PastedError) as refused:
        part(dirty)
    assert refused.value.code == code
