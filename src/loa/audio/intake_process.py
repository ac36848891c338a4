"""The process in which a recording from outside is decoded: a program, not a module to import.

Reads one JSON object from standard input (see `intake.take_in`), limits itself, and writes
one to standard output. Exit 3: {"fault": sentence}. The limits hold for the decoder too,
which runs in this process.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

FAULT = 3
LONGEST_TITLE = 300


def main() -> int:
    """Do what standard input asks for."""
    asked: dict[str, Any] = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (asked["cpu_s"], asked["cpu_s"]))
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (asked["file_size"], asked["file_size"]))
    # After the limits: importing decoders is part of what is limited.
    from loa.audio.sound import AudioError  # noqa: PLC0415

    try:
        told = _taken(asked)
    except AudioError as error:
        told, code = {"fault": str(error)}, FAULT
    except MemoryError:
        told, code = {"fault": f"{asked['source']}: longer than can be read; split it"}, FAULT
    else:
        code = 0
    json.dump(told, sys.stdout)
    return code


def _taken(asked: dict[str, Any]) -> dict[str, Any]:
    import numpy as np  # noqa: PLC0415 - after the limits

    from loa.audio.decode import Limits, blocks, load  # noqa: PLC0415 - after the limits
    from loa.audio.render import render  # noqa: PLC0415 - after the limits
    from loa.audio.sound import RATE, AudioError, Sound  # noqa: PLC0415 - after the limits

    source, out = Path(asked["source"]), Path(asked["out"])
    pieces = [
        np.round(np.clip(block, -1, 1) * 32767).astype(np.int16)
        for block in blocks(source, Limits(max_seconds=asked["longest_s"]))
    ]
    samples = np.concatenate(pieces)
    pieces.clear()
    source_ms = len(samples) * 1000 // RATE
    first = asked["from_ms"] * RATE // 1000
    until = asked["until_ms"]
    last = len(samples) if until is None else min(len(samples), until * RATE // 1000)
    if last <= first:
        raise AudioError(f"{source}: holds no sound at all between the ends of the cut")
    made = render(Sound(samples[first:last], RATE, str(source)), out)
    return {
        "ms": round(made.seconds * 1000),
        "lufs": made.lufs,
        "peaks": _outline(load(out), asked["strokes"]),
        "source_ms": source_ms,
        "outline": _outline(samples, asked["outline"]),
        "title": _title(source),
    }


def _outline(wave: Any, strokes: int) -> list[float]:
    """Return the peaks of equal parts, the loudest as 1."""
    import numpy as np  # noqa: PLC0415 - after the limits

    parts = [
        max(int(part.max()), -int(part.min())) if wave.dtype == np.int16 else float(abs(part).max())
        for part in np.array_split(wave, strokes)
        if len(part)
    ]
    loudest = max(parts, default=0) or 1
    return [round(part / loudest, 2) for part in parts]


def _title(source: Path) -> str:
    """Return what the file calls itself in its tags."""
    import av  # noqa: PLC0415 - after the limits

    from loa.audio.decode import FORMATS  # noqa: PLC0415 - after the limits

    with source.open("rb") as file, av.open(file, "r", options={"format_whitelist": FORMATS}) as it:
        return " ".join(it.metadata.get("title", "").split())[:LONGEST_TITLE]


if __name__ == "__main__":
    sys.exit(main())
