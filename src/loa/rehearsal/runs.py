"""Rehearsals asked for by people: a child process works each out, the ticker follows it.

The child has a data folder and a database of its own, because heavy writing beside SQLite
makes small writes wait. It says how far it has come in a file; its result is one object.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from loa.rehearsal.changes import Changes
from loa.rehearsal.models import Run, Step

TAIL = 2000
PROGRESS = ("progress", "step", "done", "of")
SIGNALLED = 128  # a shell's code for a signal begins above this
_children: dict[int, subprocess.Popen[bytes]] = {}  # those that this process started


def ask(*, plan_key: str, starts: date, ends: date, seed: int, now: datetime) -> Run:
    """Ask for a rehearsal of days [starts, ends); the ticker starts it when none is running."""
    return Run.objects.create(plan_key=plan_key, starts=starts, ends=ends, seed=seed, asked_at=now)


def ask_for_trial(
    *, plan_key: str, starts: date, ends: date, changes: Changes, by: str, now: datetime
) -> Run:
    """Ask what changes would bring on days [starts, ends)."""
    return Run.objects.create(
        plan_key=plan_key,
        kind=Run.Kind.TRIAL,
        starts=starts,
        ends=ends,
        changes=changes.document(),
        asked_by=by,
        asked_at=now,
    )


def keep(run: Run) -> None:
    """Keep a trial among those that are compared."""
    run.kept = True
    run.save(update_fields=["kept"])


def discard(run: Run) -> None:
    """Forget a trial, and stop it if it is being worked out."""
    if run.state == Run.State.RUNNING and run.process and _alive(run):
        with suppress(ProcessLookupError):  # it has just ended by itself
            os.kill(run.process, signal.SIGTERM)
    shutil.rmtree(_folder(run), ignore_errors=True)
    run.delete()


def follow(now: datetime) -> None:
    """Note how far what is running has come, or start the next: a duty of the ticker.

    A trial takes moments, a whole rehearsal many minutes: neither waits for the other.
    """
    for kind in Run.Kind:
        running = Run.objects.filter(kind=kind, state=Run.State.RUNNING).order_by("pk").first()
        waiting = Run.objects.filter(kind=kind, state=Run.State.ASKED).order_by("pk").first()
        if running is not None:
            _look_after(running, now)
        elif waiting is not None:
            _start(waiting, now)


def _folder(run: Run) -> Path:
    folder = Path(settings.DATA_DIR) / "rehearsals" / str(run.pk)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _start(run: Run, now: datetime) -> None:
    folder = _folder(run)
    for name in ("progress.json", "result.json", "coverage.json"):
        (folder / name).unlink(missing_ok=True)
    words = [sys.executable, "-m", "loa.cli", *_words(run, folder)]
    with (folder / "result.json").open("wb") as out, (folder / "log.txt").open("wb") as log:
        # In the ticker's own process group: stopping the installation stops it too.
        child = subprocess.Popen(["nice", *words], stdout=out, stderr=log)
    _children[child.pid] = child
    run.state, run.process, run.started_at = Run.State.RUNNING, child.pid, now
    run.progress, run.step, run.done, run.of, run.error = 0, "", 0, 0, ""
    _note(run, "state", "process", "started_at", "error", *PROGRESS)


def _words(run: Run, folder: Path) -> list[str]:
    """Return the command that works a run out."""
    days = ["--from", run.starts.isoformat(), "--until", run.ends.isoformat()]
    common = [run.plan_key, *days, "--progress-file", str(_progress_file(folder))]
    if run.kind == Run.Kind.TRIAL:
        (folder / "changes.json").write_text(json.dumps(run.changes))
        return ["try", *common, "--changes", str(folder / "changes.json")]
    more = ["--seed", str(run.seed), "--coverage-file", str(folder / "coverage.json")]
    return ["simulate", *common, "--json", *more]


def _look_after(run: Run, now: datetime) -> None:
    folder = _folder(run)
    _note_progress(run, folder)
    if _alive(run):
        _note(run, *PROGRESS)
        return
    stopped = _was_stopped(run.process)
    try:
        run.result = json.loads((folder / "result.json").read_bytes())
        if run.kind == Run.Kind.WHOLE:
            run.cells = json.loads((folder / "coverage.json").read_bytes())
    except (OSError, ValueError):
        run.error = "" if stopped else _complaint(folder)
        # What was stopped with everything else begins again.
        run.state = Run.State.FAILED if run.error else Run.State.ASKED
    else:
        run.state, run.progress = Run.State.DONE, 100
    run.process, run.finished_at = None, now
    _note(run, "state", "process", "finished_at", "result", "cells", "error", *PROGRESS)


def _note(run: Run, *fields: str) -> None:
    """Write down how a run stands; one that somebody discards meanwhile stays away."""
    Run.objects.filter(pk=run.pk).update(**{field: getattr(run, field) for field in fields})


def _complaint(folder: Path) -> str:
    try:
        return (folder / "log.txt").read_text(errors="replace").strip()[-TAIL:]
    except OSError:
        return ""


def _note_progress(run: Run, folder: Path) -> None:
    try:
        said = json.loads(_progress_file(folder).read_bytes())
    except (OSError, ValueError):
        return
    run.step, run.done, run.of = said["step"], said["done"], said["of"]
    share = 100 * run.done // max(1, run.of)
    # The sounds are the first fifth, where they are not known already.
    whole = share // 5 if run.step == Step.VOICES else 20 + 4 * share // 5
    run.progress = min(99, share if run.step == Step.STATIONS else whole)


def _alive(run: Run) -> bool:
    """Whether a run's child still runs."""
    if run.process is None:
        return False
    if child := _children.get(run.process):
        return child.poll() is None
    # Not ours: this ticker was started after it. Numbers are given again, also to other runs'
    # children, so look at what it was told.
    try:
        said = Path(f"/proc/{run.process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(_progress_file(_folder(run))) in said


def _progress_file(folder: Path) -> Path:
    return folder / "progress.json"


def _was_stopped(process: int | None) -> bool:
    """Whether a child that has ended was stopped: by a signal, or with the ticker before this."""
    child = _children.pop(process, None) if process is not None else None
    return child is None or child.returncode < 0 or child.returncode > SIGNALLED
