"""When a duty counts as stopped. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

STOPPED_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Round:
    """A duty's latest round: when it was last finished, and its failures since."""

    name: str
    done_at: datetime | None
    failures: int


def expected(names: Sequence[str], rounds: Iterable[Round]) -> list[Round]:
    """Return one round for each duty there should be; one that never ran has no end.

    Rows of duties that an older version had say nothing about this one.
    """
    known = {one.name: one for one in rounds}
    return [known.get(name, Round(name, None, 0)) for name in names]


def stopped(rounds: Iterable[Round], *, now: datetime) -> list[str]:
    """Return the duties that have not finished a round within a minute."""
    return [r.name for r in rounds if r.done_at is None or now - r.done_at > STOPPED_AFTER]
