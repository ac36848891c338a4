"""What a pause stills in days that stations hold already, the day that runs included.

A day to come is built anew; one that has begun is not, so what a pause stills is taken out
of it. Nothing is remembered: what is out is not found again.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from loa.channels.broadcast import inputs
from loa.channels.broadcast.models import Amendment, RundownDay, Station
from loa.channels.broadcast.naming import today_at
from loa.core.periods import DAY
from loa.core.rundown import Item
from loa.core.words import Genre, Kind, Mood
from loa.delivery.models import SealedMessage

Stilled = Mapping[Station, Mapping[date, frozenset[str]]]


def stilled(now: datetime) -> Stilled:
    """Return the messages that pauses still on the day that runs at each station, by its day."""
    today = timezone.localdate(now)
    # A station's own day may be ahead of ours or behind it.
    near = [
        (areas, pause)
        for areas, pause in inputs.read_pauses()
        if pause.starts <= today + DAY and pause.ends > today - DAY
    ]
    if not near:
        return {}
    units, facts = inputs.read_units(), dict[str, tuple[Mood, bool]]()
    said_today = _said_today(today)
    found: defaultdict[Station, dict[date, frozenset[str]]] = defaultdict(dict)
    rows = RundownDay.objects.filter(day__gte=today - DAY, day__lte=today + DAY)
    for row in rows.select_related("station").prefetch_related("station__units"):
        station, day = row.station, row.day
        if day != today_at(station, now):
            continue
        home = [(u.since, u.until, u.unit_code) for u in station.units.all()]
        around = units.around(inputs.unit_on(home, day), day) | {inputs.own_area(station.key)}
        holding = [pause for areas, pause in near if areas & around]
        out = {
            item.message
            for item in row.rundown().items
            if item.kind is Kind.MESSAGE and item.ends > now
            for mood, notice in [_facts(item, facts)]
            if any(
                p.stills(day, mood, notice=notice or item.placement in said_today) for p in holding
            )
        }
        if out:
            found[station][day] = frozenset(out)
    return found


def _said_today(today: date) -> frozenset[str]:
    """Return the placements of what officers say to their place the same day: a call to it."""
    rows = Amendment.objects.exclude(placement="").filter(asked_at__date__gte=today - DAY)
    return frozenset(rows.values_list("placement", flat=True))


def _facts(item: Item, known: dict[str, tuple[Mood, bool]]) -> tuple[Mood, bool]:
    """Return a message's mood, and whether it is a notice; each is read once."""
    if item.message not in known:
        message = SealedMessage.objects.get(digest=item.message).message()
        known[item.message] = message.mood, message.extra.genre is Genre.NOTICE
    return known[item.message]
