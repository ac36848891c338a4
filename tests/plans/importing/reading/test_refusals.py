"""Whatever cannot become a plan is refused in a sentence: file, place, mend."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from tests.plans.importing.corpus.docx_writer import write

from loa.plans.importing.reading import RefusedError, package, read, read_file


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(pages: int) -> bytes:
    out = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842).close()
    document.save(out)
    document.close()
    return out.getvalue()


DOCUMENT = "word/document.xml"
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TURNED = b'<w:p><w:r><w:t>Trang</w:t><w:br w:type="page"/></w:r></w:p>'
BOUND = zipped(**{DOCUMENT: b"<w:document %s><w:body>%s</w:body></w:document>" % (W, TURNED * 499)})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t ", "empty", id="blank"),
        pytest.param(b"1234 --- 5678", "empty", id="no-letters"),
        pytest.param(b"PK\x03\x04 torn", "broken", id="broken-zip"),
        pytest.param(zipped(**{DOCUMENT: b"<w:document"}), "broken", id="broken-xml"),
        pytest.param(
            zipped(**{DOCUMENT: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "broken", id="entity"
        ),
        pytest.param(
            zipped(**{DOCUMENT: b"<a/>", "word/vbaProject.bin": b"x"}), "macros", id="macros"
        ),
        pytest.param(zipped(**{"xl/workbook.xml": b"<a/>"}), "not-a-plan", id="excel-as-docx"),
        pytest.param(zipped(**{"anh.png": b"x"}), "not-a-plan", id="zip-of-pictures"),
        pytest.param(b"\x89PNG\r\n\x1a\n....", "not-a-plan", id="picture-as-docx"),
        pytest.param(b"{\\rtf1 a}", "not-a-plan", id="rtf"),
        pytest.param(OLE + b"\0" * 600, "old-word", id="word-97"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", id="docx-with-password"
        ),
        pytest.param(b"%PDF-1.4 /Encrypt torn", "encrypted", id="pdf-with-password"),
        pytest.param(b"%PDF-1.4 torn", "broken", id="broken-pdf"),
        pytest.param(pdf(2), "scanned", id="pdf-without-text"),
        pytest.param(pdf(500), "too-many-pages", id="pdf-of-500-pages"),
        pytest.param(BOUND, "too-many-pages", id="word-of-500-pages"),
        pytest.param(("chữ " * 600 + "\n").encode() * 500, "too-long", id="text-of-500-pages"),
    ],
)
def test_content_that_is_no_plan_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read(content, "Kế hoạch.docx")
    assert refused.value.code == code
    assert str(refused.value).startswith("Kế hoạch.docx: ")


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_PART", 10_000)
    with pytest.raises(RefusedError, match=DOCUMENT) as refused:
        read(zipped(**{DOCUMENT: b"<a>" + b" " * 20_000 + b"</a>"}), "a.docx")
    assert refused.value.code == "bomb"


def test_a_file_is_measured_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "a.docx"
    with huge.open("wb") as stream:
        stream.truncate(31_000_000)
    with pytest.raises(RefusedError, match="31 MB, nhận đến 30 MB"):
        read_file(huge)


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a"])
def test_content_counts_and_not_the_name(
    tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    write(tmp_path / name, ["Treo cờ."])
    assert read_file(tmp_path / name).form == "docx"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    missing: Callable[[], object] = lambda: read_file(tmp_path / "không có.docx")  # noqa: E731
    with pytest.raises(RefusedError, match=r"^không có\.docx: không mở được tệp"):
        missing()
