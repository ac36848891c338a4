"""Which days are settled now: those that new entries concern, and those given up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Max, Min, Q

from loa.channels.broadcast.models import RundownDay, Station
from loa.core.periods import DAY
from loa.core.reconcile import GRACE
from loa.core.words import Clock
from loa.devices import queries as devices
from loa.devices.models import Entry as EntryRow

DAYS_AT_ONCE = 40  # of one station
STATION_DAYS_AT_ONCE = 400  # of all; they are read, and held, together
STATIONS_AT_ONCE = 100
NOBODY: Mapping[int, int] = MappingProxyType({})
Days = dict[date, int]  # a day's rundown, by its row
Span = tuple[datetime, datetime]


def due(
    position: int, now: datetime, behind: Mapping[int, int] = NOBODY
) -> tuple[int, dict[int, Days]]:
    """Return how far the entries go, and the days to settle by station.

    Stations without such a day are among them where they sent something. The position is 0
    when nothing has come since. Stations that are `behind` are read from where they stand.
    """
    reached, spans = _news(position, behind)
    wanted = _days_of(spans)
    for station, day, row in _given_up(now):
        wanted.setdefault(station, {})[day] = row
    return reached, wanted


def batches(wanted: Mapping[int, Days]) -> Iterator[dict[int, Days]]:
    """Yield what is settled together, each station's days in order and a station once.

    Stations whose days are alike come together, so that little is read in vain.
    """
    alike = sorted(wanted.items(), key=lambda one: (sorted(one[1])[:1], one[0]))
    batch: dict[int, Days] = {}
    count = 0
    for station, days in alike:
        ordered = sorted(days.items())
        for start in range(0, len(ordered), DAYS_AT_ONCE):
            some = dict(ordered[start : start + DAYS_AT_ONCE])
            full = count + len(some) > STATION_DAYS_AT_ONCE or len(batch) == STATIONS_AT_ONCE
            if batch and (full or station in batch):
                yield batch
                batch, count = {}, 0
            batch[station] = some
            count += len(some)
    if batch:
        yield batch


def _news(position: int, behind: Mapping[int, int]) -> tuple[int, dict[Station, Span]]:
    """Return the new position, and per station the times between which entries are new."""
    new = Q(pk__gt=position)
    keys = dict(Station.objects.filter(pk__in=behind).values_list("pk", "key")) if behind else {}
    for station, key in keys.items():
        new |= Q(device__station=key, pk__gt=behind[station])
    fresh = EntryRow.objects.filter(new)
    reached = fresh.aggregate(last=Max("pk"))["last"]
    if reached is None:
        return 0, {}
    timely = ~Q(clock=Clock.FLOOR)
    rows = (
        fresh.filter(pk__lte=reached)
        .order_by()
        .values("device__station")
        .annotate(first=Min("at", filter=timely), last=Max("at", filter=timely), any=Min("at"))
    )
    spans = {
        row["device__station"]: (row["first"] or row["any"], row["last"] or row["any"])
        for row in rows
    }
    stations = Station.objects.filter(key__in=spans)
    return reached, {s: spans[s.key] for s in stations if s.has_player}


def _days_of(spans: Mapping[Station, Span]) -> dict[int, Days]:
    """Return the stations' days that new entries bear on.

    Those between the last entry known before and the first new one are among them: what
    was silent then is only now known to have been so.
    """
    before = devices.nearest({s.key: first for s, (first, _) in spans.items()}, later=False)
    alike: defaultdict[tuple[date, date], list[int]] = defaultdict(list)
    for station, (first, last) in spans.items():
        zone = _zone(station)
        since = before.get(station.key, first).astimezone(zone).date() - DAY
        alike[since, last.astimezone(zone).date()].append(station.pk)
    wanted: dict[int, Days] = {station.pk: {} for station in spans}
    for (since, until), stations in alike.items():
        found = RundownDay.objects.filter(station__in=stations, day__gte=since, day__lte=until)
        for pk, day, row in found.order_by().values_list("station_id", "day", "pk"):
            wanted[pk][day] = row
    return wanted


def _zone(station: Station) -> ZoneInfo:
    """Return a station's zone; where there is none of that name, settling it will say so."""
    try:
        return ZoneInfo(station.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(Station().zone)  # the default


def _given_up(now: datetime) -> Iterable[tuple[int, date, int]]:
    """Return the unsettled days from which no report is expected any more."""
    rows = RundownDay.objects.filter(
        settled=False,
        day__lt=(now - GRACE).date() + DAY,
        station__kind__in=[Station.Kind.PLAYER, Station.Kind.BOARD],
    )
    return rows.order_by().values_list("station_id", "day", "pk")
