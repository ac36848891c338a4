"""What a dropped file is: by its content first, by its name where the content says nothing."""

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from loa.control.first_day.sheets import OLE
from loa.newsroom.bulletins.rules import is_sound


class Sort(StrEnum):
    """The five things that people have, and what is none of them."""

    PLAN = "plan"
    LISTS = "lists"
    SOUND = "sound"
    TEXT = "text"
    PHOTO = "photo"
    BUNDLE = "bundle"  # a zip of other files
    UNKNOWN = "unknown"


_PHOTOS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_SHEETS, _WORDS = {".xls", ".xlsx", ".xlsm", ".xlsb"}, {".doc", ".docx"}
_BY_NAME = {".csv": Sort.LISTS, ".tsv": Sort.LISTS, ".txt": Sort.TEXT}


def sort_of(content: bytes, name: str) -> Sort:
    """Say what a file is; `content` is all of it for a zip, at least its beginning otherwise."""
    ending = PurePath(name.lower()).suffix
    if content.startswith(b"PK"):
        return _of_package(content, ending)
    if content.startswith(OLE):
        return Sort.PLAN if ending in _WORDS else Sort.LISTS  # each says the mend in its own words
    if b"%PDF-" in content[:1024]:
        return Sort.PLAN
    if content.startswith(_PHOTOS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return Sort.PHOTO
    return Sort.SOUND if is_sound(name) else _BY_NAME.get(ending, Sort.UNKNOWN)


def _of_package(content: bytes, ending: str) -> Sort:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        names = set()
    if names & {"xl/workbook.xml", "xl/workbook.bin"} or ending in _SHEETS:
        return Sort.LISTS
    if "word/document.xml" in names or ending in _WORDS:
        return Sort.PLAN
    return Sort.BUNDLE if names else Sort.UNKNOWN
