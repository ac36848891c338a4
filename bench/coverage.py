"""Coverage of a province over ten million pieces of evidence: from the rollup, in 100 ms.

500 communes with a station each, 24 targets. The bulk is written past the application,
and what the rollup must hold of it is worked out by arithmetic, not by asking the table;
then facts go in through `take_evidence`. At the end the rollup's answer is compared whole
with `coverage_from_evidence`, which sums every row anew.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from time import monotonic, process_time
from typing import Any

from bench.postgres import beside_postgres
from bench.table import Row

UNITS, TARGETS, ROWS = 500, 24, 10_000_000
FACTS = 5000  # of them a tenth twice: what a province airs in a few hours
PROVINCE = "99"
LIMIT_MS = 100
NOW = datetime(2026, 6, 1, tzinfo=UTC)
UNTIL = date(2026, 7, 10)
PHASES = ("truoc", "trong", "sau")


def run() -> list[Row]:
    return beside_postgres("bench.coverage")


def plan_text() -> str:
    phases = [
        f'{{ key = "{key}", name = "{key}", starts = 2026-0{n}-01, ends = 2026-0{n + 1}-28 }}'
        for n, key in zip((1, 3, 6), PHASES, strict=True)
    ]
    weights = ", ".join(f"{key} = 1" for key in PHASES)
    topics = [
        f'{{ code = "{n + 1}", name = "Nội dung {n + 1}", weights = {{ {weights} }} }}'
        for n in range(TARGETS // len(PHASES))
    ]
    targets = [
        f"""
[[target]]
key = "t{n}"
topic = "{1 + n // 3}"
phase = "{PHASES[n % 3]}"
channel = "loudspeaker"
items = 4
times_a_day = 2
{"every_days = 2" if n % 2 else "days = 3"}
"""
        for n in range(TARGETS)
    ]
    return f"""
