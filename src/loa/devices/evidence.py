"""Evidence: what contradicts a ledger is kept beside it, within bounds.

A fork is proven by two signed lines under one number. A player whose ledger is disputed
sends all of it again with every new line, so the newest file holds most of what the
others do; and somebody who has its key must not fill the disk.
"""

import logging
from pathlib import Path

from loa.devices.models import Alarm

EVIDENCE = "evidence"  # the folder, in the player's own
MOST_FILES, MOST_BYTES = 50, 8_000_000  # of one player
logger = logging.getLogger(__name__)


def keep_within_bounds(newest: Path) -> None:
    """Drop what the newest file contains, and the oldest of what is too much.

    What an alarm names stays, and so does the newest.
    """
    lines = _lines(newest)
    others = sorted(newest.parent.glob("*.segment"), key=lambda path: path.stat().st_mtime_ns)
    free = [path for path in others if path != newest and not _is_named(path)]
    kept = []
    for path in free:
        if lines.startswith(_lines(path)):
            path.unlink()
        else:
            kept.append(path)
    files, size = len(kept) + 1, newest.stat().st_size + sum(path.stat().st_size for path in kept)
    while kept and (files > MOST_FILES or size > MOST_BYTES):
        oldest = kept.pop(0)
        files, size = files - 1, size - oldest.stat().st_size
        logger.warning("%s: too much evidence of one player; the oldest is dropped", oldest)
        oldest.unlink()


def _lines(path: Path) -> bytes:
    return path.read_bytes().partition(b"\n")[2]


def _is_named(path: Path) -> bool:
    name = f"{path.parent.parent.name}/{EVIDENCE}/{path.name}"
    return Alarm.objects.filter(evidence=name).exists()
