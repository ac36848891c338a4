"""What settling writes: outcomes that changed, and the evidence that they are."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loa.channels.broadcast import counting
from loa.channels.broadcast.as_run.outcomes import HEARD_WHOLE, Known, Stored, nothing_new
from loa.channels.broadcast.counting import PLAYS, SECONDS
from loa.channels.broadcast.inputs import unit_on
from loa.channels.broadcast.models import AsRun, RundownDay, Station
from loa.core.rundown import Rundown
from loa.core.words import Grade, Kind, Outcome
from loa.delivery import rows
from loa.delivery.actions import take_back, take_evidence
from loa.delivery.contract import Fact
from loa.delivery.models import Placement
from loa.devices.models import Entry as EntryRow

log = logging.getLogger(__name__)
OUTCOME = ("outcome", "reason", "started_at", "heard_ms", "late_ms", "proof")
KEY = ("rundown_id", "item_id")


@dataclass(frozen=True, slots=True)
class Day:
    """A station's day as it stands in the tables; `row` is its key there."""

    row: int
    station: Station
    day: date
    rundown: Rundown
    settled: bool


def keep(
    known: Sequence[tuple[Day, Mapping[str, Known]]], trials: frozenset[str]
) -> tuple[int, int]:
    """Write what changed, with its evidence; return how many outcomes and facts were new.

    Wants a transaction around it: until that ends nobody else counts these stations' plays.
    """
    stations = {day.station.pk: day.station for day, _ in known}
    counting.alone(*stations.values())
    before = _before(day.row for day, _ in known)
    changed: list[tuple[object, ...]] = []
    facts: list[Fact] = []
    played: list[str] = []
    for day, outcomes in known:
        unit = _unit(day)
        for item, one in outcomes.items():
            old = before.get((day.row, item))
            if nothing_new(old, one):
                continue
            changed.append(_row(day.row, one))
            if fact := _fact(day, unit, one, old, trials):
                facts.append(fact)
                if fact.unit == PLAYS and not fact.simulated:
                    played.append(item)
    rows.insert(AsRun, (*KEY, "planned_at", *OUTCOME), changed, once=KEY, update=_UPDATED)
    done = [
        day.row
        for day, outcomes in known
        if not day.settled
        and all(one.outcome.outcome is not Outcome.PENDING for one in outcomes.values())
    ]
    if done:
        RundownDay.objects.filter(pk__in=done, settled=False).update(settled=True)
    if played:
        take_back(counting.reported(stations.values(), played))
    return len(changed), take_evidence(_placed(facts)) if facts else 0


_UPDATED = ("planned_at", *OUTCOME)


def _before(days: Iterable[int]) -> dict[tuple[int, str], Stored]:
    found = AsRun.objects.filter(rundown__in=list(days)).order_by()
    return {
        (day, item): Stored(*outcome)
        for day, item, *outcome in found.values_list("rundown_id", "item_id", *OUTCOME)
    }


def _row(day: int, one: Known) -> tuple[object, ...]:
    outcome = one.outcome
    return (
        day,
        outcome.item.id,
        outcome.item.starts,
        str(outcome.outcome),
        str(outcome.reason or ""),
        outcome.started_at,
        outcome.heard_ms,
        outcome.late_ms,
        one.proof,
    )


def _unit(day: Day) -> str:
    return unit_on([(u.since, u.until, u.unit_code) for u in day.station.units.all()], day.day)


def _fact(
    day: Day, unit: str, one: Known, old: Stored | None, trials: frozenset[str]
) -> Fact | None:
    """Return a play for a whole item, the seconds heard for a cut or joined one."""
    outcome = one.outcome
    item, seconds = outcome.item, outcome.heard_ms // 1000
    if item.kind is not Kind.MESSAGE or not item.placement or not outcome.heard_ms:
        return None
    whole = outcome.outcome in HEARD_WHOLE
    if (old is not None and old.whole) or not (whole or seconds):
        return None
    return Fact(
        placement=item.placement,
        unit_code=unit,
        place=day.station.name,
        at=outcome.started_at or item.starts,
        quantity=1 if whole else seconds,
        unit=PLAYS if whole else SECONDS,
        grade=Grade.RECORDED,
        reference=f"ledger:{one.device}:{outcome.proof[-1]}:{item.id}",
        simulated=one.device in trials,
    )


def _placed(facts: Sequence[Fact]) -> list[Fact]:
    """Leave out, and write down, what serves no placement that is known here."""
    keys = {fact.placement for fact in facts}
    known = set(Placement.objects.filter(key__in=keys).values_list("key", flat=True))
    if strange := sorted(keys - known):
        log.error("heard for unknown placements", extra={"placements": strange[:20]})
    return [fact for fact in facts if fact.placement in known]


def nowhere_planned(station: Station, items: Sequence[str]) -> Iterator[str]:
    """Yield the items that no rundown of a station ever planned."""
    for item in items:
        if not RundownDay.objects.filter(station=station, document__contains=item).exists():
            yield item


def simulated(keyids: Iterable[str]) -> frozenset[str]:
    """Return those players whose ledgers say, in their first entry, that they are a trial's."""
    first = EntryRow.objects.filter(device__keyid__in=list(keyids), n=1)
    return frozenset(
        keyid for keyid, data in first.values_list("device__keyid", "data") if data.get("simulated")
    )


def logged(station: Station, items: Collection[str]) -> frozenset[str]:
    """Return those items that a real player of the station logged as heard whole."""
    found = AsRun.objects.filter(
        rundown__station=station, item_id__in=items, outcome__in=HEARD_WHOLE
    ).values_list("item_id", "proof")
    players = {item: {name.partition(":")[0] for name in proof} for item, proof in found}
    trials = simulated({player for named in players.values() for player in named})
    return frozenset(item for item, named in players.items() if named - trials)
