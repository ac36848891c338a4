"""Workbooks and csv as plain rows, dirty as they are, within limits."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook
from tests.control.first_day.books import book, saved

from loa.control.first_day import sheets
from loa.control.first_day.letters import mended
from loa.control.first_day.sheets import BookError, Row, Sheet
from loa.plans.importing.reading import legacy


def test_every_cell_is_text_as_a_person_reads_it() -> None:
    content = book(
        # Excel knows no zones.
        A=[["  Đài \n A ", 7, 7.0, 7.5, date(2025, 7, 1), datetime(2025, 7, 1, 5), True, None]]  # noqa: DTZ001
    )
    assert sheets.read(content, "a.xlsx") == (
        Sheet("A", (Row(1, ("Đài A", "7", "7", "7.5", "2025-07-01", "2025-07-01", "x")),)),
    )


def test_hidden_sheets_and_empty_rows_are_not_read() -> None:
    made = Workbook()
    made.worksheets[0].append(["a"])
    made.worksheets[0]["A5"] = "b"
    made.create_sheet("Ẩn").sheet_state = "hidden"
    made["Ẩn"]["A1"] = "x"
    (sheet,) = sheets.read(saved(made), "a.xlsx")
    assert [row.number for row in sheet.rows] == [1, 5]


def test_a_stray_cell_at_the_end_of_the_world_costs_nothing() -> None:
    made = Workbook()
    made.worksheets[0]["A1"] = "a"
    made.worksheets[0]["XFD1048576"] = "z"
    (sheet,) = sheets.read(saved(made), "a.xlsx")
    assert [row.number for row in sheet.rows] == [1]


def test_a_title_merged_over_rows_that_say_nothing_makes_none() -> None:
    made = Workbook()
    made.worksheets[0]["A1"] = "DANH SÁCH"
    made.worksheets[0].merge_cells("A1:C3")
    (sheet,) = sheets.read(saved(made), "a.xlsx")
    assert sheet.rows == (Row(1, ("DANH SÁCH",) * 3),)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_any_office(mark: str, encoding: str) -> None:
    text = f'Tên đài{mark}Xã\n"Đài A, B"{mark}Nghĩa Tá\n\n'
    (sheet,) = sheets.read(text.encode(encoding), "a.csv")
    assert sheet.rows == (Row(1, ("Tên đài", "Xã")), Row(2, ("Đài A, B", "Nghĩa Tá")))


def test_too_many_cells_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_CELLS", 10)
    with pytest.raises(BookError, match="too-many-rows"):
        sheets.read(book(A=[list(range(11))]), "a.xlsx")


@pytest.mark.parametrize("content", [b"", b"\n \n", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(BookError):
        sheets.read(content, "a.xlsx")


TCVN3 = {letter: byte for byte, letter in legacy._TCVN3.items()}


def old(text: str) -> str:
    return "".join(TCVN3.get(letter, letter) for letter in text)


def test_old_fonts_are_told_by_column_and_unicode_stays() -> None:
    rows = [
        ("Tên đài", old("Xã"), "A1"),
        ("Đài Nghĩa Tá", old("Nghĩa Tá"), "12"),
        ("Đài Ba", old("Yên Phong"), ""),
    ]
    assert mended(rows) == (
        [("Tên đài", "Xã", "A1"), ("Đài Nghĩa Tá", "Nghĩa Tá", "12"), ("Đài Ba", "Yên Phong", "")],
        "TCVN3",
    )
    assert mended([("Teân ñaøi", "Xaõ"), ("Ñaøi Nghóa Taù", "Nghóa Taù")]) == (
        [("Tên đài", "Xã"), ("Đài Nghĩa Tá", "Nghĩa Tá")],
        "VNI",
    )


def test_words_of_other_languages_are_left_alone() -> None:
    rows = [("Café", "naïve"), ("Tên", "à la carte")]
    assert mended(rows) == (rows, "")
