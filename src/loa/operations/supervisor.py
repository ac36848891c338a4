"""Runs the processes of one installation together and says when the first page answers.

Each process has a guardian, a fork of this one that passes its output on. When this one is
killed, or the terminal closed, its guardians end what they guard and then themselves: a
ticker must not go on alone beside the one of the next start.
"""

import os
import shlex
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from honcho.manager import Manager

from loa.operations.commands import loa_command

READY_WITHIN_S = 60
LOOKS_EVERY_S, ENDS_WITHIN_S = 0.5, 5.0


def run_step(words: Sequence[str]) -> int:
    """Run one `loa` command to its end; its exit code."""
    return subprocess.run(loa_command(*words), check=False).returncode


def supervise(
    processes: Mapping[str, Sequence[str]], *, host: str, port: int, ask: str, site: str
) -> int:
    """Run the processes until one of them stops; their output is prefixed by their names.

    Each is a `loa` command, but for `web`, which is the web server itself. `ready` and the
    site's address are printed when the page at the address `ask` answers.
    """
    manager = Manager()
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    web = [sys.executable, "-m", "uvicorn", "loa.asgi:application"]
    web += ["--host", host, "--port", str(port), "--log-level", "warning", "--no-access-log"]
    commands = {"web": web} | {name: loa_command(*words) for name, words in processes.items()}
    for name, words in commands.items():
        process = manager.add_process(name, shlex.join(words), env=environment)
        process.run = partial(_guard, process, process.run, os.getpid())
    threading.Thread(target=_announce, args=(ask, site), daemon=True).start()
    manager.loop()
    return int(manager.returncode or 0)


def _guard(process: Any, run: Callable[..., None], supervisor: int, *arguments: Any) -> None:
    """Run a process in its guardian; outlive a closed terminal, to end it in order."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(supervisor, process), daemon=True).start()
    run(*arguments)


def _end_with(supervisor: int, process: Any) -> None:
    """Wait until the supervisor is gone, however it went; then end what is guarded."""
    while os.getppid() == supervisor:  # a child whose parent is gone gets another
        time.sleep(LOOKS_EVERY_S)
    if (child := process._child) is not None:  # noqa: SLF001 - honcho has no other name for it
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
        began = time.monotonic()
        while child.poll() is None and time.monotonic() - began < ENDS_WITHIN_S:
            time.sleep(0.05)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    os._exit(int(signal.SIGTERM) + 128)


def _announce(url: str, site: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < READY_WITHIN_S:
        try:
            with urllib.request.urlopen(url, timeout=10):  # noqa: S310 - our own address
                print(f"ready  {site}  ({time.monotonic() - began:.1f} s)", flush=True)
                return
        except urllib.error.HTTPError as error:
            print(f"not ready: {url} answers {error.code}", file=sys.stderr, flush=True)
            time.sleep(1)
        except OSError:
            time.sleep(0.2)
    print(f"not ready: {url} did not answer in {READY_WITHIN_S} s", file=sys.stderr, flush=True)
