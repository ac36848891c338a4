"""Broadcast's verbs: build and publish rundowns, take policies, settle what was aired."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from loa.channels.broadcast import inputs
from loa.channels.broadcast.models import Cursor, Dirty, PolicyRevision, RundownDay, Station
from loa.channels.broadcast.words import sentence
from loa.core.build import Candidate, Explanation, Schedule, build
from loa.core.bundle import Bundle
from loa.core.canonical import canonical, digest
from loa.core.periods import DAY
from loa.core.rundown import Item, Rundown
from loa.delivery.actions import Frequency, place
from loa.delivery.models import Placement, SealedMessage
from loa.devices.objects import ObjectStore

REACH = timedelta(minutes=2)  # from being signed to being held by a player
PAUSES = "pauses"
KEEP_PAST_DAYS = 1  # a session may run over midnight
REFUSED = "refused: "
ASK_AGAIN = timedelta(minutes=10)  # what the signer refused is not built again at once


class Publisher(Protocol):
    """Who signs: `loa-signer` over its socket, or one inside a rehearsal."""

    def publish(
        self, bundles: Mapping[str, bytes], *, now: datetime
    ) -> Mapping[str, Sequence[str]]:
        """Judge and sign the stations' bundles; refusals in words, by station."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did."""

    stations: tuple[str, ...] = ()
    days: int = 0
    items: int = 0
    unplaced: int = 0
    refused: Mapping[str, Sequence[str]] = field(default_factory=dict)


def mark_dirty(stations: Iterable[Station], *, reason: str, now: datetime) -> None:
    """Note that stations must be built again from their next day."""
    Dirty.objects.bulk_create(
        [Dirty(station=station, since=now, reason=reason[:160]) for station in stations],
        update_conflicts=True,
        unique_fields=["station"],
        update_fields=["since", "reason"],
    )


def publish_due(
    *,
    publisher: Publisher,
    objects: ObjectStore,
    horizon_days: int,
    now: datetime,
    least_days: int = 1,
    only: Collection[str] | None = None,
) -> Published:
    """Build and publish every station that is dirty or whose horizon has come nearer.

    A dirty station is built again from tomorrow; days already begun stay as they are. The
    others only grow at the end, once at least `least_days` days are missing. `only` are the
    keys of the stations to look at, all when left out. A station that the signer refused
    is asked for again after ASK_AGAIN, or as soon as something about it changes.
    """
    _notice_pauses(now)
    stations = [
        s for s in serving(now) if (only is None or s.key in only) and not _refused_lately(s, now)
    ]
    wanted = {}
    for station in stations:
        if days := _days_due(station, horizon_days=horizon_days, now=now, least_days=least_days):
            wanted[station] = days
    return publish(wanted, publisher=publisher, objects=objects, now=now) if wanted else Published()


def _notice_pauses(now: datetime) -> None:
    """Have every station built again when a plan's pauses are not those of the last time."""
    said = [
        [sorted(areas), pause.starts.isoformat(), pause.ends.isoformat()]
        for areas, pause in inputs.read_pauses()
    ]
    seal = int(digest(canonical(said))[:15], 16)
    noted, new = Cursor.objects.get_or_create(name=PAUSES, defaults={"position": seal})
    if not new and noted.position != seal:
        mark_dirty(serving(now), reason=PAUSES, now=now)
        Cursor.objects.filter(pk=noted.pk).update(position=seal)


def publish(
    wanted: Mapping[Station, Sequence[date]],
    *,
    publisher: Publisher,
    objects: ObjectStore,
    now: datetime,
) -> Published:
    """Build the days of some stations, have them signed, and keep them.

    Nothing is kept for a station that the signer refuses: its last publication stands.
    """
    schedules = _build_all(wanted, now=now)
    bundles = {
        station.key: _bundle(station, schedule, objects, _today(station, now))
        for station, schedule in schedules.items()
    }
    refused = publisher.publish(
        {key: canonical(bundle.document()) for key, bundle in bundles.items()}, now=now
    )
    accepted = {s: schedule for s, schedule in schedules.items() if s.key not in refused}
    _keep(accepted, now=now)
    for station in schedules:
        if station.key in refused:
            why = next(iter(refused[station.key]), "")
            mark_dirty([station], reason=f"{REFUSED}{why}", now=now)
    rundowns = [rundown for schedule in accepted.values() for rundown in schedule.rundowns]
    return Published(
        stations=tuple(sorted(station.key for station in accepted)),
        days=len(rundowns),
        items=sum(len(rundown.items) for rundown in rundowns),
        unplaced=sum(len(schedule.unplaced) for schedule in accepted.values()),
        refused=refused,
    )


def serving(now: datetime) -> list[Station]:
    """Return the stations in service that rundowns are made for: by players, or by hand."""
    rows = Station.objects.select_related("grid", "dirty").prefetch_related("units")
    return [
        s
        for s in rows
        if (s.until is None or now.date() < s.until)
        and (s.has_player or s.kind == Station.Kind.WIRED)
    ]


def _refused_lately(station: Station, now: datetime) -> bool:
    dirty = getattr(station, "dirty", None)
    return dirty is not None and dirty.reason.startswith(REFUSED) and now < dirty.since + ASK_AGAIN


def _days_due(station: Station, *, horizon_days: int, now: datetime, least_days: int) -> list[date]:
    if not PolicyRevision.objects.filter(station=station).exists():
        return []
    today = _today(station, now)
    last = inputs.last_day(today, horizon_days)
    published = RundownDay.objects.filter(station=station).aggregate(last=Max("day"))["last"]
    if published is None:
        first = max(today, station.since)
    elif hasattr(station, "dirty"):
        first = max(today + DAY, station.since)
    else:
        first = max(published + DAY, today)
        if (last - first).days + 1 < least_days:
            return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _today(station: Station, now: datetime) -> date:
    return now.astimezone(ZoneInfo(station.zone)).date()


