"""One item, one play: what a player logged counts, and what a person reported yields to it.

A trial's log is no such proof: it is never summed with what was really heard, so it takes
nothing from it either.
"""

from collections.abc import Collection

from loa.channels.broadcast.models import Station, Tick
from loa.devices import queries as devices


def alone(station: Station) -> None:
    """Let nobody else count a station's plays until this transaction ends."""
    Station.objects.select_for_update().get(pk=station.pk)


def plays_itself(station: Station) -> bool:
    """Whether a station has a player of its own that is trusted: it logs what it plays."""
    return station.has_player and bool(devices.active_keyids(station.key))


def reference(stick: int, item: str) -> str:
    """Return the name under which evidence refers to a tick."""
    return f"usb:{stick}:{item}"


def reported(station: Station, items: Collection[str]) -> list[str]:
    """Return the references of everything that people reported of some items."""
    ticks = Tick.objects.filter(stick__station=station, item_id__in=items)
    return [reference(*tick) for tick in ticks.values_list("stick_id", "item_id")]
