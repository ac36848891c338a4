"""The ticker: a process of its own that acts on whatever the domain's tables say is due.

Each duty is a function of `now` that may be called at any time, does what is due and
leaves nothing half done; so a crash costs one round, and no task can be lost. A duty
that fails is written down and tried again in the next round; the others go on.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string

from loa.operations.models import Duty

log = logging.getLogger(__name__)
Act = Callable[[datetime], object]
MILLISECOND = timedelta(milliseconds=1)


def duties() -> dict[str, Act]:
    """Return the duties that settings name, in order."""
    return {name: import_string(name) for name in settings.TICKER_DUTIES}


def run_round(acts: dict[str, Act], *, now: datetime) -> list[str]:
    """Let every duty act once; return the names of those that failed."""
    failed = []
    for name, act in acts.items():
        began = time.monotonic()
        Duty.objects.update_or_create(name=name, defaults={"started_at": now})
        try:
            act(now)
        except Exception as error:  # a duty's failure must not stop the others
            log.exception("duty failed", extra={"duty": name})
            failed.append(name)
            _note_failure(name, error)
        else:
            took = timedelta(seconds=time.monotonic() - began)
            Duty.objects.filter(name=name).update(
                done_at=now + took, took_ms=took // MILLISECOND, failures=0, error=""
            )
    return failed


def _note_failure(name: str, error: Exception) -> None:
    row = Duty.objects.get(name=name)
    row.failures += 1
    row.error = f"{type(error).__name__}: {error}"[:2000]
    row.save(update_fields=["failures", "error"])


def run_forever(*, every_s: float, rounds: Iterable[object]) -> None:
    """Run a round every `every_s` seconds for as long as `rounds` yields."""
    acts = duties()
    for _ in rounds:
        began = time.monotonic()
        close_old_connections()
        run_round(acts, now=datetime.now(UTC))
        time.sleep(max(0.0, every_s - (time.monotonic() - began)))
