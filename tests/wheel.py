"""Build the wheel, install it alone with the player's locked needs, and use it.

The base distribution must work without Django: an auditor verifies a ledger, a station
plays, and nothing of the server is asked for.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path) -> str:
    """Run a command that must succeed; what it printed."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, install, use."""
    with tempfile.TemporaryDirectory(prefix="loa-wheel-") as name:
        folder = Path(name)
        build = (sys.executable, "-m", "build", "--wheel", "--no-isolation")
        run(*build, "--outdir", folder, ROOT)
        (wheel,) = folder.glob("*.whl")
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv/bin/python"
        pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--require-hashes", "-r", ROOT / "requirements/player.txt")
        run(*pip, "--no-deps", wheel)
        run(python, "-c", "import importlib.util as u; assert not u.find_spec('django')")
        loa = folder / "venv/bin/loa"
        text = folder / "thong-bao.txt"
        text.write_text("Sáng mai, 5:30, trạm y tế xã tiêm phòng cho trẻ em.", encoding="utf-8")
        run(loa, "audio", "render", text, "--out", folder / "thong-bao.opus", "--json")
        run(loa, "audio", "measure", folder / "thong-bao.opus", "--json")
        run(loa, "ledger", "verify", "--help")
        run(folder / "venv/bin/loa-player", "--help")
        killed_in_mid_session(folder)
        print(f"{wheel.name}: built, installed without Django, used")


def killed_in_mid_session(folder: Path) -> None:
    """Kill the installed player in the middle of a session and start it again, unprivileged."""
    folder.chmod(0o755)
    environment = os.environ | {"LOA_PLAYER": str(folder / "venv/bin/loa-player")}
    if os.geteuid() == 0:
        environment["LOA_PLAYER_USER"] = "nobody"
    pytest = (sys.executable, "-m", "pytest", "-q", "tests/player/test_cli.py", "-k", "killed")
    scratch = f"--basetemp={folder / 'scratch'}"
    done = subprocess.run([*pytest, scratch], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit("the installed player did not survive being killed in mid-session")


if __name__ == "__main__":
    main()
