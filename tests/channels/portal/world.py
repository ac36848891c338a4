"""The world in which the contract suite tries the portal."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.channels.portal.builders import (
    COMMUNE,
    DAY,
    OTHER,
    PROVINCE,
    at,
    message,
    placement,
    sealed,
    site,
)
from tests.delivery.contract import Outlet, World

from loa.channels.portal import queries, tasks


def world() -> World:
    site()
    row = sealed()
    placed = placement(row)
    return World((COMMUNE,), DAY, message(), placed.key, row.digest)


def outlet(_folder: Path, *, starts_in: int, **said: Any) -> Outlet:
    """A page that everybody may read, looked for at nine in the morning."""
    site()
    placement(sealed(**said), starts=DAY + timedelta(days=starts_in), now=at(0))

    def out(day: date) -> bool:
        now = at(9, day=day)
        tasks.settle(now)
        return bool(queries.shown("main", now))

    return Outlet(DAY, COMMUNE, PROVINCE, OTHER, out)
