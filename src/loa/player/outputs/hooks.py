"""Commands of the owner for what hangs on the board: the amplifier's relay, the relay source."""

import contextlib
import os
import shlex
import subprocess
import sys
import threading
from dataclasses import dataclass

PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Hooks:
    """Command lines from `player.toml`; empty ones do nothing.

    They are started and not waited for: a hook that hangs must not hold up the sound.
    """

    amplifier_command: str = ""
    relay_command: str = ""

    def amplifier(self, *, on: bool) -> None:
        """Call `COMMAND on` or `COMMAND off`."""
        self._call(self.amplifier_command, "on" if on else "off")

    def relay(self, source: str, *, on: bool) -> None:
        """Call `COMMAND on SOURCE` or `COMMAND off SOURCE`."""
        self._call(self.relay_command, "on" if on else "off", source)

    @staticmethod
    def _call(command: str, *arguments: str) -> None:
        if command:
            line = [*shlex.split(command), *arguments]
            threading.Thread(target=_run, args=(line,), daemon=True).start()


def _run(line: list[str]) -> None:
    with contextlib.suppress(OSError, AttributeError):  # the player's own priority is not theirs
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    try:
        done = subprocess.run(line, capture_output=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{line[0]}: {error}", file=sys.stderr, flush=True)
    else:
        if done.returncode:
            print(f"{line[0]}: ended with {done.returncode}", file=sys.stderr, flush=True)
