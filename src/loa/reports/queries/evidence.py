"""The evidence behind a report's figures, as sources: row by row where there are few, else summed.

One pass over the rows, whatever their number: the database sums them by target, unit, measure,
grade and stretch of days between two days on which the report counts differently.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Min, QuerySet, Sum, Value, When
from django.utils import timezone

from loa.core.periods import DAY
from loa.core.words import Grade
from loa.delivery.models import CoverageCell, Evidence
from loa.reports.queries.scope import Scope, midnight
from loa.reports.rules.report import Origin, Source

LISTED = 20_000  # rows: so many are told one by one; beyond, a sheet would not be read
LATER = ":later"  # ends the key of a sum of rows that came after an earlier report
FIELDS = ("channel", "unit_code", "unit", "grade")
MESSAGE = ("placement__message__plan_key", "placement__message__topic_code")


@dataclass(frozen=True, slots=True)
class Read:
    """The sources, whether each row is one, and the largest row id that was there."""

    sources: tuple[Source, ...]
    listed: bool
    watermark: int


def sources(
    scope: Scope, *, simulated: bool, apart: int | None = None, listed: bool | None = None
) -> Read:
    """Return the evidence of a report as sources, by their keys.

    `listed`: each row by itself, or not; None to tell by their number. `apart`: rows with a
    larger id than this are summed by themselves.
    """
    watermark = Evidence.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = _counted(scope, simulated=simulated).filter(pk__lte=watermark)
    edges = _edges(scope)
    parts = (
        [(rows, "")]
        if apart is None
        else [(rows.filter(pk__lte=apart), ""), (rows.filter(pk__gt=apart), LATER)]
    )
    groups = [group for part, mark in parts for group in _groups(scope, part, edges, mark)]
    few = sum(group.rows for group in groups) <= LISTED if listed is None else listed
    found = [*_rows(scope, rows)] if few else groups
    kept = [one for one in found if scope.has(one.unit)]
    return Read(tuple(sorted(kept, key=lambda one: one.key)), few, watermark)


def behind(source: Source, *, simulated: bool) -> QuerySet[Evidence]:
    """Return the rows that a source of a report sums, the latest first, as far as they are kept.

    `simulated` is the report's: a trial's rows may lie between those of real work.
    """
    if source.origin is not Origin.EVIDENCE:
        return Evidence.objects.none()
    rows = Evidence.objects.filter(
        pk__gte=source.first,
        pk__lte=source.last,
        simulated=simulated,
        channel=source.channel,
        unit=source.measure,
        unit_code=source.unit_code,
        grade=source.grade,
        at__gte=midnight(source.starts),
        at__lt=midnight(source.until),
    )
    if source.target:
        rows = rows.filter(target__key=source.target, target__plan__key=source.plan)
    else:
        rows = rows.filter(target=None)
        if source.first != source.last:
            rows = rows.filter(**dict(zip(MESSAGE, _message_of(source.key), strict=True)))
    return rows.select_related("placement__message").order_by("-at", "-pk")


def _message_of(key: str) -> tuple[str, str]:
    """Return the plan and topic whose messages a sum is of: in the report it may name neither."""
    _kind, plan, _target, topic, *_cell = key.split(":")
    return plan, topic


def kinds(scope: Scope) -> frozenset[bool]:
    """Return which of simulated (True) and real (False) evidence the days counted have."""
    cells = CoverageCell.objects.filter(target__in=scope.targets).order_by()
    rolled_up = set(cells.values_list("simulated", flat=True).distinct())
    found = []
    for simulated in (False, True):
        rows = _counted(scope, simulated=simulated)
        # The rollup answers for all rows at once where there is none.
        of_targets = (
            rows.filter(target__in=scope.targets) if simulated in rolled_up else rows.none()
        )
        if of_targets.exists() or _untargeted(scope, rows).exists():
            found.append(simulated)
    return frozenset(found)


def _counted(scope: Scope, *, simulated: bool) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(
        simulated=simulated, at__gte=midnight(scope.since), at__lt=midnight(scope.ask.until)
    ).order_by()
    return rows if scope.codes is None else rows.filter(unit_code__in=scope.codes)


def _edges(scope: Scope) -> list[date]:
    """Return the days that part the time counted, its first day and its end included."""
    inner = [scope.ask.period.start, *scope.changes]
    inside = {day for day in inner if scope.since < day < scope.ask.until}
    return [scope.since, *sorted(inside), scope.ask.until]


def _stretch(edges: Sequence[date]) -> Case:
    """Return which stretch a row lies in, counted from 0."""
    inner = enumerate(edges[1:-1])
    whens = [When(at__lt=midnight(day), then=Value(n)) for n, day in inner]
    return Case(*whens, default=Value(len(edges) - 2), output_field=IntegerField())


def _summed(rows: QuerySet[Evidence], edges: Sequence[date], *fields: str) -> Iterator[Any]:
    summed = rows.annotate(stretch=_stretch(edges)).values_list(*fields, *FIELDS, "stretch")
    return summed.annotate(
        total=Sum("quantity"), n=Count("pk"), first=Min("pk"), last=Max("pk")
    ).iterator(chunk_size=5000)


def _groups(
    scope: Scope, rows: QuerySet[Evidence], edges: Sequence[date], mark: str
) -> Iterator[Source]:
    """Yield the sums of rows; what served no target by the plan and topic of its message."""
    for target, *cell in _summed(rows.filter(target__in=scope.targets), edges, "target_id"):
        row = scope.targets[target]
        of = (row.plan.key, row.key, row.topic.key if row.topic else "")
        yield _group(scope, of, cell, edges, mark)
    for plan, topic, *cell in _summed(_untargeted(scope, rows), edges, *MESSAGE):
        yield _group(scope, (plan, "", topic), cell, edges, mark)


def _untargeted(scope: Scope, rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    rows = rows.filter(target__isnull=True)
    if scope.top:
        return rows
    if scope.ask.phase:
        return rows.none()  # nothing says of which phase it was
    return rows.filter(placement__message__plan_key__in=[plan.key for plan in scope.plans])


def _group(
    scope: Scope, of: tuple[str, str, str], cell: Sequence[Any], edges: Sequence[date], mark: str
) -> Source:
    channel, code, measure, grade, stretch, total, rows, first, last = cell
    plan, target, topic = scope.of(*of)
    starts, until = edges[stretch], edges[stretch + 1]
    return Source(
        key=f"e:{':'.join(of)}:{channel}:{code}:{measure}:{grade}:{starts}{mark}",
        origin=Origin.EVIDENCE,
        plan=plan,
        target=target,
        topic=topic,
        channel=channel,
        measure=measure,
        unit_code=code,
        unit=scope.cut.unit(code, starts),
        grade=Grade(grade),
        starts=starts,
        until=until,
        quantity=total,
        rows=rows,
        first=first,
        last=last,
    )


def _rows(scope: Scope, rows: QuerySet[Evidence]) -> Iterator[Source]:
    """Yield every row by itself."""
    changes = sorted({scope.since, *scope.changes})
    names = ("pk", "at", "quantity", "reference", "place", *FIELDS)
    of_targets = rows.filter(target__in=scope.targets).values_list("target_id", *names)
    for target, *cells in of_targets.iterator(chunk_size=5000):
        row = scope.targets[target]
        of = (row.plan.key, row.key, row.topic.key if row.topic else "")
        yield _single(scope, of, cells, changes)
    of_messages = _untargeted(scope, rows).values_list(*MESSAGE, *names)
    for plan, topic, *cells in of_messages.iterator(chunk_size=5000):
        yield _single(scope, (plan, "", topic), cells, changes)


def _single(
    scope: Scope, of: tuple[str, str, str], cells: Iterable[Any], changes: Sequence[date]
) -> Source:
    pk, at, quantity, reference, place, channel, code, measure, grade = cells
    plan, target, topic = scope.of(*of)
    day = _local(at)
    # Between two changes a code means one unit: asked for once, not for every day.
    asked = changes[bisect_right(changes, day) - 1]
    return Source(
        key=f"e{pk:012}",
        origin=Origin.EVIDENCE,
        plan=plan,
        target=target,
        topic=topic,
        channel=channel,
        measure=measure,
        unit_code=code,
        unit=scope.cut.unit(code, asked),
        grade=Grade(grade),
        starts=day,
        until=day + DAY,
        quantity=quantity,
        rows=1,
        first=pk,
        last=pk,
        reference=reference,
        at=at,
        place=place,
    )


def _local(at: datetime) -> date:
    return timezone.localdate(at)
