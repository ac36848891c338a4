"""The final report of a province over ten million pieces of evidence: figures, Excel, Word, PDF.

The province of the coverage benchmark: 500 communes with a station each, 24 targets. The
whole of it, from asking for the report to its files on the disk, in less than 60 s and 1 GB
of memory of the process that makes it. The totals are held against sums over the table.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from bench.coverage import ROWS, bulk, province
from bench.postgres import beside_postgres
from bench.table import Row

LIMIT_S, LIMIT_MB = 60, 1024
STARTS, UNTIL = date(2026, 1, 1), date(2026, 7, 1)
NOW = datetime(2026, 8, 1, tzinfo=UTC)


def run() -> list[Row]:
    return beside_postgres("bench.reports")


def _rows() -> int:
    return int(os.environ.get("LOA_BENCH_ROWS", ROWS))


def _filled() -> None:
    """Fill the database in a process of its own: its memory is not the report's."""
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    filling = "import bench.reports; bench.reports.fill()"
    began = monotonic()
    subprocess.run([sys.executable, "-c", filling], check=True)
    print(f"  {_rows():,} rows in {monotonic() - began:.0f} s", file=sys.stderr)


def fill() -> None:
    import django  # noqa: PLC0415

    django.setup()
    bulk(province(), _rows())


def measure() -> list[Row]:
    _filled()
    import django  # noqa: PLC0415

    django.setup()
    from loa.core.periods import Days  # noqa: PLC0415
    from loa.reports import actions, files  # noqa: PLC0415
    from loa.reports.rules.asking import Ask  # noqa: PLC0415
    from loa.reports.rules.report import Kind  # noqa: PLC0415

    ask = Ask(Kind.FINAL, Days(STARTS, UNTIL), plan="tinh")
    began = monotonic()
    row = actions.draft(ask, now=NOW)
    figures = monotonic() - began
    with tempfile.TemporaryDirectory() as folder:
        written = files.write(files.made(row), Path(folder))
    whole = monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = row.report()
    kinds = ", ".join(files.KINDS)
    size = sum(one.bytes for one in written) / 1e6
    return [
        Row("final report of a province", whole, "s", f"{LIMIT_S}; {kinds}", whole <= LIMIT_S),
        Row("  its figures", figures, "s", f"{_rows():,} rows", _true(report)),
        Row("  memory", memory, "MB", f"{LIMIT_MB}; files of {size:.0f} MB", memory <= LIMIT_MB),
    ]


def _true(report: Any) -> bool:
    """Whether the report's totals are those of the table itself."""
    from django.db.models import Sum  # noqa: PLC0415

    from loa.delivery.models import Evidence  # noqa: PLC0415
    from loa.reports.queries.scope import midnight  # noqa: PLC0415
    from loa.reports.rules import totals  # noqa: PLC0415

    rows = Evidence.objects.filter(at__gte=midnight(STARTS), at__lt=midnight(UNTIL))
    summed = rows.order_by().aggregate(Sum("quantity"))["quantity__sum"]
    found = totals.by_channel(report.lines)["loudspeaker", "plays"]
    return bool(found.cumulative.total == found.period.total == summed)


if __name__ == "__main__":
    print(json.dumps([asdict(row) for row in measure()]))
