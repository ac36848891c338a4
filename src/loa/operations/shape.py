"""The shape: an empty SQLite database as all migrations leave it, written out as statements.

Running some 270 migrations takes half a minute of a small processor, and a new installation
has nothing that they could move. So it begins with their result, `shape.sql`, which
`tools/shape` writes and a test holds equal to a database that was migrated step by step.
The file names the migrations that it stands for, with a digest over them; where one differs,
or the database is not an empty SQLite, all are run. What came after the file is run on top.

The digest's beginning is kept in SQLite's `user_version` once everything has been applied:
then nothing needs to be loaded to know that nothing waits. Identifiers and times that a
migration makes up are made up anew in each installation.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

FILE = Path(__file__).with_name("shape.sql")
MARK = "-- the shape that these migrations leave: "
NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
IDENTIFIER = "lower(hex(randomblob(16)))"
MADE_UP = {"datetime": NOW, "char(32)": IDENTIFIER}  # by the type that Django declares
ROWS_A_STATEMENT = 200


def on_disk() -> dict[str, list[str]]:
    """Return the names of every migration of every installed app, by its label."""
    folders = {c.label: Path(c.path) / "migrations" for c in apps.get_app_configs()}
    found = {
        label: sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__")
        for label, folder in sorted(folders.items())
    }
    return {label: names for label, names in found.items() if names}


def digest(named: Mapping[str, Sequence[str]]) -> str:
    """Return the digest of the named migrations, byte for byte; empty when one is missing."""
    known = sha256()
    for label, names in sorted(named.items()):
        try:
            folder = Path(apps.get_app_config(label).path) / "migrations"
            for name in sorted(names):
                known.update(f"{label}.{name}\n".encode() + (folder / f"{name}.py").read_bytes())
        except (LookupError, OSError):
            return ""
    return known.hexdigest()


def stands_for(file: Path = FILE) -> dict[str, list[str]]:
    """Return the migrations whose result a file holds; none when they are not these ones."""
    with file.open(encoding="utf-8") as lines:
        mark, names = next(lines, "").strip(), next(lines, "").removeprefix("-- ")
    if not mark.startswith(MARK):
        return {}
    named: dict[str, list[str]] = json.loads(names)
    return named if mark == MARK + digest(named) else {}


def begin(connection: BaseDatabaseWrapper, file: Path = FILE) -> None:
    """Give an empty SQLite database its shape, whole or not at all.

    Nothing is done to another database, to one that holds something, or where a migration
    that the file stands for has changed since: the migrations themselves are run then.
    """
    if connection.vendor != "sqlite" or not file.exists() or not (named := stands_for(file)):
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # Asked inside: whoever else begins at this moment has to wait for our end.
        if connection.introspection.table_names(cursor):
            return
        with file.open(encoding="utf-8") as lines:
            for statement in _statements(lines):
                cursor.execute(statement)
        if named == on_disk():
            _set_version(cursor)


def complete(connection: BaseDatabaseWrapper) -> bool:
    """Whether this very set of migrations was applied to the end, as `settle` noted."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        (found,) = cursor.execute("PRAGMA user_version").fetchone()
        if found != _version():
            return False
        # A newer Loa may have added to what was complete, and been stopped before its end.
        (applied,) = cursor.execute("SELECT count(*) FROM django_migrations").fetchone()
    return bool(applied == sum(map(len, on_disk().values())))


def settle(connection: BaseDatabaseWrapper) -> None:
    """Note that all migrations have been applied."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            _set_version(cursor)


def written(database: sqlite3.Connection) -> str:
    """Return a database as the statements that make it: tables, rows, then the rest.

    The same shape is the same text. Raises ValueError for an identifier that stands in two
    places: it could not be made up anew.
    """
    made = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    entries = database.execute(made).fetchall()
    virtual = tuple(f"{n}_" for _, n, sql in entries if sql.upper().startswith("CREATE VIRTUAL"))
    own = [e for e in entries if not e[1].startswith(("sqlite_", *virtual))]
    tables = sorted(e for e in own if e[0] == "table")
    rest = sorted(e for e in own if e[0] != "table")
    named = _applied(database)
    lines = [MARK + digest(named), f"-- {json.dumps(named)}", *(f"{sql};" for _, _, sql in tables)]
    seen: set[str] = set()
    for _, name, sql in tables:
        if not sql.upper().startswith("CREATE VIRTUAL"):
            lines += _rows(database, name, seen)
    lines += ["DELETE FROM sqlite_sequence;", *_rows(database, "sqlite_sequence", seen)]
    lines += [f"{sql};" for _, _, sql in rest]
    return "\n".join(lines) + "\n"


def _applied(database: sqlite3.Connection) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for label, name in database.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2"):
        named.setdefault(label, []).append(name)
    return named


def _rows(database: sqlite3.Connection, table: str, seen: set[str]) -> Iterator[str]:
    types = [row[2] for row in database.execute(f'PRAGMA table_info("{table}")')]
    every = database.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - our own table
    if table == "django_migrations":  # applied in an order that nothing depends on
        types[0], every = "", sorted((None, *row[1:]) for row in every)
    every.sort(key=repr)
    values = [
        "(" + ", ".join(_value(v, t, seen) for v, t in zip(row, types, strict=True)) + ")"
        for row in every
    ]
    for at in range(0, len(values), ROWS_A_STATEMENT):
        some = ",\n".join(values[at : at + ROWS_A_STATEMENT])
        yield f'INSERT INTO "{table}" VALUES\n{some};'


def _value(value: object, declared: str, seen: set[str]) -> str:
    if value is None:
        return "NULL"
    if declared in MADE_UP:
        if declared == "char(32)":
            if str(value) in seen:
                raise ValueError(f"{value} stands in two places")
            seen.add(str(value))
        return MADE_UP[declared]
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def _statements(lines: Iterable[str]) -> Iterator[str]:
    waiting = ""
    for line in lines:
        waiting += "" if line.startswith("-- ") and not waiting else line
        if waiting.endswith(";\n") and sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""


def _version() -> int:
    return int(digest(on_disk())[:7], 16) + 1  # of 31 bits, and never the 0 of a new file


def _set_version(cursor: object) -> None:
    cursor.execute(f"PRAGMA user_version = {_version()}")  # type: ignore[attr-defined]
