"""What a new database begins with is what its migrations would have left."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connections
from tests.prepared import prepared

from loa.operations import shape

MEND = "run .venv/bin/python tools/shape and commit src/loa/operations/shape.sql"


@pytest.fixture
def migrated(django_db_setup: None) -> sqlite3.Connection:
    """Give a copy of the database that the tests migrated step by step."""
    if connections["default"].vendor != "sqlite":
        pytest.skip("the shape is SQLite's; PostgreSQL is always migrated step by step")
    copy = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(prepared())) as kept:
        kept.backup(copy)
    return copy


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Any]:
    """Give a connection to a database that does not exist yet."""
    connections.settings["new"] = connections.settings["default"] | {"NAME": tmp_path / "new.db"}
    made = connections["new"]
    yield made
    made.close()
    del connections["new"], connections.settings["new"]


@pytest.fixture
def _let_it_write(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def new(database: Any) -> sqlite3.Connection:
    return sqlite3.connect(database.settings_dict["NAME"])


def test_the_shape_stands_for_every_migration() -> None:
    assert shape.stands_for() == shape.on_disk(), MEND


def test_the_shape_is_what_the_migrations_leave(migrated: sqlite3.Connection) -> None:
    assert shape.written(migrated) == shape.FILE.read_text(encoding="utf-8"), MEND


@pytest.mark.usefixtures("_let_it_write")
def test_a_new_database_has_the_shape_and_knows_that_nothing_waits(empty: Any) -> None:
    call_command("migrate", database="new", verbosity=0)
    assert shape.complete(empty)
    call_command("migrate", database="new", check_unapplied=True, verbosity=0)  # Django's own view
    with closing(new(empty)) as database:
        assert shape.written(database) == shape.FILE.read_text(encoding="utf-8")
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.usefixtures("_let_it_write")
def test_each_installation_has_identifiers_of_its_own(empty: Any, tmp_path: Path) -> None:
    call_command("migrate", database="new", verbosity=0)
    with closing(new(empty)) as database:
        asked = "SELECT translation_key FROM wagtailcore_page"
        keys = {UUID(key) for (key,) in database.execute(asked)}
        times = database.execute("SELECT DISTINCT applied > '2026' FROM django_migrations")
        assert (len(keys), times.fetchall()) == (2, [(1,)])


@pytest.mark.usefixtures("_let_it_write")
def test_a_migration_that_came_after_the_shape_is_run_on_top(
    migrated: sqlite3.Connection, empty: Any, tmp_path: Path
) -> None:
    with migrated:
        migrated.execute("DROP TABLE operations_duty")
        migrated.execute("DELETE FROM django_migrations WHERE app = 'operations'")
    older = tmp_path / "shape.sql"
    older.write_text(shape.written(migrated), encoding="utf-8")
    shape.begin(empty, older)
    assert not shape.complete(empty)
    call_command("migrate", database="new", verbosity=0)
    assert shape.complete(empty)
    with closing(new(empty)) as database:
        assert database.execute("SELECT count(*) FROM operations_duty").fetchone() == (0,)


@pytest.mark.usefixtures("_let_it_write")
@pytest.mark.parametrize("change", ["", "-- something else\n-- {}\n", "of another migration"])
def test_a_shape_of_other_migrations_is_not_taken(empty: Any, tmp_path: Path, change: str) -> None:
    other = tmp_path / "shape.sql"
    text = shape.FILE.read_text(encoding="utf-8")
    if change == "of another migration":
        change = text.replace(shape.digest(shape.on_disk()), "0" * 64, 1)
    other.write_text(change, encoding="utf-8")
    shape.begin(empty, other)
    assert empty.introspection.table_names() == []


@pytest.mark.usefixtures("_let_it_write")
def test_a_database_that_holds_something_keeps_what_it_holds(empty: Any) -> None:
    with empty.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (words text)")
    shape.begin(empty)
    assert empty.introspection.table_names() == ["mine"]


@pytest.mark.usefixtures("_let_it_write")
def test_a_shape_that_breaks_off_leaves_nothing(empty: Any, tmp_path: Path) -> None:
    broken = tmp_path / "shape.sql"
    text = shape.FILE.read_text(encoding="utf-8")
    broken.write_text(f"{text}CREATE TABLE people_user (twice text);\n", encoding="utf-8")
    with pytest.raises(Exception, match="already exists"):
        shape.begin(empty, broken)
    assert empty.introspection.table_names() == []


def test_an_identifier_in_two_places_is_refused(migrated: sqlite3.Connection) -> None:
    with migrated:
        (key,) = migrated.execute("SELECT translation_key FROM wagtailcore_page").fetchone()
        migrated.execute("INSERT INTO wagtailcore_locale (language_code) VALUES (?)", ("en",))
        migrated.execute("CREATE TABLE other (key char(32))")
        migrated.execute("INSERT INTO other VALUES (?)", (key,))
    with pytest.raises(ValueError, match="stands in two places"):
        shape.written(migrated)


@pytest.mark.slow
def test_two_that_begin_at_once_both_find_a_whole_database(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "loa.cli", "migrate"]
    environment = {"LOA_DATA_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    both = [subprocess.Popen(words, env=environment) for _ in range(2)]
    assert [one.wait(timeout=120) for one in both] == [0, 0]
    with closing(sqlite3.connect(tmp_path / "loa.sqlite3")) as database:
        assert shape.written(database) == shape.FILE.read_text(encoding="utf-8")


@pytest.mark.usefixtures("_let_it_write")
def test_what_a_newer_version_has_added_is_not_complete(empty: Any) -> None:
    call_command("migrate", database="new", verbosity=0)
    with empty.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('plans', '9999_later', '2030-01-01')"
        )
    assert not shape.complete(empty)
