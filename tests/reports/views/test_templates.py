"""An office's own templates: taken, edited, checked before they are kept, used, dropped."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from tests.reports.office import Office

from loa.plans.exporting.layouts import PARTY
from loa.reports.documents.word import original
from loa.reports.models import OfficeTemplate

pytestmark = pytest.mark.django_db


def edited(words: str) -> SimpleUploadedFile:
    word = Document(io.BytesIO(original(PARTY)))
    word.add_paragraph(words)
    file = io.BytesIO()
    word.save(file)
    return SimpleUploadedFile("mẫu của huyện.docx", file.getvalue())


def keep(client: Client, file: SimpleUploadedFile | None, layout: str = "party") -> str:
    given = {"office": "huyen-uy"} | ({"file": file} if file else {})
    answer = client.post(f"/reports/templates/{layout}/keep/", given)
    return answer.content.decode() if answer.status_code == 422 else str(answer.status_code)


def test_the_page_names_every_field(planner: Client) -> None:
    page = planner.get("/reports/templates/").content.decode()
    assert "ket_qua.muc[].bang[].luy_ke" in page


def test_an_edited_template_makes_the_next_word_file(office: Office, planner: Client) -> None:
    assert keep(planner, edited("Huyện tự thêm: {{ trich_yeu }}")) == "302"
    row = office.draft()
    content = planner.get(f"/reports/{row.pk}/file/docx/?layout=party").content
    words = [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]
    assert f"Huyện tự thêm: {row.title}" in words
    planner.post("/reports/templates/party/drop/", {"office": "huyen-uy"})
    assert not OfficeTemplate.objects.exists()


def test_a_slip_is_shown_with_its_mend_and_nothing_is_kept(planner: Client) -> None:
    page = keep(planner, edited("Về {{ trich_yu }}"))
    assert "Có phải “trich_yeu”?" in page
    assert not OfficeTemplate.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        pytest.param(None, "Chọn tệp Word trước đã.", id="no-file"),
        pytest.param(SimpleUploadedFile("a.docx", b"PK"), "không phải tệp .docx", id="broken"),
        pytest.param(SimpleUploadedFile("a.docx", b"x" * 5_000_001), "lớn hơn 5 MB", id="large"),
    ],
)
def test_what_is_no_template_is_refused(
    planner: Client, file: SimpleUploadedFile | None, said: str
) -> None:
    assert said in keep(planner, file)
    assert not OfficeTemplate.objects.exists()


def test_the_template_that_is_taken_is_the_one_in_use(planner: Client) -> None:
    address = "/reports/templates/party.docx?office=huyen-uy"
    assert planner.get(address).content == original(PARTY)
    file = edited("Của huyện")
    content = file.read()
    file.seek(0)
    keep(planner, file)
    assert planner.get(address).content == content
    assert planner.get(f"{address}&original=1").content == original(PARTY)


def test_another_offices_templates_are_not_ones_own(office: Office, client: Client) -> None:
    client.force_login(office.stranger)
    assert client.get("/reports/templates/?office=huyen-uy").status_code == 404
    answer = client.post("/reports/templates/party/keep/", {"office": "huyen-uy"})
    assert (answer.status_code, OfficeTemplate.objects.count()) == (404, 0)


def test_no_other_layout_has_a_template(planner: Client) -> None:
    assert planner.get("/reports/templates/church.docx").status_code == 404
