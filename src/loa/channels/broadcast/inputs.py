"""From rows to the plain values from which rundowns are built.

Everything that many stations share (placements, messages, plan weights, the units of a
day) is read once for all of them; what differs is picked in memory.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from loa.channels.broadcast.models import (
    GridFrame,
    PolicyRevision,
    RundownDay,
    Station,
    StationUnit,
    as_rundown,
)
from loa.core.build import Candidate, Committed, Ident, Request, as_programme
from loa.core.grid import SlotKind
from loa.core.message import Message
from loa.core.periods import DAY, Days, Span
from loa.core.policy import Pause, Policy, read_policy
from loa.core.words import Genre, Kind, Mood
from loa.delivery.models import Placement, SealedMessage
from loa.places.models import AdminUnit
from loa.plans.models import Pause as PlanPause
from loa.plans.models import Plan
from loa.plans.queries import holding_pauses

WORD = "loudspeaker"
DEFAULT_GAP_S = 3600
MAKE_GOOD = "phat-bu/"  # how the keys of placements that make something good begin


def own_area(station: str) -> str:
    """Return the area that means one station alone: a make-good is heard where it is owed."""
    return f"station:{station}"


@dataclass(frozen=True, slots=True)
class Units:
    """The units that contain each unit, by day; what a station's areas are matched by."""

    states: Mapping[str, tuple[AdminUnit, ...]]
    _seen: dict[tuple[str, date], frozenset[str]] = field(default_factory=dict)

    def around(self, code: str, day: date) -> frozenset[str]:
        """Return the codes of a unit and of all above it on a day."""
        if (code, day) not in self._seen:
            found: set[str] = set()
            at: str = code
            while at and at not in found:
                found.add(at)
                at = self._parent(at, day)
            self._seen[code, day] = frozenset(found)
        return self._seen[code, day]

    def _parent(self, code: str, day: date) -> str:
        for state in self.states.get(code, ()):
            if state.valid_from <= day and (state.valid_until is None or day < state.valid_until):
                return str(state.parent_code)
        return ""


