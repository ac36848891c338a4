"""Taking in a recording from outside: decoded, cut and rendered in a process of its own.

Who sends a file may mean harm, and decoders have faults: the process may use so much
memory, time and disk and no more, and its end, however it comes, is one AudioError.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from loa.audio.sound import AudioError

LONGEST_SECONDS = 30 * 60.0  # of one recording; what is cut off it counts too
MOST_MEMORY = 3 << 30  # bytes of address space; half an hour needs a third of it
MOST_CPU_S = 240
MOST_WAIT_S = 420  # a busy machine
LARGEST_OUTPUT = 256 << 20
STROKES = 240  # of the outline in which a cut is chosen
FAULT = 3  # exit of the process when it has said what is wrong


@dataclass(frozen=True, slots=True)
class Taken:
    """A recording as rendered; `outline` (0 to 1, equal steps) is of the whole that came.

    `title` is what the file calls itself, empty when it does not.
    """

    path: Path
    ms: int
    lufs: float
    peaks: tuple[float, ...]
    source_ms: int
    outline: tuple[float, ...]
    title: str


def take_in(
    source: Path, out: Path, *, from_ms: int = 0, until_ms: int | None = None, strokes: int = 48
) -> Taken:
    """Render the part [from_ms, until_ms) of a recording as Opus at `out`.

    Raises AudioError, in whose sentence `source` is named, for what cannot be used.
    """
    asked = {
        "source": str(source),
        "out": str(out),
        "from_ms": from_ms,
        "until_ms": until_ms,
        "strokes": strokes,
        "outline": STROKES,
        "longest_s": LONGEST_SECONDS,
        "memory": MOST_MEMORY,
        "cpu_s": MOST_CPU_S,
        "file_size": LARGEST_OUTPUT,
    }
    command = [sys.executable, "-m", "loa.audio.intake_process"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=MOST_WAIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AudioError(f"{source}: takes too long to read; give an MP3 or WAV") from error
    if done.returncode == FAULT:
        raise AudioError(json.loads(done.stdout)["fault"])
    if done.returncode != 0:
        raise AudioError(f"{source}: damaged: reading it failed; copy it again, or give an MP3")
    told = json.loads(done.stdout)
    return Taken(
        path=out,
        ms=told["ms"],
        lufs=told["lufs"],
        peaks=tuple(told["peaks"]),
        source_ms=told["source_ms"],
        outline=tuple(told["outline"]),
        title=told["title"],
    )
