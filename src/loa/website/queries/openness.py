"""What a commune's residents may know of what is done in their name: plans, hours, plays, answers.

One commune at a time and never beside another: there is no table to be last in. Figures say
how they are known; simulated ones stand apart. Few people are never counted out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Sum

from loa.channels.broadcast.queries.listening import Near
from loa.core.periods import DAY
from loa.core.policy import Pause
from loa.core.words import Grade, Scope
from loa.delivery.models import Evidence
from loa.feedback import queries as feedback
from loa.feedback.models import Answer
from loa.feedback.rules import Counted
from loa.places import queries as places
from loa.plans.models import Phase, Plan
from loa.plans.queries import pauses_for

PLAYED_DAYS, ASKED_DAYS = timedelta(days=30), timedelta(days=365)
CHANNEL = "loudspeaker"
LONGEST_LIST, ANSWERS_SHOWN = 60, 5


@dataclass(frozen=True, slots=True)
class Step:
    """A phase with its first and last day, as far as they are known."""

    name: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Planned:
    """An approved plan that reaches a commune; `now` while one of its phases holds."""

    number: str
    title: str
    issuer: str
    issued_on: date | None
    phases: tuple[Step, ...]
    now: bool


@dataclass(frozen=True, slots=True)
class Quiet:
    """A time of which a document says that something is silent."""

    starts: date
    ends: date  # the first day after
    reason: str
    document: str

    @property
    def last(self) -> date:
        return self.ends - DAY


@dataclass(frozen=True, slots=True)
class Played:
    """How often a message was heard at a place, and how that is known."""

    headline: str
    place: str
    plays: int
    last: date
    grade: Grade
    simulated: bool
    retracted: bool


@dataclass(frozen=True, slots=True)
class Openness:
    """The whole page."""

    plans: tuple[Planned, ...]
    stations: tuple[Near, ...]
    pauses: tuple[Quiet, ...]
    played: tuple[Played, ...]
    more_played: bool
    counts: tuple[Counted, ...]
    answers: tuple[Answer, ...]


def openness(code: str, stations: Iterable[Near], *, today: date) -> Openness:
    """Return everything that a commune's page of transparency shows."""
    near = tuple(stations)
    played = list(_played(code, since=today - PLAYED_DAYS, until=today + DAY))
    return Openness(
        plans=tuple(_plans(code, today)),
        stations=near,
        pauses=tuple(_pauses(code, near, today)),
        played=tuple(played[:LONGEST_LIST]),
        more_played=len(played) > LONGEST_LIST,
        counts=tuple(feedback.counts([code], since=today - ASKED_DAYS, until=today + DAY)),
        answers=tuple(feedback.public_answers(code)[:ANSWERS_SHOWN]),
    )


def _plans(code: str, today: date) -> Iterator[Planned]:
    """Yield the plans that hold now, then those before, the latest first.

    A plan of an earlier year names the units of its time: those that lay above then count.
    """
    found = []
    rows = Plan.objects.filter(state=Plan.State.APPROVED).prefetch_related("phases")
    for row in rows:
        phases = tuple(row.phases.all())
        days = [phase.days for phase in phases if phase.days]
        first = min((span.start for span in days), default=today)
        if row.area and not set(row.area) & _around(code, min(first, today)):
            continue
        now = any(today in span for span in days)
        found.append((not now, -first.toordinal(), row, phases))
    for past, _first, row, phases in sorted(found, key=lambda one: (one[0], one[1], one[2].key)):
        steps = tuple(map(_step, phases))
        yield Planned(row.number, row.title, row.issuer_name, row.issued_on, steps, not past)


def _step(phase: Phase) -> Step:
    days = phase.days
    end = days.end if days else None
    return Step(phase.name, days.start if days else None, end - DAY if end else None)


def _around(code: str, day: date) -> set[str]:
    return {code, *(unit.code for unit in places.ancestors(code, day))}


def _pauses(code: str, stations: Iterable[Near], today: date) -> Iterator[Quiet]:
    """Yield what is silent today and after, once: of policies and of plans."""
    said: set[Quiet] = set()
    for one in stations:
        for pause in one.policy.pauses if one.policy else ():
            if pause.ends > today:
                said.add(_quiet(pause))
    for _plan, planned in pauses_for(code, today, channel=CHANNEL):
        said.add(Quiet(planned.days.start, planned.days.end or today, planned.reason, ""))
    yield from sorted(said, key=lambda one: (one.starts, one.reason))


def _quiet(pause: Pause) -> Quiet:
    return Quiet(pause.starts, pause.ends, pause.reason, pause.source)


def _played(code: str, *, since: date, until: date) -> Iterator[Played]:
    rows = (
        Evidence.objects.filter(
            channel=CHANNEL,
            unit="plays",
            unit_code=code,
            at__date__gte=since,
            at__date__lt=until,
            placement__message__scope=Scope.PUBLIC,
        )
        .order_by()
        .values_list(
            "placement__message__headline",
            "place",
            "grade",
            "simulated",
            "placement__message__retracted_at",
        )
        .annotate(plays=Sum("quantity"), last=Max("at__date"))
        .order_by("-last", "placement__message__headline", "place")
    )
    for headline, place, grade, simulated, retracted, plays, last in rows[: LONGEST_LIST + 1]:
        yield Played(headline, place, plays, last, Grade(grade), simulated, retracted is not None)
