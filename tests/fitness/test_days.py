"""A day is the one that people here have: before 07:00 the day of UTC is yesterday."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fitness.law import ROOT

ROOMS = ROOT / "src" / "loa"
INSTANTS = ("now", "moment")
# Where both moments are in the reader's zone already, as the docstring demands.
LOCAL = {"theme/figures.py", "core/dayparts.py"}


def days_of_utc(source: str) -> Iterator[int]:
    """Yield the lines in which an instant is asked for its date as it stands."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        asked = node.func.value
        named = isinstance(asked, ast.Name) and asked.id in INSTANTS
        called = isinstance(asked, ast.Call) and ast.unparse(asked.func).endswith("timezone.now")
        if node.func.attr == "date" and (named or called):
            yield node.lineno


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("day = now.date()", [1]),
        ("a = 1\nday = timezone.now().date()", [2]),
        ("day = timezone.localdate(now)", []),
        ("day = now.astimezone(ZONE).date()", []),
        ("day = localtime(moment).date()", []),
    ],
)
def test_a_day_of_utc_is_recognised(source: str, lines: list[int]) -> None:
    assert list(days_of_utc(source)) == lines


def test_no_server_code_takes_the_day_of_utc() -> None:
    found = [
        f"{path.relative_to(ROOMS)}:{line}"
        for path in sorted(ROOMS.rglob("*.py"))
        if (name := str(path.relative_to(ROOMS))) not in LOCAL and not name.startswith("player/")
        for line in days_of_utc(Path(path).read_text(encoding="utf-8"))
    ]
    assert found == []
