"""`python -m bench [NAME…]`: runs the benchmarks and prints one table.

A benchmark is a module beside this one with `run() -> list[Row]`. Times are processor
time where the figure allows it, so that a busy machine does not change the answer.
"""

import argparse
import importlib
import pkgutil
import sys

import bench
from bench.table import table
from rich.console import Console


def names() -> list[str]:
    """Return the benchmarks' names."""
    found = (module.name for module in pkgutil.iter_modules(bench.__path__))
    return sorted(
        name
        for name in found
        if name != "__main__" and hasattr(importlib.import_module(f"bench.{name}"), "run")
    )


def main() -> int:
    known = names()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"of {', '.join(known)}; all when left out")
    wanted = parser.parse_args().name or known
    if strange := set(wanted) - set(known):
        parser.error(f"{', '.join(sorted(strange))}: no such benchmark; known: {', '.join(known)}")
    rows = []
    for name in wanted:
        print(f"{name}…", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"bench.{name}").run()
    Console(width=None if sys.stdout.isatty() else 120).print(table(rows))
    return int(any(row.ok is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
