"""Reading a file: what it is says its content, not its name; limits first, then the reader."""

from pathlib import Path

from loa.plans.importing.reading import docx, pdf, plain
from loa.plans.importing.reading.document import (
    MOST_PAGES,
    PAGE_LETTERS,
    Cell,
    Document,
    Paragraph,
)
from loa.plans.importing.reading.refusals import RefusedError

__all__ = ["MOST_BYTES", "Cell", "Document", "Paragraph", "RefusedError", "read", "read_file"]

MOST_BYTES = 30_000_000
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and a .docx with a password


def read_file(path: Path) -> Document:
    """Read a file of at most MOST_BYTES. Raises RefusedError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            size = path.stat().st_size // 1_000_000
            raise RefusedError("too-large", path.name, size=size, limit=MOST_BYTES // 1_000_000)
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError("missing", path.name) from error
    return read(content, path.name)


def read(content: bytes, name: str) -> Document:
    """Read what was uploaded under this name. Raises RefusedError."""
    if len(content) > MOST_BYTES:
        size, limit = len(content) // 1_000_000, MOST_BYTES // 1_000_000
        raise RefusedError("too-large", name, size=size, limit=limit)
    if not content.strip():
        raise RefusedError("empty", name)
    document = _reader(content, name)
    if not any(letter.isalpha() for letter in document.text):
        raise RefusedError("empty", name)
    if (pages := len(document.text) // PAGE_LETTERS) > MOST_PAGES:
        raise RefusedError("too-long", name, pages=pages, limit=MOST_PAGES)
    return document


def _reader(content: bytes, name: str) -> Document:
    if content.startswith(b"PK"):
        return docx.read(content, name)
    if b"%PDF-" in content[:1024]:
        return pdf.read(content, name)
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise RefusedError("encrypted" if locked else "old-word", name)
    if content.startswith(_PICTURES):
        raise RefusedError("not-a-plan", name, place="ảnh")
    if content.startswith(b"{\\rtf"):
        raise RefusedError("not-a-plan", name, place="tệp RTF")
    return plain.read(content, name)
