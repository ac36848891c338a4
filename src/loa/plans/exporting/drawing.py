"""A document drawn as a Word file: page, head in two halves, body, foot in two halves, annexes.

Every number and every marker is written as words, as offices do, so that what is seen is what
any program reads; only the number of the page is a field.
"""

from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from loa.plans.exporting import marks
from loa.plans.exporting.layouts import Layout
from loa.plans.exporting.paper import Annex, Line, Paper, Text
from loa.plans.exporting.tables import Table

LEFT, CENTRE, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_HEAD_LEFT_MM = 62  # of the page's text; the Republic's name needs the rest
_ROOM_MM = 24  # for a signature and a seal


def drawn(paper: Paper, layout: Layout, *, now: datetime) -> Word:
    """Return the document, still to be written to a file; `now` is when it was made."""
    return _Drawing(layout).draw(paper, now)


def as_bytes(word: Word) -> bytes:
    out = BytesIO()
    word.save(out)
    return out.getvalue()


class _Drawing:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.type = layout.type
        self.word: Word = Document()

    def draw(self, paper: Paper, now: datetime) -> Word:
        self._page()
        marks.letters(self.word, self.type.font, self.type.body_pt, "vi-VN")
        self._properties(paper, now)
        self._head(paper)
        self._title(paper)
        for block in paper.blocks:
            self._block(block)
        self._foot(paper)
        for annex in paper.annexes:
            self._annex(annex)
        return self.word

    def _page(self) -> None:
        section, page = self.word.sections[0], self.layout.page
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(page.width_mm), Mm(page.height_mm)
        section.top_margin, section.bottom_margin = Mm(page.top_mm), Mm(page.bottom_mm)
        section.left_margin, section.right_margin = Mm(page.left_mm), Mm(page.right_mm)
        section.header_distance = section.footer_distance = Mm(page.top_mm / 2)
        section.different_first_page_header_footer = True  # the first page bears no number
        number = section.header.paragraphs[0]
        number.alignment = CENTRE
        marks.page_number(number)

    def _properties(self, paper: Paper, now: datetime) -> None:
        about = self.word.core_properties
        about.title, about.author = paper.title[:250], paper.issuer[:250]
        about.last_modified_by = about.comments = about.keywords = ""
        about.language = "vi-VN"
        about.created = about.modified = now.replace(tzinfo=None)
        about.revision = 1

    # --- Head

    def _head(self, paper: Paper) -> None:
        page = self.layout.page.text_mm
        table = marks.halves(self.word, _HEAD_LEFT_MM, page - _HEAD_LEFT_MM, rows=2)
        left, right = table.rows[0].cells
        if self.layout.word == "state":
            self._state_head(paper, left, right)
        else:
            self._party_head(paper, left, right)
        number, dated = table.rows[1].cells
        self._centred(number, paper.number, size=self.type.motto_pt)
        self._centred(dated, paper.dated, size=self.type.body_pt, italic=True)
        for cell in (number, dated):
            cell.paragraphs[0].paragraph_format.space_before = Pt(4)

    def _state_head(self, paper: Paper, left: _Cell, right: _Cell) -> None:
        if paper.superior:
            self._centred(left, paper.superior, size=self.type.motto_pt)
        self._centred(left, paper.issuer, size=self.type.motto_pt, bold=True)
        marks.rule(left.add_paragraph(), _HEAD_LEFT_MM, 20)
        republic, motto = self.layout.marks.right
        self._centred(right, republic, size=self.type.head_pt, bold=True)
        self._centred(right, motto, size=self.type.motto_pt, bold=True)
        marks.rule(right.add_paragraph(), self.layout.page.text_mm - _HEAD_LEFT_MM, 52)

    def _party_head(self, paper: Paper, left: _Cell, right: _Cell) -> None:
        if paper.superior:
            self._centred(left, paper.superior, size=self.type.body_pt)
        self._centred(left, paper.issuer, size=self.type.body_pt, bold=True)
        self._centred(left, "*", size=self.type.body_pt)
        self._centred(right, self.layout.marks.right[0], size=self.type.body_pt + 1, bold=True)
        marks.rule(right.add_paragraph(), self.layout.page.text_mm - _HEAD_LEFT_MM, 68, eighths=8)

    def _title(self, paper: Paper) -> None:
        kind = self._paragraph(paper.kind, CENTRE, bold=True, before=14)
        kind.paragraph_format.keep_with_next = True
        title = self._paragraph(paper.title, CENTRE, bold=True, before=2)
        title.paragraph_format.keep_with_next = True
        if self.layout.word == "state":
            under = self.word.add_paragraph()
            marks.rule(under, self.layout.page.text_mm, 40)
            under.paragraph_format.space_before, under.paragraph_format.space_after = Pt(5), Pt(8)
        else:
            self._paragraph("-----", CENTRE, after=8)

    # --- Body

    def _block(self, block: Text | Table) -> None:
        if isinstance(block, Table):
            self._table(block)
            return
        bold = block.line in {Line.SECTION, Line.HEADING}
        paragraph = self._paragraph(
            block.words,
            JUSTIFIED,
            bold=bold,
            italic=block.line is Line.BASIS and self.layout.word == "state",
            before=self.type.after_pt if bold else 0,
            after=self.type.after_pt,
        )
        form = paragraph.paragraph_format
        form.first_line_indent = Mm(self.type.indent_mm)
        form.line_spacing = self.type.lines
        form.keep_with_next = bold or block.words.endswith(":")

    def _table(self, of: Table) -> None:
        table = self.word.add_table(rows=0, cols=len(of.header))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        widths = [self.layout.page.text_mm * part / sum(of.widths) for part in of.widths]
        marks.fixed(table, widths)
        for at, row in enumerate((of.header, *of.rows)):
            added = table.add_row()
            cells = added.cells
            for column, words in enumerate(row):
                self._cell(cells[column], words, head=not at, centred=column in of.narrow)
                cells[column].width = Mm(widths[column])
            marks.row(added, head=not at)
        spacer = self.word.add_paragraph()
        spacer.paragraph_format.space_after = Pt(0)
        spacer.paragraph_format.line_spacing = Pt(self.type.after_pt)

    def _cell(self, cell: _Cell, words: str, *, head: bool, centred: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.alignment = CENTRE if head or centred else LEFT
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(2)
        run = marks.say(paragraph, words)
        run.font.size = Pt(self.type.table_pt)
        run.bold = head or None

    # --- Foot and annexes

    def _foot(self, paper: Paper) -> None:
        half = self.layout.page.text_mm / 2
        table = marks.halves(self.word, half, half, rows=1)
        marks.row(table.rows[0], head=False)
        left, right = table.rows[0].cells
        state = self.layout.word == "state"
        lead = self._in_cell(left, "Nơi nhận:", size=self.type.table_pt)
        lead.runs[0].bold = lead.runs[0].italic = state or None
        lead.runs[0].underline = not state or None
        for words in (*(f"- {one};" for one in paper.recipients[:-1]), f"- {paper.recipients[-1]}"):
            self._in_cell(left, words, size=self.type.recipients_pt)
        for line in paper.signed:
            self._signing(right, line, bold=state or line == paper.signed[0])
        room = right.add_paragraph()
        room.paragraph_format.space_before = Mm(_ROOM_MM)
        self._signing(right, paper.signer, bold=True)

    def _signing(self, cell: _Cell, words: str, *, bold: bool) -> None:
        self._centred(cell, words, size=self.type.body_pt, bold=bold)
        if words.startswith("["):  # to be filled in by hand
            cell.paragraphs[-1].runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _annex(self, annex: Annex) -> None:
        label = self._paragraph(annex.label, CENTRE, bold=True)
        label.paragraph_format.page_break_before = True
        label.paragraph_format.keep_with_next = True
        title = self._paragraph(annex.title, CENTRE, bold=True, after=10)
        title.paragraph_format.keep_with_next = True
        for block in annex.blocks:
            self._block(block)

    # --- Paragraphs

    def _paragraph(
        self,
        words: str,
        align: WD_ALIGN_PARAGRAPH,
        *,
        bold: bool = False,
        italic: bool = False,
        before: int = 0,
        after: int = 0,
    ) -> Paragraph:
        paragraph: Paragraph = self.word.add_paragraph()
        paragraph.alignment = align
        run = marks.say(paragraph, words)
        run.bold, run.italic = bold or None, italic or None
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    def _centred(
        self, cell: _Cell, words: str, *, size: int, bold: bool = False, italic: bool = False
    ) -> None:
        paragraph = self._in_cell(cell, words, size=size)
        paragraph.alignment = CENTRE
        paragraph.runs[0].bold, paragraph.runs[0].italic = bold or None, italic or None

    def _in_cell(self, cell: _Cell, words: str, *, size: int) -> Paragraph:
        first: Paragraph = cell.paragraphs[0]
        paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
        marks.say(paragraph, words).font.size = Pt(size)
        return paragraph
