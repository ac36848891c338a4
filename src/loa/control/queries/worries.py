"""What needs a hand now: each worry with what it is about, worst first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from loa.control.queries import turning
from loa.control.queries.today import Today
from loa.control.queries.turning import Coming
from loa.control.rules.today import Line, Status
from loa.control.rules.turning import Stick
from loa.core.periods import DAY
from loa.devices.queries import open_alarms
from loa.feedback import queries as feedback
from loa.feedback.models import Matter
from loa.newsroom.models import Claim
from loa.newsroom.queries import overdue_claims, waiting_for_a_word, waiting_for_approval
from loa.people.access import covered
from loa.people.models import User
from loa.plans.models import Assignment, EventMove, Plan
from loa.plans.reach import Reach, reach

LATELY = 7 * DAY
NAMED = 5
ANSWERS = "feedback.answer"


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
class Alarm:
    """What a player or its ledger must be looked at for."""

    station: str
    kind: str
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class Duties:
    """Duties of approved plans that are overdue, the longest first, and those not taken on."""

    overdue: tuple[Assignment, ...]
    unacknowledged: int

    @property
    def first(self) -> Assignment | None:
        """The one that is overdue longest."""
        return self.overdue[0] if self.overdue else None

    @property
    def more(self) -> int:
        """How many are overdue besides that one."""
        return max(0, len(self.overdue) - 1)


@dataclass(frozen=True, slots=True)
class Worries:
    """Everything that needs a hand."""

    silent: tuple[Line, ...]
    alarms: tuple[Alarm, ...]
    late_checks: tuple[Claim, ...]
    waiting: Waiting
    unannounced: tuple[Unannounced, ...]
    unplaced: int
    unplaced_stations: int
    unanswered: tuple[Matter, ...]
    duties: Duties
    sticks: tuple[Stick, ...]
    moved: tuple[EventMove, ...]
    changes: tuple[Coming, ...]

    @property
    def silent_first(self) -> tuple[Line, ...]:
        """The silent stations that are named; when a network fails, they are many."""
        return self.silent[:NAMED]

    @property
    def silent_rest(self) -> int:
        return len(self.silent) - len(self.silent_first)

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        waits = self.waiting.count or self.unannounced or self.late_checks or self.unanswered
        owed = self.duties.overdue or self.duties.unacknowledged
        turns = self.sticks or self.moved or self.changes
        return bool(self.silent or self.alarms or waits or self.unplaced or owed or turns)


def worries(shown: Today, user: User, *, now: datetime) -> Worries:
    """Gather what needs a hand on the day shown, as far as this person may see it.

    In a number of queries that does not grow with anything.
    """
    waiting = list(waiting_for_approval(user).values_list("written_at", flat=True))
    results = waiting_for_a_word(user).values_list("key", "headline")[:NAMED]
    keys = {line.key for line in shown.lines}
    names = {line.name for line in shown.lines}
    return Worries(
        silent=tuple(line for line in shown.lines if line.status is Status.SILENT),
        alarms=_alarms(keys),
        late_checks=tuple(overdue_claims(user, now)[: NAMED + 1]),
        waiting=Waiting(len(waiting), min(waiting, default=None)),
        unannounced=tuple(Unannounced(*row) for row in results),
        unplaced=len(shown.unplaced),
        unplaced_stations=max((one.stations for one in shown.unplaced), default=0),
        unanswered=_unanswered(user, shown.day),
        duties=duties(shown.day, reach(user, today=shown.day)),
        sticks=tuple(s for s in turning.expired_sticks(shown.day) if s.station in names),
        moved=_moved(shown.day),
        changes=tuple(turning.coming(shown.day)),
    )


def duties(day: date, own: Reach) -> Duties:
    """Return the duties of approved plans that concern a person and need somebody's word."""
    rows = Assignment.objects.filter(plan__state=Plan.State.APPROVED).select_related("plan")
    open_or_late = Q(state=Assignment.State.OPEN) | Q(due__lt=day)
    found = rows.filter(open_or_late).exclude(state=Assignment.State.DONE)
    theirs = [
        row
        for row in found.order_by("due", "plan__key", "position")
        if row.organisation_key in own.own
        or row.plan.issuer_key in own.own
        or own.concerns(row.organisation_key, row.plan.issuer_key)
    ]
    overdue = tuple(row for row in theirs if row.due is not None and row.due < day)
    unanswered = [row for row in theirs if row.state == Assignment.State.OPEN]
    return Duties(overdue, len(unanswered))


def _alarms(stations: Collection[str]) -> tuple[Alarm, ...]:
    return tuple(
        Alarm(alarm.device.station, alarm.get_kind_display(), alarm.raised_at)
        for alarm in open_alarms()
        if alarm.device.station in stations
    )


def _unanswered(user: User, day: date) -> tuple[Matter, ...]:
    """Return the questions past their day where this person answers, the longest due first."""
    units = covered(user, ANSWERS)
    late = feedback.inbox(units, waiting=True).filter(due_on__lt=day) if units else ()
    return tuple(late)


def _moved(day: date) -> tuple[EventMove, ...]:
    """Return what was moved in the past week and is still to come."""
    rows = EventMove.objects.filter(on__gt=day - LATELY, on__lte=day, to_ends__gt=day)
    approved = rows.filter(event__plan__state=Plan.State.APPROVED).select_related("event__plan")
    latest: dict[int, EventMove] = {row.event_id: row for row in approved.order_by("on", "pk")}
    return tuple(latest.values())
