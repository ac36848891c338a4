"""One item, one play: what a player logged counts, and what a person reported yields to it.

A trial's log is no such proof: it is never summed with what was really heard, so it takes
nothing from it either.
"""

from collections.abc import Collection, Iterable

from loa.channels.broadcast.models import Station, Tick
from loa.devices import queries as devices

PLAYS, SECONDS = "plays", "seconds"  # the measures of what was heard


def alone(*stations: Station) -> None:
    """Let nobody else count the stations' plays until this transaction ends.

    In one order for all, so that no two wait for each other in a ring.
    """
    keys = [station.pk for station in stations]
    list(Station.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def plays_itself(station: Station) -> bool:
    """Whether a station has a player of its own that is trusted: it logs what it plays."""
    return station.has_player and bool(devices.active_keyids(station.key))


def reference(stick: int, item: str) -> str:
    """Return the name under which evidence refers to a tick."""
    return f"usb:{stick}:{item}"


def reported(stations: Iterable[Station], items: Collection[str]) -> list[str]:
    """Return the references of everything that people reported of some items of stations."""
    ticks, wanted = Tick.objects.filter(stick__station__in=list(stations)), set(items)
    return [
        reference(stick, item)
        for stick, item in ticks.values_list("stick_id", "item_id")
        if item in wanted
    ]
