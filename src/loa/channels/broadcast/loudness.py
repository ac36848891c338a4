"""Turning a station down since a complaint, and up again when that is answered.

The leaders' policy says how loud a station is and how loud while somebody complains. Here
is only noted for which stations the second holds; the next publication says so, and the
player itself takes the quieter of the two. An emergency is as loud as ever.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from loa.channels.broadcast.models import Cluster, Lowering, PublishedVolume, RundownDay, Station
from loa.core.bundle import Bundle


@dataclass(frozen=True, slots=True)
class Unsaid:
    """How loud a station is to be, and the last serial that said otherwise."""

    lowered: bool
    serial: int


@transaction.atomic
def lower(station: Station, *, reference: str, now: datetime) -> Lowering:
    """Turn a station down one tier from its next publication on; again changes nothing.

    A player has one output, so all clusters of the station get quieter together.
    """
    row, _created = Lowering.objects.get_or_create(
        reference=reference, defaults={"station": station, "since": now}
    )
    if row.until is None:
        _mark(row.station, Cluster.State.WORKING, Cluster.State.LOWERED)
    return row


@transaction.atomic
def restore(reference: str, *, now: datetime) -> bool:
    """End a complaint's lowering; the station stays low while another one is open.

    Return whether there was one to end.
    """
    row = Lowering.objects.select_for_update().filter(reference=reference, until=None).first()
    if row is None:
        return False
    row.until = max(now, row.since)
    row.save(update_fields=["until"])
    if not row.station.lowerings.filter(until=None).exists():
        _mark(row.station, Cluster.State.LOWERED, Cluster.State.WORKING)
    return True


def lowered(stations: Iterable[Station]) -> frozenset[int]:
    """Return the rows of those stations that are turned down now."""
    rows = Lowering.objects.filter(station__in=list(stations), until=None)
    return frozenset(rows.values_list("station_id", flat=True))


def unsaid(stations: Iterable[Station]) -> dict[Station, Unsaid]:
    """Return the published stations whose last publication said another loudness."""
    asked = list(stations)
    down = lowered(asked)
    said = {
        row.station_id: row for row in PublishedVolume.objects.filter(station__in=asked).order_by()
    }
    differing = [
        s for s in asked if (s.pk in down) != (said[s.pk].lowered if s.pk in said else False)
    ]
    if not differing:
        return {}
    with_days = RundownDay.objects.filter(station__in=differing, published_at__isnull=False)
    published = set(with_days.order_by().values_list("station_id", flat=True).distinct())
    return {
        s: Unsaid(s.pk in down, said[s.pk].serial if s.pk in said else 0)
        for s in differing
        if s.pk in published
    }


@transaction.atomic
def published_as(bundles: Mapping[Station, Bundle]) -> None:
    """Keep what publications said of their stations' loudness."""
    PublishedVolume.objects.bulk_create(
        [
            PublishedVolume(station=station, lowered=bundle.lowered, serial=bundle.serial)
            for station, bundle in bundles.items()
        ],
        update_conflicts=True,
        unique_fields=["station"],
        update_fields=["lowered", "serial"],
    )


def _mark(station: Station, before: Cluster.State, after: Cluster.State) -> None:
    """Change the state of a station's clusters; one that is faulty stays so."""
    Cluster.objects.filter(station=station, state=before).update(state=after)
