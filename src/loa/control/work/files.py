"""Files of duties: what one is by its content; what brings a program along is refused."""

from io import BytesIO

from django.core.exceptions import ValidationError

from loa.channels.portal.documents import CHECKS
from loa.devices.files import content_type
from loa.newsroom.kinds import media_type

LARGEST = 12_000_000  # bytes: a photo from any phone, a report with its pictures
PICTURES = {"image/jpeg": ("jpg", "jpeg"), "image/png": ("png",)}
SOUND = "audio/mpeg"
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


class FileError(Exception):
    """A file that is not taken: `word` says why; `told`, if any, says it whole already."""

    def __init__(self, word: str, told: str = "") -> None:
        super().__init__(word)
        self.word, self.told = word, told


def kind_of(name: str, content: bytes) -> str:
    """Return what a file is. Raises FileError("missing"), ("large"), ("kind") or ("unsafe")."""
    if not content:
        raise FileError("missing")
    if len(content) > LARGEST:
        raise FileError("large")
    ending = name.rpartition(".")[2].lower()
    picture = media_type(content)
    if picture in PICTURES:
        return picture  # a picture is shown as what it is, whatever it is called
    if ending == "mp3" and content_type(content[:64]) == SOUND:
        return SOUND
    if ending not in KINDS:
        raise FileError("kind")
    if check := CHECKS.get(ending):
        try:
            check(BytesIO(content))
        except ValidationError as error:
            raise FileError("unsafe", " ".join(error.messages)) from error
    return KINDS[ending]
