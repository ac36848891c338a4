"""`python -m tools.growth.rehearsed DAYS`: prints the ms of CPU that so many days take.

Made ready before the clock starts; three stations, all faults, one seed.
"""

import sys
import time
from datetime import date, timedelta
from pathlib import Path

from loa.core.periods import Days

FIRST, SEED = date(2020, 3, 2), 7


def main() -> None:
    import django  # noqa: PLC0415 - the environment says where

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from loa.rehearsal import stage  # noqa: PLC0415 - needs setup
    from loa.rehearsal.faults import FaultKind, draw  # noqa: PLC0415

    days = Days(FIRST, FIRST + timedelta(days=int(sys.argv[1])))
    scratch = Path(settings.DATA_DIR)
    ready = stage.prepare("small", days, home=scratch / "home", scratch=scratch, progress=_silent)
    faults = draw(SEED, ready.scene.ground(), frozenset(FaultKind))
    began = time.process_time()
    outcome = ready.run(SEED, faults, _silent)
    print((time.process_time() - began) * 1000)
    if outcome.offences:
        raise SystemExit(outcome.offences[0].sentence)


def _silent(_step: str, _done: int, _all: int) -> None:
    pass


if __name__ == "__main__":
    main()
