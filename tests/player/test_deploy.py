"""The systemd unit is one that systemd accepts."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[2] / "deploy" / "player" / "loa-player.service"
ANALYZE = shutil.which("systemd-analyze")


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed here")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    # Verification looks whether the program exists; here it is the environment's own.
    program = Path(sys.executable).parent / "loa-player"
    unit.write_text(UNIT.read_text().replace("/opt/loa-player/bin/loa-player", str(program)))
    done = subprocess.run(
        [str(ANALYZE), "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_unit_runs_as_nobody_special() -> None:
    lines = UNIT.read_text().splitlines()
    assert {"User=loa-player", "NoNewPrivileges=true", "Restart=always"} <= set(lines)


def test_an_exact_start_waits_for_no_ordinary_program() -> None:
    lines = UNIT.read_text().splitlines()
    assert {"CPUSchedulingPolicy=fifo", "CPUSchedulingPriority=1"} <= set(lines)
