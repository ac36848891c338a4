"""`loa check`: every fault is found, and its sentence names the mend."""

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from loa.devices import office
from loa.devices.keys import make_key, public_hex
from loa.devices.office import Office
from loa.devices.repository.layout import Repository
from loa.operations import checks
from loa.operations.checks import Finding

NOW = datetime(2026, 11, 23, tzinfo=UTC)
AS_ROOT = os.geteuid() == 0


@pytest.fixture
def taken_port() -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    with listener:
        yield listener.getsockname()[1]


def test_a_folder_that_can_be_written(tmp_path: Path) -> None:
    finding = checks.data_folder(tmp_path / "new")
    assert (finding.name, finding.ok) == ("data folder", True)
    assert list((tmp_path / "new").iterdir()) == []


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    finding = checks.data_folder(tmp_path / "data" / "loa")
    assert not finding.ok
    assert "set LOA_DATA_DIR to a folder of your own" in finding.sentence


@pytest.mark.skipif(AS_ROOT, reason="the superuser writes everywhere")
def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    finding = checks.data_folder(tmp_path)
    tmp_path.chmod(0o700)
    assert finding == Finding(
        "data folder",
        ok=False,
        sentence=f"{tmp_path} cannot be written (Permission denied); set LOA_DATA_DIR to a "
        "folder of your own, or change its owner",
    )


def test_too_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LEAST_FREE_BYTES", 1 << 62)
    finding = checks.data_folder(tmp_path)
    assert not finding.ok
    assert "make room" in finding.sentence


def test_a_port_that_is_taken_names_another(taken_port: int) -> None:
    finding = checks.port("127.0.0.1", taken_port)
    assert not finding.ok
    assert finding.sentence.startswith(f"port {taken_port} on 127.0.0.1 is taken or not allowed")
    assert finding.sentence.endswith(f"choose another: --port {taken_port + 1}")


@pytest.mark.parametrize(
    ("number", "another"), [(70_000, 1024), (65_535, 1024), (80, 1024), (8000, 8001)]
)
def test_the_other_port_is_one_that_exists_and_is_free_to_all(number: int, another: int) -> None:
    assert checks._another(number) == another


def test_a_port_beyond_the_last_is_refused() -> None:
    assert not checks.port("127.0.0.1", 70_000).ok


def test_a_free_port() -> None:
    free = socket.create_server(("127.0.0.1", 0))
    number = free.getsockname()[1]
    free.close()
    assert checks.port("127.0.0.1", number) == Finding(
        "port", ok=True, sentence=f"127.0.0.1:{number}"
    )


@pytest.mark.django_db
def test_a_database_of_this_version() -> None:
    assert checks.database() == Finding(
        "database", ok=True, sentence=f"{connection.vendor}, up to date"
    )


@pytest.mark.django_db
def test_a_database_that_waits_for_migrations_says_how() -> None:
    MigrationRecorder.Migration.objects.filter(app="operations").delete()
    finding = checks.database()
    assert finding == Finding(
        "database",
        ok=False,
        sentence=f"{connection.vendor}, 1 migrations are waiting; run: loa migrate",
        to_do=True,
    )


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_left_alone() -> None:
    MigrationRecorder(connection).record_applied("operations", "9999_of_next_year")
    finding = checks.database()
    assert finding == Finding(
        "database",
        ok=False,
        sentence="written by a newer Loa (operations.9999_of_next_year); install that version, "
        "or use another data folder",
    )


@pytest.mark.django_db
def test_a_library_of_ours_that_went_does_not_count_as_newer() -> None:
    MigrationRecorder(connection).record_applied("some_library", "0001_initial")
    assert checks.database().ok


@pytest.mark.django_db
def test_a_database_that_does_not_answer() -> None:
    def refuse(*_arguments: object) -> None:
        raise DatabaseError("connection refused\n")

    with connection.execute_wrapper(refuse):
        finding = checks.database()
    assert finding == Finding(
        "database",
        ok=False,
        sentence="no answer (connection refused); look at database_url in loa.toml",
    )


def test_a_secret_that_others_can_read(tmp_path: Path) -> None:
    secret = tmp_path / "django"
    secret.write_text("…")
    secret.chmod(0o640)
    assert checks.secrets_are_private(tmp_path) == Finding(
        "secrets", ok=False, sentence=f"{secret} can be read by others; run: chmod 600 {secret}"
    )
    secret.chmod(0o600)
    assert checks.secrets_are_private(tmp_path).ok


def test_no_secrets_yet(tmp_path: Path) -> None:
    assert checks.secrets_are_private(tmp_path / "secrets").ok


def test_without_a_repository_the_mend_is_named(tmp_path: Path) -> None:
    assert not checks.can_publish(tmp_path)
    finding = checks.publication(tmp_path)
    assert (finding.ok, finding.to_do) == (False, True)
    assert finding.sentence.endswith("loa office init --signer-key $(loa signer key)")


def test_with_a_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repo")
    online = public_hex(make_key(tmp_path / "online.pem"))
    office.init(Office(tmp_path / "office"), repository, online_public=online, now=NOW, bits=1)
    assert checks.can_publish(repository.folder)
    assert checks.publication(repository.folder) == Finding(
        "publication", ok=True, sentence=str(repository.folder)
    )


@pytest.mark.django_db
def test_everything_that_needs_no_port_is_looked_at() -> None:
    assert [finding.name for finding in checks.all_findings()] == [
        "data folder",
        "database",
        "secrets",
        "publication",
    ]
    assert settings.DATA_DIR.is_dir()
