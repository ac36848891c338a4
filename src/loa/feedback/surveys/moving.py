"""When a phase moves, the surveys around it move along; of those that cannot it is said why.

The first time of asking keeps its distance from the phase's first day, the second from its
last. A survey that somebody has answered stays: what was said is held against what is said
at the other time, and both were asked on the days that the office approved. Days are
half-open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from loa.core.periods import Days
from loa.feedback.surveys.models import Survey, Tally, Wave
from loa.feedback.surveys.rules import State, Which
from loa.people import decisions
from loa.people.models import User
from loa.plans.models import Phase

Periods = Mapping[Which, tuple[date, date]]


class Stuck(StrEnum):
    """Why a survey cannot move along."""

    ANSWERED = "answered"
    OVER = "over"  # its second time of asking would be over already
    CROSSED = "crossed"  # the second time would begin before the first is over


@dataclass(frozen=True, slots=True)
class Move:
    """A survey around a phase that moved: its days then, or why they cannot be."""

    survey: Survey
    phase: Days
    before: Periods
    after: Periods
    stuck: Stuck | None


def shifted(periods: Periods, was: Days, now: Days) -> dict[Which, tuple[date, date]]:
    """Return the times of asking as they stand around the phase's new days."""
    first = now.start - was.start
    last = now.end - was.end if now.end and was.end else first
    by = {Which.BEFORE: first, Which.AFTER: last}
    return {which: (opens + by[which], end + by[which]) for which, (opens, end) in periods.items()}


def objection(after: Periods, *, answered: bool, today: date) -> Stuck | None:
    """Say why times of asking cannot be these; None when they can."""
    if answered:
        return Stuck.ANSWERED
    if after[Which.AFTER][0] < after[Which.BEFORE][1]:
        return Stuck.CROSSED
    return Stuck.OVER if after[Which.AFTER][1] <= today else None


def moves(phases: Mapping[tuple[str, str], Days | None], *, today: date) -> Iterator[Move]:
    """Yield the surveys that were drawn around other days than these.

    `phases` are the days of phases by plan's and phase's key. A survey whose second time of
    asking is over is history, as is one that was withdrawn.
    """
    rows = Survey.objects.filter(plan_key__in={plan for plan, _phase in phases})
    rows = rows.exclude(state=State.WITHDRAWN).exclude(around_starts=None)
    asked = rows.filter(waves__which=Which.AFTER, waves__closes__gt=today)
    for row in asked.prefetch_related("waves").order_by("key"):
        days = phases.get((row.plan_key, row.phase_key))
        if days is None or row.around_starts is None or days == row.around:
            continue
        before = row.periods
        after = shifted(before, Days(row.around_starts, row.around_ends), days)
        answered = Tally.objects.filter(wave__survey=row, n__gt=0).exists()
        yield Move(row, days, before, after, objection(after, answered=answered, today=today))


def standing(plan_key: str = "") -> dict[tuple[str, str], Days | None]:
    """Return the days of phases as they stand, of one plan or of all that surveys are around."""
    keys = [plan_key] if plan_key else list(Survey.objects.values_list("plan_key", flat=True))
    rows = Phase.objects.filter(plan__key__in=keys).select_related("plan")
    return {(row.plan.key, row.key): row.days for row in rows}


@transaction.atomic
def follow(*, now: datetime, by: User | str, plan_key: str = "") -> int:
    """Move every survey that can along with its phase; return how many."""
    today, done = timezone.localdate(now), 0
    for one in moves(standing(plan_key), today=today):
        row = Survey.objects.select_for_update(of=("self",)).get(pk=one.survey.pk)
        answered = Tally.objects.filter(wave__survey=row, n__gt=0).exists()
        if one.stuck or answered or row.around == one.phase:
            continue
        for which, (opens, closes) in one.after.items():
            Wave.objects.filter(survey=row, which=which).update(opens=opens, closes=closes)
        row.around_starts, row.around_ends = one.phase.start, one.phase.end
        row.save(update_fields=["around_starts", "around_ends"])
        decisions.record(
            actor=by,
            verb="survey.move",
            reference=f"survey:{row.key}",
            now=now,
            organisation=row.organisation,
        )
        done += 1
    return done
