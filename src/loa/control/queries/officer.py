"""What concerns one commune officer: their day, what waits for their hand, their month."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum
from django.utils import timezone

from loa.channels.broadcast.models import Cluster, Station, UsbStick
from loa.channels.broadcast.queries.sticks import Summary, summary
from loa.channels.broadcast.queries.units import stations_in
from loa.control.queries.today import today
from loa.control.rules.officer import Facts, facts
from loa.control.work import queries as work
from loa.control.work.queries import Task
from loa.core.periods import DAY
from loa.core.words import Grade
from loa.delivery.models import Evidence
from loa.feedback import queries as feedback
from loa.newsroom import queries as newsroom
from loa.newsroom import retracting
from loa.newsroom.models import Item, Retraction
from loa.newsroom.queries import Line
from loa.newsroom.retracting import Trail
from loa.people.models import User
from loa.plans.owed import Owed, all_owed
from loa.plans.reach import reach

LATELY = 14 * DAY
MOST = 20


@dataclass(frozen=True, slots=True)
class Recall:
    """An item that was taken back and is still somewhere."""

    item: Item
    trails: tuple[Trail, ...]
    due: int


@dataclass(frozen=True, slots=True)
class Mine:
    """What waits for one officer's hand."""

    items: tuple[Line, ...]
    recalls: tuple[Recall, ...]
    slips: tuple[Summary, ...]
    questions: int
    lost: Facts
    duties: tuple[Task, ...]
    owed: tuple[Owed, ...]  # what reports and other rooms wait for

    @property
    def count(self) -> int:
        """How many things there are to do."""
        return (
            len(self.items)
            + len(self.recalls)
            + len(self.slips)
            + self.questions
            + len(self.duties)
            + len(self.owed)
            + len(self.lost.lost)
        )


@dataclass(frozen=True, slots=True)
class Month:
    """A commune's month in plays by how they are known; a trial's stand apart."""

    first: date
    recorded: int
    reported: int
    items: int
    simulated: int


def day_of(unit_code: str, *, now: datetime) -> Facts:
    """Return a commune's day."""
    only = stations_in(unit_code, today=timezone.localdate(now)) if unit_code else frozenset()
    return facts(today(now=now, only=only).lines)


def faulty(unit_code: str, *, today: date) -> list[Cluster]:
    """Return the loudspeaker clusters of a commune that are marked as faulty."""
    stations = stations_in(unit_code, today=today) if unit_code else frozenset()
    rows = Cluster.objects.filter(station__in=stations, state=Cluster.State.FAULTY)
    return list(rows.select_related("station").order_by("station__name", "name"))


def mine(user: User, unit_code: str, *, now: datetime) -> Mine:
    """Return what waits for an officer."""
    waiting = newsroom.visible(user).exclude(state=Item.State.APPROVED)
    lines = newsroom.lines(waiting.order_by("-written_at")[: 2 * MOST], user)
    return Mine(
        items=tuple(line for line in lines if line.mine)[:MOST],
        recalls=tuple(_recalls(unit_code, now)),
        slips=tuple(slips(unit_code, now=now)),
        questions=feedback.inbox([unit_code], waiting=True).count() if unit_code else 0,
        lost=day_of(unit_code, now=now),
        duties=tuple(duties(user, timezone.localdate(now))),
        owed=tuple(_owed(user, timezone.localdate(now))),
    )


def duties(user: User, today: date) -> list[Task]:
    """Return what plans ask of a person's own offices and is not done."""
    return work.tasks(work.Asked(), today=today, of=reach(user, today=today).own)


def _owed(user: User, today: date) -> list[Owed]:
    """Return what a person's own offices have not sent; duties are told by themselves."""
    own = reach(user, today=today).own
    return [one for one in all_owed(today, besides="plans") if one.organisation in own]


def slips(unit_code: str, *, now: datetime) -> list[Summary]:
    """Return the sticks of a commune of which something is still to be ticked off."""
    today = timezone.localdate(now)
    stations = stations_in(unit_code, today=today) if unit_code else frozenset()
    rows = UsbStick.objects.filter(
        station__in=stations, first_day__lte=today + DAY, last_day__gte=today - LATELY
    )
    found = [
        summary(stick, now=now)
        for stick in rows.select_related("station").prefetch_related("ticks")
    ]
    return [one for one in found if one.ticked < one.asked]


def papers(user: User) -> list[Line]:
    """Return the items for which a signed paper may be photographed: those not approved yet."""
    rows = newsroom.visible(user).exclude(state=Item.State.APPROVED).order_by("-written_at")
    return newsroom.lines(rows[:MOST], user)


def stations_of(unit_code: str, *, today: date) -> list[Station]:
    """Return a commune's stations, by name."""
    rows = Station.objects.filter(pk__in=stations_in(unit_code, today=today))
    return list(rows.order_by("name"))


def month(unit_code: str, first: date, end: date) -> Month:
    """Return what a commune's evidence says of the days [first, end)."""
    every = Evidence.objects.filter(
        unit_code=unit_code, at__date__gte=first, at__date__lt=end, unit="plays"
    )
    rows = every.filter(simulated=False)
    plays = dict(rows.order_by().values_list("grade").annotate(n=Sum("quantity")))
    return Month(
        first=first,
        recorded=plays.get(str(Grade.RECORDED), 0) + plays.get(str(Grade.CONFIRMED), 0),
        reported=plays.get(str(Grade.REPORTED), 0),
        items=rows.values("placement__message__key").distinct().count(),
        simulated=every.filter(simulated=True).aggregate(n=Sum("quantity"))["n"] or 0,
    )


def _recalls(unit_code: str, now: datetime) -> list[Recall]:
    """Return what was taken back lately and is due at a place of this commune."""
    names = (
        {s.name for s in stations_of(unit_code, today=timezone.localdate(now))}
        if unit_code
        else set()
    )
    found: list[Recall] = []
    for retraction in Retraction.objects.filter(at__gte=now - LATELY).select_related("item"):
        if any(retraction.item_id == one.item.pk for one in found):
            continue
        trails = tuple(retracting.trails(retraction.item))
        due = sum(_here(reach.place, names) for trail in trails for reach in trail.due)
        if due:
            found.append(Recall(retraction.item, trails, due))
    return found


def _here(place: str, stations: Collection[str]) -> bool:
    return any(name in place for name in stations)
