"""What needs a hand now: each worry with what it is about, worst first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loa.control.queries.today import Today
from loa.control.rules.today import Line, Status
from loa.devices.queries import open_alarms
from loa.newsroom.queries import waiting_for_a_word, waiting_for_approval
from loa.people.models import User
from loa.plans.models import Phase, Plan

SOON = timedelta(days=7)
NAMED = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """Items that wait for an approver, and since when the oldest does."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Unannounced:
    """Approved results that are not public before two people have announced them."""

    key: str
    headline: str


@dataclass(frozen=True, slots=True)
class Change:
    """A phase that begins soon."""

    plan_key: str
    plan_number: str
    name: str
    starts: date
    days: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a player or its ledger must be looked at for."""

    station: str
    kind: str
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class Worries:
    """Everything that needs a hand."""

    silent: tuple[Line, ...]
    alarms: tuple[Alarm, ...]
    waiting: Waiting
    unannounced: tuple[Unannounced, ...]
    unplaced: int
    unplaced_stations: int
    changes: tuple[Change, ...]

    @property
    def silent_first(self) -> tuple[Line, ...]:
        """The silent stations that are named; when a network fails, they are many."""
        return self.silent[:NAMED]

    @property
    def silent_rest(self) -> int:
        return len(self.silent) - len(self.silent_first)

    @property
    def any(self) -> bool:
        waits = self.waiting.count or self.unannounced
        return bool(self.silent or self.alarms or waits or self.unplaced or self.changes)


def worries(shown: Today, user: User) -> Worries:
    """Gather what needs a hand on the day shown, as far as this person may see it."""
    waiting = list(waiting_for_approval(user).values_list("written_at", flat=True))
    results = waiting_for_a_word(user).values_list("key", "headline")[:NAMED]
    keys = {line.key for line in shown.lines}
    return Worries(
        silent=tuple(line for line in shown.lines if line.status is Status.SILENT),
        alarms=_alarms(keys),
        waiting=Waiting(len(waiting), min(waiting, default=None)),
        unannounced=tuple(Unannounced(*row) for row in results),
        unplaced=len(shown.unplaced),
        unplaced_stations=max((one.stations for one in shown.unplaced), default=0),
        changes=tuple(changes(shown.day)),
    )


def _alarms(stations: Collection[str]) -> tuple[Alarm, ...]:
    return tuple(
        Alarm(alarm.device.station, alarm.get_kind_display(), alarm.raised_at)
        for alarm in open_alarms()
        if alarm.device.station in stations
    )


def changes(day: date) -> Sequence[Change]:
    """Return the phases of approved plans that begin within a week of a day."""
    rows = Phase.objects.filter(
        plan__state=Plan.State.APPROVED, starts__gt=day, starts__lte=day + SOON
    ).select_related("plan")
    return [
        Change(
            row.plan.key,
            row.plan.number or row.plan.title,
            row.name,
            row.starts,
            (row.starts - day).days,
        )
        for row in rows.order_by("starts", "plan__key")
        if row.starts is not None
    ]
