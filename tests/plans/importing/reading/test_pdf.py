from pathlib import Path

import pytest
import typst

from loa.plans.importing.reading import Cell, Document, read_file

HEAD = """#set document(date: none)
#set page(paper: "a4", numbering: "1", number-align: center + top)
#set text(font: "Liberation Serif", size: 13pt, hyphenate: false, ligatures: false)
#set par(justify: true)
"""
LONG = "Mỗi hộ được nghe thông tin chính thống ít nhất một lần trong ngày, bằng tiếng mình hiểu. "


def made(folder: Path, body: str) -> Document:
    (folder / "a.typ").write_text(HEAD + body, encoding="utf-8")
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.pdf"))
    return read_file(folder / "a.pdf")


def test_lines_become_paragraphs_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    found = made(tmp_path, f'#par("{LONG * 3}")\n#par("1. Treo cờ.")\n#par("2. Hạ cờ.")\n')
    assert [p.words for p in found.paragraphs] == [(LONG * 3).strip(), "1. Treo cờ.", "2. Hạ cờ."]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    body = "#show: columns.with(2)\n"
    body += "".join(f'#par("{n}. {LONG * 4}")\n' for n in range(1, 9))
    found = made(tmp_path, body)
    assert [p.words for p in found.paragraphs] == [f"{n}. {LONG * 4}".strip() for n in range(1, 9)]


def test_a_head_in_two_halves_stays_apart(tmp_path: Path) -> None:
    body = "#grid(columns: (2fr, 3fr), align(center, [UBND XÃ A #linebreak() Số: 1/KH-UBND]), "
    body += "align(center, [CỘNG HÒA XÃ HỘI #linebreak() A, ngày 02 tháng 3 năm 2024]))\n"
    found = made(tmp_path, body + f'#par("{LONG * 3}")\n')
    assert [(p.words, p.side) for p in found.paragraphs[:4]] == [
        ("UBND XÃ A", 0),
        ("Số: 1/KH-UBND", 0),
        ("CỘNG HÒA XÃ HỘI", 1),
        ("A, ngày 02 tháng 3 năm 2024", 1),
    ]


def test_a_ruled_table_keeps_its_cells(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        f'#par("{LONG}")\n'
        f'#table(columns: 2, "TT", "Việc", "1", "{LONG}", "2", "Hạ cờ")\n#par("Hết.")',
    )
    assert [(p.words, p.cell) for p in found.paragraphs] == [
        (LONG.strip(), None),
        ("TT", Cell(0, 0, 0)),
        ("Việc", Cell(0, 0, 1)),
        ("1", Cell(0, 1, 0)),
        (LONG.strip(), Cell(0, 1, 1)),
        ("2", Cell(0, 2, 0)),
        ("Hạ cờ", Cell(0, 2, 1)),
        ("Hết.", None),
    ]


@pytest.mark.parametrize("pages", [1, 3])
def test_a_sentence_goes_on_over_the_page(tmp_path: Path, pages: int) -> None:
    found = made(tmp_path, f'#par("{LONG * 40 * pages}")\n')
    assert [p.words for p in found.paragraphs] == [(LONG * 40 * pages).strip()]


def test_a_table_that_goes_on_over_the_page_stays_one_table(tmp_path: Path) -> None:
    rows = "".join(f'"Đợt {n}", "{LONG * 4}",' for n in range(1, 15))
    body = f'#table(columns: (1fr, 3fr), table.header("Đợt", "Việc"), {rows})\n'
    found = made(tmp_path, body)
    places = [p.cell for p in found.paragraphs if p.words.startswith("Đợt")]
    assert places == [Cell(0, row, 0) for row in range(15)]
    said = {p.words for p in found.paragraphs if p.cell and p.cell.row and p.cell.column}
    assert said == {(LONG * 4).strip()}
