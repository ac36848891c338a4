"""What stands in a plan's document, before it is drawn."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from loa.plans.drafting.composing import notes
from loa.plans.drafting.values import Row
from loa.plans.exporting.carrying import export
from loa.plans.exporting.layouts import LAYOUTS, PARTY, STATE, Layout
from loa.plans.exporting.noted import PURPOSES, RECIPIENTS, SLOGANS, Noted, noted
from loa.plans.exporting.paper import Line, Particulars, Text, numbered, paper_of
from loa.plans.exporting.tables import Table
from loa.plans.importing.extract import extract
from loa.plans.importing.reading import read
from loa.plans.rules import Anchor, Assignment, Event, Phase, PlanText, Topic

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PLAN = PlanText(
    key="mau",
    number="12/KH-UBND",
    kind="campaign",
    title="Tuyên truyền mùa lũ",
    issuer_key="ubnd",
    issuer_name="Ủy ban nhân dân xã Nghĩa Tá",
    area=("02071",),
    issued_on=date(2026, 2, 5),
)


def texts(plan: PlanText, layout: Layout = STATE) -> list[str]:
    blocks = paper_of(plan, layout, Particulars()).blocks
    return [block.words for block in blocks if isinstance(block, Text)]


@pytest.mark.parametrize(
    ("layout", "number", "basis", "signed"),
    [
        pytest.param(STATE, "Số: 12/KH-UBND", "Căn cứ Luật A;", "TM. ỦY BAN NHÂN DÂN", id="state"),
        pytest.param(PARTY, "Số 12/KH-UBND", "- Căn cứ Luật A;", "T/M ỦY BAN NHÂN DÂN", id="party"),
    ],
)
def test_each_layout_has_its_own_marks(
    layout: Layout, number: str, basis: str, signed: str
) -> None:
    paper = paper_of(replace(PLAN, basis=("Luật A.",)), layout, Particulars(place="Nghĩa Tá"))
    assert (paper.number, paper.dated, paper.blocks[0], paper.signed[0]) == (
        number,
        "Nghĩa Tá, ngày 05 tháng 02 năm 2026",
        Text(Line.BASIS, basis),
        signed,
    )


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("12/KH-UBND", "KẾ HOẠCH"),
        ("7-HD/BTG", "HƯỚNG DẪN"),
        ("", "KẾ HOẠCH"),
        ("3-CTr/HU", "CHƯƠNG TRÌNH"),
    ],
)
def test_the_numbers_letters_say_what_kind_of_document_it_is(number: str, kind: str) -> None:
    assert paper_of(replace(PLAN, number=number), STATE, Particulars()).kind == kind


def test_what_is_not_known_is_left_to_be_written_in() -> None:
    paper = paper_of(replace(PLAN, number="", issued_on=None), STATE, Particulars())
    assert (paper.number, paper.dated, paper.signed[-1], paper.signer) == (
        "Số: ……/KH",
        "…………, ngày …… tháng …… năm ………",
        "[chức vụ của người ký]",
        "[họ và tên]",
    )


def test_sections_are_numbered_over_what_is_there() -> None:
    plan = replace(
        PLAN,
        topics=(Topic("1", "Lũ quét"),),
        assignments=(Assignment("a", "ubnd", "Ủy ban nhân dân xã", "Chỉ đạo"),),
    )
    sections = [line for line in texts(plan) if line[0] in "IV"]
    assert sections == [
        "I. NỘI DUNG TUYÊN TRUYỀN",
        "II. THỜI GIAN THỰC HIỆN",
        "III. TỔ CHỨC THỰC HIỆN",
    ]


@pytest.mark.parametrize(
    ("topics", "numbers"),
    [
        pytest.param([("1", ""), ("1.2", "1"), ("4", "")], ["1", "1.2", "4"], id="codes"),
        pytest.param([("a", ""), ("a.b", "a"), ("c", "")], ["1", "1.1", "2"], id="words"),
    ],
)
def test_topics_are_numbered_by_code_or_by_place(
    topics: list[tuple[str, str]], numbers: list[str]
) -> None:
    rows = tuple(Topic(code, "Nội dung", parent) for code, parent in topics)
    assert [number for number, _ in numbered(rows)] == numbers


def test_a_phase_that_waits_for_its_event_says_so() -> None:
    plan = replace(
        PLAN,
        events=(Event("hoi", "Ngày hội", "commune"),),
        phases=(
            Phase("a", "Trước", Anchor("hoi", "before", 7), Anchor("hoi", "before", 1)),
            Phase("b", "Ngoài", date(2026, 3, 1), date(2026, 3, 2)),
            Phase("c", "Trong Trước", date(2026, 3, 1), Anchor("hoi", "after", 0), parent="a"),
        ),
    )
    tables = [one for one in paper_of(plan, STATE, Particulars()).blocks if isinstance(one, Table)]
    assert [row[:2] for row in tables[0].rows] == [
        (
            "Trước",
            (
                "Từ 7 ngày trước ngày đầu của Ngày hội đến 1 ngày trước ngày đầu của Ngày hội"
                " (chưa ấn định ngày)"
            ),
        ),
        ("Trong Trước", "Từ ngày 01/3/2026"),
        ("Ngoài", "Ngày 01/3/2026"),
    ]


def test_notes_give_back_what_the_import_put_there() -> None:
    """The import's own function writes them, and the document is read for them again."""
    said = {
        "purposes": ["Giúp người dân chủ động phòng, chống lũ"],
        "slogans": ["Chủ động phòng lũ, giữ yên bản làng", "Thấy nước lên, báo ngay trưởng thôn"],
        "recipients": ["Đảng uỷ xã", "Các trưởng thôn"],
        "annexes": ["Phụ lục 1"],
    }
    rows = [
        Row(n, kind, {"value": one}, 0, 0, 1.0, "", settled=True, dropped=False)
        for n, (kind, one) in enumerate((k, one) for k, many in said.items() for one in many)
    ]
    written = notes(rows)
    assert noted(written) == Noted(
        {
            PURPOSES: tuple(said["purposes"]),
            SLOGANS: tuple(said["slogans"]),
            RECIPIENTS: tuple(said["recipients"]),
            "Phụ lục": ("Phụ lục 1",),
        }
    )
    plan = replace(PLAN, notes=f"{written}\nGiữ liên lạc với tổ trực.")
    for layout in LAYOUTS.values():
        found = extract(read(export(plan, layout, now=NOW), "a.docx")).said()
        assert {key: [one["value"] for one in found[key]] for key in said if key != "annexes"} == {
            key: many for key, many in said.items() if key != "annexes"
        }


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_page_is_set_as_the_layout_says(layout: Layout) -> None:
    duties = tuple(Assignment(f"a-{n}", "x", "Phòng Y tế", "Làm") for n in range(3))
    word = Document(BytesIO(export(replace(PLAN, assignments=duties), layout, now=NOW)))
    section = word.sections[0]
    page = layout.page
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in sides if one is not None] == [
        page.top_mm,
        page.bottom_mm,
        page.left_mm,
        page.right_mm,
    ]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert section.first_page_header.paragraphs[0].text == ""
    repeated = [
        [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        for table in word.tables
        if table.style is not None and table.style.name == "Table Grid"
    ]
    assert repeated == [[True, False, False, False]]
    assert word.core_properties.author == "ỦY BAN NHÂN DÂN XÃ NGHĨA TÁ"
    assert word.core_properties.comments == ""