format = "loa.plan"
version = "1.0"
key = "tinh"
number = "1-KH/TU"
kind = "campaign"
title = "Kế hoạch"
issuer = {{ key = "tinh-uy", name = "Tỉnh uỷ" }}
area = ["{PROVINCE}"]
phase = [{", ".join(phases)}]
topic = [{", ".join(topics)}]
{"".join(targets)}"""


def code(unit: int) -> str:
    return f"{PROVINCE}{unit:03}"


def province() -> Any:
    """Make units, stations, the plan and a placement for each target."""
    from loa.channels.broadcast.models import GridFrame, Station, StationUnit  # noqa: PLC0415
    from loa.delivery.models import Placement, SealedMessage  # noqa: PLC0415
    from loa.places.models import AdminUnit  # noqa: PLC0415
    from loa.plans.actions import load_plan  # noqa: PLC0415

    first = date(2020, 1, 1)
    made = {"valid_from": first, "known_from": True}
    AdminUnit.objects.create(
        code=PROVINCE, name="Tỉnh", form="tỉnh", level="province", parent_code="", **made
    )
    grid = GridFrame.objects.create(key="g", name="g", document="{}")
    for n in range(UNITS):
        AdminUnit.objects.create(
            code=code(n), name=f"Xã {n}", form="xã", level="commune", parent_code=PROVINCE, **made
        )
        station = Station.objects.create(
            key=f"s{n}", name=f"s{n}", kind="player", since=first, grid=grid
        )
        StationUnit.objects.create(station=station, unit_code=code(n), since=first)
    plan = load_plan(plan_text(), now=NOW)
    message = SealedMessage.objects.create(
        digest="ab" * 32, key="tin", revision=1, plan_key=plan.key, topic_code="1",
        scope="public", priority="routine", headline="Tin", document="{}",
        valid_from=NOW, valid_until=NOW + timedelta(days=30), sealed_at=NOW,
    )  # fmt: skip
    for target in plan.targets.all():
        Placement.objects.create(
            key=target.key, message=message, target=target, channel="loudspeaker",
            areas=[PROVINCE], starts=date(2026, 1, 1), days=3, placed_at=NOW,
        )  # fmt: skip
    Placement.objects.create(
        key="none", message=message, channel="loudspeaker", areas=[PROVINCE],
        starts=date(2026, 1, 1), days=3, placed_at=NOW,
    )  # fmt: skip
    return plan


def bulk(plan: Any, rows: int) -> None:
    """Write evidence row after row over targets and units, and the rollup that this makes.

    Its indexes are put aside meanwhile and made again as they were.
    """
    from django.db import connection  # noqa: PLC0415

    from loa.delivery.models import CoverageCell, Placement  # noqa: PLC0415

    targets = list(plan.targets.order_by("position"))
    placements = [Placement.objects.get(target=target).pk for target in targets]
    rows -= rows % (TARGETS * UNITS)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c"
            " WHERE conrelid = 'delivery_evidence'::regclass AND contype <> 'n'"
        )
        constraints = cursor.fetchall()
        for name, _ in constraints:
            cursor.execute(f'ALTER TABLE delivery_evidence DROP CONSTRAINT "{name}"')
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'delivery_evidence'"
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(
            "INSERT INTO delivery_evidence (placement_id, target_id, channel, unit_code, place, at,"
            " quantity, unit, grade, simulated, reference)"
            " SELECT (%s::bigint[])[1 + i %% %s], (%s::bigint[])[1 + i %% %s], 'loudspeaker',"
            " %s || lpad((i / %s %% %s)::text, 3, '0'), 's', '2026-01-01Z'::timestamptz"
            " + i * interval '1 second', 1 + i %% 3, 'plays', 'recorded', false, 'asrun:' || i"
            " FROM generate_series(0, %s - 1) i",
            [placements, TARGETS, [t.pk for t in targets], TARGETS, PROVINCE, TARGETS, UNITS, rows],
        )
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for name, definition in constraints:
            cursor.execute(f'ALTER TABLE delivery_evidence ADD CONSTRAINT "{name}" {definition}')
        for _, definition in indexes:
            cursor.execute(definition.replace(" INDEX ", " INDEX IF NOT EXISTS "))
        cursor.execute("ANALYZE delivery_evidence")
    each = rows // (TARGETS * UNITS)
    CoverageCell.objects.bulk_create(
        CoverageCell(
            target=target, unit_code=code(unit), unit="plays", grade="recorded", simulated=False,
            # Row i is of target i % 24, so 1 + i % 3 is 1 + target % 3: 24 is a multiple of 3.
            quantity=each * (1 + n % 3),
        )
        for n, target in enumerate(targets)
        for unit in range(UNITS)
    )  # fmt: skip


def _facts(start: int, placements: int = TARGETS) -> list[Any]:
    from loa.core.words import Grade  # noqa: PLC0415
    from loa.delivery.contract import Fact  # noqa: PLC0415

    return [
        Fact(
            placement=f"t{n % placements}" if placements else "none",
            unit_code=code(n * 7 % UNITS), place="s", at=NOW,
            quantity=1, unit="plays", simulated=n % 5 == 0,
            grade=Grade.CONFIRMED if n % 4 == 0 else Grade.RECORDED,
            reference=f"new:{start + n - (n % 10 == 9)}",
        )
        for n in range(FACTS)
    ]  # fmt: skip


def _cost() -> tuple[float, float]:
    """Return µs of processor time that a fact costs with the rollup, and without one to keep."""
    from loa.delivery.actions import take_evidence  # noqa: PLC0415

    costs = []
    for turn, placements in enumerate((TARGETS, 0)):
        facts = _facts(turn * FACTS, placements)
        began = process_time()
        assert take_evidence(facts) == FACTS - FACTS // 10
        costs.append((process_time() - began) / FACTS * 1e6)
        assert take_evidence(facts) == 0  # the same proof does not count twice
    return costs[0], costs[1]


def _ms(ask: Callable[[], Any], times: int) -> tuple[float, float]:
    """Return how long an answer takes, and its processor time here: the least of each.

    The least, because whatever else the machine does only adds to it.
    """
    taken, used = [], []
    for _ in range(times):
        began, cpu = monotonic(), process_time()
        ask()
        taken.append(1000 * (monotonic() - began))
        used.append(1000 * (process_time() - cpu))
    return min(taken), min(used)


def measure() -> list[Row]:
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    import django  # noqa: PLC0415

    django.setup()
    from loa.delivery.queries import coverage, coverage_from_evidence  # noqa: PLC0415

    plan, rows = province(), int(os.environ.get("LOA_BENCH_ROWS", ROWS))
    began = monotonic()
    bulk(plan, rows)
    print(f"  {rows:,} rows in {monotonic() - began:.0f} s", file=sys.stderr)
    cost, without = _cost()
    asked: dict[str, Any] = {"simulated": False, "until": UNTIL}
    rolled, cpu = _ms(lambda: coverage(plan, **asked), 40)
    raw, _ = _ms(lambda: coverage_from_evidence(plan, **asked), 3)
    equal = all(
        coverage(plan, simulated=simulated, until=UNTIL)
        == coverage_from_evidence(plan, simulated=simulated, until=UNTIL)
        for simulated in (True, False)
    )
    units = sum(len(target.units) for target in coverage(plan, **asked).targets)
    beside = f"{LIMIT_MS}; {cpu:.0f} of CPU; {units:,} cells"
    return [
        Row("coverage from the rollup", rolled, "ms", beside, rolled <= LIMIT_MS),
        Row("  from the evidence itself", raw, "ms", f"{rows:,} rows; answers equal", equal),
        Row("taking evidence", cost, "µs of CPU", f"{without:.0f} without a rollup"),
    ]


if __name__ == "__main__":
    print(json.dumps([asdict(row) for row in measure()]))
