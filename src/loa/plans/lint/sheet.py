"""A parsed file as the checks see it: rows with their places, sound rows told apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from loa.plans.locate import Path
from loa.plans.shape import PLAN, ROW_TABLES, Table, check_shape_of


@dataclass(frozen=True, slots=True)
class Row:
    table: str
    number: int
    values: Mapping[str, Any]
    lines: Mapping[Path, int]

    def line(self, *field: str | int) -> int:
        """Return the line of a field, or of the row when the field is not written."""
        path: Path = (self.table, self.number, *field)
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


@dataclass(frozen=True)
class Sheet:
    values: Mapping[str, Any]
    lines: Mapping[Path, int]

    def rows(self, table: str) -> Iterator[Row]:
        """Give every row that is a table at all, in order."""
        rows = self.values.get(table)
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict):
                yield Row(table, number, row, self.lines)

    def sound(self, table: str) -> list[Row]:
        """Return the rows whose every field is of its kind; only those are checked further."""
        return self._sound[table]

    @cached_property
    def _sound(self) -> dict[str, list[Row]]:
        return {
            name: [row for row in self.rows(name) if not self._broken(table, row)]
            for name, table in ROW_TABLES.items()
        }

    def _broken(self, table: Table, row: Row) -> bool:
        return any(check_shape_of(table, row.values, (row.table, row.number), self.lines))

    def names(self, table: str, field: str = "key") -> frozenset[str]:
        """Return the keys of a table's rows, ill-formed rows too: they are there to refer to."""
        found = (row.values.get(field) for row in self.rows(table))
        return frozenset(name for name in found if isinstance(name, str))

    def head(self, field: str) -> Any:
        """Return a field of the plan itself when it is of its kind, else None."""
        value = self.values.get(field)
        spec = PLAN.fields[field]
        one = Table({field: spec})
        sound = not any(check_shape_of(one, {field: value}, (), {**self.lines, (field,): 1}))
        return value if field in self.values and sound else None

    def line(self, *field: str | int) -> int:
        path: Path = field
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]
