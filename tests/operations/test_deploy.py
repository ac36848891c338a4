"""The server's systemd units are ones that systemd accepts, and run as nobody special."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "deploy" / "server"
SERVICES = sorted(FOLDER.glob("*.service"))
UNITS = [*SERVICES, *sorted(FOLDER.glob("*.timer"))]
ANALYZE = shutil.which("systemd-analyze")
INSTALLED = "/opt/loa/.venv/bin"


def name(path: Path) -> str:
    return path.name


def test_each_process_of_an_installation_has_its_unit() -> None:
    assert [path.stem for path in SERVICES] == ["loa-backup", "loa-ticker", "loa-web", "loa-worker"]


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    # Verification looks whether the programs exist; here they are the environment's own.
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(INSTALLED, str(Path(sys.executable).parent))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    copies = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(
        [str(ANALYZE), "verify", *copies], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=name)
def test_a_unit_runs_as_nobody_special_and_sees_no_signers_key(unit: Path) -> None:
    lines = set(unit.read_text(encoding="utf-8").splitlines())
    assert {
        "User=loa",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "InaccessiblePaths=-/var/lib/loa-signer",
    } <= lines


@pytest.mark.parametrize("unit", SERVICES, ids=name)
def test_a_unit_starts_a_program_that_the_installation_has(unit: Path) -> None:
    starts = [
        line.partition("=")[2].split()[0]
        for line in unit.read_text(encoding="utf-8").splitlines()
        if line.startswith(("ExecStart=", "ExecStartPre="))
    ]
    assert starts
    for start in starts:
        assert start.startswith(f"{INSTALLED}/")
        assert (Path(sys.executable).parent / Path(start).name).exists()
