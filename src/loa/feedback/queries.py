"""Feedback's reads: a receipt, what is due, public answers, and counts that give nobody away."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from loa.core.fold import fold
from loa.feedback import rules
from loa.feedback.models import Answer, Matter
from loa.feedback.rules import Counted, Kind, State
from loa.people.models import Organisation, User
from loa.places.models import AdminUnit

OFFICES = (Organisation.Kind.COMMUNE_OFFICE, Organisation.Kind.AUTHORITY)


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that a receipt shows: never the words, and days instead of hours."""

    number: str
    state: State
    label: str
    reason: str
    received_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Office:
    """A commune whose office takes questions."""

    unit_code: str
    name: str


def receipt(typed: str) -> Receipt | None:
    """Return the receipt of a number as somebody typed it; None when there is none."""
    number = rules.read_number(typed)
    row = Matter.objects.filter(number=number).first() if number else None
    if row is None:
        return None
    return Receipt(
        row.number,
        State(row.state),
        row.get_state_display(),
        row.reason,
        row.received_on,
        row.closed_on,
    )


def communes(day: date) -> list[Office]:
    """Return the communes whose offices take questions, by name."""
    codes = Organisation.objects.filter(kind__in=OFFICES).values("unit_code")
    rows = AdminUnit.objects.filter(code__in=codes, level="commune", valid_from__lte=day).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    )
    found = [Office(row.code, row.as_unit().full_name) for row in rows]
    return sorted(found, key=lambda one: (fold(one.name.partition(" ")[2]), one.unit_code))


def names(codes: Collection[str]) -> dict[str, str]:
    """Return what units are called, as each stood last."""
    rows = AdminUnit.objects.filter(code__in=set(codes)).order_by("valid_from")
    return {row.code: row.as_unit().full_name for row in rows}


def inbox(units: Collection[str], *, waiting: bool) -> QuerySet[Matter]:
    """Return the matters of some units: those that wait by their due day, or those closed."""
    rows = Matter.objects.filter(unit_code__in=units).select_related("answer", "entered_by")
    if waiting:
        return rows.filter(state__in=rules.OPEN).order_by("due_on", "number")
    return rows.exclude(state__in=rules.OPEN).order_by("-closed_on", "number")


def entered_by(user: User) -> QuerySet[Matter]:
    """Return what a person entered for others, latest first, with its answers."""
    return (
        Matter.objects.filter(entered_by=user)
        .select_related("answer")
        .order_by("-received_on", "number")
    )


def public_answers(unit_code: str = "") -> QuerySet[Answer]:
    """Return the answers that everybody may read, latest first."""
    rows = Answer.objects.filter(public=True).select_related("matter")
    rows = rows.filter(matter__unit_code=unit_code) if unit_code else rows
    return rows.order_by("-on", "-pk")


def counts(units: Collection[str], *, since: date, until: date) -> list[Counted]:
    """Count the matters of some units received in [since, until), by kind and state.

    What could point at few people is left out by `rules.counted`.
    """
    rows = (
        Matter.objects.filter(unit_code__in=units, received_on__gte=since, received_on__lt=until)
        .order_by()
        .values_list("kind", "state")
        .annotate(n=Count("pk"))
    )
    found: defaultdict[str, Counter[State]] = defaultdict(Counter)
    for kind, state, n in rows:
        found[kind][State(state)] += n
    return [rules.counted(kind, found[kind]) for kind in Kind]
