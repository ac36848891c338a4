"""PDF with text: lines put together from single letters, columns and ruled tables in order."""

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from loa.plans.importing.markers import marker, starts_item
from loa.plans.importing.reading.document import MOST_PAGES, Builder, Cell, Document
from loa.plans.importing.reading.grids import Grid, grids
from loa.plans.importing.reading.layout import Line, blocks, rows
from loa.plans.importing.reading.refusals import RefusedError

LEAST_LETTERS = 15  # on a page, on average: less is a scan with a stamp
_SOFT = "\u00ad\ufffe\u0002"
_SYMMETRIC = 3.0  # points: margins of a centred line differ by less
_WORD_GAP, _RUN_GAP = 0.16, 0.95  # of the letters' size
_ROW = 60  # paragraphs that one row of a table may have
_ENDED = (".", ";", ":", "!", "?", "/", ",")


@dataclass(slots=True)
class _Paragraph:
    words: str
    centred: bool = False
    bold: bool = False
    side: int = 0
    cell: Cell | None = None


@dataclass(slots=True)
class _Open:
    """The table that a page ended with: the next page may go on with it."""

    grid: Grid
    number: int
    rows: int
    header: list[str]


@dataclass(slots=True)
class _Pages:
    """Collects paragraphs over pages and columns; a sentence that goes on is put together."""

    found: list[_Paragraph] = field(default_factory=list)
    tables: Iterator[int] = field(default_factory=itertools.count)
    open: "_Open | None" = None

    def add(self, paragraph: _Paragraph, *, first: bool) -> None:
        last = self.found[-1] if self.found else None
        goes_on = (
            first
            and last is not None
            and last.cell is None
            and paragraph.side == last.side == 0
            and not last.words.endswith(_ENDED[:-1])
            and (paragraph.words[0].islower() or paragraph.words[0].isdigit())
            and not starts_item(paragraph.words)
        )
        if goes_on and last is not None:
            last.words = _together(last.words, paragraph.words)
        else:
            self.found.append(paragraph)

    def cell(self, words: str, cell: Cell) -> None:
        """Add a cell's paragraph; what a page's end cut off is put to its beginning."""
        near = itertools.islice(reversed(self.found), _ROW)
        begun = next((one for one in near if one.cell == cell), None)
        if begun is None or starts_item(words):
            self.found.append(_Paragraph(words, cell=cell))
        else:
            begun.words = _together(begun.words, words)


def read(content: bytes, name: str) -> Document:
    """Read a PDF. Raises RefusedError."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or b"/Encrypt" in content:
            raise RefusedError("encrypted", name) from error
        raise RefusedError("broken", name, place="phần đầu hoặc bảng tham chiếu") from error
    try:
        return _read(pdf, name)
    except pypdfium2.PdfiumError as error:
        raise RefusedError("broken", name, place="một trang") from error
    finally:
        pdf.close()


def _read(pdf: Any, name: str) -> Document:
    count = len(pdf)
    if count > MOST_PAGES:
        raise RefusedError("too-many-pages", name, pages=count, limit=MOST_PAGES)
    pages, letters = _Pages(), 0
    for at in range(count):
        page = pdf[at]
        ruled = grids(page, raw, pages.open.grid if pages.open else None)
        lines = _lines(page, ruled)
        letters += sum(len(line.words) for line in lines)
        _page(pages, ruled, lines)
        page.close()
    if letters < LEAST_LETTERS * count:
        raise RefusedError("scanned", name, pages=count)
    out = Builder("pdf")
    for one in pages.found:
        out.add(one.words, bold=one.bold, centred=one.centred, side=one.side, cell=one.cell)
    return out.document()


@dataclass(frozen=True, slots=True)
class _Letter:
    baseline: float
    left: float
    right: float
    size: float
    letter: str
    bold: bool


def _letters(text: Any) -> list[_Letter]:
    """Return every printed letter of a page."""
    found = []
    flags, font = ctypes.c_int(), ctypes.create_string_buffer(80)
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        letter = chr(code) if code < 0x110000 else ""  # noqa: PLR2004 -- the end of Unicode
        if not letter.strip() or raw.FPDFText_IsGenerated(text, at):
            continue
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        size = raw.FPDFText_GetFontSize(text, at) or 10.0
        size = max(size, abs(box.top - box.bottom) * 0.7)
        raw.FPDFText_GetFontInfo(text, at, font, len(font), flags)
        bold = b"bold" in font.value.lower()
        found.append(_Letter(y.value, box.left, box.right, size, letter, bold))
    return found


def _lines(page: Any, ruled: list[Grid]) -> list[Line]:
    """Return the page's runs of text; runs on one line stand apart where the gap is wide."""
    text = page.get_textpage()
    letters = sorted(_letters(text), key=lambda one: -one.baseline)
    text.close()
    found: list[Line] = []
    height = page.get_height()
    for row in _by_baseline(letters):
        inside = [grid for grid in ruled if grid.holds(row[0].left, row[0].baseline)]
        cuts = inside[0].across if inside else ()
        runs = _runs(sorted(row, key=lambda one: one.left), cuts)
        found += [run for run in runs if not _page_number(run, height)]
    return found


