"""Files and functions stay small, and no file is named after nothing in particular."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for folder in ("src", "tests", "bench", "tools")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts  # written by Django, and as long as the tables are wide
]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60  # about 40 is the aim; past this it is two functions
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "services", "signals"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Yield each function with its length in lines, decorators and docstring left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            docstring = body[0].lineno - node.body[0].lineno
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def test_files_stay_below_four_hundred_lines() -> None:
    found = {name(path): lines(path) for path in SOURCES}
    assert {path: count for path, count in found.items() if count > LONGEST_FILE} == {}


def test_functions_stay_below_sixty_lines() -> None:
    long = {
        f"{name(path)}: {function}": length
        for path in SOURCES
        for function, length in functions(path.read_text(encoding="utf-8"))
        if length > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    parts = {name(path): {path.stem, *path.relative_to(ROOT).parts[:-1]} for path in SOURCES}
    assert [path for path, words in parts.items() if words & NAMELESS] == []


@pytest.mark.parametrize(
    ("source", "length"),
    [
        pytest.param("def f():\n    return 1", 2, id="short"),
        pytest.param(
            "def f():\n    '''Long.\n\n    Story.\n    '''\n    return 1", 2, id="docstring"
        ),
        pytest.param("@g\n@h\nasync def f(\n    a,\n):\n    return 1", 4, id="decorated"),
    ],
)
def test_a_function_is_as_long_as_its_code(source: str, length: int) -> None:
    assert list(functions(source)) == [("f", length)]
