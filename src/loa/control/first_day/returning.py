"""The same workbook back: each refused row in red, its reason in a last column.

Every row stays, so that a person mends the red ones where they stand and drops the whole
file again: what was taken in before is known by then and is not doubled. A csv comes back
as a workbook, because a csv has no red.
"""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from loa.control.first_day import sheets, words
from loa.control.first_day.rows import Fate, JudgedTable, Verdict

RED, PALE = "FFB3261E", "FFFDE7E5"
WIDTH = 60  # characters of the column of reasons
FIRST = 1  # of rows and columns, as Excel counts


def marked(content: bytes, name: str, judged: Iterable[JudgedTable]) -> bytes | None:
    """Return the workbook with its refused rows marked; None when no row of it is refused."""
    tables = [table for table in judged if table.count(Fate.REFUSED)]
    if not tables:
        return None
    book = _book(content, name)
    first: Worksheet | None = None
    for table in tables:
        sheet = book[table.sheet] if table.sheet else book.worksheets[0]
        refused = [verdict for verdict in table.verdicts if verdict.fate is Fate.REFUSED]
        _mark(sheet, table.heading, refused)
        first = first or sheet
        sheet.sheet_view.topLeftCell = f"A{max(FIRST, refused[0].number - 3)}"
        sheet.sheet_view.pane = None
    if first is not None:
        book.active = book.worksheets.index(first)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _book(content: bytes, name: str) -> Workbook:
    if content.startswith(b"PK"):
        return sheets.open_book(content, values=False)
    book = Workbook()
    sheet = book.worksheets[0]
    for row in sheets.read(content, name)[0].rows:
        for column, text in enumerate(row.cells, start=FIRST):
            cell = sheet.cell(row.number, column, text)
            cell.data_type = "s"  # never a formula, whatever it begins with
    return book


def _mark(sheet: Worksheet, heading: int, refused: list[Verdict]) -> None:
    column = _free_column(sheet, heading)
    head = sheet.cell(heading, column, str(words.REASON))
    head.font = Font(bold=True, color=RED)
    sheet.column_dimensions[head.column_letter].width = WIDTH
    red, pale = Font(color=RED), PatternFill("solid", fgColor=PALE)
    for verdict in refused:
        cell = sheet.cell(verdict.number, column)
        cell.value = words.because(verdict.because)
        cell.data_type = "s"
        cell.font = red
        for number in range(FIRST, column + 1):
            sheet.cell(verdict.number, number).fill = pale


def _free_column(sheet: Worksheet, heading: int) -> int:
    """Return the column of reasons: that of the last time, else the first that is free."""
    stored = sheets.filled(sheet)
    used = [column for (row, column), cell in stored.items() if cell.value not in (None, "")]
    for (row, column), cell in stored.items():
        if row == heading and cell.value == str(words.REASON):
            for (other, place), old in stored.items():
                if place == column and other > heading:
                    old.value = None
            return column
    return min(max(used, default=0) + 1, sheets.MOST_COLUMNS)