def _by_baseline(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    row: list[_Letter] = []
    for one in letters:
        if row and row[0].baseline - one.baseline > one.size * 0.35:
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _runs(row: list[_Letter], cuts: tuple[float, ...]) -> list[Line]:
    """Put the letters of one baseline together; a table's rules part them too."""
    runs: list[list[_Letter]] = [[row[0]]]
    for last, one in itertools.pairwise(row):
        ruled = any(last.left < cut <= one.left + 1 for cut in cuts)
        if ruled or one.left - last.right > one.size * _RUN_GAP:
            runs.append([])
        runs[-1].append(one)
    return [_line(run) for run in runs]


def _line(run: list[_Letter]) -> Line:
    words = run[0].letter
    for last, one in itertools.pairwise(run):
        words += " " * (one.left - last.right > one.size * _WORD_GAP) + one.letter
    bold = all(one.bold for one in run)
    return Line(run[0].left, run[0].baseline, run[-1].right, run[0].size, words, bold)


def _page_number(line: Line, height: float) -> bool:
    edge = line.baseline > height * 0.93 or line.baseline < height * 0.07
    return edge and line.words.strip(" -–").isdigit()


def _page(pages: _Pages, ruled: list[Grid], lines: list[Line]) -> None:
    """Add a page's paragraphs: what stands above a ruled table, the table, what follows."""
    rest = lines
    for grid in ruled:
        above = [line for line in rest if line.baseline > grid.top]
        inside = [line for line in rest if grid.holds(line.left, line.baseline)]
        rest = [line for line in rest if line not in above and line not in inside]
        if above or not grid.goes_on(pages.open.grid if pages.open else None):
            pages.open = None
        _text(pages, above)
        _table(pages, grid, inside)
    if rest or not ruled:
        pages.open = None
    _text(pages, rest)


def _table(pages: _Pages, grid: Grid, lines: list[Line]) -> None:
    """Add a table's cells; one that goes on from the page before goes on with its rows."""
    cells: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        cells.setdefault(grid.cell(line.left + 1, line.baseline), []).append(line)
    said = {
        place: _in_cell([one.words for one in sorted(inside, key=_reading)])
        for place, inside in sorted(cells.items())
    }
    first = [" ".join(words) for (row, _), words in said.items() if not row]
    before = pages.open or _Open(grid, next(pages.tables), 0, first)
    again = before.rows > 0 and first == before.header  # a header that each page repeats
    split = before.rows > 0 and (int(again), 0) not in said  # a row that began over there
    shift = before.rows - again - split
    for (row, column), words in said.items():
        for paragraph in words if row or not again else ():
            pages.cell(paragraph, Cell(before.number, row + shift, column))
    pages.open = _Open(grid, before.number, shift + len(grid.down) - 1, before.header)


def _reading(line: Line) -> tuple[float, float]:
    return -line.baseline, line.left


def _in_cell(lines: list[str]) -> list[str]:
    """Return a cell's paragraphs: an item begins with its mark, all else is one."""
    found = lines[:1]
    for line in lines[1:]:
        if starts_item(line):
            found.append(line)
        else:
            found[-1] = _together(found[-1], line)
    return found


def _text(pages: _Pages, lines: list[Line]) -> None:
    first = True
    for block in blocks(lines):
        for paragraph in _paragraphs(block.lines, block.side, ragged=block.ragged):
            pages.add(paragraph, first=first)
            first = False
        first = True


def _paragraphs(lines: list[Line], side: int, *, ragged: bool) -> Iterator[_Paragraph]:
    """Yield a column's paragraphs: one goes on while its lines reach the margin."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    current: _Paragraph | None = None
    last: Line | None = None
    for line in [_row(row) for row in rows(lines)]:
        indent, tail = line.left - left, right - line.right
        centred = indent > _SYMMETRIC and abs(indent - tail) < _SYMMETRIC
        if current is not None and last is not None:
            room = right - left - (last.right - last.left)
            if not _ends(last, line, room, ragged=ragged, centred=centred):
                current.words = _together(current.words, line.words)
                last = line
                continue
            yield current
        current, last = _Paragraph(line.words, centred, line.bold, side), line
    if current is not None:
        yield current


def _row(row: list[Line]) -> Line:
    words, bold = " ".join(line.words for line in row), all(line.bold for line in row)
    return Line(row[0].left, row[0].baseline, row[-1].right, row[0].size, words, bold)


def _ends(last: Line, line: Line, room: float, *, ragged: bool, centred: bool) -> bool:
    """Say whether a paragraph ends between two lines of one column; `room` was left in the last."""
    cased = last.words.isupper() and not line.words.isupper() and last.bold
    if cased or last.baseline - line.baseline > line.size * 2.1 or last.bold != line.bold:
        return True
    if ragged:
        return starts_item(line.words) or not line.words[0].islower()
    item = marker(line.words)
    if item is not None and not (centred and item.form == "bullet"):
        return True
    first = line.words.split()[0]
    width = (line.right - line.left) / max(1, len(line.words))
    fits = room > (len(first) + 1) * width + line.size * 0.4
    return fits and not (line.words[0].islower() and not last.words.endswith(_ENDED))


def _together(words: str, more: str) -> str:
    """Join two lines; a hyphen that only a line's end had put there is taken out."""
    if words[-1] in _SOFT:
        return words.rstrip(_SOFT) + more
    return f"{words} {more}"
