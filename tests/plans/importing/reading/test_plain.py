import unicodedata

import pytest

from loa.plans.importing.reading import Cell, RefusedError, read

TEXT = """UBND XÃ A                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số:      /KH-UBND                 Độc lập - Tự do - Hạnh phúc

   Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm
2017 và tình hình của
địa phương;
                 2
 1/ Quy trình đốt nương báo trưởng bản trước
khi đốt;
 2/ Mức phạt.
"""


def words(content: bytes) -> list[tuple[str, int]]:
    return [(one.words, one.side) for one in read(content, "a.txt").paragraphs]


def test_halves_stand_apart_lines_are_joined_and_page_numbers_left_out() -> None:
    assert words(TEXT.encode()) == [
        ("UBND XÃ A", 0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1),
        ("Số: /KH-UBND", 0),
        ("Độc lập - Tự do - Hạnh phúc", 1),
        ("Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017 và tình hình của địa phương;", 0),
        ("1/ Quy trình đốt nương báo trưởng bản trước khi đốt;", 0),
        ("2/ Mức phạt.", 0),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_form_gives_the_same(encoding: str) -> None:
    assert words(TEXT.encode(encoding)) == words(TEXT.encode())
    apart = unicodedata.normalize("NFD", TEXT)
    assert words(apart.encode(encoding)) == words(TEXT.encode())


def test_offsets_are_those_of_the_file() -> None:
    document = read(TEXT.encode(), "a.txt")
    assert document.text == TEXT
    for paragraph in document.paragraphs:
        for letter, at in zip(paragraph.words, paragraph.at, strict=True):
            assert letter == TEXT[at] or (letter == " " and TEXT[at].isspace())


def test_letters_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"^a\.txt: không nhận ra bảng mã"):
        read(b"\x81\x8d\x8f\x90\x9d" * 40, "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "| TT | Đơn vị | Việc |\n|----|----|----|\n| 1 | Công an xã | Tuần tra |\n",
        "+----+\n| TT | Đơn vị | Việc |\n+----+\n| 1 | Công an | Tuần tra |\n| | xã | |\n",
        "TT\tĐơn vị\tViệc\n1\tCông an xã\tTuần tra\n",
        "TT   Đơn vị       Việc\n1    Công an xã   Tuần tra\n",
    ],
    ids=["strokes", "strokes-and-a-cell-of-two-lines", "tabs", "wide-gaps"],
)
def test_a_table_of_plain_text_has_cells(text: str) -> None:
    found = read(f"I. PHÂN CÔNG\n{text}Hết.\n".encode(), "a.txt")
    cells = {one.cell: one.words for one in found.paragraphs if one.cell}
    rows = [["TT", "Đơn vị", "Việc"], ["1", "Công an xã", "Tuần tra"]]
    assert cells == {
        Cell(0, at, column): words
        for at, row in enumerate(rows)
        for column, words in enumerate(row)
    }
    assert [one.words for one in found.paragraphs if not one.cell] == ["I. PHÂN CÔNG", "Hết."]


def test_a_foot_with_three_columns_is_no_table() -> None:
    text = "Nơi nhận:     TM. UBND XÃ     TM. HỘI NÔNG DÂN\n- Như trên;   CHỦ TỊCH    CHỦ TỊCH\n"
    assert [one.cell for one in read(text.encode(), "a.txt").paragraphs if one.cell] == []