def _build_all(
    wanted: Mapping[Station, Sequence[date]], *, now: datetime
) -> dict[Station, Schedule]:
    first = min(days[0] for days in wanted.values())
    last = max(days[-1] for days in wanted.values())
    programme = inputs.read_programme(first, last)
    policies = inputs.policies(list(wanted))
    serial = int(now.timestamp())
    schedules = {}
    for station, days in wanted.items():
        request = inputs.request(
            station,
            days,
            programme,
            policy=policies[station.key].policy(),
            grid=station.grid.grid_for(station.key),
            serial=serial,
        )
        schedules[station] = _still_ahead(build(request), now, ZoneInfo(station.zone))
    return schedules


def _still_ahead(schedule: Schedule, now: datetime, zone: ZoneInfo) -> Schedule:
    """Leave out what could not reach a player in time: nothing is promised that is over.

    Only a station's very first day is built when it has begun already. A slot of the grid
    whose time was over by then is not missed either.
    """
    rundowns = tuple(
        replace(r, items=tuple(i for i in r.items if i.starts >= now + REACH))
        for r in schedule.rundowns
    )
    unplaced = tuple(
        u
        for u in schedule.unplaced
        if u.slot is None or u.day is None or u.slot.span_on(u.day, zone).start >= now
    )
    return replace(schedule, rundowns=rundowns, unplaced=unplaced)


def _bundle(station: Station, schedule: Schedule, objects: ObjectStore, today: date) -> Bundle:
    """Put a schedule's documents into the object store and name them, with the days that stand."""
    new = schedule.rundowns
    standing = RundownDay.objects.filter(
        station=station, day__gte=today - timedelta(days=KEEP_PAST_DAYS), day__lt=new[0].day
    ).values_list("day", "address", "messages")
    days = {day: address for day, address, _messages in standing}
    named = {message for _day, _address, messages in standing for message in messages}
    addresses = objects.put_all([rundown.encoded() for rundown in new])
    days |= {rundown.day: address for rundown, address in zip(new, addresses, strict=True)}
    named |= {message for rundown in new for message in _messages(rundown)}
    documents = SealedMessage.objects.filter(digest__in=named).values_list("document", flat=True)
    return Bundle(
        station=station.key,
        serial=new[0].serial,
        days=days,
        messages=tuple(objects.put_all([document.encode() for document in documents])),
    )


def _messages(rundown: Rundown) -> list[str]:
    return sorted({item.message for item in rundown.items if item.message})


@transaction.atomic
def _keep(accepted: Mapping[Station, Schedule], *, now: datetime) -> None:
    rows = [
        _row(station, rundown, schedule, now)
        for station, schedule in accepted.items()
        for rundown in schedule.rundowns
    ]
    RundownDay.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["station", "day"],
        update_fields=[
            "serial",
            "address",
            "document",
            "messages",
            "reasons",
            "unplaced",
            "published_at",
            "settled",
        ],
    )
    Dirty.objects.filter(station__in=list(accepted)).delete()


def _row(station: Station, rundown: Rundown, schedule: Schedule, now: datetime) -> RundownDay:
    encoded = rundown.encoded()
    ids = {item.id for item in rundown.items}
    return RundownDay(
        station=station,
        day=rundown.day,
        serial=rundown.serial,
        address=digest(encoded),
        document=encoded.decode(),
        messages=_messages(rundown),
        reasons={
            item: _explained(why) for item, why in schedule.explanations.items() if item in ids
        },
        unplaced=[
            {
                "headline": u.candidate.headline if u.candidate else u.slot.title if u.slot else "",
                "placement": u.candidate.placement if u.candidate else "",
                "reason": str(u.reason),
                "sentence": sentence(u),
                "later": u.later,
            }
            for u in schedule.unplaced
            if u.day == rundown.day or (u.day is None and rundown is schedule.rundowns[0])
        ],
        published_at=now,
        settled=False,
    )


def _explained(why: Explanation) -> dict[str, object]:
    return {
        "target": why.target,
        "plan": why.plan,
        "run": [why.run_day, why.run_days],
        "play": [why.play, why.plays],
        "make_good_for": why.make_good_for,
    }


@transaction.atomic
def make_good(station: Station, item: Item, candidate: Candidate, *, now: datetime) -> Placement:
    """Promise an item once more at the one station that owes it; again changes nothing.

    The builder keeps it inside the caps like everything else. Raises PlacementError.
    """
    origin = Placement.objects.select_related("target", "message").get(key=item.placement)
    return place(
        key=f"{inputs.MAKE_GOOD}{item.id}",
        message=origin.message,
        channel=inputs.WORD,
        areas=[inputs.own_area(station.key)],
        starts=candidate.window.start,
        ends=candidate.window.end,
        frequency=Frequency(times_a_day=1, days=1),
        target=origin.target,
        languages=candidate.languages,
        now=now,
    )


@transaction.atomic
def decide_policy(station: Station, document: Mapping[str, object], *, now: datetime) -> int:
    """Keep a new policy for a station, to be signed by its leaders; return its serial."""
    last = PolicyRevision.objects.filter(station=station).aggregate(n=Max("serial"))["n"] or 0
    serial = last + 1
    PolicyRevision.objects.create(
        station=station,
        serial=serial,
        document=canonical({**document, "serial": serial}).decode(),
        decided_at=now,
    )
    mark_dirty([station], reason="policy", now=now)
    return serial
