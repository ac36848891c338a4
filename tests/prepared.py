"""A test database that is migrated once and then copied: rendering 300 migrations takes longer
than most rooms' tests. The copy is known by what every migration says, so a changed one is run."""

import os
import sqlite3
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.backends.sqlite3.creation import DatabaseCreation

FOLDER = Path(__file__).resolve().parent.parent / "build" / "test-databases"
_create = DatabaseCreation.create_test_db
_begin = DatabaseCreation._create_test_db


def use_prepared() -> None:
    """Let test databases on SQLite begin as copies of one that was migrated before."""
    DatabaseCreation._create_test_db = _begin_with_copy  # type: ignore[method-assign]
    DatabaseCreation.create_test_db = _create_and_keep  # type: ignore[method-assign]


def prepared() -> Path:
    """Return where the database of these very migrations is kept."""
    known = sha256(f"{version('django')} {sqlite3.sqlite_version}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        folder = Path(config.path) / "migrations"
        known.update(config.name.encode())
        for file in sorted(folder.glob("*.py")):
            known.update(file.name.encode() + file.read_bytes())
    return FOLDER / f"{known.hexdigest()[:24]}.sqlite3"


def _begin_with_copy(self: DatabaseCreation, *arguments: Any, **options: Any) -> str:
    name: str = _begin(self, *arguments, **options)
    source = prepared()
    if source.exists():
        with sqlite3.connect(source) as kept:
            # Held by the creation, so that a database in memory lives until Django opens it.
            self._copy = sqlite3.connect(name, uri=True)  # type: ignore[attr-defined]
            kept.backup(self._copy)  # type: ignore[attr-defined]
        kept.close()
    return name


def _create_and_keep(self: DatabaseCreation, *arguments: Any, **options: Any) -> str:
    name: str = _create(self, *arguments, **options)
    if (held := self.__dict__.pop("_copy", None)) is not None:
        held.close()
    target = prepared()
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}")
        with sqlite3.connect(beside) as kept:
            self.connection.connection.backup(kept)
        kept.close()
        beside.replace(target)
    return name
