"""The units that speak to a commune: what is said to them is for it too."""

from loa.places.models import AdminUnit
from loa.places.queries import ancestors


def around(code: str) -> tuple[str, ...]:
    """Return a unit and all that it lies in, or has lain in under this code."""
    days = AdminUnit.objects.filter(code=code).values_list("valid_from", flat=True)
    above = {unit.code for day in days for unit in ancestors(code, day)}
    return tuple(sorted({code} | above))
