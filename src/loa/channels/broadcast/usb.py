"""What lies on a stick: numbered MP3 files per session in playing order, slip and manifest.

Names are ASCII and sort as they are played, so that the simplest USB player gets it right:
`2026-11-23_sang_0500/01_lich-tiem-phong.mp3`. The manifest (loa.usb 1.0) names every file
with its digest. `docs/operate/usb.md` tells officers, `docs/formats/usb.md` describes bytes.
"""

import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from loa.audio.render import to_mp3
from loa.core.canonical import Json, canonical, digest, header
from loa.core.fold import fold
from loa.core.message import instant
from loa.core.policy import Policy
from loa.core.rundown import Item, Rundown
from loa.core.words import Kind
from loa.devices.objects import ObjectStore

SLIP, MANIFEST = "PHIEU_PHAT_THANH.pdf", "manifest.json"
MAX_NAME = 48
ZIP_ENTRY_BYTES = 30 + 16 + 46  # local header, sizes after the data, line in the directory
ZIP_END_BYTES = 22
PARTS = ((11, "sang"), (13, "trua"), (18, "chieu"), (24, "toi"))
HOME_LANGUAGE = "vi"


class UsbError(Exception):
    """A stick that cannot be made; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Track:
    """One line of a session: a file to play, or (without a path) a programme to relay."""

    item: str
    kind: str
    title: str
    session: str  # its folder
    opens: datetime  # the session
    starts: datetime
    ms: int
    number: int = 0
    path: str = ""
    sound: str = ""
    language: str = ""
    message: str = ""
    placement: str = ""

    def document(self) -> Json:
        """Return the track as it is stored with the stick."""
        return {
            "item": self.item,
            "kind": self.kind,
            "title": self.title,
            "session": self.session,
            "opens": instant(self.opens),
            "starts": instant(self.starts),
            "ms": self.ms,
            "number": self.number,
            "path": self.path,
            "sound": self.sound,
            "language": self.language,
            "message": self.message,
            "placement": self.placement,
        }


def tracks(rundowns: Iterable[Rundown], policy: Policy) -> list[Track]:
    """Return everything to be played or relayed, in order; each session has its folder."""
    zone = ZoneInfo(policy.zone)
    found: list[Track] = []
    numbers: dict[str, int] = {}
    for rundown in rundowns:
        sessions = policy.sessions(rundown.day)
        for item in rundown.items:
            opens = _opens(item, sessions)
            folder = _folder(rundown.day, opens.astimezone(zone))
            relay = item.kind is Kind.RELAY
            if not relay:
                numbers[folder] = numbers.get(folder, 0) + 1
            number = 0 if relay else numbers[folder]
            found.append(_track(item, folder, opens, number))
    return found


def _track(item: Item, session: str, opens: datetime, number: int) -> Track:
    return Track(
        item=item.id,
        kind=str(item.kind),
        title=item.title if number else f"{item.title}: {item.source}",
        session=session,
        opens=opens,
        starts=item.starts,
        ms=item.ms,
        number=number,
        path=f"{session}/{number:02d}_{_name(item)}.mp3" if number else "",
        sound=item.sound,
        language=item.language,
        message=item.message,
        placement=item.placement,
    )


def _opens(item: Item, sessions: Sequence[tuple[datetime, datetime]]) -> datetime:
    return next((o for o, closes in sessions if o <= item.starts < closes), item.starts)


def _folder(day: date, opens: datetime) -> str:
    part = next(word for hour, word in PARTS if opens.hour < hour)
    return f"{day.isoformat()}_{part}_{opens:%H%M}"


def _name(item: Item) -> str:
    """Return a title in the letters that every USB player can show."""
    words = "".join(c if c.isascii() else " " for c in fold(item.title)).split()
    name = "-".join(words)[:MAX_NAME].strip("-") or "tin"
    return name if item.language in {"", HOME_LANGUAGE} else f"{name}_{item.language}"


@dataclass(frozen=True, slots=True)
class Cache:
    """MP3 conversions, kept by the sound's address and the title that they bear."""

    folder: Path
    objects: ObjectStore

    def missing(self, wanted: Iterable[Track]) -> list[str]:
        """Return the titles whose sounds are not in the object store."""
        return sorted({t.title for t in wanted if t.path and not self.objects.has(t.sound)})

    def waiting(self, wanted: Iterable[Track]) -> list[Track]:
        """Return the tracks that are still to be converted, in order; a sound comes once."""
        own = {self.place(track): track for track in wanted if track.path}
        return [track for place, track in own.items() if not place.exists()]

    def last_at(self, wanted: Iterable[Track]) -> float:
        """Return when the latest of the converted files was written, in POSIX time; 0 for none."""
        places = {self.place(track) for track in wanted if track.path}
        return max((p.stat().st_mtime for p in places if p.exists()), default=0.0)

    def place(self, track: Track) -> Path:
        """Return where the track lies once it is converted."""
        name = f"{track.sound}-{digest(track.title.encode())[:8]}.mp3"
        return self.folder / track.sound[:2] / name

    def mp3(self, track: Track) -> Path:
        """Return the track as an MP3 file; converted on first use."""
        path = self.place(track)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            to_mp3(self.objects.path(track.sound), path, title=track.title)
        return path


