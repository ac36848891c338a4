"""Commands of the owner for what hangs on the board: the amplifier's relay, the relay source."""

import shlex
import subprocess
from dataclasses import dataclass


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
            subprocess.Popen(
                [*shlex.split(command), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
