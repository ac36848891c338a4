"""Phases that stand in a table: a column of names, a column of days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loa.plans.importing.dates import Span
from loa.plans.importing.findings import Finding
from loa.plans.importing.own_days import own_span
from loa.plans.importing.phase_words import NUMBERED
from loa.plans.importing.phases import Calendar, Phase, phase_values
from loa.plans.importing.reading.document import Paragraph
from loa.plans.importing.tables import Table

_TIME_HEADER = (
    "thoi gian",
    "thoi diem",
    "ngay",
    "moc thoi gian",
    "tu ngay",
    "tu den",
    "bat dau",
    "khoang thoi gian",
)


_NAMES = re.compile(r"\b(dot|giai doan|buoc|chang|thoi ky|cao diem)\b")


def of_table(table: Table, calendar: Calendar) -> Iterator[Phase]:
    """Yield the phases of a table whose columns are a name and its time."""
    if table.annex and "time" not in table.roles:
        return
    header = table.header
    times = [n for n, said in enumerate(header) if said.startswith(_TIME_HEADER)]
    names = [n for n, said in enumerate(header) if n not in times and _NAMES.search(said)]
    if not names:
        names = [n for n in range(len(header)) if n not in times and _labelled(table, n)]
    if not times or not names:
        return
    for row in table.below:
        name = table.words(row, names[0]).strip(" .:;")
        if re.fullmatch(r"\d+|[IVX]+", name):  # the label stands over the column
            name = f"{table.words(0, names[0]).strip(' .:;')} {name}"
        cells = table.cell(row, times[0])
        span = own_span(table.words(row, times[0]), calendar.setting)
        if span is not None and name and cells:
            yield _from_cell(cells, name, _ended(table, row, times[0], span, calendar))


def _labelled(table: Table, column: int) -> bool:
    """Say whether most cells of a column are labels of phases."""
    cells = [table.words(row, column) for row in table.below]
    return bool(cells) and sum(bool(NUMBERED.match(cell)) for cell in cells) * 2 > len(cells)


def _ended(table: Table, row: int, column: int, span: Span, calendar: Calendar) -> Span:
    """Take the last day from the next column, where one says "kết thúc" or "đến ngày"."""
    header = table.header[column + 1] if column + 1 < len(table.header) else ""
    if not header.startswith(("ket thuc", "den ngay", "den")):
        return span
    other = own_span(table.words(row, column + 1), calendar.setting)
    return replace(span, last=other.last) if other else span


def _from_cell(cells: Sequence[Paragraph], name: str, span: Span) -> Phase:
    values = phase_values(name, span.first, span.last)
    passage = (cells[0].passage()[0], cells[-1].passage()[1])
    found = Finding(values, passage, 0.9, "phase-table")
    return Phase(name, span.first, span.last, found, None)
