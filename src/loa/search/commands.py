"""`loa search` asks the index, `loa reindex` makes it anew."""

import argparse
import json
import sys

DONE, NOTHING = 0, 1
MOST = 100


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands."""
    search = commands.add_parser("search", help="find what was published, best first")
    search.add_argument("query", help="words, with or without accents; a document's number")
    search.add_argument("--staff", action="store_true", help="also what only staff may see")
    search.add_argument("--kind", action="append", default=[], help="only of this kind")
    search.add_argument("--unit", action="append", default=[], help="only of this unit's code")
    search.add_argument("--topic", action="append", default=[], help="only of this topic")
    search.add_argument("--limit", type=int, default=20, help="at most so many (20)")
    search.add_argument("--json", action="store_true", help="print one list of objects")
    search.set_defaults(run=run_search)
    reindex = commands.add_parser("reindex", help="make the search's index anew")
    reindex.set_defaults(run=run_reindex)


def run_search(arguments: argparse.Namespace) -> int:
    """Print what is found; 1 when nothing is, but for --json."""
    import django  # noqa: PLC0415 - the command line is readable without a database

    django.setup()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from loa.search.queries import find  # noqa: PLC0415 - the same
    from loa.search.rules import Narrowed  # noqa: PLC0415 - beside its use

    narrowed = Narrowed(
        public_only=not arguments.staff,
        kinds=tuple(arguments.kind),
        units=tuple(arguments.unit),
        topics=tuple(arguments.topic),
    )
    size = min(max(arguments.limit, 1), MOST)
    answer = find(arguments.query, now=timezone.now(), narrowed=narrowed, size=size)
    if answer.meant:
        print(f"did you mean: {answer.meant}", file=sys.stderr)
    if arguments.json:
        rows = [{"title": h.name, "url": h.url, "score": h.score} for h in answer.hits]
        print(json.dumps(rows, ensure_ascii=False))
        return DONE
    for hit in answer.hits:
        print(f"{hit.score:.3f}  {hit.name}  {hit.url}")
    if not answer.hits:
        print("nothing found", file=sys.stderr)
    return DONE if answer.hits else NOTHING


def run_reindex(_arguments: argparse.Namespace) -> int:
    """Make the index anew from its entries and the sources."""
    import django  # noqa: PLC0415 - the command line is readable without a database

    django.setup()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from loa.search.actions import reindex  # noqa: PLC0415 - the same

    print(f"{reindex(now=timezone.now())} entries")
    return DONE
