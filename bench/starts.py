"""The exact start: how late the first sample comes, heard from outside the process.

A station has DEADLINES items, EVERY_S apart, once on a machine that has nothing else to do
and once with a program that never rests on every core. The player is `loa-player` itself,
as its systemd unit runs it (the same scheduling, if we may give it; then once more without
it), with its sound going into a FIFO; another process reads that and takes the time at
which samples above silence arrive. Meanwhile the player works as it does not in the field
in a day: it refreshes and reports every second (there: minutes), gets a new rundown of
hundreds of items each time, which it verifies and judges, sends its ledger, brings new
sounds, and decodes for each item an Opus file of SOUND_S of which 0.2 s are heard.

Beside it at the same time, on the same machine, between our deadlines: Liquidsoap, heard
by the same listener through a FIFO of its own, scheduled in the same way. It has nothing
to do but to start: a decoded sound in a switch whose predicate asks the clock in each
frame, which is the most exact that its language offers, and frames of FRAME_S, the
shortest with which it keeps up here. Its deadlines lie half an interval after ours.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import wave
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import numpy as np
from bench.table import Row
from bench.village import Village, opus
from tests.simulators.server import serving

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "deploy" / "player" / "loa-player.service"
DEADLINES, FEWER, EVERY_S, HEARD_MS, SOUND_S = 200, 60, 0.503, 200, 8
FRAME_S = 0.01
LIMIT_MS = 2.0
LEAD_S = 12.0  # the player enrols, brings its first sounds and finds its pace
SCRIPT = """
settings.init.allow_root.set(true)
settings.log.stdout.set(false)
settings.log.file.set(false)
settings.frame.duration.set({frame})
sound = single("{tone}")
def on() =
  past = (time() - {first}) / {every}
  past >= 0. and (past - float(int(past))) * {every} < 0.2
end
s = switch(track_sensitive=false, [(on, sound), ({{true}}, blank())])
output.file(flush=true, %wav(mono, samplesize=16, header=false), "{fifo}", s)
"""


def run() -> list[Row]:
    sounds = [opus(number, SOUND_S) for number in range(DEADLINES)]
    cores = os.cpu_count() or 1
    rows = [
        *rows_of("idle", measure(sounds, 0)),
        *rows_of("under load", measure(sounds, cores)),
    ]
    plain = measure(sounds[:FEWER], cores, scheduled=False)
    name = "start, under load, not scheduled by the unit, p99"
    return [*rows, Row(name, percentile(plain.ours, 99), "ms", described(plain.ours))]


@dataclass(frozen=True, slots=True)
class Heard:
    """Errors in milliseconds, negative when early; None: not heard. What went on meanwhile."""

    ours: Sequence[float | None]
    theirs: Sequence[float | None]
    meanwhile: Counter[str]
    load: float


def rows_of(name: str, heard: Heard) -> list[Row]:
    if shutil.which("liquidsoap") is None:
        beside = "Liquidsoap is not installed (Debian: apt install liquidsoap)"
    else:
        beside = f"Liquidsoap {described(heard.theirs)}"
    missed = sum(error is None for error in heard.ours)
    p99 = percentile(heard.ours, 99)
    ok = not missed and p99 <= LIMIT_MS
    told = ", ".join(f"{n} {what}" for what, n in sorted(heard.meanwhile.items()))
    if not may_give():
        told += "; not scheduled by the unit, which needs root"
    print(f"  {name} (load {heard.load:.1f}): {described(heard.ours)}; {told}", file=sys.stderr)
    print(f"  {name}: {beside}", file=sys.stderr)
    return [
        Row(f"start, {name}, p99", p99, "ms", f"≤ {LIMIT_MS:.0f}; {beside}", ok),
        Row(f"start, {name}, median", percentile(heard.ours, 50), "ms", f"meanwhile {told}"),
    ]


def described(errors: Sequence[float | None]) -> str:
    missed = sum(error is None for error in errors)
    told = ", ".join(f"p{p} {percentile(errors, p):.2f}" for p in (50, 90, 99, 100))
    return f"{told} ms, {missed} of {len(errors)} not heard"


def percentile(errors: Sequence[float | None], percent: float) -> float:
    sizes = [abs(error) for error in errors if error is not None]
    return float(np.percentile(sizes, percent, method="higher")) if sizes else float("inf")


def matched(deadlines: Sequence[float], heard: Sequence[float]) -> list[float | None]:
    """Return each deadline's error in milliseconds: that of the nearest beginning."""
    found: list[float | None] = []
    for deadline in deadlines:
        near = min(heard, key=lambda moment: abs(moment - deadline), default=0.0)
        error = near - deadline
        found.append(error * 1000 if abs(error) < EVERY_S / 2 else None)
    return found