def read_units() -> Units:
    """Read every state of every unit once."""
    states: defaultdict[str, list[AdminUnit]] = defaultdict(list)
    for unit in AdminUnit.objects.all():
        states[unit.code].append(unit)
    return Units({code: tuple(found) for code, found in states.items()})


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement with what the builder needs of its message, target and plan."""

    candidate: Candidate
    areas: frozenset[str]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """What may be heard anywhere in some days."""

    placed: tuple[Placed, ...]
    shares: Mapping[str, int]
    idents: Mapping[str, Ident]  # by the message's key
    units: Units
    pauses: tuple[tuple[frozenset[str], Pause], ...] = ()  # of plans: areas, and what stops
    _heard: dict[tuple[str, tuple[str, ...]], Candidate] = field(default_factory=dict)

    def heard(self, placed: Placed, languages: tuple[str, ...]) -> Candidate:
        """Return a placement as an audience hears it: one value for all who hear it alike."""
        key = (placed.candidate.placement, placed.languages or languages)
        if key not in self._heard:
            candidate = placed.candidate
            heard = tuple(lang for lang in key[1] if lang in candidate.variants)
            self._heard[key] = replace(candidate, languages=heard)
        return self._heard[key]


def read_programme(first: date, last: date) -> Programme:
    """Read the active loudspeaker placements whose window meets [first, last]."""
    rows = (
        Placement.objects.filter(
            channel=WORD, state=Placement.State.ACTIVE, starts__lte=last, soon=""
        )
        .filter(Q(ends__isnull=True) | Q(ends__gt=first))
        .select_related("message", "target__plan")
    )
    plans = {plan.key: plan for plan in Plan.objects.all()}
    messages: dict[str, Message] = {}
    placed = []
    programmes: defaultdict[str, list[tuple[Placement, Placed]]] = defaultdict(list)
    for row in rows:
        message = messages.get(row.message_id) or row.message.message()
        messages[row.message_id] = message
        one = _placed(row, message, plans.get(message.plan))
        if row.programme:
            programmes[row.programme].append((row, one))
        else:
            placed.append(one)
    placed += [_programme(key, parts) for key, parts in programmes.items()]
    return Programme(
        placed=tuple(sorted(placed, key=lambda p: p.candidate.placement)),
        shares={key: plan.weight for key, plan in plans.items()},
        idents=idents(),
        units=read_units(),
        pauses=read_pauses(),
    )


def read_pauses() -> tuple[tuple[frozenset[str], Pause], ...]:
    """Read the plans' pauses on loudspeakers, with their areas.

    They hold from the next build on; the leaders' policy may pause more, never less.
    """
    return tuple(
        (frozenset(row.area or row.plan.area), _pause(row))
        for row in holding_pauses().order_by("plan__key", "key")
        if not row.channels or WORD in row.channels
    )


def _pause(row: PlanPause) -> Pause:
    lesser = row.stops == PlanPause.Stops.FESTIVE
    return Pause(
        row.starts, row.ends, Mood.FESTIVE if lesser else Mood.PLAIN, row.reason, row.document,
        spares_notices=not lesser,
    )  # fmt: skip


def _placed(row: Placement, message: Message, plan: Plan | None) -> Placed:
    standing = plan is not None and plan.kind == Plan.Kind.STANDING
    target = row.target
    candidate = Candidate(
        placement=row.key,
        target=f"{target.plan.key}/{target.key}" if target else "",
        plan=message.plan,
        topic=message.topic,
        message=row.message_id,
        headline=message.headline,
        variants={lang: (s.digest, s.ms) for lang, s in sorted(message.sounds().items())},
        window=Days(row.starts, row.ends),
        valid=Span(message.valid_from, message.valid_until),
        priority=message.priority,
        mood=message.mood,
        notice=message.extra.genre is Genre.NOTICE,
        times_a_day=row.times_a_day,
        run=row.days or 1,
        every_days=row.every_days,
        gap_s=DEFAULT_GAP_S,
        home=SlotKind.ROTATION if standing else SlotKind.BULLETIN,
        weight=plan.weight if plan else 1,
    )
    return Placed(candidate, frozenset(row.areas), tuple(row.languages))


def _programme(key: str, parts: list[tuple[Placement, Placed]]) -> Placed:
    """Return the placements of a programme as one, in the order of their turns."""
    parts.sort(key=lambda part: (part[0].turn, part[0].key))
    row, first = parts[0]
    zone = timezone.get_default_timezone()
    opens, closes = row.opens or time.min, row.closes or time.min
    last = row.starts if closes > opens else row.starts + DAY
    hours = Span(datetime.combine(row.starts, opens, zone), datetime.combine(last, closes, zone))
    voiced = [
        replace(one.candidate, languages=one.languages or one.candidate.languages)
        for _row, one in parts
    ]
    candidate = as_programme(key, voiced, hours)
    return Placed(candidate, first.areas, candidate.languages)


def idents() -> dict[str, Ident]:
    """Read the signature sounds of the grids, by the key of their message."""
    keys = set(GridFrame.objects.exclude(ident_key="").values_list("ident_key", flat=True))
    rows = SealedMessage.objects.filter(key__in=keys, retracted_at__isnull=True)
    return {row.key: _as_ident(row) for row in rows.order_by("key", "revision")}


def _as_ident(row: SealedMessage) -> Ident:
    message = row.message()
    language, sound = next(iter(sorted(message.sounds().items())))
    return Ident(
        message=row.digest,
        headline=message.headline,
        language=language,
        sound=sound.digest,
        ms=sound.ms,
        valid=Span(message.valid_from, message.valid_until),
        mood=message.mood,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for at one station."""

    days: tuple[date, ...]
    around: frozenset[str]
    candidates: tuple[Candidate, ...]

    @property
    def since(self) -> date:
        """The first day whose published plays bear on these days.

        A run is known from the first day of its window; a rotation only needs the day before.
        """
        first = self.days[0]
        runs = [c.window.start for c in self.candidates if not c.every_days]
        return min([*(start for start in runs if start < first), first - DAY])


