"""`loa demo load` and `loa demo codes`."""

import argparse
from datetime import UTC, datetime


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands."""
    demo = commands.add_parser("demo", help="the demonstration: load its data, show its codes")
    acts = demo.add_subparsers(title="commands", metavar="COMMAND", required=True)
    load = acts.add_parser("load", help="load the demonstration into this installation")
    load.set_defaults(run=run_load)
    codes = acts.add_parser("codes", help="show the demonstration's accounts and codes of now")
    codes.set_defaults(run=run_codes)


def run_load(_arguments: argparse.Namespace) -> int:
    """Load today's demonstration; again changes nothing."""
    import django  # noqa: PLC0415 - the command line is readable without a database

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - needs setup
    from django.core.management import call_command  # noqa: PLC0415 - needs setup
    from rich.console import Console  # noqa: PLC0415 - only here
    from rich.progress import Progress  # noqa: PLC0415 - only here

    from loa.demonstration import load  # noqa: PLC0415 - needs setup

    call_command("migrate", interactive=False, verbosity=0)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("giving items their sound")

        def show(_step: str, done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        load.load_today(load.Folders.below(settings.DATA_DIR), now=datetime.now(UTC), progress=show)
    return run_codes(_arguments)


def run_codes(_arguments: argparse.Namespace) -> int:
    """Print the accounts, the password of this installation and the codes that hold now."""
    import django  # noqa: PLC0415 - the command line is readable without a database

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - needs setup

    from loa.demonstration import cast  # noqa: PLC0415 - needs setup
    from loa.demonstration.load import Folders  # noqa: PLC0415 - needs setup

    people = cast.raise_curtain(Folders.below(settings.DATA_DIR).demo)
    print(f"Demonstration accounts; the password of each is  {people.password}")
    now = datetime.now(UTC)
    for account in people.accounts:
        code = f"code now {account.code(now)}" if account.secret else ""
        print(f"  {account.username:<14}{account.name:<28}{code}".rstrip())
    print("A code holds for half a minute; a new one:  .venv/bin/loa demo codes")
    return 0
