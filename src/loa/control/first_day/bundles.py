"""A zip of recordings, photos or lists: taken apart within limits, and never outside its folder."""

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from loa.control.first_day.sheets import BookError

MOST_FILES = 300
MOST_BYTES = 1_500_000_000  # of all files together, unpacked
LARGEST_FILE = 200_000_000
_UNIX = 16  # bits by which a zip's entry keeps its Unix mode
_UTF8 = 0x800
_CHUNK = 1 << 20


def files(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a zip's files by their bare names, what systems put in by themselves left out.

    Raises BookError: "encrypted", "bomb", "path-trick" for names that lead elsewhere and for
    links, "too-many-files", "broken". What was yielded before is the caller's to drop.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            _check(entries)
            left = MOST_BYTES
            for entry in entries:
                name = PurePosixPath(_name(entry)).name
                if name.startswith(".") or "__MACOSX" in entry.filename or name == "Thumbs.db":
                    continue
                data = _unpacked(archive, entry, min(left, LARGEST_FILE))
                left -= len(data)
                yield name, data
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        if isinstance(error, BookError):
            raise
        raise BookError("broken-zip") from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise BookError("too-many-files", str(MOST_FILES))
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise BookError("encrypted-zip")
        path = PurePosixPath(_name(entry).replace("\\", "/"))
        leads_away = path.is_absolute() or ".." in path.parts or ":" in path.parts[0]
        if leads_away or stat.S_ISLNK(entry.external_attr >> _UNIX):
            raise BookError("path-trick", entry.filename[:80])


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; Windows writes Vietnamese as bytes that zip reads as cp437."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one file, its size counted while it comes, whatever its header says."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise BookError("bomb")
            pieces.append(chunk)
    return b"".join(pieces)
