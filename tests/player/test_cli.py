"""The player as a process: enrolled, run, killed in the middle, run again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import pytest
from tests.simulators.programme import ZONE, Programme, at, tone
from tests.simulators.publisher import Publisher
from tests.simulators.server import Server, serving

from loa.core.dayparts import Daypart
from loa.core.message import instant
from loa.core.policy import Hours
from loa.player.cli import main
from loa.player.home import alone

# The program as installed from the wheel, and the user that it runs as: see tests/wheel.py.
COMMAND = [os.environ["LOA_PLAYER"]] if "LOA_PLAYER" in os.environ else []
USER = os.environ.get("LOA_PLAYER_USER")


def programme(server_key: str) -> Programme:
    day = Programme()
    day.policy = replace(day.policy, acknowledgers=(server_key,))
    for number, clock in enumerate(("05:00", "05:10", "05:20")):
        day.add(clock, 20, sound=tone(20_000, number))
    return day


@pytest.fixture
def server() -> Iterator[Server]:
    publisher = Publisher(datetime.now(UTC))
    state = Server(publisher)
    day = programme(state.key.public)
    publisher.station(day.policy, day.rings, day.rundowns(), list(day.messages.values()))
    for sound in day.sounds.values():
        publisher.put(sound)
    publisher.publish()
    with serving(state):
        yield state


@pytest.fixture
def home(server: Server, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    assert (
        main(["enrol", "--server", server.url, "--claim", str(server.claim), "--home", str(home)])
        == 0
    )
    return home


def trial(home: Path, out: Path, *more: str) -> list[str]:
    return ["run", "--home", str(home), "--output", f"file:{out}", *more]


def hand_over(folder: Path) -> None:
    """Give a folder to the user that the player runs as, and let it be reached."""
    if USER is None:
        return
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, USER)
    for parent in folder.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o055)


def starts(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "starts.jsonl").read_text().splitlines()]


def test_a_day_from_a_signed_bundle_into_files_and_a_ledger_that_verifies(
    server: Server, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    more = (
        "--at",
        "2026-11-23T04:50:00+07:00",
        "--speed",
        "5000",
        "--until",
        "2026-11-23T06:00:00+07:00",
    )
    assert main(trial(home, out, *more)) == 0
    planned = [instant(at(clock)) for clock in ("05:00", "05:10", "05:20")]
    assert [(s["planned"], s["started"], s["late_ms"], s["gain_cdb"]) for s in starts(out)] == [
        (moment, moment, 0, -600) for moment in planned
    ]
    lengths = []
    for path in sorted(out.glob("*.wav")):
        with wave.open(str(path)) as file:
            lengths.append(file.getnframes() / file.getframerate())
    assert lengths == [20.0, 20.0, 20.0]
    assert [str(e.event) for e in server.entries].count("finished") == 3
    assert server.entries[0].get("simulated") == 1
    capsys.readouterr()
    assert main(["status", "--home", str(home), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ledger"]["n"], told["ledger"]["whole"]) == (len(server.lines), True)
    assert told["ledger"]["outcomes"] == {"finished": 3}


def test_killed_in_the_middle_the_ledger_goes_on(
    server: Server, home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = COMMAND or [sys.executable, "-m", "loa.player.cli"]
    hand_over(tmp_path)
    begin = trial(home, out, "--at", "2026-11-23T04:59:50+07:00", "--speed", "10")
    child = subprocess.Popen([*command, *begin], stdout=subprocess.DEVNULL, user=USER)
    deadline = time.monotonic() + 20
    while not (out / "starts.jsonl").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    child.send_signal(signal.SIGKILL)
    child.wait()
    again = trial(home, out, "--at", "2026-11-23T05:05:00+07:00", "--speed", "5000")
    done = subprocess.run(
        [*command, *again], capture_output=True, text=True, check=False, user=USER
    )
    assert done.returncode == 0, done.stderr
    events = [
        (str(e.event), e.get("reason"))
        for e in server.entries
        if e.event in {"boot", "started", "finished", "cut", "missed"}
    ]
    assert events == [
        ("boot", None),
        ("started", None),
        ("boot", None),
        ("cut", "off"),
        ("started", None),
        ("finished", None),
        ("started", None),
        ("finished", None),
    ]


def test_the_last_good_rundown_plays_without_a_network(
    server: Server, home: Path, tmp_path: Path
) -> None:
    until = ("--until", "2026-11-23T04:01:00+07:00", "--speed", "5000")
    assert main(trial(home, tmp_path / "a", "--at", "2026-11-23T04:00:00+07:00", *until)) == 0
    server.publisher.files.clear()
    server.requests.clear()
    out = tmp_path / "out"
    assert main(trial(home, out, "--at", "2026-11-23T04:50:00+07:00", "--speed", "5000")) == 0
    assert [s["late_ms"] for s in starts(out)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--output", "speaker", "--at", "2026-11-23T05:00:00Z"], "a trial plays into files"),
        (["--output", "none", "--speed", "2"], "--speed and --until belong to a trial"),
        (
            ["--output", "file:", "--at", "2026-11-23T05:00:00Z"],
            "give speaker, pipe:FIFO, file:DIR or none",
        ),
    ],
)
def test_misuse_is_told(
    home: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--home", str(home), *arguments]) == 2
    assert sentence in capsys.readouterr().err


def test_a_home_that_is_not_enrolled_says_how(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--home", str(tmp_path), "--output", "none"]) == 2
    assert "run `loa-player enrol" in capsys.readouterr().err


def test_a_trial_and_a_real_station_never_share_a_ledger(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    times = ("--at", "2026-11-23T04:00:00+07:00", "--until", "2026-11-23T04:00:01+07:00")
    assert main(trial(home, tmp_path / "out", *times)) == 0
    capsys.readouterr()
    assert main(["run", "--home", str(home), "--output", "none"]) == 2
    assert "the ledger here is a trial's" in capsys.readouterr().err


def test_two_players_never_share_a_home(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with alone(home):
        assert main(["run", "--home", str(home), "--output", "none"]) == 2
    assert "another loa-player is running here" in capsys.readouterr().err


def test_a_real_player_runs_in_real_time_until_it_is_told_to_stop(
    server: Server, home: Path, tmp_path: Path
) -> None:
    (home / "player.toml").write_text("trust_system_clock = true\nreport_s = 1\n")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "loa.player.cli", *trial(home, out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "playing cd-02071\n"
        deadline = time.monotonic() + 20
        while not any(e.event == "boot" for e in server.entries) and time.monotonic() < deadline:
            time.sleep(0.05)
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=20) == 0
    assert [str(e.event) for e in server.entries[:2]] == ["opened", "boot"]
    assert server.entries[0].get("simulated") is None


def test_a_real_player_starts_at_the_exact_time_and_reports_while_it_runs(
    server: Server, home: Path, tmp_path: Path
) -> None:
    (home / "player.toml").write_text("trust_system_clock = true\nreport_s = 1\nrefresh_s = 1\n")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "loa.player.cli", *trial(home, out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        day = Programme()
        hours = (Hours(Daypart(time_of_day(0), time_of_day(0))),)
        day.policy = replace(day.policy, serial=2, hours=hours)
        clock = f"{datetime.now(UTC).astimezone(ZONE) + timedelta(seconds=3):%H:%M:%S}"
        today = datetime.now(UTC).astimezone(ZONE).date()
        item = day.add(clock, 1, day=today, sound=tone(1000))
        server.publisher.now = datetime.now(UTC)
        server.publisher.station(day.policy, day.rings, day.rundowns(), list(day.messages.values()))
        server.publisher.put(tone(1000))
        server.publisher.publish()
        deadline = time.monotonic() + 20
        while not any(e.event == "finished" for e in server.entries):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=20) == 0
    (start,) = starts(out)
    assert (start["item"], start["sound"]) == (item.id, item.sound)
    assert int(str(start["late_ms"])) < 250
