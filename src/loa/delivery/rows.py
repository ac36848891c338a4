"""Rows by the thousand: the ORM's own tables and connection, without an object for each row.

For writers whose time goes into the ORM and not into the database. Values are those that a
model would hold, but plain: text for an enumeration, keys for foreign keys.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

AT_ONCE = 500  # rows in one statement, where a statement may hold many


def insert(
    model: type[Model],
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    once: Collection[str] = (),
    update: Collection[str] = (),
    add: Collection[str] = (),
) -> None:
    """Insert rows, given in the order of these fields (`x_id` for a foreign key).

    Where a row with the same `once` stands already, its `update` fields take the new values
    and its `add` fields grow by them; nothing else of it changes. Defaults of the model are
    not filled in: name every field. Works in the caller's transaction.
    """
    table = model._meta.db_table  # noqa: SLF001 - Django's documented interface
    fields = [model._meta.get_field(name) for name in names]  # noqa: SLF001 - see above
    columns = [str(getattr(field, "column", "")) for field in fields]
    adapted = _adapted([field.get_internal_type() for field in fields], rows)
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608 - our models' names
    conflict = _conflict(table, dict(zip(names, columns, strict=True)), once, update, add)
    marks = f"({', '.join(['%s'] * len(names))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{into}{marks}{conflict}", list(adapted))
            return
        while some := list(islice(adapted, AT_ONCE)):
            statement = f"{into}{', '.join([marks] * len(some))}{conflict}"
            cursor.execute(statement, [value for row in some for value in row])


def _adapted(kinds: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows as the connection takes them."""
    changes: dict[str, Callable[[Any], Any]] = {
        "JSONField": json.dumps,
        "DateField": connection.ops.adapt_datefield_value,
        "DateTimeField": connection.ops.adapt_datetimefield_value,
    }
    apply = [(place, changes[kind]) for place, kind in enumerate(kinds) if kind in changes]
    for row in rows:
        values = list(row)
        for place, change in apply:
            if values[place] is not None:
                values[place] = change(values[place])
        yield tuple(values)


def _conflict(
    table: str,
    columns: Mapping[str, str],
    once: Collection[str],
    update: Collection[str],
    add: Collection[str],
) -> str:
    if not once:
        return ""
    sets = [f"{columns[n]} = excluded.{columns[n]}" for n in update]
    sets += [f"{columns[n]} = {table}.{columns[n]} + excluded.{columns[n]}" for n in add]
    keys = ", ".join(columns[n] for n in once)
    return f" ON CONFLICT ({keys}) DO UPDATE SET {', '.join(sets)}"
