"""The unit that a person looks at: what they chose, kept with their session, or their own commune.

Pages of several rooms narrow themselves by it. The switcher that chooses stands in the
control room.
"""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from loa.people.models import User
from loa.places import queries as places
from loa.places.rules import Level

KEY = "control-unit"


def unit_code(request: HttpRequest) -> str:
    """Return the code of the unit to show; empty for all of them.

    Until somebody chooses, it is the commune of a person whose every role lies there.
    """
    chosen: str | None = request.session.get(KEY)
    return own_commune(request.user, timezone.localdate()) if chosen is None else chosen


def choose(request: HttpRequest, code: str) -> None:
    """Keep a choice for as long as the session lasts; an empty code is all units."""
    request.session[KEY] = code


def own_commune(user: object, day: date) -> str:
    """Return the one commune in which a person holds all their roles on a day; empty for none."""
    if not isinstance(user, User):
        return ""
    codes = {holding.unit_code for holding in user.holdings() if holding.holds(day)}
    code = codes.pop() if len(codes) == 1 else ""
    unit = places.unit_on(code, day) if code else None
    return code if unit is not None and unit.level is Level.COMMUNE else ""
