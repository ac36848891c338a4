"""Word files: the body in order, as it stands once all tracked changes are accepted.

Tables, text boxes and counted numbers become text; footnotes, headers and footers follow at
the end, apart from the body.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from loa.core.fold import fold
from loa.plans.importing.markers import starts_item
from loa.plans.importing.reading.document import MOST_PAGES, Builder, Cell, Document
from loa.plans.importing.reading.numbering import Numbering, W, numbering
from loa.plans.importing.reading.package import parts
from loa.plans.importing.reading.refusals import RefusedError

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MARGINS = tuple(f"word/{kind}{n}.xml" for kind in ("header", "footer") for n in range(1, 7))
_WANTED = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml")
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")}
_LAYOUT = ("cong hoa xa hoi", "dang cong san", "noi nhan", "so ", "tm ", "t m ", "kt ", "k t ")
_SIGNS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n"}


@dataclass(slots=True)
class _Reader:
    numbers: Numbering
    styles: dict[str, etree._Element]
    out: Builder = field(default_factory=lambda: Builder("docx"))
    tables: int = 0
    pending: str = ""  # words of a paragraph whose end was deleted

    def blocks(self, parent: etree._Element, part: str, cell: Cell | None, side: int) -> None:
        for block in parent:
            if block.tag == f"{W}p":
                self.paragraph(block, part, cell, side)
            elif block.tag == f"{W}tbl":
                self.table(block, part, cell)
            elif block.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
                self.blocks(block, part, cell, side)

    def paragraph(self, of: etree._Element, part: str, cell: Cell | None, side: int) -> None:
        look = of.find(f"{W}pPr")
        pieces = list(_pieces(of))
        words = self.pending + "".join(text for text, _ in pieces)
        self.pending = ""
        if look is not None and look.find(f"{W}rPr/{W}del") is not None:
            self.pending = words
            return
        label = self._label(look) if words.strip() else ""
        lettered = [(text, bold) for text, bold in pieces if text.strip()]
        bold = bool(lettered) and all(bold for _, bold in lettered)
        align = look.find(f"{W}jc") if look is not None else None
        centred = align is not None and align.get(f"{W}val") == "center"
        for at, line in enumerate(words.split("\n")):
            said = f"{label} {line}" if label and not at else line
            for shift, half in enumerate(_halves(said) if cell is None else [said]):
                self.out.add(
                    half,
                    bold=bold,
                    centred=centred,
                    side=side or shift,
                    part=part,
                    cell=cell,
                    heading=self._heads(look),
                )
        for box in _boxes(of):
            self.blocks(box, "box", None, 0)

    def _heads(self, look: etree._Element | None) -> bool:
        """Say whether a paragraph's style is one of Word's headings."""
        style = None if look is None else look.find(f"{W}pStyle")
        named = None if style is None else self.styles.get(style.get(f"{W}val", ""))
        name = None if named is None else named.find(f"{W}name")
        return name is not None and name.get(f"{W}val", "").lower().startswith("heading ")

    def _label(self, look: etree._Element | None) -> str:
        if look is None:
            return ""
        number = look.find(f"{W}numPr")
        style = look.find(f"{W}pStyle")
        if number is None and style is not None:
            named = self.styles.get(style.get(f"{W}val", ""))
            number = None if named is None else named.find(f"{W}pPr/{W}numPr")
        if number is None:
            return ""
        of, depth = number.find(f"{W}numId"), number.find(f"{W}ilvl")
        if of is None:
            return ""
        level = 0 if depth is None else int(depth.get(f"{W}val", "0"))
        return self.numbers.label(of.get(f"{W}val", ""), level)

    def table(self, of: etree._Element, part: str, cell: Cell | None) -> None:
        rows = [[c for c in row.iter(f"{W}tc") if _nearest(c, "tr") is row] for row in _rows(of)]
        if cell is not None or _is_layout(rows):
            for row in rows:
                for at, one in enumerate(row):
                    self.blocks(one, part, cell, int(at > 0))
            return
        table, self.tables = self.tables, self.tables + 1
        placed = [list(_placed(row)) for row in rows]
        for at, row in enumerate(placed):
            for column, one in row:
                self.blocks(one, part, Cell(table, at, column, _merged(placed, at, column)), 0)


def read(content: bytes, name: str) -> Document:
    """Read a Word file. Raises RefusedError."""
    found = parts(content, name, (*_WANTED, *_MARGINS))
    styles = found.get("word/styles.xml")
    named = [] if styles is None else list(styles.iter(f"{W}style"))
    reader = _Reader(
        numbering(found.get("word/numbering.xml")),
        {style.get(f"{W}styleId", ""): style for style in named},
    )
    body = found["word/document.xml"].find(f"{W}body")
    if body is None:
        raise RefusedError("broken", name, place="word/document.xml")
    if (pages := _pages(body)) > MOST_PAGES:
        raise RefusedError("too-many-pages", name, pages=pages, limit=MOST_PAGES)
    reader.blocks(body, "body", None, 0)
    notes = found.get("word/footnotes.xml")
    if notes is not None:
        for note in notes.iter(f"{W}footnote"):
            reader.blocks(note, "note", None, 0)
    for margin in _MARGINS:
        if margin in found:
            reader.blocks(found[margin], "margin", None, 0)
    return reader.out.document()


def _pages(body: etree._Element) -> int:
    """Count the pages that somebody began, or that the program which saved it last had set."""
    begun = sum(1 for br in body.iter(f"{W}br") if br.get(f"{W}type") == "page")
    laid_out = sum(1 for _ in body.iter(f"{W}lastRenderedPageBreak"))
    return 1 + max(begun, laid_out)


def _pieces(of: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield the words of a paragraph, each with whether they are bold; boxes are left out."""
    for child in of:
        if child.tag in _SKIPPED or child.tag in {f"{W}pict", f"{W}drawing"}:
            continue
        if child.tag == f"{W}r":
            look = child.find(f"{W}rPr")
            if look is not None and look.find(f"{W}vanish") is not None:
                continue
            heavy = look is not None and look.find(f"{W}b") is not None
            for sign in child:
                if sign.tag == f"{W}t":
                    yield sign.text or "", heavy
                elif sign.tag in _SIGNS:
                    page = sign.tag == f"{W}br" and sign.get(f"{W}type") in {"page", "column"}
                    yield "\n" if page else _SIGNS[sign.tag], heavy
        elif isinstance(child.tag, str):
            yield from _pieces(child)


