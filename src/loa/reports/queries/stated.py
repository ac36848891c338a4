"""What units stated and what other rooms count in their own registers, as sources."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from loa.core.periods import DAY, Days
from loa.core.words import Grade
from loa.delivery.models import SealedMessage
from loa.feedback.models import Matter
from loa.feedback.rules import OPEN
from loa.newsroom.models import Item
from loa.reports.models import Statement
from loa.reports.queries.scope import Scope, midnight
from loa.reports.rules.figures import ANSWERED, LEAST_PEOPLE
from loa.reports.rules.report import Origin, Source

ITEMS, MATTERS = "items", "matters"  # in a channel's place, where there is none


def statements(scope: Scope) -> Iterator[Source]:
    """Yield the statements that count: on their last day, which lies within those counted."""
    topics = {(t.plan.key, t.key): t.topic for t in scope.targets.values()}
    rows = Statement.objects.filter(
        ended_at=None, until__gt=scope.since, until__lte=scope.ask.until
    ).order_by("pk")
    for row in _of_scope(scope, rows):
        of = (row.plan_key, row.target_key)
        unit = scope.cut.unit(row.unit_code, row.until - DAY)
        if not scope.has(unit) or (row.target_key and of not in topics):
            continue
        topic = topics.get(of)
        yield Source(
            key=f"s{row.pk:012}",
            origin=Origin.SHEET,
            plan=row.plan_key,
            target=row.target_key,
            topic=topic.key if topic else "",
            channel=row.channel,
            measure=row.measure,
            unit_code=row.unit_code,
            unit=unit,
            grade=Grade.REPORTED,
            starts=row.starts,
            until=row.until,
            quantity=row.quantity,
            rows=1,
            first=row.pk,
            last=row.pk,
            said_by=row.said_as,
            said_at=row.said_at,
            note=row.note,
        )


def _of_scope(scope: Scope, rows: QuerySet[Statement]) -> QuerySet[Statement]:
    keys = [plan.key for plan in scope.plans]
    if scope.top:
        return rows.filter(plan_key__in=[*keys, ""])
    rows = rows.filter(plan_key__in=keys)
    return rows.exclude(target_key="") if scope.ask.phase else rows


def registers(scope: Scope) -> Iterator[Source]:
    """Yield what was made and what residents brought; nothing of them is a plan's promise."""
    if scope.ask.phase:
        return
    parts = _parts(scope)
    for days in parts:
        yield from _items(scope, days)
    yield from _matters(scope, parts)


def _parts(scope: Scope) -> list[Days]:
    """Return the days before the period, if any are counted, and the period."""
    start, until = scope.ask.period.start, scope.ask.until
    before = [Days(scope.since, start)] if scope.since < start else []
    return [*before, Days(max(start, scope.since), until)]


def _items(scope: Scope, days: Days) -> Iterator[Source]:
    """Yield approved messages by plan, topic and the issuing office's unit; a correction is none.

    Of a unit's report those that its own offices issued.
    """
    until = days.end or days.start
    rows = SealedMessage.objects.filter(
        revision=1, sealed_at__gte=midnight(days.start), sealed_at__lt=midnight(until)
    ).order_by()
    keys = [plan.key for plan in scope.plans]
    rows = rows if scope.top else rows.filter(plan_key__in=keys)
    found = list(rows.values_list("key", "plan_key", "topic_code", "sealed_at"))
    issued = dict(
        Item.objects.filter(key__in=[key for key, *_rest in found])
        .order_by()
        .values_list("key", "issuer__unit_code")
    )
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for key, plan, topic, at in found:
        code = issued.get(key, "")
        unit = scope.cut.unit(code, timezone.localdate(at)) if code else ""
        if not scope.top or (unit and scope.has(unit)):
            counts[plan if plan in keys else "", topic if plan in keys else "", code, unit] += 1
    for (plan, topic, code, unit), count in sorted(counts.items()):
        yield _counted(ITEMS, ITEMS, count, days, plan=plan, topic=topic, code=code, unit=unit)


def _matters(scope: Scope, parts: Iterable[Days]) -> Iterator[Source]:
    """Yield what residents brought by kind, and what of it is answered unless few are not."""
    codes = _area(scope)
    brought: dict[tuple[str, Days], int] = {}
    waiting: dict[tuple[str, Days], int] = {}
    for days in parts:
        rows = Matter.objects.filter(
            unit_code__in=codes, received_on__gte=days.start, received_on__lt=days.end
        )
        for kind, count, still in (
            rows.order_by()
            .values_list("kind")
            .annotate(n=Count("pk"), still=Count("pk", filter=Q(state__in=OPEN)))
        ):
            brought[kind, days], waiting[kind, days] = count, still
    few = {kind for (kind, _days), still in waiting.items() if 0 < still < LEAST_PEOPLE}
    for (kind, days), count in sorted(
        brought.items(), key=lambda one: (one[0][0], one[0][1].start)
    ):
        yield _counted(MATTERS, kind, count, days)
        if kind not in few:
            yield _counted(MATTERS, f"{kind}{ANSWERED}", count - waiting[kind, days], days)


def _area(scope: Scope) -> frozenset[str]:
    """Return the codes of the report's area; of a plan those below its area on any day of it."""
    if scope.codes is not None:
        return scope.codes
    found: set[str] = set()
    for plan in scope.plans:
        for code in plan.area:
            for day in _days(scope):
                found |= {code} | {unit.code for unit in scope.register.within(code, day)}
    return frozenset(found)


def _days(scope: Scope) -> list[date]:
    return [scope.since, *scope.changes]


def _counted(
    channel: str,
    measure: str,
    count: int,
    days: Days,
    *,
    plan: str = "",
    topic: str = "",
    code: str = "",
    unit: str = "",
) -> Source:
    return Source(
        key=f"r:{channel}:{measure}:{plan}:{topic}:{code}:{unit}:{days.start}",
        origin=Origin.REGISTER,
        plan=plan,
        target="",
        topic=topic,
        channel=channel,
        measure=measure,
        unit_code=code,
        unit=unit,
        grade=Grade.RECORDED,
        starts=days.start,
        until=days.end or days.start,
        quantity=count,
        rows=count,
    )
