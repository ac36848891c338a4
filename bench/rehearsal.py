"""The rehearsal: the whole roadmap of Chợ Đồn with all faults, by the clock on the wall.

Twenty stations, 244 days, every kind of fault on at least 3 % of the station-days; the six
counts must be zero. Sounds are made before and do not count.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.table import Row

from loa.rehearsal.counts import ZEROS

LIMIT_S = 180.0
LEAST_SHARE = 0.03
PLAN, FIRST, AFTER = "cho-don-2020", "2020-03-02", "2020-11-01"


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        result = _simulate(Path(folder))
    wall_s, wrong = float(result["wall_s"]), sum(result[name] for name in ZEROS)
    share = min(result["faults"].values()) / result["station_days"]
    return [
        Row("roadmap with all faults", wall_s, "s", f"{LIMIT_S:.0f}", wall_s < LIMIT_S),
        Row("what must be zero, in sum", wrong, "", "0", wrong == 0),
        Row("rarest fault", 100 * share, "% of station-days", "3", share >= LEAST_SHARE),
    ]


def _simulate(data: Path) -> dict[str, Any]:
    words = ["simulate", PLAN, "--from", FIRST, "--until", AFTER, "--seed", "7"]
    loa = [sys.executable, "-m", "loa.cli", *words, "--faults", "all", "--json"]
    done = subprocess.run(
        ["env", f"LOA_DATA_DIR={data}", *loa], capture_output=True, text=True, check=False
    )
    return json.loads(done.stdout)
