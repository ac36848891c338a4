"""A Word file as a package: its parts, taken out within limits, before anything is parsed."""

import io
import zipfile

from lxml import etree

from loa.plans.importing.reading.refusals import RefusedError

MOST_PART = 60_000_000  # bytes of one part; 500 pages of text are about 10 MB of XML
MOST_PARTS = 4_000
_MACROS = ("vbaproject.bin", "vbadata.xml")
_OTHERS = {"xl/workbook.xml": "bảng tính Excel", "ppt/presentation.xml": "bài trình chiếu"}


def parts(content: bytes, name: str, wanted: tuple[str, ...]) -> dict[str, etree._Element]:
    """Return the wanted parts of a Word file that are there. Raises RefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive, name)
            there = set(archive.namelist())
            return {part: _parsed(archive, part, name) for part in wanted if part in there}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise RefusedError("broken", name, place="gói nén (zip)") from error


def _check(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise RefusedError("bomb", name, place=f"gói nén ({len(entries)} phần)")
    names = {entry.filename.lower() for entry in entries}
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise RefusedError("encrypted", name)
        if entry.filename.lower().endswith(_MACROS):
            raise RefusedError("macros", name, place=entry.filename)
    if "word/document.xml" not in names:
        other = next((said for part, said in _OTHERS.items() if part in names), "tệp nén")
        raise RefusedError("not-a-plan", name, place=other)


def _parsed(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    """Parse one part; its size is counted while it is taken out, whatever its header says."""
    with archive.open(part) as stream:
        content = stream.read(MOST_PART + 1)
    if len(content) > MOST_PART:
        raise RefusedError("bomb", name, place=part)
    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content:
        raise RefusedError("broken", name, place=part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError("broken", name, place=f"{part}, dòng {error.lineno}") from error
