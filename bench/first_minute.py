"""The first minute: from an empty data folder to the demonstration's first page.

`loa up --demo` as a new user starts it, in a folder of its own, until it says `ready`. The
wall clock is a busy machine's as much as ours: beside it stands the processor time that was
spent until then, shared by the two cores that the limit speaks of. The database's share is
measured alone: a shape taken whole, beside the same migrations run one by one.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.table import Row

LIMIT_S, CORES, PATIENCE_S = 60, 2, 300
SHAPE_PEER = 5  # times quicker than step by step, at least
LOA = [str(Path(sys.executable).with_name("loa"))]
TICKS = os.sysconf("SC_CLK_TCK")


def run() -> list[Row]:
    wall, cpu = first_page()
    shape, steps = migrated(), migrated("--step-by-step")
    return [
        Row("loa up --demo from nothing to `ready`", wall, "s", f"{LIMIT_S} s", wall <= LIMIT_S),
        Row(
            "  by CPU time of both cores", cpu / CORES, "s", f"{LIMIT_S} s", cpu / CORES <= LIMIT_S
        ),
        Row(
            "a new SQLite database, by CPU time",
            shape,
            "s",
            f"{steps:.1f} s step by step",
            shape * SHAPE_PEER <= steps,
        ),
    ]


def first_page() -> tuple[float, float]:
    """Return the wall time until `ready` and the CPU time spent by all processes until then."""
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        began = time.monotonic()
        words = [*LOA, "up", "--demo", "--port", str(_free_port())]
        up = subprocess.Popen(words, env=_environment(folder), stdout=subprocess.PIPE, text=True)
        assert up.stdout is not None
        try:
            for line in up.stdout:
                if re.search(r"\bready  http", line):
                    break
                assert time.monotonic() - began < PATIENCE_S, "no first page"
            wall, cpu = time.monotonic() - began, _cpu_s(up.pid)
        finally:
            up.send_signal(signal.SIGTERM)
            up.communicate(timeout=60)
    return wall, cpu


def migrated(*words: str) -> float:
    """Return the CPU time in which Django's `migrate` makes a database from nothing."""
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        before = os.times()
        run_ = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", *words]
        subprocess.run(run_, env=_environment(folder), check=True)
        after = os.times()
    children = after.children_user + after.children_system
    return children - before.children_user - before.children_system


def _environment(folder: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    return own | {
        "LOA_DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "loa.settings",
        "PYTHONUNBUFFERED": "1",
    }


def _cpu_s(pid: int) -> float:
    """Return the CPU time of a process, of those it waited for, and of its living children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(int(ticks) for ticks in fields[11:15]) / TICKS
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(_cpu_s(int(child)) for child in children)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
