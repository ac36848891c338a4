"""Many seeds in a row, and of one that fails the shortest list of faults that still does."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from loa.devices.intake import ledgers_folder
from loa.rehearsal.counts import Offence
from loa.rehearsal.faults import Fault, FaultKind, draw
from loa.rehearsal.simulate import Outcome
from loa.rehearsal.stage import Stage

AROUND = timedelta(hours=1)
MOST_LINES = 60


@dataclass(slots=True)
class Summary:
    """What many seeds gave: how many ran, what they added up to, the first that failed."""

    seeds: int = 0
    station_days: int = 0
    planned: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    failed: int | None = None
    trace: list[str] = field(default_factory=list)

    def add(self, result: dict[str, object]) -> None:
        """Add one seed's result."""
        self.seeds += 1
        self.station_days += int(str(result["station_days"]))
        self.planned += int(str(result["planned"]))
        for kind, days in dict(result["faults"]).items():  # type: ignore[call-overload]  # a mapping by its format
            self.faults[kind] = self.faults.get(kind, 0) + days


def run_seeds(
    stage: Stage,
    seeds: Iterable[int],
    kinds: frozenset[FaultKind],
    *,
    say: Callable[[int, Outcome], None],
) -> Summary:
    """Rehearse with each seed; stop at the first that fails, with its shortest trace."""
    stage.keep_prepared()
    summary, ground = Summary(), stage.scene.ground()
    for seed in seeds:
        faults = draw(seed, ground, kinds)
        outcome = stage.run(seed, faults, _silent)
        summary.add(outcome.result)
        say(seed, outcome)
        if outcome.offences:
            summary.failed = seed
            summary.trace = shortest_trace(stage, seed, faults)
            break
    return summary


def shortest_trace(stage: Stage, seed: int, faults: tuple[Fault, ...]) -> list[str]:
    """Return, line by line, the fewest faults that still fail and what then happens."""

    def fails(some: Sequence[Fault]) -> bool:
        return bool(stage.run(seed, tuple(some), _silent).offences)

    few = shorten(faults, fails)
    outcome = stage.run(seed, tuple(few), _silent)
    return list(_trace(seed, few, outcome))


def shorten(faults: Sequence[Fault], fails: Callable[[Sequence[Fault]], bool]) -> tuple[Fault, ...]:
    """Return a list from which nothing can be left out without the failure going away.

    Larger pieces are tried first (delta debugging): of n faults about 2 log n runs are
    needed when one is to blame.
    """
    kept, piece = list(faults), max(1, len(faults) // 2)
    while kept:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + piece :]
            if fails(fewer):
                kept = fewer
            else:
                place += piece
        if piece == 1:
            break
        piece = max(1, piece // 2)
    return tuple(kept)


def _trace(seed: int, faults: Sequence[Fault], outcome: Outcome) -> Iterator[str]:
    yield f"seed {seed}, {len(faults)} faults:"
    yield from (f"  {fault.sentence()}" for fault in faults)
    if not outcome.offences:
        yield "  (alone they do no harm: the failure does not repeat itself)"
        return
    first = outcome.offences[0]
    yield f"{len(outcome.offences)} offences, the first:"
    yield f"  {first.count}: {first.station} {first.item}: {first.sentence}"
    yield from _around(first, outcome)


def _around(offence: Offence, outcome: Outcome) -> Iterator[str]:
    """Return what was heard, and what the ledgers say, near an offence."""
    item = outcome.observer.planned().get((offence.station, offence.item))
    if item is None:
        return
    due = datetime.fromisoformat(item["starts"])
    yield f"heard at {offence.station} around {due}:"
    for one in outcome.observer.heard:
        if one.station == offence.station and abs(one.starts - due) < AROUND:
            yield f"  {one.starts} to {one.ends} {one.item} {'elsewhere' * one.elsewhere}"
    yield "the ledgers that the server holds:"
    lines = sorted(set(_lines(offence.station, offence.item, due)))
    yield from (f"  {text}" for _at, _n, text in lines[:MOST_LINES])


def _lines(station: str, item: str, due: datetime) -> Iterator[tuple[str, int, str]]:
    for path in sorted(ledgers_folder().rglob("*.segment")):
        for entry in _entries(path, station):
            near = abs(datetime.fromisoformat(str(entry["at"])) - due) < AROUND
            near = near and entry["event"] != "missed"
            if near or entry.get("item") == item or entry["event"] in {"boot", "clock"}:
                text = {k: v for k, v in entry.items() if k not in {"prev", "data"}}
                yield str(entry["at"]), int(str(entry["n"])), f"{text} {entry.get('data', '')}"


def _entries(path: Path, station: str) -> Iterator[dict[str, object]]:
    seal, *lines = path.read_bytes().split(b"\n")[:-1]
    if json.loads(seal)["station"] == station:
        yield from (json.loads(line) for line in lines)


def _silent(_step: str, _done: int, _of: int) -> None:
    """Say nothing: a seed takes a second."""
