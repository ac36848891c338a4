"""A rehearsal's child process with small data and a folder of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SMALL = {"DJANGO_SETTINGS_MODULE": "tests.simulators.rehearsal_settings"}


def environment(data: Path) -> Mapping[str, str]:
    return os.environ | SMALL | {"LOA_DATA_DIR": str(data)}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "loa.cli", *words]


def loa(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a data folder, with the small data for a rehearsal."""
    return subprocess.run(
        command(*words),
        env=environment(data),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="session")
def three_days(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Rehearse three days once for all tests that look at the outcome."""
    data = tmp_path_factory.mktemp("three-days")
    words = ["simulate", "small", "--from", "2020-03-02", "--until", "2020-03-05", "--seed", "7"]
    return data, loa(data, *words, "--json", "--coverage-file", str(data / "coverage.json"))