def requests(
    wanted: Mapping[Station, Sequence[date]], programme: Programme, *, serial: int
) -> dict[Station, Request]:
    """Return what the days of some stations are built from; their grids are at hand."""
    asked = {station: _asked(station, days, programme) for station, days in wanted.items()}
    policies = _policies(wanted)
    committed = _committed(asked)
    found = {}
    for station, one in asked.items():
        policy = policies[station.pk]
        found[station] = Request(
            station=station.key,
            days=one.days,
            policy=replace(
                policy, pauses=(*policy.pauses, *_pauses(programme, one.around, policy))
            ),
            grid=station.grid.grid_for(station.key),
            candidates=one.candidates,
            serial=serial,
            shares=programme.shares,
            committed=committed.get(station.pk, ()),
            ident=programme.idents.get(station.grid.ident_key),
        )
    return found


def with_pauses(policy: Policy, station: Station, programme: Programme, day: date) -> Policy:
    """Return a station's policy with the pauses that plans state for where it stands."""
    around = _around(station, {day}, programme)
    return replace(policy, pauses=(*policy.pauses, *_pauses(programme, around, policy)))


def _around(station: Station, days: Collection[date], programme: Programme) -> frozenset[str]:
    home = [(u.since, u.until, u.unit_code) for u in station.units.all()]
    around = frozenset({own_area(station.key)})
    for day in days:
        around |= programme.units.around(unit_on(home, day), day)
    return around


def _asked(station: Station, days: Sequence[date], programme: Programme) -> _Asked:
    around = _around(station, {days[0], days[-1]}, programme)
    languages = tuple(station.languages)
    return _Asked(
        tuple(days),
        around,
        tuple(
            programme.heard(placed, languages)
            for placed in programme.placed
            if not placed.areas.isdisjoint(around)
        ),
    )


def _pauses(programme: Programme, around: Collection[str], policy: Policy) -> Iterable[Pause]:
    return (
        pause
        for areas, pause in programme.pauses
        if areas & set(around) and pause not in policy.pauses
    )


def unit_on(home: Iterable[tuple[date, date | None, str]], day: date) -> str:
    """Return the unit in which a station stands on a day; empty before it stood anywhere."""
    for since, until, code in home:
        if since <= day and (until is None or day < until):
            return code
    return ""


def unit_codes(stations: Iterable[Station], day: date) -> dict[str, str]:
    """Return each station's unit on a day, by the station's key."""
    rows = StationUnit.objects.filter(station__in=list(stations), since__lte=day).filter(
        Q(until__isnull=True) | Q(until__gt=day)
    )
    return {row.station.key: row.unit_code for row in rows.select_related("station")}


def _committed(asked: Mapping[Station, _Asked]) -> dict[int, tuple[Committed, ...]]:
    """Return the plays already published before stations' days that still bear on them."""
    wanted = {
        s.pk: (one.since, one.days[0], {c.placement for c in one.candidates})
        for s, one in asked.items()
    }
    days = RundownDay.objects.filter(
        station__in=wanted,
        day__gte=min(since for since, *_ in wanted.values()),
        day__lt=max(first for _, first, _ in wanted.values()),
    )
    found: defaultdict[int, list[Committed]] = defaultdict(list)
    rows = days.order_by("day").values_list("station_id", "day", "document")
    for station, day, document in rows.iterator():
        since, first, placements = wanted[station]
        if since <= day < first:
            found[station] += (
                Committed(item.placement, item.message, day, item.ends)
                for item in as_rundown(document).items
                if item.kind is Kind.MESSAGE and item.placement in placements
            )
    return {station: tuple(plays) for station, plays in found.items()}


def _policies(stations: Iterable[Station]) -> dict[int, Policy]:
    """Return each station's latest policy by the station's row."""
    rows = PolicyRevision.objects.filter(station__in=list(stations)).order_by("station", "serial")
    latest = dict(rows.values_list("station_id", "document"))
    return {station: read_policy(json.loads(document)) for station, document in latest.items()}


def policies(stations: Sequence[Station]) -> dict[str, PolicyRevision]:
    """Return each station's latest policy revision, by the station's key."""
    found: dict[str, PolicyRevision] = {}
    rows = PolicyRevision.objects.filter(station__in=list(stations)).select_related("station")
    for row in rows.order_by("station", "serial"):
        found[row.station.key] = row
    return found


def zone_of(station: Station) -> ZoneInfo:
    """Return the zone in which a station's days are counted."""
    return ZoneInfo(station.zone)


def last_day(today: date, horizon_days: int) -> date:
    """Return the last day of the horizon, today included."""
    return today + timedelta(days=horizon_days)
