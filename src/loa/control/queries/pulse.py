"""The pulse of the control room's home: a word that changes when the page would.

Cheap on purpose, because it is taken every few seconds as long as a display hangs on a
wall: a few counts, each over an index or a table of few rows. What it does not see (a
station that lies in another unit now) shows with the next minute, of which it is a part.
"""

import hashlib
import json
import threading
from datetime import date, datetime
from time import monotonic

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Max, Sum
from django.utils import timezone

from loa.channels.broadcast.models import AsRun, Cursor, PolicyRevision, RundownDay, Station
from loa.control.rules.today import REPORT_WITHIN
from loa.devices.models import Alarm, Device
from loa.feedback.models import Matter
from loa.newsroom.models import Item
from loa.plans.models import Assignment, EventMove, Phase

FRESH_S = 2.0  # a pulse taken so lately is the pulse of everybody who asks

_lock = threading.Lock()
_last: tuple[float, str] | None = None


def pulse(now: datetime) -> str:
    """Return the pulse at a moment, in a number of queries that nothing makes grow."""
    day = timezone.localdate(now)
    seen = [_heard(now), _on_air(day), _waiting(), _promised()]
    minute = now.replace(second=0, microsecond=0)
    text = json.dumps([minute, seen], cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def shared(now: datetime) -> str:
    """Return the pulse, taken once for all who ask this process within FRESH_S."""
    global _last  # noqa: PLW0603 - one process, one pulse
    with _lock:
        if _last is None or monotonic() - _last[0] > FRESH_S:
            _last = (monotonic(), pulse(now))
        return _last[1]


def forget() -> None:
    """Take the next pulse anew."""
    global _last  # noqa: PLW0603 - the same
    _last = None


def _heard(now: datetime) -> list[object]:
    """Return which stations speak, and what their players must be looked at for."""
    players = Device.objects.filter(revoked_at__isnull=True, seen_at__isnull=False).order_by()
    speaking = players.filter(seen_at__gt=now - REPORT_WITHIN).values_list("station", flat=True)
    alarms = Alarm.objects.filter(closed_at=None).aggregate(n=Count("pk"), last=Max("pk"))
    return [sorted(set(speaking)), alarms]


def _on_air(day: date) -> list[object]:
    """Return how far the day's programmes and what became of them have come."""
    programmes = RundownDay.objects.filter(day=day).aggregate(
        n=Count("pk"), serials=Sum("serial"), last=Max("published_at")
    )
    settled = Cursor.objects.order_by("pk").values_list()
    told = AsRun.objects.filter(rundown__day=day).order_by().values_list("outcome")
    # A tick by hand, and what settling gives up, leave no trace at the cursor.
    outcomes = told.annotate(n=Count("pk"), heard=Sum("heard_ms"))
    policies = PolicyRevision.objects.aggregate(last=Max("pk"))
    stations = Station.objects.order_by("pk").values_list("pk", "name", "kind", "until")
    return [programmes, list(settled), sorted(map(list, outcomes)), policies, list(stations)]


def _waiting() -> list[object]:
    """Return what waits for somebody's word."""
    items = Item.objects.order_by().values_list("state").annotate(n=Count("pk"))
    written = Item.objects.aggregate(last=Max("written_at"))
    matters = Matter.objects.order_by().values_list("state").annotate(n=Count("pk"))
    return [sorted(map(list, items)), written, sorted(map(list, matters))]


def _promised() -> list[object]:
    """Return how far plans and duties have come."""
    duties = Assignment.objects.order_by().values_list("plan__state", "state")
    phases = Phase.objects.aggregate(n=Count("pk"), first=Max("starts"), last=Max("ends"))
    moves = EventMove.objects.aggregate(last=Max("pk"))
    return [sorted(map(list, duties.annotate(n=Count("pk")))), phases, moves]
