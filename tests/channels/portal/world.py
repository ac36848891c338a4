"""The world in which the contract suite tries the portal."""

from tests.channels.portal.builders import COMMUNE, DAY, message, placement, sealed, site
from tests.delivery.contract import World


def world() -> World:
    site()
    row = sealed()
    placed = placement(row)
    return World((COMMUNE,), DAY, message(), placed.key, row.digest)
