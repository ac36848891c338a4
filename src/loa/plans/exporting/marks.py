"""What python-docx has no words for: fields, rules, repeated rows, fixed widths, languages."""

import re
from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_KEPT_TOGETHER = re.compile(
    r"\b(nhiệm(?= kỳ)|(?:ngày|tháng|năm|kỳ|số|Số)(?= \d)|(?:lần|thứ)(?= (?:thứ|[\dIVX]))) "
)
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TWIPS = 1440 / 25.4  # in a millimetre
_MARGIN_MM = 1.5  # of a cell, left and right


def say(paragraph: Paragraph, words: str) -> Run:
    """Write words into a paragraph, without characters that no XML can hold.

    Lines are not broken within a day or a term. Hyphens are plain: readers on phones drop others.
    """
    clean = " ".join(_UNWRITABLE.sub("", words).split())
    return paragraph.add_run(_KEPT_TOGETHER.sub("\\1\u00a0", clean))


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def letters(word: Word, font: str, size_pt: int, language: str) -> None:
    """Set what every paragraph has unless it says otherwise: letters, language, no space around.

    Set as the document's defaults, not in a style, because not every program looks there.
    """
    styles = word.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is not None:
        styles.remove(defaults)
    look, form = _element("w:rPr"), _element("w:pPr")
    look.append(_element("w:rFonts", **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), font)))
    look.append(_element("w:sz", val=str(2 * size_pt)))
    look.append(_element("w:szCs", val=str(2 * size_pt)))
    look.append(_element("w:lang", val=language, eastAsia=language))
    form.append(_element("w:widowControl"))
    form.append(_element("w:spacing", before="0", after="0", line="240", lineRule="auto"))
    made = _element("w:docDefaults")
    for name, inside in (("w:rPrDefault", look), ("w:pPrDefault", form)):
        made.append(_element(name))
        made[-1].append(inside)
    styles.insert(0, made)
    normal = word.styles["Normal"].element
    for old in normal.findall(qn("w:rPr")) + normal.findall(qn("w:pPr")):
        normal.remove(old)


def page_number(paragraph: Paragraph) -> None:
    """Write the field that counts pages."""
    for kind in ("begin", "", "separate", "end"):
        run = paragraph.add_run()
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))  # noqa: SLF001 - the run's XML
        else:
            code = _element("w:instrText")
            code.text = "PAGE"
            run._r.append(code)  # noqa: SLF001 - as above


def rule(paragraph: Paragraph, wide_mm: float, long_mm: float, *, eighths: int = 6) -> None:
    """Make an empty paragraph a line in the middle of `wide_mm`; `eighths` of a point thick."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(max(0.0, (wide_mm - long_mm) / 2))
    form.line_spacing, form.space_before = Pt(4), Pt(2)
    borders = _element("w:pBdr")
    borders.append(_element("w:top", val="single", sz=str(eighths), space="1", color="auto"))
    look = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the paragraph's XML
    look.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def halves(word: Word, left_mm: float, right_mm: float, *, rows: int) -> Table:
    """Add a table without lines that sets a head or a foot in two halves."""
    table: Table = word.add_table(rows=rows, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    fixed(table, (left_mm, right_mm), margin_mm=0)
    for one in table.rows:
        for cell, wide in zip(one.cells, (left_mm, right_mm), strict=True):
            cell.width = Mm(wide)
    return table


def fixed(table: Table, widths_mm: Sequence[float], *, margin_mm: float = _MARGIN_MM) -> None:
    """Hold a table's columns to their widths, in every program."""
    table.autofit = False
    for column, wide in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(wide)
    look = table._tbl.tblPr  # noqa: SLF001 - the table's XML
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=str(round(margin_mm * _TWIPS)), type="dxa"))
    look.append(margins)
    for looks in look.findall(qn("w:tblLook")):  # its place is after the margins
        look.remove(looks)
        look.append(looks)


def row(of: _Row, *, head: bool) -> None:
    """Keep a row on one page; a head is repeated on every page that the table runs over."""
    look = of._tr.get_or_add_trPr()  # noqa: SLF001 - the row's XML
    look.append(_element("w:cantSplit"))
    if head:
        look.append(_element("w:tblHeader"))