@dataclass(frozen=True, slots=True)
class Load:
    """What goes onto one stick."""

    number: int
    station: str
    name: str
    first: date
    last: date
    made_at: datetime
    tracks: tuple[Track, ...]

    @property
    def folder(self) -> str:
        """The one folder in which everything lies."""
        return f"loa-{self.station}-{self.first.isoformat()}"

    def manifest(self, digests: dict[str, str]) -> Json:
        """Return the manifest, given each written file's digest by path."""
        return header("usb") | {
            "stick": self.number,
            "station": self.station,
            "name": self.name,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "made": instant(self.made_at),
            "files": [
                track.document() | {"sha256": digests[track.path]}
                for track in self.tracks
                if track.path
            ],
            "slip": {"path": SLIP, "sha256": digests[SLIP]},
        }


def contents(load: Load, slip: bytes, cache: Cache) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of all files, the manifest last; sounds are converted on the way."""
    digests = {SLIP: digest(slip)}
    yield SLIP, slip
    for track in load.tracks:
        if track.path:
            data = cache.mp3(track).read_bytes()
            digests[track.path] = digest(data)
            yield track.path, data
    yield MANIFEST, canonical(load.manifest(digests))


def counted(
    files: Iterable[tuple[str, bytes]], step: Callable[[], None]
) -> Iterator[tuple[str, bytes]]:
    """Yield files, and tell of each."""
    for file in files:
        yield file
        step()


def zipped(load: Load, files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield a zip archive piece by piece; nothing but the file at hand stays in memory."""
    pipe = _Pipe()
    moment = load.made_at.timetuple()[:6]
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for path, data in files:
            entry = zipfile.ZipInfo(f"{load.folder}/{path}", date_time=moment)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
            yield pipe.taken()
    yield pipe.taken()


def zipped_size(load: Load, slip: bytes, cache: Cache) -> int:
    """Return how many bytes `zipped` comes to once every file is converted."""
    digests = dict.fromkeys((SLIP, *(track.path for track in load.tracks)), "0" * 64)
    sizes = {track.path: cache.mp3(track).stat().st_size for track in load.tracks if track.path}
    sizes |= {SLIP: len(slip), MANIFEST: len(canonical(load.manifest(digests)))}
    names = sum(len(f"{load.folder}/{path}") for path in sizes)
    return sum(sizes.values()) + 2 * names + len(sizes) * ZIP_ENTRY_BYTES + ZIP_END_BYTES


class _Pipe(io.RawIOBase):
    """Takes what a zip writer writes and gives it away; says that it cannot be rewound."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # any buffer, as RawIOBase says
        self._pieces.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def write_folder(load: Load, files: Iterable[tuple[str, bytes]], out: Path) -> Path:
    """Write everything below `out`, whole or not at all; return the folder.

    Raises UsbError when the folder is there already or the disk refuses.
    """
    target = out / load.folder
    if target.exists():
        raise UsbError(f"{target}: is there already; remove it, or choose another folder")
    draft = out / f".{load.folder}.{os.getpid()}.part"
    try:
        for path, data in files:
            place = draft / path
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())  # a stick is pulled out as soon as we say "done"
        draft.rename(target)
    except OSError as error:
        raise UsbError(f"{target}: {error.strerror}; nothing was left there") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target
