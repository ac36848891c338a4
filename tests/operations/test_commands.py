"""`loa up`, `loa ticker`, `loa check` as a person types them, each in a process of its own."""

import json
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import IO

import pytest

LOA = [sys.executable, "-m", "loa.cli"]
PATIENCE_S = 120
pytestmark = pytest.mark.slow  # each starts the program anew


def environment(data: Path, **more: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    return own | {"LOA_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"} | more


def loa(data: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*LOA, *words],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )


def test_check_on_an_empty_folder_says_what_is_to_be_done_first(tmp_path: Path) -> None:
    done = loa(tmp_path / "data", "check", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"]) == (1, False)
    to_do = [finding["name"] for finding in report["findings"] if finding["to_do"]]
    assert to_do == ["database", "publication"]
    assert all(finding["ok"] or finding["to_do"] for finding in report["findings"])
    sentences = {finding["name"]: finding["sentence"] for finding in report["findings"]}
    assert list(sentences) == ["data folder", "database", "secrets", "publication"]
    assert sentences["database"].endswith("migrations are waiting; run: loa migrate")


def test_check_names_the_secret_that_others_can_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert "MEND" not in loa(data, "check").stdout
    secret = data / "secrets" / "django"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    secret.chmod(0o644)
    done = loa(data, "check")
    assert done.returncode == 1
    assert f"MEND  secrets: {secret} can be read by others; run: chmod 600 {secret}" in done.stdout


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("colour = 1", "loa.toml: colour: no such setting"),
        ('database_url = "mysql://x/y"', "database_url: mysql: only postgresql:// is known"),
    ],
)
def test_a_setting_that_cannot_be_used_stops_with_its_name(
    tmp_path: Path, setting: str, sentence: str
) -> None:
    (tmp_path / "loa.toml").write_text(setting)
    done = loa(tmp_path, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_up_refuses_a_port_that_is_taken_before_the_database_is_touched(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = loa(tmp_path, "up", "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"loa up: port: port {port} on 127.0.0.1 is taken" in done.stderr
    with closing(sqlite3.connect(tmp_path / "loa.sqlite3")) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []


def test_a_database_in_a_file_is_its_owners_alone(tmp_path: Path) -> None:
    assert loa(tmp_path, "migrate").returncode == 0
    assert stat.S_IMODE((tmp_path / "loa.sqlite3").stat().st_mode) == 0o600


def test_migrate_refuses_a_database_of_a_newer_version(tmp_path: Path) -> None:
    assert loa(tmp_path, "migrate").returncode == 0
    with closing(sqlite3.connect(tmp_path / "loa.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)",
            ("operations", "9999_of_next_year", "2030-01-01"),
        )
    done = loa(tmp_path, "migrate")
    assert done.returncode == 2
    assert "written by a newer Loa (operations.9999_of_next_year)" in done.stderr


def test_the_ticker_ends_after_the_rounds_asked_for(tmp_path: Path) -> None:
    assert loa(tmp_path, "migrate").returncode == 0
    assert loa(tmp_path, "ticker", "--every", "0", "--rounds", "2").returncode == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def line_starting(output: IO[str], word: str) -> str:
    """Return the first line that starts with a word; the process's end ends the wait too."""
    seen = []
    for line in output:
        if line.startswith(word):
            return line
        seen.append(line)
    raise AssertionError(f"no line starts with {word!r}:\n{''.join(seen)}")


def descendants(pid: int) -> set[int]:
    """Return the processes that a process has started, and those that they have."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child} | descendants(child)
    return found


def alive(pids: set[int]) -> dict[int, str]:
    """Return the commands of those that still run; who is dead and not yet buried does not."""
    found = {}
    for pid in pids:
        with suppress(OSError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found[pid] = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return found


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda pid: os.kill(pid, signal.SIGKILL), id="killed"),
        pytest.param(lambda pid: os.killpg(pid, signal.SIGHUP), id="its-terminal-closed"),
    ],
)
def test_nothing_that_up_has_started_outlives_it(
    end: Callable[[int], None], tmp_path: Path
) -> None:
    started: set[int] = set()
    with subprocess.Popen(
        [*LOA, "up", "--port", str(free_port())],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as up:
        assert up.stdout is not None
        try:
            line_starting(up.stdout, "ready")
            started = descendants(up.pid)
            words = " ".join(alive(started).values())
            assert all(name in words for name in ("uvicorn", "ticker", "worker"))
            end(up.pid)
            until = time.monotonic() + 30
            while (left := alive(started)) and time.monotonic() < until:
                time.sleep(0.1)
            assert left == {}
        finally:
            for pid in alive(started | {up.pid}):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def test_up_on_an_empty_folder_says_ready_when_the_first_page_answers_and_stops_when_told(
    tmp_path: Path,
) -> None:
    port = free_port()
    began = time.monotonic()
    with subprocess.Popen(
        [*LOA, "up", "--port", str(port)],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as up:
        assert up.stdout is not None
        try:
            ready = line_starting(up.stdout, "ready")
            assert time.monotonic() - began < PATIENCE_S
            assert re.fullmatch(rf"ready  http://127\.0\.0\.1:{port}  \([0-9.]+ s\)\n", ready)
            files = list(tmp_path.glob("loa.sqlite3*"))
            assert len(files) > 1  # with what SQLite keeps beside it while it is open
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
                assert (page.status, page.url.startswith(f"http://127.0.0.1:{port}/")) == (
                    200,
                    True,
                )
            up.send_signal(signal.SIGINT)
            up.communicate(timeout=60)
        finally:
            if up.poll() is None:
                os.killpg(up.pid, signal.SIGKILL)
    with socket.create_server(("127.0.0.1", port)):
        pass  # nobody listens there any more: every process has stopped
