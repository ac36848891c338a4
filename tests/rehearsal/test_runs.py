"""Rehearsals that people ask for: one child at a time, followed until its outcome is known."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.rehearsal.conftest import ROOT, SMALL

from loa.rehearsal import runs
from loa.rehearsal.models import Run

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
SLEEPER = "import time; time.sleep(60)"
pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the ticker, and the children that it starts, a data folder of their own."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setenv("LOA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", SMALL["DJANGO_SETTINGS_MODULE"])
    monkeypatch.chdir(ROOT)
    return tmp_path


def ask(*, days: int = 2) -> Run:
    """Ask for some days; none are refused by the child at once."""
    ends = date(2020, 3, 2 + days)
    return runs.ask(plan_key="small", starts=date(2020, 3, 2), ends=ends, seed=7, now=NOW)


def followed(run: Run, *, until: set[str], seconds: float = 120) -> Run:
    """Let the ticker's rounds go by until a run is in one of these states."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        runs.follow(NOW)
        run.refresh_from_db()
        if run.state in until:
            return run
        time.sleep(0.1)
    raise AssertionError(f"{run.state} after {seconds} s: {run.error}")


def running(process: int, run: Run) -> Run:
    """Let a run be one whose child another ticker started, and long ago."""
    while not Path(f"/proc/{process}/cmdline").read_bytes() and _lives(process):
        time.sleep(0.01)
    Run.objects.filter(pk=run.pk).update(state=Run.State.RUNNING, process=process, started_at=NOW)
    run.refresh_from_db()
    return run


def folder_of(run: Run, home: Path) -> Path:
    folder = home / "rehearsals" / str(run.pk)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _lives(process: int) -> bool:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.slow
def test_it_is_asked_for_started_followed_and_done(home: Path) -> None:
    run = ask()
    runs.follow(NOW)
    run.refresh_from_db()
    assert (run.state, run.started_at) == (Run.State.RUNNING, NOW)
    run = followed(run, until={Run.State.DONE, Run.State.FAILED})
    assert (run.state, run.error, run.progress, run.process) == (Run.State.DONE, "", 100, None)
    assert (run.step, run.done, run.of) == ("days", 2, 2)
    assert run.result["planned"] == run.result["aired"] > 0
    assert run.cells == []
    assert list(home.glob("rehearsal-*")) == []


def test_a_child_that_complains_has_failed_and_says_why(home: Path) -> None:
    run = followed(ask(days=0), until={Run.State.FAILED})
    assert run.error == "loa: --until must be later than --from: it is the first day after"
    assert (run.result, run.process, run.finished_at) == (None, None, NOW)


def test_one_at_a_time(home: Path) -> None:
    first, second = ask(days=0), ask(days=0)
    followed(first, until={Run.State.RUNNING})
    second.refresh_from_db()
    assert second.state == Run.State.ASKED
    followed(first, until={Run.State.FAILED})
    followed(second, until={Run.State.FAILED})


def test_a_child_that_is_stopped_without_a_word_begins_again(home: Path) -> None:
    run = followed(ask(), until={Run.State.RUNNING})
    assert run.process is not None
    os.kill(run.process, signal.SIGTERM)
    run = followed(run, until={Run.State.ASKED})
    assert (run.error, run.process) == ("", None)
    again = followed(run, until={Run.State.RUNNING})
    assert (again.progress, again.finished_at) == (0, NOW)
    assert again.process is not None
    os.kill(again.process, signal.SIGTERM)
    followed(again, until={Run.State.ASKED})


@pytest.mark.parametrize("whose", ["own", "another-runs", "nobodys"])
def test_a_ticker_started_anew_finds_the_child_of_the_one_before(whose: str, home: Path) -> None:
    """By its number and what it was told: numbers are given again, also to other runs' children."""
    run, other = ask(), ask()
    told = {"own": str(folder_of(run, home)), "another-runs": str(folder_of(other, home))}
    words = ["simulate", f"{told.get(whose, '')}/progress.json"]
    line = shlex.join([sys.executable, "-c", SLEEPER, *words]) + " >/dev/null 2>&1 & echo $!"
    child = int(subprocess.run(["sh", "-c", line], capture_output=True, check=True).stdout)
    try:
        run = running(child, run)
        Run.objects.filter(pk=other.pk).delete()
        runs.follow(NOW)
        run.refresh_from_db()
        assert run.state == (Run.State.RUNNING if whose == "own" else Run.State.ASKED)
    finally:
        os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize("whose", ["own", "another-runs"])
def test_a_discarded_run_stops_its_own_child_and_no_other(whose: str, home: Path) -> None:
    run, other = ask(), ask()
    of = run if whose == "own" else other
    told = str(folder_of(of, home) / "progress.json")
    child = subprocess.Popen([sys.executable, "-c", SLEEPER, "try", told])
    try:
        runs.discard(running(child.pid, run))
        if whose == "own":
            assert child.wait(10) == -signal.SIGTERM
        else:
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(1)
        assert Run.objects.get() == other
    finally:
        child.kill()
        child.wait()


def test_a_result_that_was_ready_before_the_ticker_is_taken(home: Path) -> None:
    run = running(os.getpid(), ask())  # some number that another program has by now
    folder = folder_of(run, home)
    (folder / "result.json").write_text(json.dumps({"planned": 3}))
    (folder / "coverage.json").write_text(json.dumps([["loa-1", "02071", "plays", "recorded", 3]]))
    runs.follow(NOW)
    run.refresh_from_db()
    assert (run.state, run.result, run.cells) == (
        Run.State.DONE,
        {"planned": 3},
        [["loa-1", "02071", "plays", "recorded", 3]],
    )


@pytest.mark.parametrize(
    ("said", "progress"),
    [
        pytest.param({"step": "voices", "done": 5, "of": 10}, 10, id="sounds-are-a-fifth"),
        pytest.param({"step": "days", "done": 0, "of": 10}, 20, id="days-begin"),
        pytest.param({"step": "days", "done": 5, "of": 10}, 60, id="half-the-days"),
        pytest.param({"step": "days", "done": 10, "of": 10}, 99, id="not-done-before-the-result"),
        pytest.param({"step": "voices", "done": 0, "of": 0}, 0, id="nothing-to-voice"),
    ],
)
def test_progress_is_noted(said: dict[str, object], progress: int, home: Path) -> None:
    run = ask()
    progress_file = folder_of(run, home) / "progress.json"
    child = subprocess.Popen([sys.executable, "-c", SLEEPER, "simulate", str(progress_file)])
    try:
        run = running(child.pid, run)
        progress_file.write_text(json.dumps(said))
        runs.follow(NOW)
        run.refresh_from_db()
        assert (run.state, run.progress, run.of) == (Run.State.RUNNING, progress, said["of"])
    finally:
        child.kill()
        child.wait()
