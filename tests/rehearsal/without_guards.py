"""The checks are checked: each guard taken out in turn, and what the six counts then say.

`python -m tests.rehearsal.without_guards GUARD…` (none: all) with a fresh LOA_DATA_DIR
prints one object: guard to the counts with it and without it, under the same faults and
the same thief. With `--trace GUARD` it looks for the shortest trace without that guard;
with `--twice` it rehearses one seed, then another, then the first again.
"""

import gc
import json
import os
import sys
from pathlib import Path

import django


def main(words: list[str]) -> None:
    """Prepare one stage and play every case on it."""
    gc.set_threshold(50_000, 50, 100)
    scratch = Path(os.environ["LOA_DATA_DIR"])
    scratch.mkdir(parents=True, exist_ok=True)
    django.setup()
    from tests.rehearsal import guards  # noqa: PLC0415 - needs setup

    stage = guards.prepared(scratch)
    if words[:1] == ["--trace"]:
        print(json.dumps(guards.shortest(stage, words[1])))
        return
    if words == ["--twice"]:
        print(json.dumps([guards.drawn(stage, seed) for seed in (6, 5, 6)]))
        return
    chosen = words or list(guards.CASES)
    print(json.dumps({name: guards.counts(stage, guards.CASES[name]) for name in chosen}, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
