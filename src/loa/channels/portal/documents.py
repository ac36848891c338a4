"""Documents that site editors put up: what a file is by its content, not by its name.

Whoever downloads from an office's site trusts what is in it; so a file that is not what it
says, or that brings a program along, is refused before it is kept.
"""

import zipfile
from collections.abc import Callable, Mapping
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

UNPACKED = 200_000_000  # bytes: what an office document may come to when it is opened
PROGRAMS = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".js", ".vbs", ".ps1", ".bat")
MACRO_FOLDERS = ("basic/", "scripts/")  # of OpenDocument
ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile")  # of PDF
HEAD = 1024
HOLDS = {
    "docx": "word/document.xml", "xlsx": "xl/workbook.xml",
    "odt": "content.xml", "ods": "content.xml",
}  # fmt: skip


class DocumentForm(BaseDocumentForm):  # type: ignore[misc]  # Wagtail has no types
    """Wagtail's form, which alone knows a file by the ending of its name."""

    def clean_file(self) -> object:
        """Raise ValidationError with the mend for what must not be put up."""
        file = self.cleaned_data["file"]
        ending = str(file.name).rpartition(".")[2].lower()
        if "file" in self.changed_data and (check := CHECKS.get(ending)):
            file.open()
            check(file)
            file.seek(0)
        return file


def _office(file: BinaryIO, ending: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _not_a(ending) from error
    names = [entry.filename.lower() for entry in entries]
    if HOLDS[ending] not in names:
        raise _not_a(ending)
    if any(name.endswith(PROGRAMS) or name.startswith(MACRO_FOLDERS) for name in names):
        raise ValidationError(
            _("This file brings a program (macro) along. Save it without macros, or as PDF.")
        )
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise ValidationError(_("This file is far too large once unpacked. Nothing was kept."))


def _pdf(file: BinaryIO) -> None:
    content = file.read()
    if b"%PDF-" not in content[:HEAD]:
        raise _not_a("pdf")
    if any(word in content for word in ACTIVE):
        raise ValidationError(
            _("This PDF brings a program or another file along. Print it to PDF anew.")
        )


def _plain(file: BinaryIO, ending: str) -> None:
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_a(ending) from error
    if "\0" in text or text.lstrip()[:1] == "<":
        raise _not_a(ending)


def _not_a(ending: str) -> ValidationError:
    return ValidationError(
        _("By its content this is no .%(ending)s file. Open it, save it as one, and try again.")
        % {"ending": ending}
    )


CHECKS: Mapping[str, Callable[[BinaryIO], None]] = {
    "pdf": _pdf,
    "docx": lambda file: _office(file, "docx"),
    "xlsx": lambda file: _office(file, "xlsx"),
    "odt": lambda file: _office(file, "odt"),
    "ods": lambda file: _office(file, "ods"),
    "csv": lambda file: _plain(file, "csv"),
    "txt": lambda file: _plain(file, "txt"),
}
