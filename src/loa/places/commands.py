"""`loa places`: loads units and says what a code means on a day."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

DONE, PROBLEMS = 0, 1


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `loa places`."""
    room = commands.add_parser("places", help="administrative units, by code and day")
    verbs = room.add_subparsers(title="commands", metavar="COMMAND", required=True)
    load = verbs.add_parser("load", help="load a file of units (docs/formats/units.md)")
    load.add_argument("file", nargs="?", type=Path, help="default: the units that come with loa")
    load.add_argument("--json", action="store_true", help="print the counts as one object")
    load.set_defaults(run=run_load)
    show = verbs.add_parser("show", help="what a code means on a day, and what became of it")
    show.add_argument("code", help="official code with leading zeros: 02020, 064, 19")
    show.add_argument("--on", type=date.fromisoformat, default=None, help="default: today")
    show.add_argument("--json", action="store_true", help="print one object")
    show.set_defaults(run=run_show)


def run_load(arguments: argparse.Namespace) -> int:
    """Load a file of units; 1 when it is refused."""
    _set_up()
    from loa.places import actions  # noqa: PLC0415 - models can be imported only after the set-up
    from loa.places.unit_file import UnitFileError  # noqa: PLC0415 - as above

    try:
        loaded = actions.load_units(arguments.file or actions.OWN_FILE)
    except UnitFileError as error:
        print(f"loa: {error}", file=sys.stderr)
        return PROBLEMS
    if arguments.json:
        print(json.dumps(asdict(loaded)))
    else:
        print(f"{loaded.units} units, {loaded.successions} successions")
    return DONE


def run_show(arguments: argparse.Namespace) -> int:
    """Print a unit with what is above and below it; 1 when the code names nothing that day."""
    _set_up()
    from django.utils import timezone  # noqa: PLC0415 - needs Django to be set up

    from loa.places import queries  # noqa: PLC0415 - as above

    today = timezone.localdate()
    day = arguments.on or today
    unit = queries.unit_on(arguments.code, day)
    if unit is None:
        print(f"loa: {queries.explain(arguments.code, day)}", file=sys.stderr)
        return PROBLEMS
    above = queries.ancestors(unit.code, day)
    below = [u for u in queries.units_within(unit.code, day) if u.parent_code == unit.code]
    now = queries.successors(unit.code, day, today) if day < today else [unit]
    if arguments.json:
        listed = {"within": above, "contains": below, "now": now}
        named = {key: [f"{u.code} {u.full_name}" for u in units] for key, units in listed.items()}
        print(json.dumps({"code": unit.code, "name": unit.full_name} | named, ensure_ascii=False))
        return DONE
    print(f"{unit.code} {unit.full_name} ({unit.level}), on {day}")
    for label, units in (("within", above), ("contains", below), ("now", now)):
        for listed_unit in units:
            print(f"  {label:9}{listed_unit.code:6} {listed_unit.full_name}")
    return DONE


def _set_up() -> None:
    import django  # noqa: PLC0415 - a command that is not asked for must not wait for Django

    django.setup()
