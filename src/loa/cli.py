"""`loa`: collects the commands that each room offers in its `commands.py`.

A room's `commands.py` has `add_commands(commands)`, which adds its sub-commands to an
argparse collection and sets `run=` to a function from the parsed arguments to an exit
code. Rooms of the base distribution come first and need no Django; the others are left
out, with a sentence, where the server's dependencies are not installed.
"""

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence

from loa.core.config import ConfigError

BASE = ("core", "player", "audio")
SERVER = (
    "operations",
    "demonstration",
    "control",
    "reports",
    "rehearsal",
    "newsroom",
    "channels.broadcast",
    "channels.portal",
    "devices",
    "delivery",
    "plans",
    "people",
    "places",
    "search",
)
USAGE_ERROR = 2


def parser() -> argparse.ArgumentParser:
    """Build the whole command line of what is installed."""
    root = argparse.ArgumentParser(
        prog="loa", description="Public information from plan to proof.", allow_abbrev=False
    )
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    rooms = list(BASE)
    if importlib.util.find_spec("django"):
        rooms += SERVER
    else:
        root.epilog = "The server's commands need: pip install 'loa[server]'"
    for room in rooms:
        name = f"loa.{room}.commands"
        if importlib.util.find_spec(name):
            importlib.import_module(name).add_commands(commands)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 for done, 1 for problems found, 2 for misuse."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.settings")
    arguments = parser().parse_args(argv)
    try:
        code = int(arguments.run(arguments) or 0)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our words has heard enough: `loa … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ConfigError as error:
        print(f"loa: {error}", file=sys.stderr)
        return USAGE_ERROR
    return code


if __name__ == "__main__":
    sys.exit(main())
