"""Every string that people see is said in Vietnamese, and its catalogue is compiled."""

import subprocess
import sys


def test_every_string_is_translated_and_compiled() -> None:
    command = [sys.executable, "tools/messages", "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.stdout + result.stderr, result.returncode) == ("", 0)
