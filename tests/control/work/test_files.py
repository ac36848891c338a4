"""A file is what its content says, and brings no program along."""

import io
import zipfile

import pytest

from loa.control.work.files import LARGEST, FileError, kind_of

JPEG, PNG = b"\xff\xd8\xff\xe0 ...", b"\x89PNG\r\n\x1a\n ..."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def office(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("anh.jpg", JPEG, "image/jpeg"),
        ("anh", PNG, "image/png"),
        ("bao-cao.docx", JPEG, "image/jpeg"),  # shown as the picture that it is
        ("bao-cao.docx", office("word/document.xml"), DOCX),
        ("bao-cao.PDF", b"%PDF-1.7 ...", "application/pdf"),
        ("ban-tin.mp3", b"ID3 ...", "audio/mpeg"),
        ("ghi-chu.txt", "Đã xong".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_what_is_taken(name: str, content: bytes, kind: str) -> None:
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("x.pdf", b"", "missing"),
        ("x.pdf", b"%PDF-" + b" " * LARGEST, "large"),
        ("x.exe", b"MZ", "kind"),
        ("x.svg", b"<svg/>", "kind"),
        ("x.html", b"<script>", "kind"),
        ("x.mp3", b"MZ", "kind"),
        ("x.pdf", b"MZ", "unsafe"),
        ("x.pdf", b"%PDF-1.7 /JavaScript", "unsafe"),
        ("x.docx", office("word/document.xml", "word/vbaProject.bin"), "unsafe"),
        ("x.docx", b"PK broken", "unsafe"),
        ("x.txt", b"<html>", "unsafe"),
    ],
)
def test_what_is_refused(name: str, content: bytes, word: str) -> None:
    with pytest.raises(FileError) as raised:
        kind_of(name, content)
    assert raised.value.word == word
    assert bool(raised.value.told) == (word == "unsafe")
