"""Sounds of bulletins: what was uploaded, kept and cut; the whole of it in one file."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from loa.audio.intake import Taken, take_in
from loa.audio.join import join
from loa.audio.sound import AudioError
from loa.devices.objects import ObjectStore
from loa.newsroom.bulletins.actions import Kept
from loa.newsroom.bulletins.rules import LARGEST_FILE, PAUSE_MS
from loa.newsroom.voicing import RECORDED, STROKES, Spoken


def keep(chunks: Iterable[bytes], name: str, *, objects: ObjectStore) -> Kept:
    """Bring an upload to loudness and keep both, as it came and as it is heard.

    Raises AudioError for what cannot be used; nothing is kept then.
    """
    with tempfile.TemporaryDirectory(prefix="loa-recording-") as folder:
        source = Path(folder) / "recording"
        size = 0
        with source.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LARGEST_FILE:
                    raise AudioError(f"{source}: longer than a recording may be; split it")
                file.write(chunk)
        taken = take_in(source, Path(folder) / "sound.opus", strokes=STROKES)
        return _kept(objects.put(source), taken, name, (0, taken.source_ms), objects)


def cut(kept: str, name: str, ends: tuple[int, int], *, objects: ObjectStore) -> Kept:
    """Make the sound anew from the part [from, until), in ms, of a recording that is kept."""
    source = objects.path(kept)
    with tempfile.TemporaryDirectory(prefix="loa-recording-") as folder:
        out = Path(folder) / "sound.opus"
        taken = take_in(source, out, from_ms=ends[0], until_ms=ends[1], strokes=STROKES)
        return _kept(kept, taken, name, ends, objects)


def whole(addresses: Iterable[str], *, objects: ObjectStore) -> tuple[str, int, int]:
    """Join sounds to one and keep it; return its address, size and length in ms."""
    with tempfile.TemporaryDirectory(prefix="loa-bulletin-") as folder:
        out = Path(folder) / "bulletin.opus"
        made = join([objects.path(one) for one in addresses], out, pause_ms=PAUSE_MS)
        return objects.put(out), out.stat().st_size, round(made.seconds * 1000)


def _kept(
    source: str, taken: Taken, name: str, ends: tuple[int, int], objects: ObjectStore
) -> Kept:
    spoken = Spoken(
        address=objects.put(taken.path),
        bytes=taken.path.stat().st_size,
        ms=taken.ms,
        lufs=taken.lufs,
        voice=RECORDED,
        peaks=taken.peaks,
    )
    return Kept(name, source, taken, spoken, *ends)
