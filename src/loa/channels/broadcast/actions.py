"""Broadcast's verbs: build and publish rundowns, take policies, settle what was aired."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from loa.channels.broadcast import inputs
from loa.channels.broadcast.building import ROW, Built, Documents, Turn, build_turn
from loa.channels.broadcast.loudness import published_as
from loa.channels.broadcast.models import Cursor, Dirty, PolicyRevision, RundownDay, Station
from loa.channels.broadcast.naming import as_they_stand, name_bundles, today_at
from loa.channels.broadcast.rules import rebuilds
from loa.core.build import Candidate
from loa.core.bundle import Bundle
from loa.core.canonical import canonical, digest
from loa.core.periods import DAY
from loa.core.rundown import Item
from loa.delivery.actions import Frequency, place
from loa.delivery.models import Placement
from loa.delivery.rows import insert
from loa.devices.objects import ObjectStore

PAUSES = "pauses"
DAYS_AT_ONCE = 4000  # of stations together: built, held and signed as one
DAY_KEY = ("station_id", "day")
DAY_ROW = (*ROW, "published_at", "settled")
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
    is asked for again after ASK_AGAIN, or as soon as something about it changes. Where
    nothing is to be built, the signer still takes in what the leaders have signed meanwhile.
    """
    _notice_pauses(now)
    stations = [
        s for s in serving(now) if (only is None or s.key in only) and not _refused_lately(s, now)
    ]
    wanted = _due(stations, horizon_days=horizon_days, now=now, least_days=least_days)
    unsaid = as_they_stand([s for s in stations if s not in wanted], objects, now)
    if stations and not wanted and not unsaid:
        publisher.publish({}, now=now)
        return Published()
    said = _say_volume(unsaid, publisher=publisher, now=now)
    return _sum(said, publish(wanted, publisher=publisher, objects=objects, now=now))


def _say_volume(
    bundles: Mapping[Station, Bundle], *, publisher: Publisher, now: datetime
) -> Published:
    """Publish stations' days as they stand, because they are turned down or up again."""
    if not bundles:
        return Published()
    refused = publisher.publish(
        {station.key: canonical(bundle.document()) for station, bundle in bundles.items()}, now=now
    )
    published_as({s: bundle for s, bundle in bundles.items() if s.key not in refused})
    _ask_again(bundles, refused, now=now)
    return Published(
        stations=tuple(sorted(s.key for s in bundles if s.key not in refused)), refused=refused
    )


def _ask_again(
    asked: Iterable[Station], refused: Mapping[str, Sequence[str]], *, now: datetime
) -> None:
    for station in asked:
        if station.key in refused:
            why = next(iter(refused[station.key]), "")
            mark_dirty([station], reason=f"{REFUSED}{why}", now=now)


