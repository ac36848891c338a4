"""The real server as a process of its own, for tests that need more than one."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.prepared import prepared

ROOT = Path(__file__).parents[1]
MIGRATE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


@dataclass(frozen=True)
class Served:
    """A server that runs: its address, its process, and what runs beside it on its data."""

    url: str
    port: int
    pid: int
    environment: Mapping[str, str]

    def run(self, code: str) -> str:
        """Run Python on the server's data and return what it printed."""
        words = [sys.executable, "-c", code]
        ran = subprocess.run(
            words, cwd=ROOT, env=dict(self.environment), check=True, capture_output=True
        )
        return ran.stdout.decode()

    def threads(self) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return int(next(line for line in status if line.startswith("Threads")).split()[1])


@contextmanager
def served(folder: Path, *, fill: str, asks: str) -> Iterator[Served]:
    """Run uvicorn as an installation does, on data of its own; ready when `asks` answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "LOA_DATA_DIR": str(folder), "LOA_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "loa.settings",
    }  # fmt: skip
    if prepared().exists():  # migrating is slow, and tested elsewhere
        shutil.copy(prepared(), folder / "loa.sqlite3")
    Served("", port, 0, environment).run(MIGRATE + fill)
    words = ["-m", "uvicorn", "loa.asgi:application", "--port", str(port)]
    words += ["--log-level", "warning"]
    with subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment) as running:
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{url}{asks}")
            yield Served(url, port, running.pid, environment)
        finally:
            running.kill()


def _wait_for(url: str) -> None:
    until = time.monotonic() + 180  # a machine that tests much else starts slowly
    while True:
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310 - our own server
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
