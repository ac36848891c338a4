"""The law of imports, broken on purpose: each contract is shown to bite."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.fitness.law import CONTRACT, ROOT

PLAYER_LAW = "Only the rehearsal imports the player"
LINT = Path(sys.executable).with_name("lint-imports")


@dataclass(frozen=True)
class Crime:
    """A line written into a file, and the contract that must be named as broken."""

    file: str
    line: str
    contract: str


CRIMES = [
    pytest.param(
        Crime("core/words.py", "import django", "Core is the standard library"), id="core-django"
    ),
    pytest.param(
        Crime("audio/measure.py", "import django.db", "The base distribution has no Django"),
        id="audio-django",
    ),
    pytest.param(
        Crime("core/words.py", "from loa.player import rules", CONTRACT), id="core-upwards"
    ),
    pytest.param(
        Crime("plans/rules.py", "from loa.delivery import rules", CONTRACT), id="plans-upwards"
    ),
    pytest.param(
        Crime("operations/rules.py", "import loa.control.choice", CONTRACT), id="same-layer"
    ),
    pytest.param(
        Crime(
            "newsroom/rules.py",
            "from loa.channels.broadcast import rules",
            "Producers do not know the channels",
        ),
        id="newsroom-channels",
    ),
    pytest.param(
        Crime(
            "devices/rules.py",
            "from loa.player import rules",
            "Only the rehearsal imports the player",
        ),
        id="devices-player",
    ),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the law reads, so that a crime leaves no trace."""
    folder = tmp_path_factory.mktemp("law")
    only_code = shutil.ignore_patterns("__pycache__", "static", "templates", "locale", "content")
    shutil.copytree(ROOT / "src", folder / "src", ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def judge(copy: Path) -> tuple[int, list[str]]:
    """Return the exit code and the contracts that are named as broken."""
    done = subprocess.run(
        [str(LINT), "--config", "pyproject.toml"],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy / "src"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    broken = [line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")]
    return done.returncode, broken


@pytest.mark.slow
def test_the_copy_keeps_the_law(copy: Path) -> None:
    assert judge(copy) == (0, [])


@pytest.mark.slow
@pytest.mark.parametrize("crime", CRIMES)
def test_a_crime_is_named(copy: Path, crime: Crime) -> None:
    file = copy / "src" / "loa" / crime.file
    honest = file.read_text(encoding="utf-8")
    file.write_text(f"{honest}\n{crime.line}\n", encoding="utf-8")
    try:
        code, broken = judge(copy)
    finally:
        file.write_text(honest, encoding="utf-8")
    assert code == 1
    assert crime.contract in broken


@pytest.mark.slow
def test_a_folder_outside_the_law_is_refused(copy: Path) -> None:
    stranger = copy / "src" / "loa" / "stranger"
    stranger.mkdir()
    (stranger / "__init__.py").write_text("", encoding="utf-8")
    try:
        code, broken = judge(copy)
    finally:
        shutil.rmtree(stranger)
    assert (code, broken) == (1, [CONTRACT])
