"""What needs PostgreSQL: the program that `bench.postgres` runs beside a database of its own.

Each point is printed as a row: its curve, its cost, its size. Costs are processor time,
the database's where most of the work is its. The tables are emptied between the curves.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from time import process_time
from typing import Any

from bench.table import Row

STATIONS, SETTLED, PLAYERS, COMMUNES = (40, 400), (20, 200), (100, 1000), (50, 500)
EVIDENCE = (120_000, 1_200_000)
DAYS, ANSWERS, ROUNDS = 7, 20, 3
MS = 1000.0


def province(folder: Path) -> Iterator[Row]:
    """Build and publish a week of so many stations, as `publish_due` does."""
    from bench import province as bench  # noqa: PLC0415

    from loa.channels.broadcast.actions import publish_due  # noqa: PLC0415
    from loa.devices.objects import ObjectStore  # noqa: PLC0415

    whole = sum(STATIONS)
    bench.fill(whole)
    keys = [f"tram-{n:04}" for n in range(whole)]
    few = keys[:: whole // STATIONS[0]][: STATIONS[0]]
    for only in (few, sorted(set(keys) - set(few))):
        began = process_time()
        publish_due(
            publisher=bench.Agreeing(), objects=ObjectStore(folder / "objects"),
            horizon_days=DAYS - 1, now=bench.NOW, only=only,
        )  # fmt: skip
        yield Row("A province's week of rundowns", _since(began), "ms", f"{len(only)} stations")


def settling() -> Iterator[Row]:
    """Settle a week of so many stations."""
    from bench import settling as bench  # noqa: PLC0415

    from loa.channels.broadcast.as_run import settle  # noqa: PLC0415

    bench._placement()  # noqa: SLF001 - the bench's own week
    made = 0
    for size in SETTLED:
        bench._fill(size, made)  # noqa: SLF001
        made += size
        began = process_time()
        done = settle(bench.OPENS + timedelta(days=bench.DAYS))
        yield Row("Settling a week", _since(began), "ms", f"{size} stations")
        if done.days != size * bench.DAYS:
            raise SystemExit(f"not all was settled: {done}")


def intake(folder: str) -> Iterator[Row]:
    """Take a day's backlog of so many players, the database's time included."""
    from bench.backlog import Player  # noqa: PLC0415
    from bench.intake import Database, direct  # noqa: PLC0415

    players = [Player(number) for number in range(PLAYERS[-1])]
    database = Database(players, folder)
    for size in PLAYERS:
        spent = []
        for _ in range(ROUNDS):
            database.empty()
            spent.append(direct(players[:size], database)[1] * MS)
        yield Row("Taking in a day's backlog", min(spent), "ms", f"{size} players")
    database.link.close()


def coverage(folder: str) -> Iterator[Row]:
    """Answer for more communes, then for more evidence."""
    from bench import coverage as bench  # noqa: PLC0415
    from bench.intake import Database  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from loa.delivery.queries import coverage as answer  # noqa: PLC0415

    database = Database([], folder)

    def cost(plan: Any) -> float:
        answer(plan, simulated=False, until=bench.UNTIL)
        began, before = process_time(), database.cpu_s()
        for _ in range(ANSWERS):
            answer(plan, simulated=False, until=bench.UNTIL)
        return (_since(began) + (database.cpu_s() - before) * MS) / ANSWERS

    for communes in COMMUNES:
        _empty()
        bench.UNITS = communes
        plan = bench._province()  # noqa: SLF001 - the bench's own province
        bench._bulk(plan, EVIDENCE[0])  # noqa: SLF001
        yield Row("Coverage, by communes", cost(plan), "ms", f"{communes} communes")
    for rows in EVIDENCE:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE delivery_evidence, delivery_coveragecell")
        bench._bulk(plan, rows)  # noqa: SLF001
        yield Row("Coverage, by evidence", cost(plan), "ms", f"{rows} pieces of evidence")
    database.link.close()


def _since(began: float) -> float:
    return (process_time() - began) * MS


def _empty() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("flush", interactive=False, verbosity=0)


def measure(folder: str) -> Iterator[Row]:
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    import django  # noqa: PLC0415 - the folder is known only now

    django.setup()
    yield from intake(folder)
    _empty()
    yield from settling()
    _empty()
    yield from coverage(folder)
    _empty()
    yield from province(Path(folder).parent)


def main() -> None:
    with redirect_stdout(sys.stderr):  # benches may speak
        rows = list(measure(sys.argv[1]))
    print(json.dumps([asdict(row) for row in rows]))


if __name__ == "__main__":
    main()
