"""Plain text: letters of any encoding, lines that a typewriter would have broken.

The text stays as it is stored, so that a passage's offsets are those of the file once it is
decoded; only marks that stood apart from their letters are put together.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from loa.plans.importing.markers import starts_item
from loa.plans.importing.reading import legacy
from loa.plans.importing.reading.document import Cell, Document, Paragraph
from loa.plans.importing.reading.refusals import RefusedError
from loa.plans.importing.reading.ruled import Cells, ruled

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SIDES = re.compile(r"(?<=\S)(?:[ \u00a0]{3,}|[ \u00a0]*\t[\t \u00a0]*)(?=\S)")
_UNFILLED = re.compile(r"(?:Số\s*:?|ngày|tháng|năm)$", re.IGNORECASE)
_DAY_GOES_ON = re.compile(r"(?:ngày|tháng|năm|quý|lần thứ|số)$", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:[-–]\s*)?(?:Trang\s+)?\d{1,3}(?:\s*[-–]|/\d{1,3})?\s*", re.IGNORECASE)
_ENDED = re.compile(r"[.;:!?…/]['\"”)]*$")
_COUNTED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)/]\s+[A-ZĐÀ-Ỹ]")
_ROW = 40  # cells that one row of a table may have
_OPENS = re.compile(r"(?:Nơi nhận|Nơi gửi|Kính gửi)\b|(?:T/?M|K/?T|TUQ|TL)[./]?\s+[A-ZĐÀ-Ỹ]{2}")
_END = 40  # letters: what ends a line is looked for behind these, however long it has become
_CALLED = re.compile(r"!['\"”»)]*$")  # a slogan: nothing goes on behind it
_WRAPPED_WIDTH = 100  # a file with longer lines was not broken by hand
_MOSTLY, _NEARLY, _FULL_LINES = (
    0.6,
    0.85,
    3,
)  # in a file that was, some lines come near to the longest


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Return the text in composed letters and the encoding. Raises RefusedError."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding, name)
    if content.count(0) > len(content) // 8:
        little = content[1::2].count(0) > content[::2].count(0)
        return _decoded(content, "utf-16-le" if little else "utf-16-be", name)
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        found = legacy.decode(content)
    if found is None:
        raise RefusedError("unknown-letters", name)
    return found


def _decoded(content: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        return unicodedata.normalize("NFC", content.decode(encoding)), encoding
    except UnicodeDecodeError as error:
        raise RefusedError("broken", name, place=f"byte {error.start}") from error


@dataclass(slots=True)
class _Piece:
    """Part of a paragraph: the text between two offsets."""

    spans: list[tuple[int, int]]
    line: int
    side: int
    gap: bool
    centred: bool
    words: str = field(default="")
    cell: Cell | None = None


def read(content: bytes, name: str) -> Document:
    """Read a file of plain text. Raises RefusedError."""
    text, form = decode(content, name)
    lines = text.split("\n")
    widths = [len(line.rstrip()) for line in lines if line.strip()]
    width = max(widths, default=0)
    full = sum(one >= width * _NEARLY for one in widths)
    wrapped = width if width <= _WRAPPED_WIDTH and full >= _FULL_LINES else 0
    pieces: list[_Piece] = []
    offset, gap = 0, True
    last: dict[int, _Piece] = {}
    tables = ruled(lines)
    for number, line in enumerate(lines):
        if number in tables:
            last = {}
            _add_row(pieces, tables[number], (line, offset, number))
        elif not line.strip():
            gap = True
        elif not _PAGE.fullmatch(line):
            for piece in _pieces(line, offset, number, gap=gap):
                before = last.get(piece.side)
                if before is not None and _goes_on(before, piece, wrapped):
                    before.spans += piece.spans
                    before.words += " " + piece.words
                    before.line = number
                else:
                    pieces.append(piece)
                    last[piece.side] = piece
            gap = False
        offset += len(line) + 1
    return Document(text, tuple(_paragraph(text, piece) for piece in pieces), form)


def _add_row(pieces: list[_Piece], row: tuple[int, int, Cells], line: tuple[str, int, int]) -> None:
    """Add a table's cells; one that goes on with the row above is put to that row's."""
    (table, at, cells), (text, offset, number) = row, line
    placed = {piece.cell: piece for piece in pieces[-_ROW:] if piece.cell}
    for column, (start, end) in enumerate(cells):
        if start == end:
            continue
        cell, span = Cell(table, at, column), (offset + start, offset + end)
        if cell in placed:
            placed[cell].spans.append(span)
            placed[cell].words += " " + text[start:end]
        else:
            words = text[start:end]
            pieces.append(_Piece([span], number, 0, False, False, words, cell))


def _pieces(line: str, offset: int, number: int, *, gap: bool) -> list[_Piece]:
    """Cut a line where its left and right half stand apart."""
    cuts = []
    for found in _SIDES.finditer(line):
        left, right = line[: found.start()].strip(), line[found.end() :]
        open_end = _UNFILLED.search(left) or right.startswith("/")
        if not open_end and not starts_item(left + " ", bare=True):
            cuts.append((found.start(), found.end()))
    edges = [0, *(edge for cut in cuts[:1] for edge in cut), len(line)]
    found_pieces = []
    for side, at in enumerate(range(0, len(edges), 2)):
        start, end = edges[at], edges[at + 1]
        part = line[start:end]
        lead = len(part) - len(part.lstrip())
        words = part.strip()
        if words:
            spans = [(offset + start + lead, offset + start + lead + len(words))]
            centred = not cuts and lead >= 8  # noqa: PLR2004 -- beyond any indent of a paragraph
            found_pieces.append(_Piece(spans, number, side, gap, centred, words))
    return found_pieces


def _goes_on(before: _Piece, piece: _Piece, width: int) -> bool:
    if piece.gap or before.line != piece.line - 1 or piece.side != before.side:
        return _across_page(before, piece, width)
    counted, ending = _COUNTED.match(piece.words), before.words[-_END:]
    if _DAY_GOES_ON.search(ending) and piece.words[0].isdigit() and not counted:
        return True
    if starts_item(piece.words) or before.centred != piece.centred:
        return False
    first = piece.words[0]
    called = _OPENS.match(piece.words) or (_CALLED.search(ending) and not first.islower())
    if called or (before.words.isupper() and not piece.words.isupper()):
        return False
    tail = before.spans[-1]
    cut = first.isdigit() and not _ENDED.search(ending)
    if first.islower() or (cut and tail[1] - tail[0] > width * _MOSTLY > 0):
        return not re.fullmatch(r"[\W_]+", before.words)
    full = width and (tail[1] - tail[0]) + 1 + len(piece.words.split()[0]) >= width - 3
    return bool(full) and not before.words.isupper() and not before.centred


def _across_page(before: _Piece, piece: _Piece, width: int) -> bool:
    """Say whether a sentence goes on under a page's number, which is not read."""
    near = before.line >= piece.line - 4 and len(before.words) > width // 2
    begun = starts_item(piece.words) or not piece.words[0].islower()
    return bool(width) and near and not begun and not _ENDED.search(before.words[-_END:])


def _paragraph(text: str, piece: _Piece) -> Paragraph:
    words: list[str] = []
    at: list[int] = []
    for start, end in piece.spans:
        if words and words[-1] != " ":
            words.append(" ")
            at.append(start - 1)
        for offset in range(start, end):
            letter = text[offset]
            if letter.isspace():
                if words[-1] == " ":
                    continue
                letter = " "
            words.append(letter)
            at.append(offset)
    return Paragraph(
        "".join(words),
        tuple(at),
        centred=piece.centred,
        gap=piece.gap,
        side=piece.side,
        cell=piece.cell,
    )
