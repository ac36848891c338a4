"""The tables are what the models say, on whichever database the tests run."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db


def test_no_model_has_changed_without_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_migration_has_been_applied_here() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_every_room_with_models_has_migrations() -> None:
    loader = MigrationExecutor(connection).loader
    rooms = {c.label for c in apps.get_app_configs() if c.name.startswith("loa.") and c.models}
    assert rooms <= loader.migrated_apps
