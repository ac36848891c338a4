"""`loa simulate` as a person at a shell meets it."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.rehearsal.conftest import ROOT, command, environment, loa

DAYS = ("--from", "2020-03-02", "--until", "2020-03-05")
ZEROS = (
    "unexplained",
    "unsigned_played",
    "quiet_hour_violations",
    "asrun_lost",
    "asrun_duplicated",
    "chain_breaks_undetected",
)
Run = tuple[Path, "subprocess.CompletedProcess[str]"]


@pytest.mark.slow
def test_three_days_of_three_stations_air_as_planned(three_days: Run) -> None:
    _data, done = three_days
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    wall_s, prepared_s = result.pop("wall_s"), result.pop("prepared_s")
    planned = result["planned"]
    # Four items in rotation twice a day; four runs of two days, twice a day.
    assert planned == 3 * (4 * 2 * 3 + 4 * 2 * 2)
    assert min(wall_s, prepared_s) > 0
    assert result == {
        "plan": "small",
        "from": "2020-03-02",
        "until": "2020-03-05",
        "seed": 7,
        "stations": 3,
        "station_days": 9,
        "planned": planned,
        "distinct_items": 8,
        "aired": planned,
        "late": 0,
        "cut": 0,
        "missed": {},
        **dict.fromkeys(ZEROS, 0),
        "faults": {},
    }


@pytest.mark.slow
def test_progress_is_told_apart_from_the_result(three_days: Run) -> None:
    _data, done = three_days
    assert done.stderr.splitlines()[-1] == "days rehearsed: 3 of 3"


@pytest.mark.slow
def test_only_what_was_asked_for_and_the_sounds_stay(three_days: Run) -> None:
    data, _done = three_days
    assert sorted(path.name for path in data.iterdir()) == ["coverage.json", "objects"]
    assert json.loads((data / "coverage.json").read_bytes()) == []  # no target was served


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(
            ("small", "--from", "2020-03-05", "--until", "2020-03-05"),
            "loa: --until must be later than --from: it is the first day after",
            id="until-not-after-from",
        ),
        pytest.param(
            ("small", *DAYS, "--coverage-file", "nowhere/coverage.json"),
            "loa: nowhere/coverage.json: cannot be written (No such file or directory)",
            id="a-file-that-cannot-be-written",
        ),
        pytest.param(
            ("small", *DAYS, "--keep", "src"),
            "loa: --keep src: not empty; name a new folder",
            id="a-folder-in-use",
        ),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is(
    words: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    done = loa(tmp_path, "simulate", *words)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", sentence)
    assert list(tmp_path.iterdir()) == []


def test_a_day_that_is_no_day_is_misuse(tmp_path: Path) -> None:
    done = loa(tmp_path, "simulate", "small", "--from", "2020-02-30", "--until", "2020-03-05")
    assert (done.returncode, "invalid fromisoformat value" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(
            ("--faults", "disk-full,earthquake"),
            "argument --faults: 'earthquake' is not a valid FaultKind; known: all, network-away,",
            id="a-kind-that-is-not-known",
        ),
        pytest.param(
            ("--seeds", "1-200"), "argument --seeds: '1-200' is no range like 1..200", id="a-dash"
        ),
        pytest.param(
            ("--seeds", "9..1"), "argument --seeds: '9..1' is no range like 1..200", id="no-seed"
        ),
    ],
)
def test_a_word_that_is_not_understood_is_named(
    words: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    done = loa(tmp_path, "simulate", "small", *DAYS, *words)
    assert (done.returncode, sentence in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    data = tmp_path / "file" / "data"
    done = loa(data, "simulate", "small", *DAYS)
    assert (done.returncode, done.stderr.strip()) == (
        2,
        f"loa: {data}: cannot be written (Not a directory)",
    )


@pytest.mark.slow
def test_an_unknown_plan_is_named_and_nothing_stays(tmp_path: Path) -> None:
    done = loa(tmp_path, "simulate", "nowhere", *DAYS)
    sentence = "loa: nowhere: no plan to rehearse; known: small"
    assert (done.returncode, done.stderr.strip()) == (2, sentence)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_stopped_half_way_it_leaves_nothing_behind(word: signal.Signals, tmp_path: Path) -> None:
    child = subprocess.Popen(
        command("simulate", "small", *DAYS),
        env=environment(tmp_path),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("rehearsal-*/loa.sqlite3")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert child.poll() is None
    child.send_signal(word)
    _, said = child.communicate(timeout=60)
    assert (child.returncode, said.splitlines()[-1]) == (
        128 + word,
        "loa simulate: stopped; nothing is kept",
    )
    assert list(tmp_path.glob("rehearsal-*")) == []
