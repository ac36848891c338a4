"""The page on security names tests that exist, and every attack stands on it."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ATTACKS = ROOT / "tests" / "attacks"
PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


def written_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name[:5] == "test_"}


def named() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file, test in NAMED.findall(PAGE.read_text(encoding="utf-8")):
        found.setdefault(file, set()).add(test)
    return found


def test_every_test_that_the_page_on_security_names_exists() -> None:
    missing = {
        f"{file}::{test}"
        for file, tests in named().items()
        for test in tests
        if not (ATTACKS / file).exists() or test not in written_in(ATTACKS / file)
    }
    assert missing == set()
    assert sum(map(len, named().values())) > 60


def test_every_file_of_attacks_stands_on_the_page() -> None:
    assert {path.name for path in ATTACKS.glob("test_*.py")} == set(named())


def test_every_attack_on_the_real_program_stands_on_the_page() -> None:
    programs = {
        (path.name, test)
        for path in ATTACKS.glob("test_*.py")
        for test in written_in(path)
        if test.startswith("test_the_program_")
    }
    assert programs - {(file, test) for file, tests in named().items() for test in tests} == set()
    assert len(programs) >= 10


def test_every_failure_of_the_peers_has_its_row() -> None:
    file = "test_peers_failures.py"
    assert written_in(ATTACKS / file) == named()[file]
