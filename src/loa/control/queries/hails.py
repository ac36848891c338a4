"""What became of a hail, station by station: from the signature to the player's ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from loa.channels.broadcast import inputs
from loa.channels.broadcast.hailing import Openings, openings
from loa.channels.broadcast.homes import Homes
from loa.channels.broadcast.models import Amendment, AsRun, RundownDay, Station
from loa.control.rules.hails import At, Known, at
from loa.core.rundown import item_id
from loa.core.words import Outcome
from loa.delivery.models import Evidence, Placement
from loa.devices.models import Device
from loa.newsroom.models import Hail
from loa.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Heard:
    """One station: how far a hail has come there; `day` and `item` name what proves it."""

    station: Station
    at: At
    starts: datetime | None
    started_at: datetime | None = None
    why: str = ""
    day: str = ""
    item: str = ""


def open_to(office: Organisation, now: datetime) -> Openings:
    """Return what the loudspeakers of an office's commune allow now."""
    areas = [office.unit_code] if office.unit_code else []
    day = now.astimezone(inputs.zone_of(Station())).date()
    keys = {key for key, _code in Homes.now().receivers(areas, day)} if areas else set()
    stations = [s for s in Station.objects.filter(key__in=keys) if s.has_player]
    return openings(stations, areas, now=now)


def placement_of(hail: Hail) -> Placement | None:
    """Return where a hail was placed, once it was."""
    rows = Placement.objects.filter(message__key=hail.item.key).exclude(soon="")
    return rows.order_by("-placed_at").first()


def heard(placement: Placement, now: datetime) -> list[Heard]:
    """Return every station that a hail was meant for, by name."""
    rows = Amendment.objects.filter(placement=placement.key).select_related("station")
    stations = [row.station for row in rows]
    bundles = dict(
        Device.objects.filter(station__in=[s.key for s in stations], revoked_at=None)
        .order_by("seen_at")
        .values_list("station", "bundle")
    )
    return [_heard(row, placement, bundles.get(row.station.key), now) for row in _named(rows)]


def proven(placement: Placement, *, simulated: bool) -> int:
    """Return how many plays of a placement are proven by evidence; trials' stand apart."""
    rows = Evidence.objects.filter(placement=placement, unit="plays", simulated=simulated)
    return sum(rows.values_list("quantity", flat=True))


def _named(rows: Iterable[Amendment]) -> list[Amendment]:
    return sorted(rows, key=lambda row: row.station.name)


def _heard(row: Amendment, placement: Placement, bundle: int | None, now: datetime) -> Heard:
    if row.starts is None:
        known = Known(serial=row.serial, why=row.why, bundle=bundle)
        return Heard(row.station, at(known, now), None, why=row.why)
    day = row.starts.astimezone(inputs.zone_of(row.station)).date()
    name = item_id(row.station.key, day, placement.key, 1)
    ran = AsRun.objects.filter(rundown__station=row.station, item_id=name).first()
    there = RundownDay.objects.filter(station=row.station, document__contains=name).exists()
    known = Known(
        serial=row.serial,
        why=row.why,
        bundle=bundle,
        starts=row.starts,
        outcome=Outcome(ran.outcome) if ran else None,
        planned=there,
    )
    return Heard(
        row.station,
        at(known, now),
        row.starts,
        ran.started_at if ran else None,
        row.why,
        day.isoformat() if there else "",
        name if there else "",
    )
