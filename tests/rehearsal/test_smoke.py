"""A fortnight with all that may go wrong, for a few seeds; thousands are behind `make`."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.rehearsal.conftest import loa

from loa.rehearsal.counts import ZEROS
from loa.rehearsal.faults import FaultKind

OVER_A_MONTHS_END = ("--from", "2020-03-23", "--until", "2020-04-06")
WORDS = ("simulate", "small", *OVER_A_MONTHS_END, "--faults", "all", "--json")
TAKES_TIME = {"wall_s", "prepared_s"}
SEEDS = range(1, 7)
pytestmark = pytest.mark.slow
Run = tuple[Path, "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def six_seeds(tmp_path_factory: pytest.TempPathFactory) -> Run:
    data = tmp_path_factory.mktemp("six-seeds")
    return data, loa(data, *WORDS, "--seeds", f"{SEEDS[0]}..{SEEDS[-1]}")


def test_whatever_goes_wrong_the_promise_holds(six_seeds: Run) -> None:
    _data, done = six_seeds
    assert done.returncode == 0, done.stdout + done.stderr
    summary = json.loads(done.stdout)
    assert (summary["seeds"], summary["failed"], summary["trace"]) == (len(SEEDS), None, [])
    assert summary["station_days"] == len(SEEDS) * 3 * 14
    assert done.stderr.splitlines()[-len(SEEDS) :] == [f"seed {seed}: holds" for seed in SEEDS]


def test_every_kind_of_fault_had_its_effect(six_seeds: Run) -> None:
    _data, done = six_seeds
    days = json.loads(done.stdout)["faults"]
    assert {kind for kind, hit in days.items() if hit} == set(FaultKind)


def test_the_same_seed_gives_the_same_object_in_one_process_or_two(six_seeds: Run) -> None:
    data, _done = six_seeds
    words = (*WORDS, "--seed", "6", "--processes")
    results = [json.loads(loa(data, *words, processes).stdout) for processes in "12"]
    first, second = ({k: v for k, v in r.items() if k not in TAKES_TIME} for r in results)
    assert first == second
    assert {name: first[name] for name in ZEROS} == dict.fromkeys(ZEROS, 0)
    assert first["aired"] < first["planned"]
    assert sum(first["faults"].values()) > 0
