"""`loa check`: what an installation needs, looked at one by one, each with its mend."""

import os
import shutil
import socket
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from loa.devices.repository.layout import Repository, RepositoryError
from loa.operations import shape

LEAST_FREE_BYTES = 500_000_000
FIRST_FREE_PORT, LAST_PORT = 1024, 65_535
UP_TO_DATE = "{}, up to date"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `ok`, or a sentence that names what to do.

    `to_do` marks a step that every new installation still has before it: no fault.
    """

    name: str
    ok: bool
    sentence: str
    to_do: bool = False


def data_folder(path: Path) -> Finding:
    """Whether the data folder can be written and has room."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / f".loa-check-{os.getpid()}"
        probe.write_bytes(b"loa")
        probe.unlink()
    except OSError as error:
        return Finding(
            "data folder",
            ok=False,
            sentence=f"{path} cannot be written ({error.strerror}); "
            "set LOA_DATA_DIR to a folder of your own, or change its owner",
        )
    free = shutil.disk_usage(path).free
    if free < LEAST_FREE_BYTES:
        return Finding(
            "data folder",
            ok=False,
            sentence=f"{path}: {free // 1_000_000} MB are free; make room, 500 MB are needed",
        )
    return Finding("data folder", ok=True, sentence=f"{path}, {free // 1_000_000_000} GB free")


def port(host: str, number: int) -> Finding:
    """Whether the web server can listen where it was asked to."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except (OSError, OverflowError) as error:
            return Finding(
                "port",
                ok=False,
                sentence=f"port {number} on {host} is taken or not allowed ({error}); "
                f"choose another: --port {_another(number)}",
            )
    return Finding("port", ok=True, sentence=f"{host}:{number}")


def _another(number: int) -> int:
    """Return a port that a person without special rights may try instead."""
    return number + 1 if FIRST_FREE_PORT <= number < LAST_PORT else FIRST_FREE_PORT


def database() -> Finding:
    """Whether the database answers and its shape is one that this version knows."""
    try:
        if shape.complete(connection):
            return Finding("database", ok=True, sentence=UP_TO_DATE.format(connection.vendor))
        executor = MigrationExecutor(connection)
        known = set(executor.loader.disk_migrations or {})
        applied = set(executor.loader.applied_migrations or {})
    except DatabaseError as error:
        return Finding(
            "database",
            ok=False,
            sentence=f"no answer ({str(error).strip()}); look at database_url in loa.toml",
        )
    own = {app.label for app in _own_apps()}
    if newer := sorted(f"{app}.{name}" for app, name in applied - known if app in own):
        return Finding(
            "database",
            ok=False,
            sentence=f"written by a newer Loa ({', '.join(newer)}); install that version, "
            "or use another data folder",
        )
    if waiting := len(known - applied):
        return Finding(
            "database",
            ok=False,
            sentence=f"{connection.vendor}, {waiting} migrations are waiting; run: loa migrate",
            to_do=True,
        )
    return Finding("database", ok=True, sentence=UP_TO_DATE.format(connection.vendor))


def secrets_are_private(folder: Path) -> Finding:
    """Whether nobody but the owner can read the secrets."""
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            return Finding(
                "secrets", ok=False, sentence=f"{path} can be read by others; run: chmod 600 {path}"
            )
    return Finding("secrets", ok=True, sentence="owner only")


def publication(folder: Path) -> Finding:
    """Whether rundowns can be signed: the leaders' repository has to be there first."""
    if can_publish(folder):
        return Finding("publication", ok=True, sentence=str(folder))
    return Finding(
        "publication",
        ok=False,
        sentence="nothing can be signed yet; run: loa office init --signer-key $(loa signer key)",
        to_do=True,
    )


def can_publish(folder: Path) -> bool:
    """Whether there is a repository for the signer to serve."""
    try:
        Repository(folder).newest_root()
    except RepositoryError:
        return False
    return True


def all_findings() -> Iterator[Finding]:
    """Look at everything that needs no port."""
    yield data_folder(settings.DATA_DIR)
    yield database()
    yield secrets_are_private(settings.DATA_DIR / "secrets")
    yield publication(settings.DATA_DIR / "repo")


def _own_apps() -> list[AppConfig]:
    from django.apps import apps  # noqa: PLC0415 - the registry is ready only after set-up

    return [app for app in apps.get_app_configs() if app.name.startswith("loa.")]