# ---- one run


def measure(sounds: Sequence[bytes], busy: int, *, scheduled: bool = True) -> Heard:
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        station = Village(sounds, HEARD_MS, "refresh_s = 1\nreport_s = 1\n")
        stack.enter_context(serving(station.server))
        home = station.enrolled(folder / "home")
        first = datetime.fromtimestamp(int(time.time() + LEAD_S), UTC)
        deadlines = [first + timedelta(seconds=n * EVERY_S) for n in range(len(sounds))]
        station.plan(deadlines)
        stack.enter_context(busy_with(busy))
        ours = stack.enter_context(listening(folder / "ours"))
        theirs = stack.enter_context(listening(folder / "theirs"))
        half = first.timestamp() + EVERY_S / 2
        with ExitStack() as programs:
            for command in (liquidsoap(folder, half), player(home, folder / "ours")):
                if command:
                    programs.enter_context(_program(command, scheduled=scheduled))
            until = deadlines[-1].timestamp() + 1
            while time.time() < until:
                station.go_on()
                time.sleep(1.0)
            load = os.getloadavg()[0]
        wanted = [moment.timestamp() for moment in deadlines]
        return Heard(
            matched(wanted, ours()),
            matched([moment + EVERY_S / 2 for moment in wanted], theirs()),
            station.meanwhile(),
            load,
        )


def player(home: Path, fifo: Path) -> list[str]:
    words = ["run", "--home", str(home), "--output", f"pipe:{fifo}"]
    return [sys.executable, "-m", "loa.player.cli", *words]


def liquidsoap(folder: Path, first: float) -> list[str]:
    """Return the command, empty when it is not installed."""
    program = shutil.which("liquidsoap")
    if program is None:
        return []
    tone = folder / "tone.wav"
    with wave.open(str(tone), "wb") as file:
        file.setparams((1, 2, 44_100, 0, "NONE", ""))
        file.writeframes((np.sin(np.arange(441_000) * 0.3) * 12_000).astype("<i2").tobytes())
    script = folder / "beside.liq"
    script.write_text(
        SCRIPT.format(tone=tone, first=first, every=EVERY_S, fifo=folder / "theirs", frame=FRAME_S)
    )
    return [program, str(script)]


@contextmanager
def busy_with(number: int) -> Iterator[None]:
    with ExitStack() as stack:
        for _ in range(number):
            stack.enter_context(_program([sys.executable, "-c", "while True: pass"]))
        yield


@contextmanager
def _program(command: Sequence[str], *, scheduled: bool = False) -> Iterator[None]:
    # Given before it makes threads, which inherit it.
    give = partial(give_priority, 0) if scheduled and may_give() else None
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=give)  # noqa: PLW1509 - a system call, no more
    try:
        yield
        assert child.poll() is None, f"{command[0]} ended by itself"
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


@cache
def may_give() -> bool:
    """Whether this process may schedule others as the unit says."""
    child = subprocess.run(
        [sys.executable, "-c", "from bench.starts import give_priority; give_priority(0)"],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return child.returncode == 0


def give_priority(pid: int) -> None:
    """Schedule a process as the player's unit says. PermissionError when we may not."""
    lines = dict(line.split("=", 1) for line in UNIT.read_text().splitlines() if "=" in line)
    policy = getattr(os, f"SCHED_{lines['CPUSchedulingPolicy'].upper()}")
    os.sched_setscheduler(pid, policy, os.sched_param(int(lines["CPUSchedulingPriority"])))


@contextmanager
def listening(fifo: Path) -> Iterator["Listener"]:
    os.mkfifo(fifo)
    out = fifo.with_suffix(".heard")
    child = subprocess.Popen(
        [sys.executable, "-m", "bench.listening", str(fifo), str(out)], cwd=ROOT
    )
    while not out.with_suffix(".ready").exists():
        assert child.poll() is None
        time.sleep(0.05)
    listener = Listener(child, out)
    try:
        yield listener
    finally:
        listener.stop()


class Listener:
    """Called, it stops listening and returns the beginnings that it heard, in seconds."""

    def __init__(self, child: "subprocess.Popen[bytes]", out: Path) -> None:
        self._child, self._out = child, out

    def __call__(self) -> list[float]:
        self.stop()
        return [int(line) / 1e9 for line in self._out.read_text().splitlines()]

    def stop(self) -> None:
        if self._child.poll() is None:
            self._child.send_signal(signal.SIGTERM)
            self._child.wait(timeout=10)
