"""One recording or synthesised sound → one Opus file at one loudness.

Encoded once with head-room to spare; then the encoded file is measured and the gain that
is missing is written into its OpusHead, where every decoder must apply it (RFC 7845).
Only when Opus itself has raised a peak beyond the ceiling is it encoded again, with the
limiter held lower by the excess. `docs/formats/audio.md` says what comes out.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from loa.audio.decode import blocks, name_of
from loa.audio.filters import Filter, frame, frames_through, through
from loa.audio.levels import levelled, survey
from loa.audio.measure import Loudness, measure, read
from loa.audio.ogg import set_gain
from loa.audio.sound import RATE, AudioError, Floats, Sound

TARGET_LUFS = -16.0
CEILING_DBTP = -1.0
MARGIN_DB = 0.05  # meters with another interpolator find up to that much more
TOLERANCE_LU = 0.05
HEADROOM_DB = 10.5  # peak over level before encoding; weighting and encoder add 3 to 4 dB
LARGEST_STEP_DB = 2.0  # one spike of the codec must not press the whole programme flat
ATTEMPTS = 6
OPUS_BIT_RATE = 28_000  # 210 kB a minute: a bulletin crosses a weak 4G link in seconds
# "voip" keeps its linear-prediction mode for speech: the best quality for these few bits.
# Below complexity 10 it scored lower by PESQ (4.03; 3.82 at 5; 3.14 at 0).
OPUS_OPTIONS = {"application": "voip", "vbr": "on", "compression_level": "10"}
OPUS_FRAME = RATE // 50
MP3_RATE = 44_100  # the cheapest USB players know no other
MP3_BIT_RATE = 64_000
MP3_OPTIONS = {"compression_level": "7"}  # twice the speed; inaudible on a horn
MP3_FRAME = 1152

Progress = Callable[[str, float], None]


def no_progress(_step: str, _share: float) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished Opus file; `gain_db` is what its header makes decoders add."""

    path: Path
    sha256: str
    seconds: float
    lufs: float
    true_peak_dbtp: float
    gain_db: float


def render(
    source: Sound | Path,
    out: Path,
    *,
    target_lufs: float = TARGET_LUFS,
    progress: Progress = no_progress,
) -> Rendered:
    """Write `source` as Opus at `target_lufs` ± 0.1, true peak at most −1 dBTP, as measured.

    Atomic: `out` is whole, or what it was before. Same source, same library versions, same
    bytes. Raises AudioError for a source that cannot be used, OSError for a full disk.
    """
    with _taking_its_place(out) as draft:
        gain_db, heard = _encode_to_target(source, draft, target_lufs, progress)
        digest = _sha256(draft)
    return Rendered(out, digest, heard.seconds, heard.lufs, heard.true_peak_dbtp, gain_db)


def to_mp3(source: Path, out: Path, *, title: str) -> Loudness:
    """Write a rendered file as MP3 for a USB stick, at the loudness that `source` has.

    Returns the loudness of the MP3 as measured. Atomic and deterministic like `render`.
    """
    wanted = measure(source)
    correction_db = 0.0
    with _taking_its_place(out) as draft:
        for _ in range(3):
            gain: Filter = ("volume", f"{correction_db:.3f}dB")
            _encode_mp3(through(blocks(source), gain, out_rate=MP3_RATE), draft, title)
            heard = measure(draft)
            missing_db = wanted.lufs - heard.lufs
            if abs(missing_db) <= TOLERANCE_LU:
                break
            correction_db += missing_db
    return heard


def _encode_to_target(
    source: Sound | Path, draft: Path, target_lufs: float, progress: Progress
) -> tuple[float, Loudness]:
    progress("listening", 0.0)
    found = survey(source)
    expected = max(1, found.end - found.start)
    headroom_db = HEADROOM_DB
    for _ in range(ATTEMPTS):
        stream = _reported(levelled(source, found, headroom_db), expected, progress)
        _encode_opus(stream, draft)
        progress("measuring", 0.0)
        encoded = read(blocks(draft))
        gain_db = set_gain(draft, target_lufs - encoded.with_gain(0.0).lufs)
        heard = encoded.with_gain(gain_db)
        excess_db = heard.true_peak_dbtp - CEILING_DBTP + MARGIN_DB
        if excess_db <= 0 and abs(heard.lufs - target_lufs) <= TOLERANCE_LU:
            return gain_db, heard
        headroom_db -= min(max(excess_db, 0.0) + 0.5, LARGEST_STEP_DB)
    raise AudioError(
        f"{name_of(source)}: cannot be brought to {target_lufs:g} LUFS with peaks under "
        f"{CEILING_DBTP:g} dBTP; is it speech or music? Record it again"
    )


def _reported(stream: Iterator[Floats], expected: int, progress: Progress) -> Iterator[Floats]:
    done = 0
    for block in stream:
        yield block
        done += len(block)
        progress("encoding", min(1.0, done / expected))


def _encode_opus(stream: Iterable[Floats], path: Path) -> None:
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        track = container.add_stream("libopus", rate=RATE, options=OPUS_OPTIONS)
        track.codec_context.layout = "mono"
        track.codec_context.format = "flt"
        track.codec_context.bit_rate = OPUS_BIT_RATE
        track.codec_context.flags |= av.codec.context.Flags.bitexact
        for made in frames_through(stream, ("asetnsamples", f"n={OPUS_FRAME}:p=0")):
            container.mux(track.encode(made))
        container.mux(track.encode(None))


def _encode_mp3(stream: Iterable[Floats], path: Path, title: str) -> None:
    options = {"fflags": "+bitexact", "id3v2_version": "3", "write_id3v1": "0"}
    with av.open(str(path), "w", format="mp3", options=options) as container:
        container.metadata["title"] = title
        track = container.add_stream("libmp3lame", rate=MP3_RATE, options=MP3_OPTIONS)
        track.codec_context.layout = "mono"
        track.codec_context.format = "fltp"  # planar and packed are the same in mono
        track.codec_context.bit_rate = MP3_BIT_RATE
        track.codec_context.flags |= av.codec.context.Flags.bitexact
        at = 0
        for block in _in_frames(stream, MP3_FRAME):
            container.mux(track.encode(frame(block, at, MP3_RATE)))
            at += len(block)
        container.mux(track.encode(None))


def _in_frames(stream: Iterable[Floats], size: int) -> Iterator[Floats]:
    """Cut a stream into blocks of exactly `size` samples; the last may be shorter."""
    left = np.zeros(0, dtype=np.float32)
    for block in stream:
        joined = np.concatenate([left, block])
        whole = len(joined) - len(joined) % size
        for start in range(0, whole, size):
            yield joined[start : start + size]
        left = joined[whole:]
    if len(left):
        yield left


@contextmanager
def _taking_its_place(out: Path) -> Iterator[Path]:
    """Yield a draft beside `out` that replaces it, durably, when the block ends well."""
    if not out.parent.is_dir():
        raise AudioError(f"{out}: its folder does not exist; make it first")
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".draft")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o644)
        _fsync(draft)
        draft.replace(out)
        _fsync(out.parent)
    finally:
        draft.unlink(missing_ok=True)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
