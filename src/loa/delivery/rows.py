"""Rows by the thousand: the ORM's own tables and connection, without an object for each row.

For writers whose time goes into the ORM and not into the database. Values are those that a
model would hold, but plain: text for an enumeration, keys for foreign keys.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

MANY = 500  # rows; from here on a stream of them is worth its while


class Written(NamedTuple):
    """JSON that is text already; for a JSONField."""

    text: str


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
    and its `add` fields grow by them; nothing else of it changes. No two of the rows given
    have the same `once`. Defaults of the model are not filled in: name every field. Works in
    the caller's transaction.
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
        few = list(islice(adapted, MANY))
        if len(few) == MANY:
            _copy(cursor, table, ", ".join(columns), chain(few, adapted), conflict)
        elif few:
            statement = f"{into}{', '.join([marks] * len(few))}{conflict}"
            cursor.execute(statement, [value for row in few for value in row])


def _copy(
    cursor: Any, table: str, columns: str, rows: Iterable[tuple[Any, ...]], conflict: str
) -> None:
    """Bring many rows to PostgreSQL in a stream, and from there into their table.

    A statement with a value for every mark costs more than what it asks for.
    """
    given = f"given_{table}"
    cursor.execute(
        f"CREATE TEMPORARY TABLE {given} ON COMMIT DROP AS"  # noqa: S608 - our models' names
        f" SELECT {columns} FROM {table} WITH NO DATA"
    )
    with cursor.copy(f"COPY {given} ({columns}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)
    cursor.execute(
        f"INSERT INTO {table} ({columns})"  # noqa: S608 - see above
        f" SELECT {columns} FROM {given}{conflict}"
    )
    cursor.execute(f"DROP TABLE {given}")


def _adapted(kinds: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows as the connection takes them."""
    changes: dict[str, Callable[[Any], Any]] = {
        "JSONField": _json,
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


def _json(value: object) -> str:
    return value.text if isinstance(value, Written) else json.dumps(value)


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
