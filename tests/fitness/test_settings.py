"""Every setting is documented, and nothing is documented that is not a setting."""

import re
from dataclasses import fields
from pathlib import Path

from loa.core.config import Config

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operate" / "settings.md"
ROW = re.compile(
    r"^\| `(?P<name>\w+)` \| `(?P<variable>\w+)` \| (?P<default>[^|]+) \| (?P<text>.+) \|$"
)
ALONE = re.compile(r"^\| `(LOA_\w+)` \| .+ \|$")
READ = re.compile(r"""["'](LOA_[A-Z_]+)["']""")
SHOWN = {"": "empty", "True": "`true`", "False": "`false`"}


def rows() -> dict[str, re.Match[str]]:
    found = (ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return {row["name"]: row for row in found if row}


def test_every_setting_has_one_row_in_the_order_of_the_code() -> None:
    assert list(rows()) == [field.name for field in fields(Config)]


def test_every_row_names_the_environments_variable() -> None:
    assert {name: row["variable"] for name, row in rows().items()} == {
        field.name: f"LOA_{field.name.upper()}" for field in fields(Config)
    }


def test_every_row_shows_the_default_of_the_code() -> None:
    defaults = Config(Path("data"))
    expected = {
        field.name: SHOWN.get(str(value := getattr(defaults, field.name)), f"`{value}`")
        for field in fields(Config)
    }
    shown = {name: row["default"] for name, row in rows().items()}
    assert {n: s for n, s in shown.items() if not s.startswith(expected[n])} == {}


def test_every_variable_that_the_code_reads_is_documented() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src" / "loa").rglob("*.py")
    )
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    alone = {match[1] for line in lines if (match := ALONE.match(line))}
    documented = alone | {row["variable"] for row in rows().values()}
    assert set(READ.findall(code)) - documented == set()
    assert alone - set(READ.findall(code)) == set()
