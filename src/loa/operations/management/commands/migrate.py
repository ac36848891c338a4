"""Django's `migrate`, with the shortest way from nothing to all migrations (`shape.py`)."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from loa.operations import shape

# Who asks for less, or for more, than "everything, in order" gets Django's own way.
PARTIAL = ("app_label", "migration_name", "fake", "fake_initial", "plan", "run_syncdb", "prune")


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step",
            action="store_true",
            help="run every migration, take no prepared shape",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Apply what waits: nothing, the whole shape at once, or one migration after the other."""
        step_by_step = options.pop("step_by_step", False)
        connection = connections[options["database"]]
        whole = not options["check_unapplied"] and not any(options[name] for name in PARTIAL)
        if whole and not step_by_step:
            shape.begin(connection)
            if shape.complete(connection):
                return
        super().handle(*args, **options)
        if whole:
            shape.settle(connection)
