"""Drive one target, or each in turn, with atheris: `python -m fuzz.run [TARGET] [--seconds N]`.

Atheris watches which branches bytes reach and changes them accordingly. A finding ends the
run with a trace and leaves the bytes in `fuzz/found/`. Each target is a process of its own.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FOUND, CORPUS = HERE / "found", HERE / "corpus"
LONGEST = 20_000  # bytes of an input


def main() -> int:
    """Run; 0 when nothing was found, 1 when something was."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.run", description=__doc__)
    parser.add_argument("target", nargs="?", help="a name; without one: each in turn")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    arguments = parser.parse_args()
    if arguments.target:
        return drive(arguments.target, arguments.seconds)
    from fuzz.entries import targets  # noqa: PLC0415 - instrumented where it is driven

    worst = 0
    for name in targets():
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", "fuzz.run", name, "--seconds", str(arguments.seconds)]
        worst = max(worst, min(1, subprocess.run(command, check=False).returncode))
    return worst


def drive(name: str, seconds: int) -> int:
    """Feed one target; atheris ends the process itself."""
    try:
        import atheris  # noqa: PLC0415 - no part of the ordinary tests
    except ImportError:
        print("atheris is missing: `make fuzz` installs it", file=sys.stderr)
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.settings")
    with atheris.instrument_imports(include=["loa"]):
        from fuzz.entries import targets  # noqa: PLC0415 - as it is imported, it is instrumented
    target = targets()[name]
    FOUND.mkdir(exist_ok=True)
    corpus = CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=20"]
    options += [f"-artifact_prefix={FOUND}/{name}-", "-print_final_stats=0", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], target.feed)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
