"""What a pause stops, before it is stated and while it stands; which pauses there are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from loa.channels.broadcast import inputs
from loa.channels.broadcast.models import RundownDay, Station, UsbStick
from loa.channels.portal.words import WORD as PORTAL
from loa.core.periods import DAY
from loa.delivery.models import Placement
from loa.delivery.pausing import Silence, stilled
from loa.places.rules import Register
from loa.plans.models import Event, Pause, Plan
from loa.plans.queries import holding_pauses, unit_register

PAST = 5  # pauses that are over, in the list


@dataclass(frozen=True, slots=True)
class Stopped:
    """An item that falls silent on loudspeakers; `again` is the first day after, if one is left."""

    key: str
    headline: str
    plays: int
    stations: int
    again: date | None
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """An article that is away while a pause lasts."""

    key: str
    headline: str


@dataclass(frozen=True, slots=True)
class OnStick:
    """A stick in circulation that holds what is to fall silent."""

    stick: UsbStick
    files: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a pause stops. Plays are those that stations hold already."""

    heard: tuple[Stopped, ...]
    read: tuple[Away, ...]
    sticks: tuple[OnStick, ...]
    events: tuple[Event, ...]

    @property
    def plays(self) -> int:
        return sum(one.plays for one in self.heard)

    @property
    def nothing(self) -> bool:
        return not (self.heard or self.read or self.sticks or self.events)


@dataclass(frozen=True, slots=True)
class Listed:
    """A pause with the names of its places."""

    pause: Pause
    areas: tuple[str, ...]
    holds: bool
    over: bool

    @property
    def own(self) -> bool:
        """Whether the office stated it, and may end it here."""
        return not self.pause.in_file


def preview(silence: Silence) -> Preview:
    """Return what a pause stops where it holds."""
    units = inputs.read_units()
    rows = list(stilled(silence))
    loud = [row for row in rows if row.channel == inputs.WORD]
    within = _stations(silence, units)
    near = [row for row in loud if _meets(row.areas, silence, units)]
    plays, where = _published(near, silence, within)
    return Preview(
        heard=tuple(_heard(near, silence, plays, where)),
        read=tuple(_read(rows, silence, units)),
        sticks=tuple(_sticks(near, silence, within)) if silence.reaches(inputs.WORD) else (),
        events=tuple(_events(silence, units)),
    )


def _stations(silence: Silence, units: inputs.Units) -> Mapping[int, str]:
    """Return the keys of the stations that stand in a pause's area, by their rows."""
    found = {}
    for station in Station.objects.prefetch_related("units"):
        home = [(u.since, u.until, u.unit_code) for u in station.units.all()]
        code = inputs.unit_on(home, silence.starts)
        if code and silence.areas & units.around(code, silence.starts):
            found[station.pk] = station.key
    return found


def _meets(areas: Iterable[str], silence: Silence, units: inputs.Units) -> bool:
    """Whether something placed in areas is heard where a pause holds."""
    for area in areas:
        if ":" in area or silence.areas & units.around(area, silence.starts):
            return True
        if any(area in units.around(code, silence.starts) for code in silence.areas):
            return True
    return False


def _published(
    rows: Collection[Placement], silence: Silence, within: Mapping[int, str]
) -> tuple[Counter[str], Mapping[str, set[int]]]:
    """Count the plays of messages on a pause's days as stations hold them, and where."""
    wanted = {row.message_id for row in rows}
    plays: Counter[str] = Counter()
    where: defaultdict[str, set[int]] = defaultdict(set)
    if not wanted or not silence.reaches(inputs.WORD):
        return plays, where
    days = RundownDay.objects.filter(day__gte=silence.starts, day__lt=silence.ends)
    columns = days.order_by().values_list("station_id", "messages", "document")
    for station, messages, document in columns.iterator():
        for digest in wanted.intersection(messages) if station in within else ():
            plays[digest] += document.count(f'"message":"{digest}"')
            where[digest].add(station)
    return plays, where


def _heard(
    rows: Iterable[Placement],
    silence: Silence,
    plays: Mapping[str, int],
    where: Mapping[str, set[int]],
) -> Iterable[Stopped]:
    by_message: dict[str, Placement] = {}
    for row in rows:
        known = by_message.get(row.message_id)
        if known is None or (known.ends is not None and (row.ends or date.max) > known.ends):
            by_message[row.message_id] = row  # the one that lasts longest says what is left
    for digest, row in by_message.items():
        left = (row.ends - silence.ends).days if row.ends else None
        enough = left is None or left >= max(row.days, 1)
        yield Stopped(
            row.message.key,
            row.message.headline,
            plays.get(digest, 0),
            len(where.get(digest, ())),
            silence.ends if enough else None,
            row.ends is None,
        )


