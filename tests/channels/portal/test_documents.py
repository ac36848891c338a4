"""Documents of the site: known by their content, and none brings a program along."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.channels.portal.builders import site
from tests.channels.portal.test_editing import person
from wagtail.documents import get_document_model

from loa.people.rules import Role

pytestmark = pytest.mark.django_db
MACRO, NO_FILE = "chương trình (macro)", "Theo nội dung"


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    site()


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(person(Role.EDITOR))
    return client


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return data.getvalue()


def put_up(editor: Client, name: str, content: bytes) -> str:
    answer = editor.post(
        "/cms/documents/add/",
        {"title": "Tài liệu", "file": SimpleUploadedFile(name, content)},
        follow=True,
    )
    return answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("chuong-trinh.pdf", b"%PDF-1.7\n1 0 obj", id="pdf"),
        pytest.param("nghi-quyet.docx", packed("word/document.xml"), id="word"),
        pytest.param("so-lieu.xlsx", packed("xl/workbook.xml"), id="excel"),
        pytest.param("bang.ods", packed("mimetype", "content.xml"), id="opendocument"),
        pytest.param("so-lieu.csv", "xã;số hộ\nNghĩa Tá;12\n".encode(), id="csv"),
    ],
)
def test_a_document_is_put_up(editor: Client, name: str, content: bytes) -> None:
    put_up(editor, name, content)
    assert Path(get_document_model().objects.get().file.path).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("a.pdf", b"<html><script>alert(1)</script>", NO_FILE, id="page-under-pdf"),
        pytest.param(
            "a.pdf", b"%PDF-1.7 /OpenAction << /JavaScript >>", "PDF này", id="pdf-script"
        ),
        pytest.param("a.docx", b"MZ\x90\0", NO_FILE, id="program-under-word"),
        pytest.param("a.docx", packed("xl/workbook.xml"), NO_FILE, id="excel-under-word"),
        pytest.param(
            "a.docx", packed("word/document.xml", "word/vbaProject.bin"), MACRO, id="macro"
        ),
        pytest.param("a.odt", packed("content.xml", "Basic/Standard/m.xml"), MACRO, id="odf-macro"),
        pytest.param("a.txt", b"<svg onload=alert(1)>", NO_FILE, id="picture-under-text"),
        pytest.param("a.txt", b"a\0b", NO_FILE, id="bytes-under-text"),
        pytest.param("a.svg", b"<svg/>", "docx, xlsx", id="a-kind-that-is-not-taken"),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_nothing_is_kept(
    editor: Client, name: str, content: bytes, said: str
) -> None:
    assert said in put_up(editor, name, content)
    assert not get_document_model().objects.exists()
