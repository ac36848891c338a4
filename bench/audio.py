"""Rendering ten minutes of Vietnamese speech: how fast, and how near to the one loudness.

Synthesis is not counted. Beside us in the same run: ffmpeg-normalize, where it is on the
PATH (with its ffmpeg, or FFMPEG_PATH set), else FFmpeg's loudnorm twice through PyAV.
Results are heard by pyloudnorm, which shares nothing with our meter.
"""

import argparse
import json
import resource
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
import pyloudnorm
from bench.table import Row

from loa.audio.decode import blocks, load
from loa.audio.filters import through
from loa.audio.render import render
from loa.audio.sound import RATE, Sound
from loa.audio.synthesis import EspeakVoice, read_out

NOTICE = (
    "Ủy ban nhân dân xã thông báo. Sáng mai, trạm y tế xã tiêm phòng cho trẻ em. Đề nghị bà con "
    "đưa trẻ đến đúng giờ. Lịch tiêm được niêm yết tại nhà văn hóa các thôn.\n"
)
LOUDNORM = "loudnorm=I=-16:TP=-1:LRA=11"


@dataclass(frozen=True, slots=True)
class Result:
    """Times real time by CPU and by wall; what another meter hears in the file."""

    name: str
    cpu_factor: float
    wall_factor: float
    lufs: float


def speech(seconds: float) -> Sound:
    spoken = read_out(NOTICE * round(seconds / 14 + 1), language="vi", voice=EspeakVoice())
    return Sound(spoken.samples[: round(seconds * spoken.rate)], spoken.rate, "speech")


def timed(name: str, seconds: float, out: Path, work: Callable[[], object]) -> Result:
    cpu, wall = _cpu_s(), perf_counter()
    work()
    cpu, wall = _cpu_s() - cpu, perf_counter() - wall
    lufs = float(pyloudnorm.Meter(RATE).integrated_loudness(load(out)))
    return Result(name, round(seconds / cpu, 1), round(seconds / wall, 1), round(lufs, 2))


def _cpu_s() -> float:
    """Of this process and of the programs that it waited for."""
    own, theirs = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime


def peer(sound: Sound, folder: Path) -> Result:
    source, out = folder / "speech.wav", folder / "peer.opus"
    with wave.open(str(source), "wb") as file:
        file.setparams((1, 2, sound.rate, 0, "NONE", ""))
        file.writeframes(sound.samples.tobytes())
    if program := shutil.which("ffmpeg-normalize"):
        options = ["-t", "-16", "-tp", "-1", "-c:a", "libopus", "-b:a", "32k", "-ar", "48000", "-f"]
        command = [program, str(source), *options, "-o", str(out)]
        return timed(
            "ffmpeg-normalize", sound.seconds, out, lambda: subprocess.run(command, check=True)
        )
    return timed("PyAV, loudnorm twice", sound.seconds, out, lambda: _loudnorm(source, out))


def _loudnorm(source: Path, out: Path) -> None:
    """Two passes, the second told what the first measured, as ffmpeg-normalize does it."""
    # Imported here: only the fallback encodes by itself.
    import av  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(dir=out.parent, suffix=".json") as stats:
        first = f"{LOUDNORM.split('=', 1)[1]}:print_format=json:stats_file={stats.name}"
        for _ in through(blocks(source), ("loudnorm", first)):
            pass
        told = json.loads(Path(stats.name).read_text(encoding="utf-8"))
    keys = {"I": "i", "TP": "tp", "LRA": "lra", "thresh": "thresh"}
    measured = ":".join(f"measured_{key}={told[f'input_{name}']}" for key, name in keys.items())
    second = f"{LOUDNORM.split('=', 1)[1]}:{measured}:offset={told['target_offset']}"
    with av.open(str(out), "w", format="ogg") as container:
        track = container.add_stream("libopus", rate=RATE, options={"b": "32k"})
        track.codec_context.layout, track.codec_context.format = "mono", "flt"
        at = 0
        stream = through(blocks(source), ("loudnorm", second), ("asetnsamples", "n=960"))
        for block in stream:
            made = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout="mono")
            made.sample_rate, made.pts = RATE, at
            at += len(block)
            container.mux(track.encode(made))
        container.mux(track.encode(None))


def compare(seconds: float) -> list[Result]:
    sound = speech(seconds)
    assert np.abs(sound.samples).max() > 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out = folder / "ours.opus"
        return [
            timed("loa audio", sound.seconds, out, lambda: render(sound, out)),
            peer(sound, folder),
        ]


def run() -> list[Row]:
    ours, other = compare(600.0)
    beside = f"{other.cpu_factor}× by {other.name}"
    near = abs(ours.lufs + 16) <= 0.5
    return [
        Row("audio, rendering", ours.cpu_factor, "× real time by CPU", beside),
        Row("audio, loudness by another meter", ours.lufs, "LUFS", "−16 ± 0.5", near),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    results = compare(arguments.seconds)
    if arguments.json:
        print(json.dumps([asdict(r) for r in results]))
        return 0
    print(f"rendering {arguments.seconds:.0f} s of speech")
    for r in results:
        print(f"{r.name:22} CPU {r.cpu_factor:6.1f}×  wall {r.wall_factor:6.1f}×  {r.lufs} LUFS")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
