"""The result's figures: what the observer saw, beside what our own tables say of it.

Aired, late and cut are the observer's. Tables are asked for one thing alone, the reason
why something was not heard; where they tell another story, the item is unexplained.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from loa.rehearsal.books import Books
from loa.rehearsal.observer import Key, Observer, Seen

UNEXPLAINED = "unexplained"
# By the tables' word for an outcome: what a loudspeaker must have given, late or not.
AGREES = {
    "aired": {Seen.AIRED, Seen.LATE},
    "late": {Seen.AIRED, Seen.LATE},
    "cut": {Seen.CUT},
    "missed": {Seen.UNHEARD},
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the tables say of one item; `outcome` is empty when they say nothing."""

    outcome: str = ""
    reason: str = ""


def figures(observer: Observer, tables: Mapping[Key, Told]) -> dict[str, object]:
    """Return planned = aired + late + cut + sum(missed); reasons are the tables'."""
    outcomes = observer.outcomes()
    by_word = Counter(outcomes.values())
    missed = Counter(
        _reason(tables.get(key, Told())) for key, seen in outcomes.items() if seen is Seen.UNHEARD
    )
    return {
        "planned": len(outcomes),
        "distinct_items": len({item["message"] for item in observer.planned().values()}),
        "aired": by_word[Seen.AIRED],
        "late": by_word[Seen.LATE],
        "cut": by_word[Seen.CUT],
        "missed": dict(sorted(missed.items())),
    }


def zeros(observer: Observer, books: Books, tables: Mapping[Key, Told]) -> dict[str, int]:
    """Return the six counts that must be zero."""
    plays = observer.plays()
    astray = sum(
        not _agrees(tables.get(key, Told()), seen) for key, seen in observer.outcomes().items()
    )
    twice = sum(n - 1 for n in plays.values())
    planned = observer.planned()
    return {
        "unexplained": astray + twice,
        "unsigned_played": observer.unsigned_played(),
        "quiet_hour_violations": observer.quiet_hour_violations(),
        "asrun_lost": sum(max(0, n - books.finished[key]) for key, n in plays.items()),
        "asrun_duplicated": sum(
            max(0, n - plays[key]) for key, n in books.finished.items() if key in planned
        ),
        "chain_breaks_undetected": books.breaks,
    }


def _agrees(told: Told, seen: Seen) -> bool:
    if told.outcome == "missed" and not told.reason:
        return False
    return seen in AGREES.get(told.outcome, set())


def _reason(told: Told) -> str:
    return told.reason if told.outcome == "missed" and told.reason else UNEXPLAINED
