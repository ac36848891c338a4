"""What the pages of work read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from loa.control.models import Reminder, TaskFile
from loa.control.queries.units import codes_in
from loa.control.work import rules
from loa.control.work.rules import Standing
from loa.people.models import Organisation
from loa.plans import owed, reminding
from loa.plans.models import Assignment, Plan
from loa.plans.owed import Owed
from loa.plans.reach import Reach
from loa.plans.reminding import Debtor

SHORT = 16  # words of a plan's title where it has no number
REMEMBERED = 200  # reminders: of older ones nobody asks when they were


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of duties is narrowed to; empty is all. `unit` is a unit's code."""

    state: str = ""
    plan: str = ""
    due: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A duty in a list; `helps` when the reader's organisation does not lead it."""

    row: Assignment
    standing: Standing
    files: int
    helps: bool = False

    @property
    def lead(self) -> str:
        """The organisation that leads, as people call it."""
        return self.row.organisation_name or self.row.organisation_key


def duties() -> QuerySet[Assignment]:
    """Return the duties of approved plans."""
    return Assignment.objects.filter(plan__state=Plan.State.APPROVED).select_related("plan")


def tasks(asked: Asked, *, today: date, of: Iterable[str] | None = None) -> list[Task]:
    """Return the duties that were asked for, by their day; `of` keeps some organisations'.

    Without a state, what is done is left out.
    """
    rows = duties().filter(plan__key=asked.plan) if asked.plan else duties()
    kept = TaskFile.objects.filter(removed_at=None).order_by().values_list("assignment")
    files: dict[int, int] = dict(kept.annotate(n=Count("pk")))
    mine = None if of is None else frozenset(of)
    here = _organisations_in(asked.unit, today) if asked.unit else None
    found = []
    for row in rows:
        helps = mine is not None and row.organisation_key not in mine
        if helps and mine is not None and not mine & {one["key"] for one in row.coordinating}:
            continue
        if here is not None and row.organisation_key not in here:
            continue
        at = rules.standing(row.state, row.due, today=today)
        if asked.state != at and (asked.state or at is Standing.DONE):
            continue
        if asked.due and rules.when(row.due, today=today) != asked.due:
            continue
        found.append(Task(row, at, files.get(row.pk, 0), helps))
    return sorted(found, key=lambda one: (*rules.order(one.standing, one.row.due), one.row.pk))


def plans_with_duties() -> list[Plan]:
    """Return the approved plans that assign something."""
    rows = Plan.objects.filter(state=Plan.State.APPROVED, assignments__isnull=False)
    return list(rows.distinct().order_by("key"))


def owed_by_duties(today: date) -> Iterable[Owed]:
    """Yield what duties of approved plans owe: a word that they are taken on, or the result."""
    for row in duties().exclude(state=Assignment.State.DONE).order_by("plan__key", "position"):
        at = rules.standing(row.state, row.due, today=today)
        if at not in {Standing.LATE, Standing.OPEN}:
            continue
        yield Owed(
            organisation=row.organisation_key,
            name=row.organisation_name,
            what=_what(row, at),
            due=row.due,
            url=reverse("control:task", args=(row.plan.key, row.key)),
            plan=row.plan.key,
            issuer=row.plan.issuer_key,
        )


def _what(row: Assignment, at: Standing) -> str:
    words = {"duty": row.duty, "product": row.product, "plan": _named(row.plan)}
    if at is Standing.OPEN:
        return _("your word that you take on: %(duty)s (%(plan)s)") % words
    if row.product:
        return _("%(product)s: the product of “%(duty)s” (%(plan)s)") % words
    return _("the result of: %(duty)s (%(plan)s)") % words


def _named(plan: Plan) -> str:
    return plan.number or Truncator(plan.title).words(SHORT, truncate="…")


def owing(reach: Reach, *, today: date) -> list[Debtor]:
    """Return who owes what, as far as it is a planner's to follow."""
    found = [o for o in owed.all_owed(today) if reach.concerns(o.organisation, o.issuer)]
    return reminding.debtors(found, _reminders())


def _reminders() -> Sequence[tuple[datetime, Sequence[str]]]:
    rows = Reminder.objects.order_by("-at").values_list("at", "organisations")
    return list(rows[:REMEMBERED])


def _organisations_in(unit: str, today: date) -> frozenset[str]:
    rows = dict(Organisation.objects.exclude(unit_code="").values_list("key", "unit_code"))
    codes = {*codes_in(set(rows.values()), unit, today=today), unit}
    return frozenset(key for key, code in rows.items() if code in codes)
