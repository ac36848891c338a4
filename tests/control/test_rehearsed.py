"""Coverage of a plan that was only rehearsed: shown as simulated, never as real."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from loa.control.queries import coverage as queries
from loa.places.actions import load_units
from loa.plans.actions import load_plan
from loa.plans.models import Plan
from loa.rehearsal.models import Run

NOW = datetime(2020, 11, 2, tzinfo=UTC)
UNTIL = date(2020, 11, 1)
FILE = Path("src/loa/demonstration/plans/cho-don-2020.toml")


@pytest.fixture
def plan(db: None) -> Plan:
    load_units()
    return load_plan(FILE.read_text(encoding="utf-8"), now=NOW)


def run_with(cells: list[list[object]], state: str = Run.State.DONE) -> Run:
    return Run.objects.create(
        plan_key="cho-don-2020",
        starts=date(2020, 3, 2),
        ends=UNTIL,
        state=state,
        asked_at=NOW,
        finished_at=NOW,
        cells=cells,
    )


def proven(plan: Plan, *, simulated: bool) -> int:
    shown = queries.shown(plan, simulated=simulated, until=UNTIL)
    return sum(target.proven.total for target in shown.targets)


def test_what_a_rehearsal_proved_is_simulated_and_never_real(plan: Plan) -> None:
    run_with(
        [["loa-1.1", "02020", "plays", "recorded", 6], ["loa-1.1", "02023", "plays", "recorded", 5]]
    )
    assert (proven(plan, simulated=True), proven(plan, simulated=False)) == (11, 0)
    assert queries.kind_shown(plan, None) == (True, frozenset({True}))


def test_a_rehearsal_that_failed_proves_nothing(plan: Plan) -> None:
    run_with([["loa-1.1", "02020", "plays", "recorded", 6]], state=Run.State.FAILED)
    assert proven(plan, simulated=True) == 0
    assert queries.kind_shown(plan, None) == (False, frozenset())
