"""Stations as an office first enters them, and the hours that one answer gives all of them.

A station without a policy is silent. The answer to "how many sessions a day?" writes the
frame that such stations share and a policy for each, which its leaders have yet to sign.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.conf import settings
from django.db import transaction

from loa.channels.broadcast.actions import decide_policy
from loa.channels.broadcast.models import (
    Cluster,
    GridFrame,
    PolicyRevision,
    Station,
    StationUnit,
)
from loa.core.canonical import canonical
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.policy import Hours, Policy
from loa.devices.receipts import acknowledger_public
from loa.places import queries as places
from loa.places.rules import Level

FRAME = "khung-chung"
FRAME_NAME = "Khung chương trình chung"
NATIONAL_RADIO = "Đài Tiếng nói Việt Nam"
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=2)
MOST_SESSIONS = 4
OWN_SHARE = timedelta(minutes=25)  # of one session: the rest is relayed
BULLETIN, ROTATION = timedelta(minutes=15), timedelta(minutes=13)
ROOM_FOR_RELAY = timedelta(minutes=35)  # shorter sessions are wholly the commune's own
QUIET_UNTIL, QUIET_FROM = time(4, 30), time(21)  # nobody is woken by an answer


class EstablishingError(ValueError):
    """What was asked for cannot be; `code` names the sentence that a person is shown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of a day, [opens, closes) in wall time."""

    opens: time
    closes: time

    @property
    def length(self) -> timedelta:
        day = date.min + timedelta(days=1)
        return datetime.combine(day, self.closes) - datetime.combine(day, self.opens)


USUAL = (Sitting(time(5), time(6)), Sitting(time(17), time(18)))


@transaction.atomic
def open_station(
    *,
    key: str,
    name: str,
    kind: Station.Kind,
    unit_code: str,
    since: date,
    languages: Sequence[str] = ("vi",),
) -> Station:
    """Enter a station in the unit where it stands; it is silent until it has a policy."""
    station = Station.objects.create(
        key=key, name=name, kind=kind, languages=list(languages), since=since, grid=frame()
    )
    StationUnit.objects.create(station=station, unit_code=unit_code, since=since)
    return station


@transaction.atomic
def keep_cluster(
    *, station: Station, name: str, speakers: int = 2, faulty: bool = False
) -> Cluster:
    """Return a station's cluster of a name, entered now if it is not known."""
    state = Cluster.State.FAULTY if faulty else Cluster.State.WORKING
    cluster, _new = Cluster.objects.get_or_create(
        station=station, name=name, defaults={"speakers": speakers, "state": state}
    )
    return cluster


def frame() -> GridFrame:
    """Return the frame that stations share which no other was made for."""
    found, _new = GridFrame.objects.get_or_create(
        key=FRAME, defaults={"name": FRAME_NAME, "document": _document(USUAL, "")}
    )
    return found


def checked(sittings: Iterable[Sitting]) -> tuple[Sitting, ...]:
    """Return sessions in order. Raises EstablishingError for what nobody should have to hear."""
    ordered = tuple(sorted(sittings, key=lambda one: one.opens))
    if not ordered or len(ordered) > MOST_SESSIONS:
        raise EstablishingError("how-many")
    for one in ordered:
        if not SHORTEST <= one.length <= LONGEST:
            raise EstablishingError("length")
        if one.opens < QUIET_UNTIL or one.closes > QUIET_FROM:
            raise EstablishingError("night")
    if any(one.closes > after.opens for one, after in pairwise(ordered)):
        raise EstablishingError("overlap")
    return ordered


@transaction.atomic
def set_sessions(
    stations: Iterable[Station],
    sittings: Sequence[Sitting],
    *,
    source: str,
    today: date,
    now: datetime,
) -> int:
    """Give stations of the shared frame their hours; return how many have a new policy.

    `source` says who answered when, until a document stands in its place. A station that
    has a frame or a policy of its own making keeps it. Raises EstablishingError.
    """
    ordered = checked(sittings)
    shared = frame()
    shared.document = _document(ordered, source)
    shared.save(update_fields=["document"])
    changed = 0
    for station in stations:
        if station.grid_id != shared.pk:
            continue
        document = _policy(station, ordered, source, today).document()
        last = PolicyRevision.objects.filter(station=station).order_by("-serial").first()
        if last and _hours(last.policy()) == ordered:
            continue
        decide_policy(station, document, now=now)
        changed += 1
    return changed


def answered(station: Station) -> tuple[Sitting, ...]:
    """Return the sessions of a station's latest policy; none while it has no policy."""
    last = PolicyRevision.objects.filter(station=station).order_by("-serial").first()
    return _hours(last.policy()) if last else ()


def _hours(policy: Policy) -> tuple[Sitting, ...]:
    return tuple(Sitting(hours.daypart.opens, hours.daypart.closes) for hours in policy.hours)


def _policy(station: Station, sittings: Sequence[Sitting], source: str, today: date) -> Policy:
    own = [min(one.length, OWN_SHARE) for one in sittings]
    home = station.units.order_by("-since").values_list("unit_code", flat=True).first() or ""
    return Policy(
        station=station.key,
        serial=0,
        zone=settings.TIME_ZONE,
        hours=tuple(Hours(Daypart(one.opens, one.closes, source)) for one in sittings),
        session_s=int(max(own).total_seconds()),
        day_s=int(sum(own, timedelta()).total_seconds()),
        source=source,
        keyrings=_rings(home, today),
        relays=(NATIONAL_RADIO,),
        acknowledgers=(acknowledger_public(),),
    )


def _rings(unit_code: str, today: date) -> tuple[str, ...]:
    """Return whose approvers a station obeys: those of its commune and of the tiers above."""
    unit = places.unit_on(unit_code, today)
    around = [*([unit] if unit else []), *places.ancestors(unit_code, today)]
    tiers = {Level.COMMUNE, Level.DISTRICT, Level.PROVINCE}
    return tuple(one.code for one in around if one.level in tiers) or (unit_code,)


def _document(sittings: Sequence[Sitting], source: str) -> str:
    slots = tuple(slot for one in sittings for slot in _slots(one))
    grid = Grid(station="", serial=1, source=source or FRAME_NAME, slots=slots)
    return canonical(grid.document()).decode()


def _slots(one: Sitting) -> list[Slot]:
    """Return a session's slots: the commune's own first, then what it relays."""
    if one.length < ROOM_FOR_RELAY:
        return [Slot(SlotKind.BULLETIN, one.opens, one.closes, "Bản tin")]
    bulletin, rotation = _after(one.opens, BULLETIN), _after(one.opens, BULLETIN + ROTATION)
    return [
        Slot(SlotKind.BULLETIN, one.opens, bulletin, "Bản tin"),
        Slot(SlotKind.ROTATION, bulletin, rotation, "Thông tin thường xuyên"),
        Slot(SlotKind.RELAY, rotation, one.closes, "Tiếp sóng", NATIONAL_RADIO),
    ]


def _after(start: time, length: timedelta) -> time:
    return (datetime.combine(date.min, start) + length).time()
