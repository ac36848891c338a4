"""A report as an Excel file: the figures, and the rows behind every one of them.

The same report gives the same bytes. Text is text, never a formula; numbers and days are
numbers and days, to be sorted and summed. What is missing is yellow, as in the document.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

import xlsxwriter
from django.utils import timezone

from loa.core.periods import Days
from loa.plans.exporting.phrases import days_said
from loa.reports.rules.report import Report
from loa.reports.tables import Cell, Column, Of, Table, tables

TITLE_ROWS = 4  # above the heads of each table
MOST_ROWS = 1_048_576 - TITLE_ROWS - 1  # of an Excel sheet
LONGEST_NAME = 31  # of a sheet
FONT: Mapping[str, object] = {"font_name": "Times New Roman", "font_size": 11}
MIDNIGHT = time.min
FORMATS: Mapping[Of, Mapping[str, object]] = {
    Of.TEXT: {"text_wrap": True, "valign": "top"},
    Of.NUMBER: {"num_format": "#,##0"},
    Of.SHARE: {"num_format": "0.0%"},
    Of.DAY: {"num_format": "dd/mm/yyyy", "align": "center"},
    Of.MOMENT: {"num_format": "dd/mm/yyyy hh:mm", "align": "center"},
}


def xlsx(report: Report, *, frozen: bool) -> bytes:
    """Return a report's Excel file; one that is not frozen says so on every sheet."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    # The hour of the figures, not of the writing: the same figures are the same file.
    stamp = timezone.make_naive(report.as_of)
    book.set_properties({"title": report.title, "author": report.issuer, "created": stamp})
    drawing = _Book(book, report, _mark(report, frozen=frozen))
    for table in tables(report):
        for part in _sheets(table):
            drawing.sheet(part)
    book.close()
    return buffer.getvalue()


def _mark(report: Report, *, frozen: bool) -> str:
    marks = []
    if report.simulated:
        marks.append("SỐ LIỆU MÔ PHỎNG, KHÔNG TÍNH VÀO SỐ LIỆU THẬT")
    if not frozen:
        marks.append("DỰ THẢO, SỐ LIỆU CHƯA CHỐT")
    return " – ".join(marks)


def _sheets(table: Table) -> Iterator[Table]:
    """Part a table that is longer than a sheet can be."""
    if len(table.rows) <= MOST_ROWS:
        yield table
        return
    for number, start in enumerate(range(0, len(table.rows), MOST_ROWS), 1):
        yield Table(f"{table.name} {number}", table.columns, table.rows[start : start + MOST_ROWS])


class _Book:
    """A workbook being written, with its formats."""

    def __init__(self, book: "xlsxwriter.Workbook", report: Report, mark: str) -> None:
        self.book = book
        self.report = report
        self.mark = mark
        self.bold = book.add_format({**FONT, "bold": True, "font_size": 13})
        self.plain = book.add_format({**FONT, "italic": True})
        self.warning = book.add_format({**FONT, "bold": True, "font_color": "#A00000"})
        self.head = book.add_format({
            **FONT, "bold": True, "border": 1, "align": "center", "valign": "vcenter",
            "text_wrap": True, "bg_color": "#E8EEF4",
        })  # fmt: skip
        usual = {**FONT, "border": 1}
        yellow = {**usual, "bg_color": "#FFF2A8"}
        self.cells = {of: book.add_format({**usual, **more}) for of, more in FORMATS.items()}
        self.missing = {of: book.add_format({**yellow, **more}) for of, more in FORMATS.items()}

    def sheet(self, table: Table) -> None:
        """Write one table; rows go in order, so that a long one needs no memory."""
        sheet = self.book.add_worksheet(table.name[:LONGEST_NAME])
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, column.width)
        sheet.write_string(0, 0, self.report.title, self.bold)
        about = f"{self.report.issuer}. Kỳ báo cáo {_days(self.report)}; {_since(self.report)}."
        sheet.write_string(1, 0, about, self.plain)
        sheet.write_string(2, 0, self.mark, self.warning)
        for number, column in enumerate(table.columns):
            sheet.write_string(TITLE_ROWS, number, column.head, self.head)
        for number, row in enumerate(table.rows, TITLE_ROWS + 1):
            formats = self.missing if row.missing else self.cells
            for place, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
                self._write(sheet, (number, place), column, value, formats[column.of])
        last = TITLE_ROWS + len(table.rows)
        sheet.autofilter(TITLE_ROWS, 0, last, len(table.columns) - 1)
        sheet.freeze_panes(TITLE_ROWS + 1, 0)
        sheet.repeat_rows(TITLE_ROWS)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.mark.replace('&', '&&')}&C&A&R&P/&N")

    def _write(
        self,
        sheet: "xlsxwriter.worksheet.Worksheet",
        place: tuple[int, int],
        column: Column,
        value: Cell,
        form: "xlsxwriter.format.Format",
    ) -> None:
        if value is None or value == "":
            sheet.write_blank(*place, None, form)
        elif isinstance(value, datetime):
            sheet.write_datetime(*place, timezone.make_naive(value), form)
        elif isinstance(value, date):
            sheet.write_datetime(*place, datetime.combine(value, MIDNIGHT), form)
        elif isinstance(value, int):
            sheet.write_number(*place, value / 1000 if column.of is Of.SHARE else value, form)
        else:
            sheet.write_string(*place, value, form)


def _days(report: Report) -> str:
    return days_said(Days(report.starts, report.until))


def _since(report: Report) -> str:
    return f"luỹ kế {days_said(Days(report.since, report.until))}"
