"""What the ledger remembers of the time before this boot."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from loa.core.ledger import Entry, Event
from loa.core.words import Priority
from loa.player.events import Boot, Dangling

OUTCOMES = frozenset({Event.FINISHED, Event.CUT, Event.MISSED})


@dataclass(frozen=True, slots=True)
class Alive:
    """The last sign of life before the power went: milliseconds since boot `boot`."""

    boot: int
    mono_ms: int


def recall(boot: Boot, entries: Iterable[Entry], alive: Alive | None) -> Boot:
    """Return a boot that knows what the entries tell."""
    settled: set[str] = set()
    relayed: set[str] = set()
    begun: Entry | None = None
    relay: Entry | None = None
    played = []
    for entry in entries:
        if entry.event is Event.STARTED:
            begun = entry
        elif entry.event is Event.RELAY_ON:
            relay = entry
        elif entry.event is Event.RELAY_OFF:
            relay = None
            (settled if entry.get("final") else relayed).add(entry.item)
        elif entry.event in OUTCOMES:
            settled.add(entry.item)
            if begun and begun.item == entry.item:
                if entry.get("priority") != str(Priority.EMERGENCY):
                    played.append((begun.at, entry.ms))
                begun = None
    dangling = tuple(
        _dangling(entry, alive) for entry in (begun, relay) if entry and entry.item not in settled
    )
    own = begun if begun and begun.get("priority") != str(Priority.EMERGENCY) else None
    if own and dangling and dangling[0].item == own.item:
        played.append((own.at, dangling[0].ms))
    return replace(
        boot,
        settled=frozenset(settled),
        relayed=frozenset(relayed - settled),
        dangling=dangling,
        played=tuple(played),
    )


def _dangling(entry: Entry, alive: Alive | None) -> Dangling:
    heard = 0
    if alive and alive.boot == entry.boot:
        heard = max(0, alive.mono_ms - entry.mono_ms)
        whole = entry.get("of")
        heard = min(heard, whole) if isinstance(whole, int) else heard
    at = entry.at + timedelta(milliseconds=heard)
    return Dangling(entry.item, heard, at, relay=entry.event is Event.RELAY_ON)