def _read(rows: Iterable[Placement], silence: Silence, units: inputs.Units) -> Iterable[Away]:
    seen = set()
    for row in rows:
        here = row.channel == PORTAL and row.message.retracted_at is None
        if not here or row.message.key in seen or not _within(row.areas, silence, units):
            continue
        new = silence.starts <= row.starts < silence.ends
        if new or '"mood":"festive"' in row.message.document:
            seen.add(row.message.key)
            yield Away(row.message.key, row.message.headline)


def _within(areas: Collection[str], silence: Silence, units: inputs.Units) -> bool:
    return bool(areas) and all(silence.areas & units.around(a, silence.starts) for a in areas)


def _sticks(
    rows: Iterable[Placement], silence: Silence, within: Mapping[int, str]
) -> Iterable[OnStick]:
    wanted = {row.message_id for row in rows}
    made = UsbStick.objects.filter(
        station__in=list(within), first_day__lt=silence.ends, last_day__gte=silence.starts
    )
    for stick in made.select_related("station").order_by("station__name", "pk"):
        held = {f.get("message") for f in stick.files} - set(stick.recalled)
        if count := len(held & wanted):
            yield OnStick(stick, count)


def _events(silence: Silence, units: inputs.Units) -> Iterable[Event]:
    """Yield the events of approved plans that fall into a pause: nobody moves them by itself."""
    rows = Event.objects.filter(plan__state=Plan.State.APPROVED, starts__lt=silence.ends).filter(
        Q(ends__isnull=True) | Q(ends__gt=silence.starts)
    )
    for row in rows.exclude(state=Event.State.CANCELLED).select_related("plan"):
        if _meets(row.plan.area, silence, units):
            yield row


def listed(*, today: date) -> list[Listed]:
    """Return the pauses that hold or come, the nearest first, then the latest that are over."""
    rows = list(holding_pauses().filter(ends__gt=today).order_by("starts", "pk"))
    rows += list(holding_pauses().filter(ends__lte=today).order_by("-ends", "pk")[:PAST])
    register = unit_register()
    found = []
    for row in rows:
        states = [register.states(code) for code in row.area or row.plan.area]
        names = tuple(one[-1].full_name for one in states if one)
        found.append(Listed(row, names, row.starts <= today < row.ends, row.ends <= today))
    return found


def holding(*, today: date) -> Pause | None:
    """Return the pause that holds today and lasts longest."""
    rows = holding_pauses().filter(starts__lte=today, ends__gt=today)
    return rows.order_by("-ends", "pk").first()


def keeper(area: Collection[str], *, today: date) -> Plan | None:
    """Return the plan in which an office's pause is written: one of its places, standing first.

    None where no approved plan speaks of any of the places: no other place's plan is changed.
    """
    register, places = unit_register(), frozenset(area)
    around = {code: _around(code, register, today) for code in places}
    above = frozenset[str]().union(*around.values())

    def own(codes: frozenset[str]) -> bool:
        return all(one & codes for one in around.values())

    def below(codes: frozenset[str]) -> bool:
        return any(places & _around(code, register, today) for code in codes)

    near = [
        (own(codes), plan.kind == Plan.Kind.STANDING, plan)
        for plan in Plan.objects.filter(state=Plan.State.APPROVED).order_by("-weight", "key")
        if above & (codes := _now(plan.area, register, today)) or below(codes)
    ]
    return max(near, key=lambda one: one[:2], default=(False, False, None))[2]


def _around(code: str, register: Register, day: date) -> frozenset[str]:
    return frozenset({code, *(unit.code for unit in register.ancestors(code, day))})


def _now(area: Iterable[str], register: Register, today: date) -> frozenset[str]:
    """Return a plan's area in the codes of today: it may name units of before."""
    found: set[str] = set()
    for code in area:
        states = register.states(code)
        gone = states and register.unit_on(code, today) is None
        after = register.successors(code, states[-1].valid_from, today) if gone else []
        found |= {unit.code for unit in after} if gone else {code}
    return frozenset(found)


def last_day(pause: Pause) -> date:
    return pause.ends - DAY
