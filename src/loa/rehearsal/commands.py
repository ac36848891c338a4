"""`loa simulate`, `loa try`, `loa stations run`."""

import argparse
import gc
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from loa.core import config
from loa.core.config import ConfigError
from loa.rehearsal.counts import ZEROS
from loa.rehearsal.faults import FaultKind, draw, read_kinds

PROBLEMS, MISUSE = 1, 2
MOST_OFFENCES = 20
STATIONS_A_PROCESS = 5  # for fewer, a process more costs more than it saves
STOPPED = 128  # and the signal's number
STEPS = {
    "voices": "giving items their sound",
    "days": "days rehearsed",
    "stations": "stations built",
}
Progress = Callable[[str, int, int], None]

if TYPE_CHECKING:
    from loa.rehearsal.simulate import Outcome  # needs Django set up


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands."""
    run = commands.add_parser("simulate", help="rehearse a plan's days in virtual time")
    run.add_argument("plan", help="the plan's key, such as cho-don-2020")
    run.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DAY", required=True)
    run.add_argument(
        "--until", type=date.fromisoformat, metavar="DAY", required=True, help="first day after"
    )
    run.add_argument("--seed", type=int, default=1)
    run.add_argument(
        "--faults",
        type=_faults,
        default=frozenset(),
        metavar="KINDS",
        help="what goes wrong: all, or kinds separated by commas; none when left out",
    )
    run.add_argument(
        "--seeds",
        type=_seeds,
        metavar="A..B",
        help="rehearse with each of these seeds; the first that fails is shortened and told",
    )
    run.add_argument(
        "--processes",
        type=_positive,
        metavar="N",
        help="how many share the stations; as many as help when left out; the result is the same",
    )
    run.add_argument("--json", action="store_true", help="print the result as one object")
    run.add_argument("--progress-file", type=Path, help="keep writing how far it has come here")
    run.add_argument("--coverage-file", type=Path, help="write what was proven, by target and unit")
    run.add_argument("--keep", type=Path, help="keep the rehearsal's own data folder here")
    run.set_defaults(run=run_simulate)

    trying = commands.add_parser("try", help="build a plan's days with changes, and compare")
    trying.add_argument("plan", help="the plan's key, such as cho-don-2020")
    trying.add_argument(
        "--from", dest="first", type=date.fromisoformat, metavar="DAY", required=True
    )
    trying.add_argument(
        "--until", type=date.fromisoformat, metavar="DAY", required=True, help="first day after"
    )
    trying.add_argument("--changes", type=Path, metavar="FILE", help="what is different")
    trying.add_argument("--progress-file", type=Path, help="keep writing how far it has come here")
    trying.set_defaults(run=run_try)

    stations = commands.add_parser("stations", help="simulated stations of the demonstration")
    acts = stations.add_subparsers(title="commands", metavar="COMMAND", required=True)
    live = acts.add_parser("run", help="play today's programme in real time, without sound")
    live.add_argument("--seconds", type=float, default=0, help="stop after so long; 0: never")
    live.set_defaults(run=run_live)


def _faults(text: str) -> frozenset[FaultKind]:
    try:
        return read_kinds(text)
    except ValueError as error:
        known = ", ".join(FaultKind)
        raise argparse.ArgumentTypeError(f"{error}; known: all, {known}") from error


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def _seeds(text: str) -> range:
    first, dots, last = text.partition("..")
    try:
        seeds = range(int(first), int(last if dots else first) + 1)
    except ValueError:
        seeds = range(0)
    if not seeds:  # nothing that is rehearsed holds of itself
        raise argparse.ArgumentTypeError(f"{text!r} is no range like 1..200")
    return seeds


def run_simulate(arguments: argparse.Namespace) -> int:
    """Rehearse in a data folder of its own; exit 1 when one of the six counts is not zero.

    The folder goes, however this ends. Raises ConfigError for what cannot be rehearsed or
    written; then nothing has been done.
    """
    if arguments.until <= arguments.first:
        raise ConfigError("--until must be later than --from: it is the first day after")
    home = config.load().data_dir
    for path in (arguments.progress_file, arguments.coverage_file):
        _check_writable(path)
    try:
        with _stoppable(), _scratch(home, arguments.keep) as scratch:
            os.environ["LOA_DATA_DIR"] = str(scratch)
            os.environ["LOA_DATABASE_URL"] = ""  # whatever a file says: never where people work
            os.environ["LOA_LOG_FORMAT"] = "text"
            result = _simulate(arguments, home, scratch)
    except Stopped as stopped:
        if not arguments.progress_file:  # who follows a file has stopped it
            print("loa simulate: stopped; nothing is kept", file=sys.stderr)
        return STOPPED + stopped.signal
    if arguments.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        for name, value in result.items():
            print(f"{name:<26}{_in_words(value)}")
    return PROBLEMS if any(result.get(name) for name in (*ZEROS, "trace")) else 0


def _in_words(value: object) -> str:
    if isinstance(value, list):
        return "".join(f"\n  {line}" for line in value)
    return str(value)


class Stopped(BaseException):
    """Somebody asks this process to end; like KeyboardInterrupt no handler of errors holds it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a signal end the work as an exception, so that everything is put away."""

    def stop(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_IGN)  # once is enough; putting away takes a moment
        raise Stopped(number)

    words = (signal.SIGTERM, signal.SIGINT)
    before = {word: signal.signal(word, stop) for word in words}
    try:
        yield
    finally:
        for word, handler in before.items():
            signal.signal(word, handler)


@contextmanager
def _scratch(home: Path, keep: Path | None) -> Iterator[Path]:
    """Give the rehearsal's own data folder; it is removed unless it is to be kept."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            if any(keep.iterdir()):
                raise ConfigError(f"--keep {keep}: not empty; name a new folder")
        scratch = keep or Path(tempfile.mkdtemp(prefix="rehearsal-", dir=home))
    except OSError as error:
        raise ConfigError(f"{error.filename}: cannot be written ({error.strerror})") from error
    try:
        yield scratch.absolute()
    finally:
        if not keep:
            shutil.rmtree(scratch, ignore_errors=True)


