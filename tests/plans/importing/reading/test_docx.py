from pathlib import Path

import pytest
from tests.plans.importing.corpus.docx_writer import write

from loa.plans.importing.reading import Cell, Document, read_file

INSERTED, DELETED = "\ue005{}\ue006", "\ue007{}\ue008"


@pytest.fixture
def document(tmp_path: Path) -> Document:
    lines = [
        "@cols",
        "UBND XÃ A",
        "||",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@end",
        "= KẾ HOẠCH",
        "@n1 NỘI DUNG",
        "@n2 Việc thứ nhất",
        "@n3 phần một",
        "@n3 phần hai",
        "@n2 Việc thứ hai\ue009một chú thích\ue00a",
        "@* gạch đầu dòng",
        f"Từ ngày {DELETED.format('15')}{INSERTED.format('20')}/12",
        DELETED.format("Dòng đã xóa."),
        "@table",
        "TT ¦ Việc",
        "1 ¦ Treo cờ//Hạ cờ",
        "@end",
        "@box",
        "Trong khung",
        "@end",
    ]
    write(tmp_path / "a.docx", lines)
    return read_file(tmp_path / "a.docx")


def test_the_body_comes_in_order_with_numbers_and_accepted_changes(document: Document) -> None:
    assert [(p.words, p.part, p.side) for p in document.paragraphs if p.cell is None] == [
        ("UBND XÃ A", "body", 0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "body", 1),
        ("KẾ HOẠCH", "body", 0),
        ("I. NỘI DUNG", "body", 0),
        ("1. Việc thứ nhất", "body", 0),
        ("a) phần một", "body", 0),
        ("b) phần hai", "body", 0),
        ("2. Việc thứ hai", "body", 0),
        ("- gạch đầu dòng", "body", 0),
        ("Từ ngày 20/12", "body", 0),
        ("Trong khung", "box", 0),
        ("một chú thích", "note", 0),
    ]


def test_cells_know_their_place(document: Document) -> None:
    assert [(p.words, p.cell) for p in document.paragraphs if p.cell] == [
        ("TT", Cell(0, 0, 0)),
        ("Việc", Cell(0, 0, 1)),
        ("1", Cell(0, 1, 0)),
        ("Treo cờ", Cell(0, 1, 1)),
        ("Hạ cờ", Cell(0, 1, 1)),
    ]


def test_offsets_lead_back_to_the_words(document: Document) -> None:
    for paragraph in document.paragraphs:
        start, end = paragraph.passage()
        assert document.text[start:end] == paragraph.words
