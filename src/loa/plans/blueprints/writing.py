"""Writing a plan file: values in TOML, rows one a line, the head as every plan has it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from loa.plans.text import FORMAT, VERSION

Value = str | int | bool | date | Sequence[str] | Mapping[str, "Value"]

_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x7f": "\\u007F"}
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def quoted(text: str) -> str:
    """Return a TOML basic string."""
    escaped = (_ESCAPED.get(one, f"\\u{ord(one):04X}" if one < " " else one) for one in text)
    return f'"{"".join(escaped)}"'


def written(value: Value) -> str:
    """Return a value in TOML, on one line."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_name(key)} = {written(one)}' for key, one in value.items())} }}"
    return f"[{', '.join(written(one) for one in value)}]"


def _name(key: str) -> str:
    # A phase's key may hold a dot, which TOML would read as a table within a table.
    return key if _BARE.fullmatch(key) else quoted(key)


def fields(values: Mapping[str, Value | None]) -> list[str]:
    """Return one line for each field that has a value."""
    return [f"{key} = {written(one)}" for key, one in values.items() if one not in (None, "")]


def rows(table: str, title: str, values: Iterable[Mapping[str, Value]]) -> list[str]:
    """Return a table's rows under a title, one a line."""
    return ["", f"# --- {title}", f"{table} = [", *(f"  {written(row)}," for row in values), "]"]


def head(remark: str, values: Mapping[str, Value | None]) -> list[str]:
    """Return the first lines of a plan file."""
    return [
        f"# {remark} Cách ghi từng mục: docs/formats/plan.md",
        f"format = {quoted(FORMAT)}",
        f"version = {quoted(VERSION)}",
        "",
        *fields(values),
    ]
