"""The checks are checked: a guard taken out is missed by the count that it protects."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.rehearsal.conftest import ROOT, environment

# By guard: the count that it protects, as `guards.CASES` has it.
PROTECTED = {
    "quiet hours": "quiet_hour_violations",
    "cap": "quiet_hour_violations",
    "hash": "unsigned_played",
    "signature": "unsigned_played",
    "approval": "unsigned_played",
    "rollback": "quiet_hour_violations",
    "acknowledgement": "asrun_lost",
    "chain": "chain_breaks_undetected",
    "clock confidence": "quiet_hour_violations",
}
Counts = dict[str, dict[str, int]]
pytestmark = pytest.mark.slow


def _without_guards(data: Path, *words: str) -> object:
    done = subprocess.run(
        [sys.executable, "-m", "tests.rehearsal.without_guards", *words],
        env={**environment(data), "LOA_DATABASE_URL": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counts]:
    """Play every case once with its guard and once without it."""
    return _without_guards(tmp_path_factory.mktemp("guards"))  # type: ignore[return-value]  # as printed


def test_each_guard_is_taken_out_in_turn(played: dict[str, Counts]) -> None:
    assert list(played) == list(PROTECTED)


@pytest.mark.parametrize("guard", PROTECTED)
def test_with_all_guards_every_count_is_zero(guard: str, played: dict[str, Counts]) -> None:
    assert set(played[guard]["with"].values()) == {0}


@pytest.mark.parametrize(("guard", "count"), PROTECTED.items())
def test_without_a_guard_the_count_that_it_protects_is_not(
    guard: str, count: str, played: dict[str, Counts]
) -> None:
    assert played[guard]["without"][count] > 0


def test_the_shortest_trace_names_the_fault_that_matters_and_what_then_happens(
    tmp_path: Path,
) -> None:
    trace = _without_guards(tmp_path, "--trace", "rollback")
    assert isinstance(trace, list)
    # Of four faults two matter: hours that are narrowed, and one station that is rolled back.
    assert trace[0] == "seed 1, 2 faults:"
    assert "server: policy-changed-in-item" in trace[1]
    assert "repository-rolled-back" in trace[2]
    station = trace[2].split("UTC  ")[1].partition(":")[0]
    assert trace[4].startswith(f"  quiet_hour_violations: {station} ")
    assert "the ledgers that the server holds:" in trace


def test_a_seed_gives_the_same_after_another_has_been_played(tmp_path: Path) -> None:
    first, other, again = _without_guards(tmp_path, "--twice")  # type: ignore[misc]  # a list
    assert first == again
    assert first != other
