"""When a duty counts as stopped. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

STOPPED_AFTER = timedelta(minutes=1)
# Open pages ask every SEEN_EVERY: together they show a stopped ticker within a minute.
SHOWN_AFTER, SEEN_EVERY = timedelta(seconds=40), timedelta(seconds=15)
BUSY_FOR = timedelta(minutes=3)  # the longest single duty: the first publication of many stations


@dataclass(frozen=True, slots=True)
class Round:
    """A duty's latest round: when it last ended and began, and its failures since."""

    name: str
    done_at: datetime | None
    failures: int
    started_at: datetime | None = None


def expected(names: Sequence[str], rounds: Iterable[Round]) -> list[Round]:
    """Return one round for each duty there should be; one that never ran has no end.

    Rows of duties that an older version had say nothing about this one.
    """
    known = {one.name: one for one in rounds}
    return [known.get(name, Round(name, None, 0)) for name in names]


def stopped(
    rounds: Iterable[Round], *, now: datetime, after: timedelta = STOPPED_AFTER
) -> list[str]:
    """Return the duties that have not finished a round within a minute, or `after`.

    None has stopped while one of them is at work: they take turns.
    """
    rounds = list(rounds)
    if any(_at_work(one, now) for one in rounds):
        return []
    return [r.name for r in rounds if r.done_at is None or now - r.done_at > after]


def _at_work(one: Round, now: datetime) -> bool:
    begun = one.started_at
    unfinished = begun is not None and (one.done_at is None or one.done_at < begun)
    return unfinished and begun is not None and now - begun <= BUSY_FOR
