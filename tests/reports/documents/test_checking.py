"""What the check of a template finds, where, and the mend it names."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Word

from loa.plans.exporting.layouts import LAYOUTS, PARTY
from loa.reports.documents import fields
from loa.reports.documents.checking import Problem, TemplateError, problems
from loa.reports.documents.word import original


def template(*paragraphs: str, warned: bool = True) -> bytes:
    word = Document()
    if warned:
        word.add_paragraph("{{ canh_bao }}")
    for words in paragraphs:
        word.add_paragraph(words)
    return saved(word)


def saved(word: Word) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
def test_the_originals_have_nothing_to_mend(layout: object) -> None:
    assert problems(original(layout)) == []  # type: ignore[arg-type]  # a layout


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(("{{ trich_yeu }}",), id="a-field"),
        pytest.param(("{{ ket_qua.ten }}",), id="of-a-group"),
        pytest.param(("{%p for x in ket_qua.muc %}", "{{ x.ten }}", "{%p endfor %}"), id="a-loop"),
        pytest.param(("{%p if doi_chieu %}", "{{ doi_chieu.ten }}", "{%p endif %}"), id="a-choice"),
        pytest.param(("{%p if not phu_luc %}", "không có", "{%p endif %}"), id="a-choice-against"),
        pytest.param(
            (
                "{%p for m in ket_qua.muc %}",
                "{%p for d in m.bang %}",
                "{{ d.luy_ke }}",
                "{%p endfor %}",
                "{%p endfor %}",
            ),
            id="a-loop-in-a-loop",
        ),
        pytest.param(("Chữ thường { với ngoặc } một mình",), id="single-braces"),
    ],
)
def test_what_fits_passes(paragraphs: tuple[str, ...]) -> None:
    assert problems(template(*paragraphs)) == []


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        pytest.param(
            ("Về việc {{ trich_yu }}",),
            [Problem("Không có trường “trich_yu”.", "Về việc {{ trich_yu }}",
                     "Có phải “trich_yeu”?")],
            id="a-slip",
        ),
        pytest.param(
            ("{{ ket_qua.tenn }}",),
            [Problem("Không có trường “ket_qua.tenn”.", "{{ ket_qua.tenn }}",
                     "Có phải “ket_qua.ten”?")],
            id="a-slip-inside",
        ),
        pytest.param(
            ("{{ doi_chieu.mau_sac }}",),
            [Problem("Không có trường “doi_chieu.mau_sac”.", "{{ doi_chieu.mau_sac }}",
                     "Ở đây có: doi_chieu.so, doi_chieu.ten, doi_chieu.cau, doi_chieu.bang.")],
            id="nothing-near",
        ),
        pytest.param(
            ("{{ ket_qua }}",),
            [Problem("“ket_qua” gồm nhiều trường, không in ra được.", "{{ ket_qua }}",
                     "Viết rõ trường con, ví dụ {{ ket_qua.so }}.")],
            id="a-whole-group",
        ),
        pytest.param(
            ("{{ noi_nhan }}",),
            [Problem("“noi_nhan” gồm nhiều trường, không in ra được.", "{{ noi_nhan }}",
                     "Lặp qua nó: {%p for mot in noi_nhan %} … {%p endfor %}.")],
            id="a-whole-list",
        ),
        pytest.param(
            ("{%p for x in trich_yeu %}", "{{ x }}", "{%p endfor %}"),
            [Problem("“trich_yeu” không phải một danh sách, không lặp được.",
                     "{% for x in trich_yeu %}",
                     "Bỏ vòng lặp, hoặc lặp một trong: can_cu, noi_nhan.")],
            id="a-loop-over-words",
        ),
        pytest.param(
            ("{%p for x in can_cu %}", "{{ x }}"),
            [Problem("Vòng lặp hoặc điều kiện mở và khép không khớp nhau.", "{{ x }}",
                     "Mỗi for cần một endfor, mỗi if cần một endif, cùng kiểu p, tr hoặc tc.")],
            id="a-loop-left-open",
        ),
        pytest.param(
            ("Kính gửi {{ co_quan }",),
            [Problem("Dấu ngoặc chưa khép: {{ co_quan }.", "Kính gửi {{ co_quan }",
                     "Trường viết trong {{ và }}, câu điều khiển trong {% và %}.")],
            id="a-brace-left-open",
        ),
        pytest.param(
            ("{{ trich_yeu|upper }}",),
            [Problem("Biểu thức này không dùng được trong mẫu.", "{{ trich_yeu|upper }}",
                     "Chỉ viết tên trường, ví dụ {{ trich_yeu }}.")],
            id="a-filter",
        ),
        pytest.param(
            ("{{ trich_yeu.__class__ }}",),
            [Problem("Không có trường “trich_yeu.__class__”.", "{{ trich_yeu.__class__ }}",
                     "“trich_yeu” không có trường con; viết {{ trich_yeu }}.")],
            id="what-python-hides",
        ),
        pytest.param(
            ("{% set a = 1 %}",),
            [Problem("Câu lệnh này không dùng được trong mẫu.", "{% set a = 1 %}",
                     "Mẫu chỉ dùng trường {{ }}, vòng lặp for … endfor và điều kiện if … endif.")],
            id="another-statement",
        ),
        pytest.param(
            ("{% include 'x' %}", "{{ nothing_of_mine() }}"),
            None,
            id="two-at-once",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_with_its_mend(
    paragraphs: tuple[str, ...], found: list[Problem] | None
) -> None:
    said = problems(template(*paragraphs))
    if found is None:
        assert len(said) == len(paragraphs)
    else:
        assert said == found


def test_a_slip_in_the_head_of_the_page_is_found_too() -> None:
    word = Document(io.BytesIO(original(PARTY)))
    word.sections[0].header.add_paragraph("{{ canhbao }}")
    assert [problem.mend for problem in problems(saved(word))] == ["Có phải “canh_bao”?"]


def test_a_template_may_not_hide_that_a_report_is_a_draft() -> None:
    (problem,) = problems(template("{{ trich_yeu }}", warned=False))
    assert "canh_bao" in problem.said


def broken(archive: bytes) -> bytes:
    return archive[: len(archive) // 2]


def macro(archive: bytes) -> bytes:
    file = io.BytesIO(archive)
    with zipfile.ZipFile(file, "a") as whole:
        whole.writestr("word/vbaProject.bin", b"x")
    return file.getvalue()


def sheet(_archive: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as whole:
        whole.writestr("xl/workbook.xml", "<x/>")
    return file.getvalue()


def holed(archive: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = b"<w:document" if name == "word/document.xml" else old.read(name)
            new.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(broken, "không phải tệp .docx", id="half-of-it"),
        pytest.param(lambda _archive: b"", "không phải tệp .docx", id="empty"),
        pytest.param(macro, "macro", id="a-macro"),
        pytest.param(sheet, "không phải văn bản Word", id="an-excel-file"),
        pytest.param(holed, "bị hỏng", id="broken-inside"),
        pytest.param(lambda archive: archive + b"\0" * 5_000_001, "lớn hơn 5 MB", id="too-large"),
    ],
)
def test_what_is_no_template_is_refused(harm: Callable[[bytes], bytes], said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        problems(harm(original(PARTY)))


def test_every_field_is_told_once() -> None:
    names = [name for name, _manner, _says in fields.listed()]
    assert len(names) == len(set(names))
    assert {"trich_yeu", "ket_qua.muc[].bang[].luy_ke", "phu_luc.bieu[].dong[].o"} <= set(names)
