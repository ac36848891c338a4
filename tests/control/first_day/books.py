"""Workbooks as offices keep them, built row by row."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

Rows = Sequence[Sequence[Any]]


def book(**sheets: Rows) -> bytes:
    """Return a workbook of sheets by name."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))
