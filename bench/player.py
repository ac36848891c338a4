"""One real player: its size after a day of virtual play, its share of a core in real time.

The day is a trial of `loa-player` itself into files, with ITEMS items of SOUND_S seconds
as Opus, each decoded anew, and a refresh every ten minutes; how large the program has been
at most counts, after an hour and after the day. The share of a core is measured over
REAL_S seconds in which the program plays one item after the other to miniaudio's null
device, with the settings that it has when nobody changes them.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.table import Row
from bench.village import Village, opus
from tests.simulators.server import serving

from loa.core.ledger import Event

SOUNDS, SOUND_S = 12, 60
ITEMS, EVERY = 120, timedelta(minutes=12)  # twice as much as a station plays in a day
SPEED = "100000"
REAL_S, WARM_S = 64, 8
LIMIT_MB, LIMIT_SHARE = 90, 0.03


def run() -> list[Row]:
    sounds = [opus(number, SOUND_S) for number in range(SOUNDS)]
    hour, day = trial_mb(sounds, timedelta(hours=1)), trial_mb(sounds, timedelta(hours=24))
    share, real = real_time(sounds)
    grown = f"≤ {LIMIT_MB}; {hour:.1f} after an hour"
    return [
        Row("player, memory after 24 h of virtual play", day, "MB", grown, day <= LIMIT_MB),
        Row("player, memory in real time", real, "MB", f"≤ {LIMIT_MB}", real <= LIMIT_MB),
        Row("player, of a core while it plays", 100 * share, "%", f"≤ {100 * LIMIT_SHARE:.0f}",
            share <= LIMIT_SHARE),
    ]  # fmt: skip


def trial_mb(sounds: Sequence[bytes], length: timedelta) -> float:
    """Return how large a trial has been at most."""
    first = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    with _station(sounds) as (village, home):
        village.plan([first + n * EVERY for n in range(ITEMS)])
        words = ["run", "--home", str(home), "--output", f"file:{home.parent / 'out'}"]
        times = ["--at", first.isoformat(), "--until", (first + length).isoformat()]
        child = subprocess.Popen(
            [sys.executable, "-m", "loa.player.cli", *words, *times, "--speed", SPEED],
            stdout=subprocess.DEVNULL,
        )
        largest = 0.0
        while child.poll() is None:
            largest = max(largest, _peak_mb(child.pid))
            time.sleep(0.02)
        finished = sum(entry.event is Event.FINISHED for entry in village.server.entries)
        assert (child.returncode, finished) == (0, length // EVERY), finished
        return largest


def real_time(sounds: Sequence[bytes]) -> tuple[float, float]:
    """Return the share of a core and the size, over a session in real time."""
    with _station(sounds, 'backend = "null"\n') as (village, home):
        first = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=WARM_S)
        apart = timedelta(seconds=SOUND_S)
        count = (REAL_S + WARM_S) // SOUND_S + 1
        village.plan([first + n * apart for n in range(count)])
        child = subprocess.Popen(
            [sys.executable, "-m", "loa.player.cli", "run", "--home", str(home)],
            stdout=subprocess.DEVNULL,
        )
        time.sleep(max(0.0, (first - datetime.now(UTC)).total_seconds()))
        begun, used = time.monotonic(), _cpu_s(child.pid)
        time.sleep(REAL_S)
        share = (_cpu_s(child.pid) - used) / (time.monotonic() - begun)
        size = _peak_mb(child.pid)
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=30) == 0
        ledger = (home / "ledger").glob("*.jsonl")
        lines = b"".join(path.read_bytes() for path in ledger).splitlines()
        assert sum(b'"event":"finished"' in line for line in lines) >= REAL_S // SOUND_S
        return share, size


@contextmanager
def _station(sounds: Sequence[bytes], settings: str = "") -> Iterator[tuple[Village, Path]]:
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as name:
        village = Village(sounds, SOUND_S * 1000, settings)
        with serving(village.server):
            yield village, village.enrolled(Path(name) / "home")


def _peak_mb(pid: int) -> float:
    """Return the largest resident size so far; 0 when the process has ended."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return 0.0
    found = (line.split()[1] for line in text.splitlines() if line.startswith("VmHWM:"))
    return int(next(found, "0")) / 1024


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
