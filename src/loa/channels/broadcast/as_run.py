"""Settling: from what players' ledgers say to what became of each planned item.

Repeatable at any time: the same entries give the same rows, evidence bears the ledger
entry's own name, so that nothing counts twice, and an entry that arrives late mends what
had been given up. An item yields one play at most, however many players report it; what
a person reported of it before yields to the log.
"""

import logging
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Min, Q

from loa.channels.broadcast import counting
from loa.channels.broadcast.channel import PLAYS, SECONDS
from loa.channels.broadcast.inputs import unit_on
from loa.channels.broadcast.models import AsRun, Cursor, RundownDay, Station
from loa.core.ledger import Entry
from loa.core.periods import DAY
from loa.core.reconcile import BEGINS, GRACE, ItemOutcome, reconcile
from loa.core.rundown import Rundown
from loa.core.words import Clock, Grade, Kind, Outcome
from loa.delivery.actions import take_back, take_evidence
from loa.delivery.contract import Fact
from loa.delivery.models import Placement
from loa.devices import queries as devices
from loa.devices.models import Entry as EntryRow

log = logging.getLogger(__name__)
CURSOR = "as-run"
DAYS_AT_ONCE = 40
HEARD_WHOLE = frozenset({Outcome.AIRED, Outcome.LATE})
RANK = {
    Outcome.AIRED: 4,
    Outcome.LATE: 3,
    Outcome.CUT: 2,
    Outcome.MISSED: 1,
    Outcome.PENDING: 0,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What a settling did; `unplanned` are ids of items that no rundown known here planned."""

    stations: int = 0
    days: int = 0
    changed: int = 0
    evidence: int = 0
    unplanned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """An outcome with the player whose ledger proves it; `proof` reads "key id:entry"."""

    outcome: ItemOutcome
    device: str = ""

    @property
    def proof(self) -> list[str]:
        """The ledger entries' names."""
        return [f"{self.device}:{n}" for n in self.outcome.proof]


def settle(now: datetime) -> Settled:
    """Reconcile every day that new ledger entries, or the passing of time, concern."""
    position, news = _news()
    wanted = {station: _days_of(station, span) for station, span in news.items()}
    for station, days in _given_up(now).items():
        wanted[station] = sorted({*wanted.get(station, ()), *days})
    total = Settled(stations=len(wanted))
    for station, days in wanted.items():
        for i in range(0, len(days), DAYS_AT_ONCE):
            total = _sum(total, _settle_days(station, days[i : i + DAYS_AT_ONCE], now))
    if news:
        Cursor.objects.update_or_create(name=CURSOR, defaults={"position": position})
    if total.unplanned:
        log.warning("heard without a plan", extra={"items": total.unplanned[:20]})
    return total


def _news() -> tuple[int, dict[Station, tuple[datetime, datetime]]]:
    """Return the new position, and per station the times between which entries are new."""
    cursor = Cursor.objects.filter(name=CURSOR).first()
    fresh = EntryRow.objects.filter(pk__gt=cursor.position if cursor else 0)
    position = fresh.aggregate(last=Max("pk"))["last"]
    if position is None:
        return 0, {}
    timely = ~Q(clock=Clock.FLOOR)
    rows = (
        fresh.filter(pk__lte=position)
        .order_by()
        .values("device__station")
        .annotate(first=Min("at", filter=timely), last=Max("at", filter=timely), any=Min("at"))
    )
    spans = {
        row["device__station"]: (row["first"] or row["any"], row["last"] or row["any"])
        for row in rows
    }
    stations = Station.objects.filter(key__in=spans).prefetch_related("units")
    return position, {s: spans[s.key] for s in stations if s.has_player}


def _days_of(station: Station, span: tuple[datetime, datetime]) -> list[date]:
    """Return the station's days that new entries bear on.

    Those between the last entry known before and the first new one are among them: what
    was silent then is only now known to have been so.
    """
    first, last = span
    before = _nearest(station, first, later=False) or first
    zone = ZoneInfo(station.zone)
    return list(
        RundownDay.objects.filter(
            station=station,
            day__gte=before.astimezone(zone).date() - DAY,
            day__lte=last.astimezone(zone).date(),
        )
        .order_by("day")
        .values_list("day", flat=True)
    )


def _given_up(now: datetime) -> dict[Station, list[date]]:
    """Return the unsettled days from which no report is expected any more."""
    rows = RundownDay.objects.filter(
        settled=False,
        day__lt=(now - GRACE).date() + DAY,
        station__kind__in=[Station.Kind.PLAYER, Station.Kind.BOARD],
    )
    found: defaultdict[Station, list[date]] = defaultdict(list)
    for row in rows.select_related("station").prefetch_related("station__units").order_by("day"):
        found[row.station].append(row.day)
    return found


def _nearest(station: Station, moment: datetime, *, later: bool) -> datetime | None:
    """Return the time of the last trusted entry before a moment, or of the first at or after."""
    rows = EntryRow.objects.filter(device__station=station.key).exclude(clock=Clock.FLOOR)
    if later:
        found: datetime | None = rows.filter(at__gte=moment).aggregate(at=Min("at"))["at"]
    else:
        found = rows.filter(at__lt=moment).aggregate(at=Max("at"))["at"]
    return found


def _settle_days(station: Station, days: Sequence[date], now: datetime) -> Settled:
    rows = {
        row.day: row
        for row in RundownDay.objects.filter(station=station, day__in=days).order_by("day")
    }
    rundowns = {day: row.rundown() for day, row in rows.items()}
    ledgers = _ledgers(station, days)
    known = {
        day: _reconciled(rundown, ledgers, _span(station, rundown), now)
        for day, rundown in rundowns.items()
    }
    heard = {e.item for ledger in ledgers.values() for e in ledger if e.event in BEGINS and e.item}
    planned = {item.id for rundown in rundowns.values() for item in rundown.items}
    with transaction.atomic():
        changed, evidence = _keep(station, rows, known, simulated(ledgers))
    return Settled(
        days=len(rows),
        changed=changed,
        evidence=evidence,
        unplanned=tuple(_nowhere_planned(station, sorted(heard - planned))),
    )


def _span(station: Station, rundown: Rundown) -> tuple[datetime, datetime]:
    zone = ZoneInfo(station.zone)
    starts = datetime.combine(rundown.day, time.min, zone)
    ends = max((item.ends for item in rundown.items), default=starts)
    return starts, max(ends, starts + DAY)


def _ledgers(station: Station, days: Sequence[date]) -> dict[str, tuple[Entry, ...]]:
    """Return the players' entries around some days, and the nearest on either side."""
    zone = ZoneInfo(station.zone)
    start = datetime.combine(days[0], time.min, zone)
    end = datetime.combine(days[-1] + 2 * DAY, time.min, zone)
    start = _nearest(station, start, later=False) or start
    end = (_nearest(station, end, later=True) or end) + timedelta(milliseconds=1)
    lines = devices.entries(station.key, start, end)
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for line in lines:
        found[line.device].append(line.entry)
    return {
        device: tuple(sorted(entries, key=lambda e: (e.at, e.n)))
        for device, entries in found.items()
    }


def simulated(keyids: Iterable[str]) -> frozenset[str]:
    """Return those players whose ledgers say, in their first entry, that they are a trial's."""
    rows = EntryRow.objects.filter(device__keyid__in=list(keyids), n=1)
    return frozenset(
        keyid for keyid, data in rows.values_list("device__keyid", "data") if data.get("simulated")
    )


def logged(station: Station, items: Collection[str]) -> frozenset[str]:
    """Return those items that a real player of the station logged as heard whole."""
    rows = AsRun.objects.filter(
        rundown__station=station, item_id__in=items, outcome__in=HEARD_WHOLE
    ).values_list("item_id", "proof")
    players = {item: {name.partition(":")[0] for name in proof} for item, proof in rows}
    trials = simulated({player for named in players.values() for player in named})
    return frozenset(item for item, named in players.items() if named - trials)


def _reconciled(
    rundown: Rundown,
    ledgers: Mapping[str, tuple[Entry, ...]],
    span: tuple[datetime, datetime],
    now: datetime,
) -> dict[str, Known]:
    """Return what became of each item by the best word of any player, by item id."""
    best: dict[str, Known] = {}
    ids = frozenset(item.id for item in rundown.items)
    for device, entries in ledgers.items() or {"": ()}.items():
        own = _around(entries, ids, span)
        for outcome in reconcile(rundown, own, now=now).outcomes:
            found = Known(outcome, device)
            if outcome.item.id not in best or _better(found, best[outcome.item.id]):
                best[outcome.item.id] = found
    return best


def _around(
    entries: Sequence[Entry], ids: frozenset[str], span: tuple[datetime, datetime]
) -> list[Entry]:
    """Return the entries of a day, one trusted on either side, and all about its items."""
    start = bisect_left(entries, span[0], key=lambda e: e.at)
    while start > 0:
        start -= 1
        if entries[start].clock is not Clock.FLOOR:
            break
    end = bisect_left(entries, span[1], key=lambda e: e.at)
    while end < len(entries):
        end += 1
        if entries[end - 1].clock is not Clock.FLOOR:
            break
    outside = [e for e in (*entries[:start], *entries[end:]) if e.item in ids]
    return [*outside, *entries[start:end]]


def _better(one: Known, other: Known) -> bool:
    ranks = RANK[one.outcome.outcome], RANK[other.outcome.outcome]
    return ranks[0] > ranks[1] or (
        ranks[0] == ranks[1] and one.outcome.heard_ms > other.outcome.heard_ms
    )


def _keep(
    station: Station,
    rows: Mapping[date, RundownDay],
    known: Mapping[date, Mapping[str, Known]],
    trials: frozenset[str],
) -> tuple[int, int]:
    """Write what changed, with its evidence; return how many outcomes and facts were new."""
    counting.alone(station)
    before: dict[tuple[int, str], AsRun] = {
        (row.rundown_id, row.item_id): row
        for row in AsRun.objects.filter(rundown__in=list(rows.values()))
    }
    changed: list[AsRun] = []
    facts: list[Fact] = []
    logged: list[str] = []
    for day, outcomes in known.items():
        for item, one in outcomes.items():
            old, new = before.get((rows[day].pk, item)), _row(rows[day], one)
            if _same(old, new, one):
                continue
            changed.append(new)
            own = list(_facts(station, day, one, old, trials))
            logged += [item for fact in own if fact.unit == PLAYS and not fact.simulated]
            facts += own
    AsRun.objects.bulk_create(
        changed,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["rundown", "item_id"],
        update_fields=[
            "outcome", "reason", "planned_at", "started_at", "heard_ms", "late_ms", "proof",
        ],
    )  # fmt: skip
    done = [
        rows[day].pk
        for day, outcomes in known.items()
        if all(k.outcome.outcome is not Outcome.PENDING for k in outcomes.values())
    ]
    RundownDay.objects.filter(pk__in=done, settled=False).update(settled=True)
    take_back(counting.reported(station, logged))
    return len(changed), take_evidence(_placed(facts))


def _row(rundown: RundownDay, one: Known) -> AsRun:
    outcome = one.outcome
    return AsRun(
        rundown=rundown,
        item_id=outcome.item.id,
        outcome=outcome.outcome,
        reason=outcome.reason or "",
        planned_at=outcome.item.starts,
        started_at=outcome.started_at,
        heard_ms=outcome.heard_ms,
        late_ms=outcome.late_ms,
        proof=one.proof,
    )


def _same(old: AsRun | None, new: AsRun, one: Known) -> bool:
    """Whether nothing need be written: known already, or still pending and never written."""
    if old is None:
        return one.outcome.outcome is Outcome.PENDING and one.outcome.started_at is None
    if old.outcome in HEARD_WHOLE and new.outcome in HEARD_WHOLE:
        return True  # one play, by the word that came first
    names = ("outcome", "reason", "started_at", "heard_ms", "late_ms", "proof")
    return all(getattr(old, name) == getattr(new, name) for name in names)


def _facts(
    station: Station, day: date, one: Known, old: AsRun | None, trials: frozenset[str]
) -> Iterator[Fact]:
    """Yield a play for a whole item, the seconds heard for a cut or joined one."""
    outcome = one.outcome
    item, seconds = outcome.item, outcome.heard_ms // 1000
    if item.kind is not Kind.MESSAGE or not item.placement or not outcome.heard_ms:
        return
    whole = outcome.outcome in HEARD_WHOLE
    if (old is not None and old.outcome in HEARD_WHOLE) or not (whole or seconds):
        return
    yield Fact(
        placement=item.placement,
        unit_code=unit_on([(u.since, u.until, u.unit_code) for u in station.units.all()], day),
        place=station.name,
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


def _nowhere_planned(station: Station, items: Sequence[str]) -> Iterator[str]:
    for item in items:
        if not RundownDay.objects.filter(station=station, document__contains=item).exists():
            yield item


def _sum(one: Settled, other: Settled) -> Settled:
    return replace(
        one,
        days=one.days + other.days,
        changed=one.changed + other.changed,
        evidence=one.evidence + other.evidence,
        unplanned=(*one.unplanned, *other.unplanned),
    )
