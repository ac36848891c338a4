"""The Word file, read again: every figure is the report's, what is missing is yellow."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from jinja2 import TemplateError
from tests.reports.documents.sample import COMPARED, MONTH, PARTY, STATE

from loa.reports.documents.composing import compose
from loa.reports.documents.paper import Heading, Paper, Words, text
from loa.reports.documents.word import docx, original

MADE = datetime(2020, 4, 15, 1, 20, tzinfo=UTC)
BOTH = pytest.mark.parametrize("heading", [STATE, PARTY], ids=["state", "party"])


def paper(heading: Heading, *, frozen: bool = True) -> Paper:
    return compose(COMPARED, heading, frozen=frozen)


def made(of: Paper) -> bytes:
    return docx(of, template=original(of.heading.layout), made_at=MADE)


def read(of: Paper) -> Word:
    return Document(io.BytesIO(made(of)))


def runs(word: Word) -> Iterator[Run]:
    for run in word.element.body.iter(qn("w:r")):
        yield Run(run, Paragraph(run.getparent(), word))  # type: ignore[arg-type]  # a run's parent


def tables(word: Word) -> list[list[list[str]]]:
    """Return the cells of every ruled table, without the head and the foot of the document."""
    ruled = [table for table in word.tables if table.style and table.style.name == "Table Grid"]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in ruled]


def told(rows: Iterator[tuple[Words, ...]]) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in rows]


@BOTH
def test_every_table_holds_the_papers_figures(heading: Heading) -> None:
    of = paper(heading)
    found = tables(read(of))
    sections, rest = found[: len(of.sections)], found[len(of.sections) :]
    for table, section in zip(sections, of.sections, strict=True):
        assert table[1:] == [
            [row.label, *told(iter([(row.period, row.cumulative, row.promised, row.share)]))[0],
             row.known]
            for row in section.rows
        ]  # fmt: skip
    parts = [part for part in (of.comparison, of.changes, of.missing) if part]
    for table, part in zip(rest[: len(parts)], parts, strict=True):
        assert table[1:] == told(iter(part.rows))
    for table, annex in zip(rest[len(parts) :], of.annex, strict=True):
        assert table[0] == ["TT", "Đơn vị", *annex.heads]
        assert table[1:] == [[r.number, r.name, *map(text, r.cells)] for r in annex.rows]


@BOTH
def test_every_sentence_stands_in_the_document(heading: Heading) -> None:
    of = paper(heading)
    lines = [paragraph.text for paragraph in read(of).paragraphs]
    for section in of.sections:
        for words in section.sentences:
            assert text(words) in lines


@BOTH
def test_exactly_what_is_missing_is_yellow(heading: Heading) -> None:
    of = paper(heading)
    yellow = [
        run.text for run in runs(read(of)) if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    wanted = [piece.text for words in _all(of) for piece in words if piece.missing]
    to_fill_in = ["[chức vụ của người ký]"] * (not heading.post) + ["[họ và tên]"]
    assert sorted(yellow) == sorted([*wanted, *to_fill_in])


def _all(of: Paper) -> Iterator[Words]:
    yield from of.results.sentences
    for section in of.sections:
        yield from section.sentences
        for row in section.rows:
            yield from (row.period, row.cumulative, row.promised, row.share)
    for part in (of.comparison, of.changes, of.missing):
        if part:
            yield from part.sentences
            yield from (cell for row in part.rows for cell in row)
    for table in of.annex:
        yield from (cell for row in table.rows for cell in row.cells)


def test_no_mark_and_no_brace_is_left() -> None:
    archive = zipfile.ZipFile(io.BytesIO(made(paper(PARTY))))
    for name in archive.namelist():
        if name.endswith(".xml"):
            words = archive.read(name).decode()
            assert not {mark for mark in ("{{", "{%", "\ue000", "\ue001") if mark in words}


@BOTH
def test_the_same_report_gives_the_same_bytes(heading: Heading) -> None:
    assert made(paper(heading)) == made(paper(heading))


@pytest.mark.parametrize(
    ("heading", "left", "right"),
    [
        pytest.param(
            STATE,
            ["UBND HUYỆN CHỢ ĐỒN", "TRUNG TÂM VĂN HOÁ, THỂ THAO VÀ TRUYỀN THÔNG", "",
             "Số: 12/BC-TTVH"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "",
             "Chợ Đồn, ngày 15 tháng 4 năm 2020"],
            id="state",
        ),
        pytest.param(
            PARTY,
            ["ĐẢNG BỘ TỈNH BẮC KẠN", "HUYỆN UỶ CHỢ ĐỒN", "*", "Số ……-BC"],
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "", "Chợ Đồn, ngày ..... tháng ..... năm 2020"],
            id="party",
        ),
    ],
)  # fmt: skip
def test_the_head_is_the_layouts(heading: Heading, left: list[str], right: list[str]) -> None:
    cells = read(paper(heading)).tables[0].rows[0].cells
    assert [cell.text.split("\n") for cell in cells] == [left, right]


@pytest.mark.parametrize("frozen", [True, False])
def test_a_draft_says_so_on_every_page(frozen: bool) -> None:
    section = read(paper(PARTY, frozen=frozen)).sections[0]
    heads = [part.paragraphs[-1].text for part in (section.header, section.first_page_header)]
    assert heads == ["" if frozen else "DỰ THẢO, SỐ LIỆU CHƯA CHỐT"] * 2


def test_words_of_people_are_only_words() -> None:
    odd = replace(MONTH, title="Kết quả <b>{{ 7*7 }}</b> & {% raw %}", lines=())
    word = read(compose(odd, PARTY, frozen=True))
    assert "Kết quả <b>{{ 7*7 }}</b> & {% raw %}" in [p.text for p in word.paragraphs]


def edited(change: Any) -> bytes:
    """Return the party's template after somebody has had it open in Word."""
    word = Document(io.BytesIO(original(PARTY.layout)))
    change(word)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def test_an_offices_own_words_and_letters_stay() -> None:
    def change(word: Word) -> None:
        word.add_paragraph("Nơi này tự thêm: {{ trich_yeu }}").runs[0].font.bold = True

    word = Document(io.BytesIO(docx(paper(PARTY), template=edited(change), made_at=MADE)))
    own = word.paragraphs[-1]
    assert (own.text, own.runs[0].bold) == (f"Nơi này tự thêm: {COMPARED.title}", True)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("{{ trich_yeu.__class__ }}", id="what-python-hides"),
        pytest.param("{{ khong_co }}", id="a-field-that-is-not-there"),
    ],
)
def test_a_template_reads_fields_and_nothing_else(said: str) -> None:
    template = edited(lambda word: word.add_paragraph(said))
    with pytest.raises(TemplateError):
        docx(paper(PARTY), template=template, made_at=MADE)


def test_the_templates_are_what_the_tool_makes() -> None:
    command = [sys.executable, "tools/report_templates", "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.stdout + result.stderr, result.returncode) == ("", 0)
