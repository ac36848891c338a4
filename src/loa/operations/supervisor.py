"""Runs the processes of one installation together and says when the first page answers."""

import os
import shlex
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence

from honcho.manager import Manager

from loa.operations.commands import loa_command

READY_WITHIN_S = 60


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
    manager.add_process("web", shlex.join(web), env=environment)
    for name, words in processes.items():
        manager.add_process(name, shlex.join(loa_command(*words)), env=environment)
    threading.Thread(target=_announce, args=(ask, site), daemon=True).start()
    manager.loop()
    return int(manager.returncode or 0)


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