def _boxes(of: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes anchored in a paragraph, once each; old readers' copies are skipped."""
    for box in of.iter(f"{W}txbxContent"):
        copies = list(box.iterancestors(f"{_MC}Fallback"))
        if not copies and _nearest(box, "p") is of:
            yield box


def _nearest(of: etree._Element, name: str) -> etree._Element | None:
    return next(of.iterancestors(f"{W}{name}"), None)


def _rows(of: etree._Element) -> list[etree._Element]:
    return [row for row in of.iter(f"{W}tr") if _nearest(row, "tbl") is of]


def _placed(row: list[etree._Element]) -> Iterator[tuple[int, etree._Element]]:
    """Yield a row's cells, each with its column."""
    column = 0
    for cell in row:
        yield column, cell
        column += _span(cell)


def _merged(placed: list[list[tuple[int, etree._Element]]], at: int, column: int) -> int:
    """Return how many rows a cell takes: those below that are said to go on with it."""
    taken = 1
    for row in placed[at + 1 :]:
        below = next((cell for place, cell in row if place == column), None)
        merge = None if below is None else below.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(f"{W}val") == "restart":
            break
        taken += 1
    return taken


def _span(cell: etree._Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if found is None else int(found.get(f"{W}val", "1"))


def _is_layout(rows: list[list[etree._Element]]) -> bool:
    """Say whether a table only sets a head or foot in two halves."""
    if any(len(row) > 2 for row in rows):  # noqa: PLR2004 -- left and right
        return False
    lines = [
        fold("".join(t.text or "" for t in p.iter(f"{W}t")))
        for row in rows
        for cell in row
        for p in cell.iter(f"{W}p")
    ]
    return len(rows) == 1 or any(line.startswith(_LAYOUT) for line in lines)


def _halves(line: str) -> list[str]:
    """Cut a line at its tabs where left and right half stand apart."""
    left, tab, right = line.strip().partition("\t")
    if not tab or not right.strip() or starts_item(left.strip() + " ", bare=True):
        return [line]
    return [left, right]
