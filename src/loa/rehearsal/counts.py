"""The result's figures: what the observer saw, beside what our own tables say of it.

Aired, late and cut are the observer's. Tables are asked for one thing alone, the reason
why something was not heard; where they tell another story, the item is unexplained. So is
whatever was not heard whole and in time while nothing was wrong with its station.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from loa.rehearsal.books import Books
from loa.rehearsal.faults import Fault, FaultKind
from loa.rehearsal.observer import Key, Observer, Seen

UNEXPLAINED, UNSIGNED, QUIET = "unexplained", "unsigned_played", "quiet_hour_violations"
LOST, DUPLICATED, BREAKS = "asrun_lost", "asrun_duplicated", "chain_breaks_undetected"
DISPUTED = "disputed"
ZEROS = (UNEXPLAINED, UNSIGNED, QUIET, LOST, DUPLICATED, BREAKS)
# By the tables' word for an outcome: what a loudspeaker must have given, late or not.
AGREES = {
    "aired": {Seen.AIRED, Seen.LATE},
    "late": {Seen.AIRED, Seen.LATE},
    "cut": {Seen.CUT},
    "missed": {Seen.UNHEARD},
}
# A sound that power cut short before the ledger could say anything was heard by nobody.
SCRAP = {("missed", Seen.CUT), ("cut", Seen.UNHEARD)}


@dataclass(frozen=True, slots=True)
class Told:
    """What the tables say of one item; `outcome` is empty when they say nothing."""

    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offence:
    """One thing that must not be: which count it belongs to, where, and what was seen."""

    count: str
    station: str
    item: str
    sentence: str
    times: int = 1


class Excuses:
    """Which injected faults may explain that something was not heard in time."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._by_station: defaultdict[str, list[Fault]] = defaultdict(list)
        for fault in faults:
            self._by_station[fault.station].append(fault)

    def of(self, station: str, starts: datetime, ends: datetime) -> list[Fault]:
        """Return the faults that cover something due in [starts, ends)."""
        near = [*self._by_station[""], *self._by_station[station]]
        return [fault for fault in near if fault.covers(station, starts, ends)]


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


def zeros(
    observer: Observer, books: Books, tables: Mapping[Key, Told], excuses: Excuses | None = None
) -> dict[str, int]:
    """Return the six counts that must be zero."""
    return tally(offences(observer, books, tables, excuses or Excuses(())))


def tally(found: Iterable[Offence]) -> dict[str, int]:
    """Count offences by the count to which they belong."""
    counted: Counter[str] = Counter()
    for offence in found:
        counted[offence.count] += offence.times
    return {name: counted[name] for name in ZEROS}


def offences(
    observer: Observer, books: Books, tables: Mapping[Key, Told], excuses: Excuses
) -> list[Offence]:
    """Return everything that must not be."""
    found = _unexplained(observer, tables, excuses)
    found += [
        Offence(UNSIGNED, one.station, one.item, f"{one.sound[:12]} at {one.starts}")
        for one in observer.heard
        if one.sound not in observer.signed_sounds
    ]
    found += [
        Offence(QUIET, one.station, one.item, f"heard from {one.starts} to {one.ends}")
        for one in observer.outside_hours()
    ]
    found += [
        Offence(QUIET, one.station, one.item, f"heard from {one.starts}, beyond the cap")
        for one in observer.over_caps()
    ]
    found += _misreported(observer, books)
    if books.breaks:
        found.append(Offence(BREAKS, "", "", "in the ledgers that the server took", books.breaks))
    return found


def _unexplained(observer: Observer, tables: Mapping[Key, Told], excuses: Excuses) -> list[Offence]:
    found, planned, edges = [], observer.planned(), observer.edges()
    for key, seen in observer.outcomes().items():
        starts = datetime.fromisoformat(planned[key]["starts"])
        ends = starts + timedelta(milliseconds=planned[key]["ms"])
        told = tables.get(key, Told())
        if seen is Seen.CUT and edges[key] and told.outcome in {"aired", "late"}:
            continue  # its end was written in the moment in which the power went
        reasons = None if seen is Seen.AIRED else excuses.of(key[0], starts, ends)
        if seen is not Seen.AIRED and not reasons:
            sentence = f"due at {starts}: {seen}, and nothing was wrong"
            found.append(Offence(UNEXPLAINED, *key, sentence))
        elif not _agrees(told, seen):
            reasons = excuses.of(key[0], starts, ends) if reasons is None else reasons
            if not _may_differ(told, seen, reasons):
                sentence = f"due at {starts}: {seen}, and the tables say {told}"
                found.append(Offence(UNEXPLAINED, *key, sentence))
    found += [
        Offence(UNEXPLAINED, *key, f"heard whole {n} times", n - 1)
        for key, n in observer.plays().items()
        if n > 1
    ]
    return found


def _misreported(observer: Observer, books: Books) -> list[Offence]:
    here, elsewhere = observer.plays(), observer.plays(elsewhere=True)
    planned, edges, found = observer.planned(), observer.edges(), []
    for key in sorted({*here, *books.finished, *books.kept}):
        kept, counted = books.kept[key], books.finished[key]
        if here[key] > kept:
            sentence = f"heard whole {here[key]} times, written {kept} times"
            found.append(Offence(LOST, *key, sentence, here[key] - kept))
        whole = here[key] + elsewhere[key] + edges[key]
        if counted > whole and key in planned:
            sentence = f"heard whole {whole} times, counted {counted} times"
            found.append(Offence(DUPLICATED, *key, sentence, counted - whole))
    return found


def _agrees(told: Told, seen: Seen) -> bool:
    if told.outcome == "missed" and not told.reason:
        return False
    return seen in AGREES.get(told.outcome, set())


def _may_differ(told: Told, seen: Seen, reasons: Iterable[Fault]) -> bool:
    """Whether the faults there explain that the tables know less than was heard."""
    kinds = {fault.kind for fault in reasons}
    if (told.outcome, seen) in SCRAP and (told.reason or told.outcome == "cut"):
        return bool(kinds)
    # Of two ledgers under one identity one is believed and the other kept as evidence; which
    # is the station's own nobody can tell before a person has looked.
    return FaultKind.TWINS in kinds


def _reason(told: Told) -> str:
    if told.outcome == "missed" and told.reason:
        return told.reason
    # A ledger under the station's name claims what was not heard here: a copied board's.
    return DISPUTED if told.outcome in {"aired", "late", "cut"} else UNEXPLAINED
