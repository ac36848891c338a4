"""What residents may know of the loudspeakers near them: now, next, what was and will be aired.

Only messages that are public and not taken back. Words are shown from the moment at which
they are heard: before, the schedule gives the title alone. A sound is offered again only
where it was aired, for as long as the days that are shown.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from loa.channels.broadcast import inputs, rules
from loa.channels.broadcast.loudness import lowered
from loa.channels.broadcast.models import AsRun, RundownDay, Station, StationUnit, Tick
from loa.channels.broadcast.queries.day import Line, day_page
from loa.channels.broadcast.queries.now import unit_names
from loa.channels.broadcast.rules import Fate
from loa.core.fold import fold
from loa.core.periods import DAY
from loa.core.policy import Policy
from loa.core.rundown import Item
from loa.core.words import Kind, Outcome, Scope
from loa.delivery.models import SealedMessage

PAST_DAYS, NEXT_DAYS = 2, 1  # beside today: whatever the hour, more than 24 hours back
WAS_HEARD = frozenset({Fate.AIRED, Fate.LATE, Fate.CUT, Fate.REPORTED})
OUTCOMES = (Outcome.AIRED, Outcome.LATE, Outcome.CUT)


@dataclass(frozen=True, slots=True)
class Commune:
    """A unit in which stations stand."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Airing:
    """One thing heard, or to be heard; `sound` is empty unless it may be heard again."""

    starts: datetime
    ends: datetime
    title: str
    text: str
    language: str
    issuer: str
    source: str  # of a relayed programme
    fate: Fate
    sound: str

    @property
    def relay(self) -> bool:
        return bool(self.source)

    @property
    def seconds(self) -> float:
        return (self.ends - self.starts).total_seconds()


@dataclass(frozen=True, slots=True)
class Session:
    """One of the times of day at which a station is heard."""

    opens: datetime
    closes: datetime
    airings: tuple[Airing, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A station's day as residents hear it."""

    day: date
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """One station of a commune as it stands now; `now` and `next` may be a relay."""

    key: str
    name: str
    by_hand: bool
    lowered: bool
    policy: Policy | None
    now: Item | None
    next: Item | None


def communes(now: datetime) -> list[Commune]:
    """Return the units in which stations stand today, by name."""
    day = timezone.localdate(now)
    rows = StationUnit.objects.filter(_on(day), station__since__lte=day + DAY).filter(
        Q(station__until__isnull=True) | Q(station__until__gt=day)
    )
    names = unit_names(set(rows.values_list("unit_code", flat=True)), day)
    found = (Commune(code, name) for code, name in names.items())
    return sorted(found, key=lambda one: (fold(one.name.partition(" ")[2]), one.code))


def stations_of(code: str, day: date) -> list[Station]:
    """Return the stations in service that stand in a unit on a day, by name."""
    rows = Station.objects.filter(
        pk__in=StationUnit.objects.filter(_on(day), unit_code=code).values("station"),
        since__lte=day + DAY,
    )
    return list(rows.filter(Q(until__isnull=True) | Q(until__gt=day)).order_by("name"))


def heard_near(code: str, *, now: datetime) -> list[Near]:
    """Return the stations of a unit with what is on air and what comes next."""
    stations = stations_of(code, timezone.localdate(now))
    down = lowered(stations)
    policies = inputs.policies(stations)
    items = _items_around(stations, now)
    return [
        Near(
            key=station.key,
            name=station.name,
            by_hand=not station.has_player,
            lowered=station.pk in down,
            policy=policies[station.key].policy() if station.key in policies else None,
            now=rules.on_air(items[station.pk], now),
            next=rules.following(items[station.pk], now),
        )
        for station in stations
    ]


def heard_on(key: str, day: date, *, now: datetime) -> Heard:
    """Return a station's day as residents hear it."""
    page = day_page(Station.objects.get(key=key), day, now=now)
    public = _public({line.item.message for line in page.lines if line.item.message})
    parts = page.parts if page.rundown is not None else ()
    return Heard(
        day,
        tuple(
            Session(part.opens, part.closes, tuple(_airings(part.lines, public, now)))
            for part in parts
        ),
    )


def days_shown(zone: str, now: datetime) -> list[date]:
    """Return the days that are shown, in order; by a station's own calendar."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return [today + n * DAY for n in range(-PAST_DAYS, NEXT_DAYS + 1)]


def may_hear_again(code: str, sound: str, *, now: datetime) -> bool:
    """Whether a sound is one that residents of a unit were given to hear in these days."""
    stations = stations_of(code, timezone.localdate(now))
    days = RundownDay.objects.filter(
        station__in=stations,
        day__gte=timezone.localdate(now) - (PAST_DAYS + 1) * DAY,
        day__lte=timezone.localdate(now) + DAY,
        document__contains=sound,
    )
    for row in days:
        items = [i for i in row.rundown().items if i.sound == sound and i.kind is Kind.MESSAGE]
        aired = _aired(row, [item.id for item in items])
        named = {item.message for item in items if item.id in aired and item.starts <= now}
        if _public(named):
            return True
    return False


def _aired(row: RundownDay, items: Collection[str]) -> set[str]:
    known = AsRun.objects.filter(rundown=row, item_id__in=items, outcome__in=OUTCOMES)
    ticked = Tick.objects.filter(stick__station=row.station_id, played=True, item_id__in=items)
    return {*known.values_list("item_id", flat=True), *ticked.values_list("item_id", flat=True)}


def _items_around(stations: Sequence[Station], now: datetime) -> dict[int, list[Item]]:
    """Return what residents hear around now, signature sounds left out."""
    rows = RundownDay.objects.filter(
        station__in=stations,
        day__gte=timezone.localdate(now) - DAY,
        day__lte=timezone.localdate(now) + 2 * DAY,
    )
    found: dict[int, list[Item]] = {station.pk: [] for station in stations}
    for row in rows.order_by("day"):
        items = [i for i in row.rundown().items if i.ends > now and i.kind is not Kind.IDENT]
        found[row.station_id] += items
    public = _public({i.message for items in found.values() for i in items if i.message})
    return {
        pk: [i for i in items if i.kind is Kind.RELAY or i.message in public]
        for pk, items in found.items()
    }


def _airings(lines: Sequence[Line], public: Collection[str], now: datetime) -> Iterator[Airing]:
    for line in lines:
        item = line.item
        if item.kind is Kind.IDENT or (not line.relay and item.message not in public):
            continue
        begun = item.starts <= now
        yield Airing(
            starts=item.starts,
            ends=item.ends,
            title=item.title,
            text=line.text if begun else "",
            language=item.language,
            issuer=line.issuer,
            source=item.source,
            fate=line.fate,
            sound=item.sound if begun and line.fate in WAS_HEARD else "",
        )


def _public(digests: Iterable[str]) -> set[str]:
    """Return those messages that anybody may know and that stand."""
    rows = SealedMessage.objects.filter(
        digest__in=set(digests), scope=Scope.PUBLIC, retracted_at__isnull=True
    )
    return set(rows.values_list("digest", flat=True))


def _on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