def _notice_pauses(now: datetime) -> None:
    """Have every station built again when a plan's pauses are not those of the last time."""
    said = [
        [sorted(areas), pause.starts.isoformat(), pause.ends.isoformat(), str(pause.stops)]
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
    Many stations are taken in turns: while one turn's documents go to the disk, the next is
    built. What was built is published even if the next cannot be built.
    """
    total = Published()
    if not wanted:
        return total
    first = min(days[0] for days in wanted.values())
    last = max(days[-1] for days in wanted.values())
    programme = inputs.read_programme(first, last)
    waiting = Turn({}, ())
    with Documents(objects) as documents:
        for some in [*_turns(wanted), {}]:
            turn, waiting = waiting, Turn({}, ())
            try:
                if some:
                    requests = inputs.requests(some, programme, serial=int(now.timestamp()))
                    waiting = build_turn(requests, documents, now)
            finally:
                if turn.built:
                    done = _publish(turn.written(), publisher=publisher, objects=objects, now=now)
                    total = _sum(total, done)
    return total


def _turns(wanted: Mapping[Station, Sequence[date]]) -> Iterator[dict[Station, Sequence[date]]]:
    turn: dict[Station, Sequence[date]] = {}
    count = 0
    for station, days in wanted.items():
        if turn and count + len(days) > DAYS_AT_ONCE:
            yield turn
            turn, count = {}, 0
        turn[station] = days
        count += len(days)
    yield turn


def _publish(
    built: Mapping[Station, Built], *, publisher: Publisher, objects: ObjectStore, now: datetime
) -> Published:
    bundles = name_bundles(built, objects, now)
    refused = publisher.publish(
        {station.key: canonical(bundle.document()) for station, bundle in bundles.items()}, now=now
    )
    accepted = {station: one for station, one in built.items() if station.key not in refused}
    _keep(accepted, now=now)
    published_as({station: bundles[station] for station in accepted})
    _ask_again(built, refused, now=now)
    return Published(
        stations=tuple(sorted(station.key for station in accepted)),
        days=sum(len(one.days) for one in accepted.values()),
        items=sum(one.programme.items for one in accepted.values()),
        unplaced=sum(len(one.programme.unplaced) for one in accepted.values()),
        refused=refused,
    )


def _sum(one: Published, other: Published) -> Published:
    return Published(
        stations=tuple(sorted((*one.stations, *other.stations))),
        days=one.days + other.days,
        items=one.items + other.items,
        unplaced=one.unplaced + other.unplaced,
        refused={**one.refused, **other.refused},
    )


def serving(now: datetime) -> list[Station]:
    """Return the stations in service that rundowns are made for: by players, or by hand."""
    rows = Station.objects.select_related("grid", "dirty").prefetch_related("units")
    return [
        s
        for s in rows
        if (s.until is None or timezone.localdate(now) < s.until)
        and (s.has_player or s.kind == Station.Kind.WIRED)
    ]


def _refused_lately(station: Station, now: datetime) -> bool:
    dirty = getattr(station, "dirty", None)
    return dirty is not None and dirty.reason.startswith(REFUSED) and now < dirty.since + ASK_AGAIN


def _due(
    stations: Iterable[Station], *, horizon_days: int, now: datetime, least_days: int
) -> dict[Station, list[date]]:
    """Return the days that are built now; a station without a policy has none."""
    decided = set(PolicyRevision.objects.order_by().values_list("station_id", flat=True).distinct())
    # What ended before yesterday, by any zone's calendar, is as good as nothing.
    recent = RundownDay.objects.filter(day__gte=timezone.localdate(now) - DAY).order_by()
    published = dict(recent.values_list("station_id").annotate(last=Max("day")))
    wanted = {}
    for station in stations:
        today = today_at(station, now)
        last, held = inputs.last_day(today, horizon_days), published.get(station.pk)
        first, least = max(today, station.since), 1
        if held is not None and hasattr(station, "dirty"):
            first = max(today + DAY, station.since)
        elif held is not None:
            first, least = max(held + DAY, today), least_days
        if station.pk in decided and (last - first).days + 1 >= least:
            wanted[station] = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return wanted


@transaction.atomic
def _keep(accepted: Mapping[Station, Built], *, now: datetime) -> None:
    days = (
        (station.pk, *row, now, False) for station, one in accepted.items() for row in one.rows()
    )
    insert(RundownDay, (*DAY_KEY, *DAY_ROW), days, once=DAY_KEY, update=DAY_ROW)
    Dirty.objects.filter(station__in=list(accepted)).delete()


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
    """Keep a new policy for a station, to be signed by its leaders; return its serial.

    The station is built again unless nothing that is built can differ.
    """
    last = PolicyRevision.objects.filter(station=station).order_by("-serial").first()
    serial = last.serial + 1 if last else 1
    revision = PolicyRevision.objects.create(
        station=station,
        serial=serial,
        document=canonical({**document, "serial": serial}).decode(),
        decided_at=now,
    )
    if last is None or rebuilds(last.policy(), revision.policy(), today_at(station, now)):
        mark_dirty([station], reason="policy", now=now)
    return serial
