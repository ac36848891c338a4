"""The rehearsal: processor time for one station's day, all of the server's work included.

Measured as the difference between a longer and a shorter rehearsal of the small data that
the tests use, so that starting up, making the database and the sounds do not count.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from bench.table import Row

ROOT = Path(__file__).parents[1]
FIRST = date(2020, 3, 2)
SHORT, LONG = 7, 35  # days
LIMIT_MS = 180_000 / (20 * 244)  # a roadmap of 20 stations and 244 days in three minutes


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        _simulate(Path(folder), 2)  # sounds are made once
        short_s, few = _simulate(Path(folder), SHORT)
        long_s, many = _simulate(Path(folder), LONG)
    each_ms = 1000 * (long_s - short_s) / (many - few)
    limit = f"{LIMIT_MS:.0f}: 20 stations, 244 days in 180 s"
    return [Row("rehearsal, a station's day", each_ms, "ms of CPU", limit, each_ms <= LIMIT_MS)]


def _simulate(data: Path, days: int) -> tuple[float, int]:
    """Return the processor time of a rehearsal and how many days of stations it had."""
    words = ["simulate", "small", "--json", "--from", FIRST.isoformat()]
    words += ["--until", (FIRST + timedelta(days=days)).isoformat()]
    small = {"DJANGO_SETTINGS_MODULE": "tests.simulators.rehearsal_settings"}
    before = _cpu_s()
    done = subprocess.run(
        [sys.executable, "-m", "loa.cli", *words],
        env=os.environ | small | {"LOA_DATA_DIR": str(data)},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return _cpu_s() - before, json.loads(done.stdout)["station_days"]


def _cpu_s() -> float:
    """Of the programs that this one waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
