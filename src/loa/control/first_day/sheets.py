"""Excel and csv as plain rows: limits first, then the workbook, old letters mended.

A workbook is what its content says, whatever its name. What it is not is refused with a code
that `words.refusal` turns into a sentence; nothing of a refused file is read further.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loa.control.first_day.letters import mended
from loa.plans.importing.reading import RefusedError, plain

MOST_BYTES = 20_000_000
MOST_UNPACKED = 150_000_000  # bytes of all parts together
MOST_CELLS = 400_000
MOST_ROWS = 20_000  # with something in them, over all sheets
MOST_COLUMNS = 60  # to the right of them nobody keeps a list
MOST_SHEETS = 40
MOST_TEXT = 2_000  # characters of one cell
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_VALUE = "#"  # how the value of a cell begins that has none to read

_CHUNK = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_FORMULA = re.compile(
    rb"<(?:\w+:)?f[ >/]|<(?:\w+:)?$"
)  # or a mark that is cut off by a piece's end
_MARKUP = (b"<!DOCTYPE", b"<!ENTITY")
_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"}


class BookError(ValueError):
    """A file that is no list that can be read; `code` names the sentence for people."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number in the sheet, from 1; its cells as text, trimmed, "" for nothing.

    A date is written as 2020-03-01. `faults` says of cells, by column from 0, why they have
    no value: "formula" (never calculated) or "error" (Excel's own, such as #REF!).
    """

    number: int
    cells: tuple[str, ...]
    faults: tuple[tuple[int, str], ...] = ()

    def at(self, column: int | None) -> str:
        """Return a cell; "" beyond the end and for no column at all."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows that have something in them; `converted` is the encoding it had before."""

    name: str
    rows: tuple[Row, ...]
    converted: str = ""


def read(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of an Excel file or csv that have rows. Raises BookError."""
    if len(content) > MOST_BYTES:
        raise BookError("too-large", str(MOST_BYTES // 1_000_000))
    if content.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise BookError("encrypted" if locked else "old-excel")
    sheets = _from_excel(content) if content.startswith(b"PK") else (_from_csv(content, name),)
    sheets = tuple(sheet for sheet in sheets if sheet.rows)
    if not sheets:
        raise BookError("empty")
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise BookError("too-many-rows", str(MOST_ROWS))
    return tuple(_mended(sheet) for sheet in sheets)


def open_book(content: bytes, *, values: bool) -> Workbook:
    """Open a workbook within limits: its calculated values, or what stands in its cells."""
    check(content)
    try:
        return load_workbook(io.BytesIO(content), data_only=values, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a broken part makes it raise
        raise BookError("broken") from error


def check(content: bytes) -> bool:
    """Return whether a workbook has formulas.

    Raises BookError for a package that is no workbook, or unfolds into too much.
    """
    formulas = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_names(archive)
            cells = unpacked = 0
            for entry in archive.infolist():
                for chunk in _chunks(archive, entry):
                    unpacked += len(chunk)
                    cells += len(_CELL.findall(chunk)) if "sheet" in entry.filename else 0
                    formulas = formulas or _FORMULA.search(chunk) is not None
                    if unpacked > MOST_UNPACKED:
                        raise BookError("bomb")
                    if cells > MOST_CELLS:
                        raise BookError("too-many-rows", str(MOST_ROWS))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        if isinstance(error, BookError):
            raise
        raise BookError("broken") from error
    return formulas


def _check_names(archive: zipfile.ZipFile) -> None:
    names = [entry.filename.lower() for entry in archive.infolist()]
    if any(entry.flag_bits & 0x1 for entry in archive.infolist()):
        raise BookError("encrypted")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise BookError("macros")
    if "xl/workbook.bin" in names:
        raise BookError("binary-excel")
    if "xl/workbook.xml" not in names:
        raise BookError("not-a-list")
    if sum(name.startswith("xl/worksheets/sheet") for name in names) > MOST_SHEETS:
        raise BookError("too-many-sheets", str(MOST_SHEETS))


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part piece by piece, whatever its header says of its size."""
    xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    tail = b""
    with archive.open(entry) as stream:
        first = True
        while chunk := stream.read(_CHUNK):
            if xml and first and (chunk[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in chunk[:8]):
                raise BookError("broken")  # no Excel writes its parts so; what reads past our look
            if xml and any(mark in tail + chunk for mark in _MARKUP):
                raise BookError("broken")
            tail, first = chunk[-16:], False
            yield chunk


def _from_excel(content: bytes) -> tuple[Sheet, ...]:
    has_formulas = check(content)
    values = open_book(content, values=True)
    formulas = open_book(content, values=False) if has_formulas else values
    return tuple(
        _sheet(sheet, formulas[sheet.title])
        for sheet in values.worksheets
        if sheet.sheet_state == "visible"
    )


def filled(sheet: Worksheet) -> dict[tuple[int, int], XlsxCell]:
    """Return a sheet's cells by row and column, from 1: those that are stored, no others.

    The public ways fill every gap up to the last row, and a stray cell in row 1,048,576
    would make a million of them.
    """
    return sheet._cells  # type: ignore[no-any-return]  # noqa: SLF001 - see above


def _sheet(sheet: Worksheet, formulas: Worksheet) -> Sheet:
    texts: dict[int, dict[int, str]] = {}
    faults: dict[int, dict[int, str]] = {}
    written = filled(formulas)
    for (row, column), cell in sorted(filled(sheet).items()):
        if column > MOST_COLUMNS:
            continue
        text, fault = _value(cell.value, written.get((row, column)))
        if text:
            texts.setdefault(row, {})[column] = text
        if fault:
            faults.setdefault(row, {})[column] = fault
    _fill_merged(sheet, texts)
    rows = (_row(number, texts[number], faults.get(number, {})) for number in sorted(texts))
    return Sheet(sheet.title, tuple(rows))


def _fill_merged(sheet: Worksheet, texts: dict[int, dict[int, str]]) -> None:
    """Give every cell of a merged range the value that is written in its first."""
    for block in sheet.merged_cells.ranges:
        value = texts.get(block.min_row, {}).get(block.min_col, "")
        across = min(block.max_col, MOST_COLUMNS)
        if not value or block.max_row - block.min_row > MOST_ROWS:
            continue
        for row in range(block.min_row, block.max_row + 1):
            if row not in texts and row != block.min_row:
                continue  # a row that has nothing else is no row of a list
            for column in range(block.min_col, across + 1):
                texts[row].setdefault(column, value)


def _row(number: int, texts: dict[int, str], faults: dict[int, str]) -> Row:
    cells = tuple(texts.get(column, "") for column in range(1, max(texts) + 1))
    return Row(number, cells, tuple((column - 1, why) for column, why in sorted(faults.items())))


def _value(value: Any, written: XlsxCell | None) -> tuple[str, str]:
    """Return a cell's text and, where it has no value to read, why."""
    if value is None:
        formula = written is not None and written.data_type == "f"
        return (NO_VALUE, "formula") if formula else ("", "")
    if isinstance(value, datetime | date):
        return _day(value), ""
    if isinstance(value, bool):
        return "x" if value else "", ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)), ""
    if isinstance(value, time):
        return f"{value:%H:%M}", ""
    text = " ".join(str(value).split())[:MOST_TEXT]
    return (NO_VALUE, "error") if text in _ERRORS else (text, "")


def _day(value: date) -> str:
    plain_day = value.date() if isinstance(value, datetime) else value
    return plain_day.isoformat()


def _from_csv(content: bytes, name: str) -> Sheet:
    if b"\0" in content[:4] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BookError("not-a-list")
    try:
        text, encoding = plain.decode(content, name)
    except RefusedError as error:
        raise BookError("unknown-letters") from error
    lines = text.splitlines()
    if len(lines) > MOST_ROWS + 1_000:
        raise BookError("too-many-rows", str(MOST_ROWS))
    head = "\n".join(lines[:20])
    mark = max(";\t,", key=head.count)
    try:
        read_rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error as error:
        raise BookError("broken") from error
    rows = (
        Row(number, tuple(" ".join(cell.split())[:MOST_TEXT] for cell in cells[:MOST_COLUMNS]))
        for number, cells in enumerate(read_rows, start=1)
        if any(cell.strip() for cell in cells)
    )
    old = encoding if encoding in {"TCVN3", "VNI"} else ""
    return Sheet("", tuple(rows), old)


def _mended(sheet: Sheet) -> Sheet:
    texts, encoding = mended([row.cells for row in sheet.rows])
    rows = tuple(replace(row, cells=cells) for row, cells in zip(sheet.rows, texts, strict=True))
    return Sheet(sheet.name, rows, sheet.converted or encoding)
