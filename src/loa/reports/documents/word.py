"""The Word file: a template that an office may have edited, filled with a paper.

A template is somebody's file, so it runs in a sandbox: it can read the fields of `fields.py`
and nothing else. What is missing gets Word's yellow highlight wherever the template put it,
in the template's own type. The same paper and template give the same bytes.
"""

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from loa.plans.exporting.layouts import Layout
from loa.reports.documents.fields import CLOSES, OPENS, context
from loa.reports.documents.packing import steady
from loa.reports.documents.paper import Paper

ORIGINALS = Path(__file__).parent / "originals"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ANNEX_WIDTH = Mm(160)  # what the margins leave of an A4 page


def environment() -> ImmutableSandboxedEnvironment:
    """Return where templates run: no attribute that hides, no field that is not there."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def original(layout: Layout) -> bytes:
    """Return the template that an office begins with."""
    return (ORIGINALS / f"{layout.word}.docx").read_bytes()


def docx(paper: Paper, *, template: bytes, made_at: datetime) -> bytes:
    """Fill a template. It must have passed `checking.problems`; `made_at` is the report's hour.

    Raises jinja2.TemplateError for a template that has not.
    """
    filled: Any = DocxTemplate(BytesIO(template))
    filled.render(context(paper), jinja_env=environment(), autoescape=True)
    document: Document = filled.docx
    for root in _roots(document):
        for run in list(root.iter(qn("w:r"))):
            _mark(run)
        for table in root.iter(qn("w:tbl")):
            _measure(table)
    written = made_at.replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    properties.created = properties.modified = written
    properties.author = properties.last_modified_by = paper.heading.issuer
    properties.title = f"{paper.heading.kind.capitalize()} {paper.title}"
    properties.revision = 1
    file = BytesIO()
    filled.save(file)
    return steady(file.getvalue())


def _roots(document: Document) -> Iterator[Any]:
    yield document.element.body
    for section in document.sections:
        heads = (section.header, section.first_page_header, section.even_page_header)
        feet = (section.footer, section.first_page_footer, section.even_page_footer)
        for part in (*heads, *feet):
            if not part.is_linked_to_previous:
                yield part._element  # noqa: SLF001 - python-docx gives no other way to all runs


def _mark(run: Any) -> None:
    """Divide a run at the marks around what is missing, and highlight what lies between."""
    if not any(OPENS in (text.text or "") for text in run.iter(qn("w:t"))):
        return
    made = []
    for child in run:
        if child.tag == qn("w:t"):
            pieces = _parts(child.text or "")
            made += [_run(run, _text(words), marked=marked) for words, marked in pieces if words]
        elif child.tag != qn("w:rPr"):
            made.append(_run(run, deepcopy(child), marked=False))
    for one in made:
        run.addprevious(one)
    run.getparent().remove(run)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text with whether each lies between the marks."""
    before, *others = text.split(OPENS)
    yield before, False
    for piece in others:
        marked, _closed, after = piece.partition(CLOSES)
        yield marked, True
        yield after, False


def _run(like: Any, content: Any, *, marked: bool) -> Any:
    run = OxmlElement("w:r")
    properties = like.find(qn("w:rPr"))
    if properties is not None:
        run.append(deepcopy(properties))
    if marked:
        # python-docx knows where in the properties the schema wants the highlight.
        highlight = run.get_or_add_rPr()._add_highlight()  # noqa: SLF001 - it is generated
        highlight.set(qn("w:val"), "yellow")
    run.append(content)
    return run


def _text(words: str) -> Any:
    text = OxmlElement("w:t")
    text.text = words
    text.set(XML_SPACE, "preserve")
    return text


def _measure(table: Any) -> None:
    """Spread the columns that came from a loop over what the first two leave of the page."""
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    grid = table.find(qn("w:tblGrid"))
    first = [cell.width for cell in rows[0]] if rows else []
    if grid is None or first == [column.w for column in grid]:
        return
    kept = [column.w for column in grid[:2]]
    many = len(first) - len(kept)
    if many < 1 or any(len(cells) != len(first) for cells in rows):
        return  # merged cells: somebody has laid it out by hand
    widths = [*kept, *[(ANNEX_WIDTH - sum(kept)) // many] * many]
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        grid._add_gridCol().w = width  # noqa: SLF001 - as above
    for cells in rows:
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