def _check_writable(path: Path | None) -> None:
    """Find out before the work whether its outcome can be written."""
    if path is None:
        return
    try:
        with path.open("a"):
            pass
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror})") from error
    if not path.stat().st_size:
        path.unlink()


def _simulate(arguments: argparse.Namespace, home: Path, scratch: Path) -> dict[str, object]:
    # Nearly all that a rehearsal makes it keeps: looking it through for garbage is in vain.
    gc.set_threshold(50_000, 50, 100)
    import django  # noqa: PLC0415 - only now is the data folder known

    django.setup()
    from loa.core.periods import Days  # noqa: PLC0415 - with its users
    from loa.rehearsal import seeds, stage  # noqa: PLC0415 - needs setup
    from loa.rehearsal.simulate import coverage_cells  # noqa: PLC0415 - needs setup

    began = time.monotonic()
    progress = _progress(arguments)
    days = Days(arguments.first, arguments.until)
    ready = stage.prepare(arguments.plan, days, home=home, scratch=scratch, progress=progress)
    prepared_s = round(time.monotonic() - began, 1)
    if arguments.seeds:
        summary = seeds.run_seeds(ready, arguments.seeds, arguments.faults, say=_say_seed)
        return asdict(summary) | {"prepared_s": prepared_s}
    stations = len(ready.scene.stations)
    worth = min(os.cpu_count() or 1, max(1, stations // STATIONS_A_PROCESS))
    processes = min(arguments.processes or worth, stations)
    faults = draw(arguments.seed, ready.scene.ground(), arguments.faults)
    outcome = ready.run(arguments.seed, faults, progress, processes=processes)
    for offence in outcome.offences[:MOST_OFFENCES]:
        print(
            f"{offence.count}: {offence.station} {offence.item}: {offence.sentence}",
            file=sys.stderr,
        )
    if arguments.coverage_file:
        arguments.coverage_file.write_text(json.dumps(coverage_cells(arguments.plan)))
    return outcome.result | {"prepared_s": prepared_s}


def _say_seed(seed: int, outcome: "Outcome") -> None:
    wrong = ", ".join(f"{name} {outcome.result[name]}" for name in ZEROS if outcome.result[name])
    print(f"seed {seed}: {wrong or 'holds'}", file=sys.stderr, flush=True)


def _progress(arguments: argparse.Namespace) -> Progress:
    """Return what says how far it has come: in a file when one is asked for, else on stderr.

    With a file, stderr holds complaints and nothing else: by them whoever follows the file
    knows that it failed.
    """
    last = {"at": 0.0}
    terminal = sys.stderr.isatty()

    def say(step: str, done: int, of: int) -> None:
        now = time.monotonic()
        if done < of and now - last["at"] < 1:
            return
        last["at"] = now
        if arguments.progress_file:
            draft = arguments.progress_file.with_suffix(".new")
            draft.write_text(json.dumps({"step": step, "done": done, "of": of}))
            draft.replace(arguments.progress_file)
            return
        end = "\r" if terminal and done < of else "\n"
        print(f"{STEPS[step]}: {done} of {of}", end=end, file=sys.stderr, flush=True)

    return say


def run_try(arguments: argparse.Namespace) -> int:
    """Print both sides of a trial as one object. Raises ConfigError for what cannot be tried."""
    import django  # noqa: PLC0415 - the command line is readable without a database

    django.setup()
    from loa.core.canonical import FormatError  # noqa: PLC0415 - with its users
    from loa.core.periods import Days  # noqa: PLC0415 - with its users
    from loa.rehearsal import trial  # noqa: PLC0415 - needs setup
    from loa.rehearsal.changes import Changes, read_changes  # noqa: PLC0415 - needs setup

    try:
        text = arguments.changes.read_text() if arguments.changes else ""
        changes = read_changes(json.loads(text)) if text else Changes()
        days = Days(arguments.first, arguments.until)
        result = trial.run(arguments.plan, days, changes, _progress(arguments))
    except OSError as error:
        raise ConfigError(f"{error.filename}: cannot be read ({error.strerror})") from error
    except (FormatError, ValueError) as error:
        raise ConfigError(str(error)) from error
    print(json.dumps(result, ensure_ascii=False))
    return 0


def run_live(arguments: argparse.Namespace) -> int:
    """Run the demonstration's stations until told to stop."""
    import django  # noqa: PLC0415 - the command line is readable without a database

    django.setup()
    from loa.rehearsal import live  # noqa: PLC0415 - needs setup

    limit = timedelta(seconds=arguments.seconds) if arguments.seconds else None
    return live.run(limit=limit)
