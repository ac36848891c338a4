"""The world in which the contract suite tries the loudspeakers."""

from tests.channels.broadcast.builders import (
    ABOVE,
    DAY,
    at,
    day_of,
    item,
    placement,
    sealed,
    station,
)
from tests.delivery.contract import World


def world() -> World:
    here = station()
    row = sealed()
    placed = placement(row)
    day_of(here, [item(row, at(5))])
    return World((ABOVE,), DAY, row.message(), placed.key, row.digest)
