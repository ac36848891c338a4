import re
from pathlib import Path

import av
import numpy as np
import pytest

from loa.audio.decode import Limits, load
from loa.audio.render import render
from loa.audio.sound import RATE, AudioError, Sound

KINDS = {
    "wav": ("pcm_s16le", 22_050, "s16"),
    "m4a": ("aac", 44_100, "fltp"),
    "mp3": ("libmp3lame", 44_100, "fltp"),
    "flac": ("flac", 48_000, "s16"),
    "webm": ("libopus", 48_000, "flt"),
}


def recorded(folder: Path, kind: str) -> Path:
    """Write three seconds of a tone of amplitude 0.3, as a phone or a recorder would."""
    codec, rate, sample_format = KINDS[kind]
    path = folder / f"recording.{kind}"
    wave = 0.3 * np.sin(2 * np.pi * 440 * np.arange(3 * rate) / rate)
    with av.open(str(path), "w") as container:
        track = container.add_stream(codec, rate=rate)
        track.codec_context.layout, track.codec_context.format = "mono", sample_format
        size = track.codec_context.frame_size or 1024
        for start in range(0, len(wave), size):
            block = wave[start : start + size]
            typed = (block * 32767).astype(np.int16) if "s16" in sample_format else block
            typed = typed if "s16" in sample_format else typed.astype(np.float32)
            frame = av.AudioFrame.from_ndarray(
                typed.reshape(1, -1), format=sample_format, layout="mono"
            )
            frame.sample_rate, frame.pts = rate, start
            container.mux(track.encode(frame))
        container.mux(track.encode(None))
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_any_kind_of_recording_is_decoded_to_mono_at_48_khz(tmp_path: Path, kind: str) -> None:
    wave = load(recorded(tmp_path, kind))
    assert wave.dtype == np.float32
    assert len(wave) / RATE == pytest.approx(3.0, abs=0.05)
    assert np.abs(wave).max() == pytest.approx(0.3, abs=0.06)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_truncated_recording_is_refused(tmp_path: Path, kind: str, share: float) -> None:
    path = recorded(tmp_path, kind)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(AudioError, match=f"{re.escape(str(path))}: (truncated|damaged|not a rec)"):
        load(path)


def test_a_truncated_opus_file_is_refused(tone: Sound, tmp_path: Path) -> None:
    path = render(tone, tmp_path / "tone.opus").path
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(AudioError, match="truncated"):
        load(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("a.mp3", b"", "the file is empty", id="empty"),
        pytest.param("a.mp3", b"%PDF-1.7\n" + b"x" * 5000, "not a recording", id="pdf"),
        pytest.param("a.wav", "Kính gửi: UBND xã\n".encode() * 99, "not a recording", id="text"),
        pytest.param("a.opus", b"OggS" + bytes(5000), "not a recording", id="empty-pages"),
        pytest.param(
            "a.m3u8",
            b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:3,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
            "not a recording",
            id="playlist",
        ),
        pytest.param(
            "a.txt", b"ffconcat version 1.0\nfile a.wav\n", "not a recording", id="concatenation"
        ),
    ],
)
def test_what_is_not_audio_is_refused_by_name_with_the_mend(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(AudioError, match=f"{re.escape(str(path))}: {said}.*MP3, WAV"):
        load(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"nothing-here\.mp3: cannot be read"):
        load(tmp_path / "nothing-here.mp3")
    with pytest.raises(AudioError, match="cannot be read"):
        load(tmp_path)


def test_what_is_too_long_is_refused(tmp_path: Path, tone: Sound) -> None:
    for source in (recorded(tmp_path, "mp3"), tone):
        with pytest.raises(AudioError, match=r"longer than 0\.025 minutes; split it"):
            load(source, Limits(max_seconds=1.5))


def test_a_picture_in_an_mp3_does_not_matter(tmp_path: Path) -> None:
    path = recorded(tmp_path, "mp3")
    text = b"\x03" + b"image/png\0" + b"\x03\0" + b"\x89PNG" + bytes(3000)
    tag_frame = b"APIC" + len(text).to_bytes(4) + b"\0\0" + text
    size = len(tag_frame)
    syncsafe = bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\x03\0\0" + syncsafe + tag_frame + path.read_bytes())
    assert len(load(path)) / RATE == pytest.approx(3.0, abs=0.05)
