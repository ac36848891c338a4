"""The world in which the contract suite tries the loudspeakers."""

from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from tests.channels.broadcast.builders import (
    ABOVE,
    DAY,
    UNIT,
    Agreeing,
    at,
    day_of,
    item,
    placement,
    sealed,
    station,
)
from tests.delivery.contract import Outlet, World

from loa.channels.broadcast import actions
from loa.channels.broadcast.models import RundownDay
from loa.core.words import Kind
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore


def world() -> World:
    here = station()
    row = sealed()
    placed = placement(row)
    day_of(here, [item(row, at(5))])
    return World((ABOVE,), DAY, row.message(), placed.key, row.digest)


def outlet(folder: Path, *, starts_in: int, **said: Any) -> Outlet:
    """A station that signs its days a week ahead, and an item that is heard on each of them."""
    station()
    placement(sealed(**said), starts=DAY + timedelta(days=starts_in), days=0, every_days=1)
    objects, minutes = ObjectStore(folder, HastyDisk()), count()

    def out(day: date) -> bool:
        now = at(8, next(minutes))
        actions.publish_due(publisher=Agreeing(), objects=objects, horizon_days=7, now=now)
        row = RundownDay.objects.filter(day=day).first()
        return row is not None and any(one.kind is Kind.MESSAGE for one in row.rundown().items)

    return Outlet(DAY, UNIT, ABOVE, "02020", out)
