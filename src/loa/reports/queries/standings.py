"""How a unit stands beside the median of all units to which its plans promise something."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loa.channels.broadcast.inputs import unit_on
from loa.channels.broadcast.models import AsRun, RundownDay
from loa.core import words
from loa.core.periods import DAY
from loa.core.words import Outcome
from loa.delivery import queries as delivery
from loa.delivery.models import Placement
from loa.reports.queries.scope import Scope
from loa.reports.rules import comparison
from loa.reports.rules.comparison import Account, Sum
from loa.reports.rules.report import Comparison, UnitKey

AT_ONCE = 200  # documents of days
# What nobody in the unit could have helped.
OUTAGES = (
    words.Missed.OFF,
    words.Missed.OUTPUT,
    words.Missed.CLOCK,
    words.Missed.MEDIA,
    words.Missed.RUNDOWN,
    words.Missed.NO_REPORT,
)
Lost = Mapping[tuple[int, UnitKey], int]  # of a target's row and a unit: items


@dataclass(frozen=True, slots=True)
class Missed:
    """Items of one placement that one station missed on one day through an outage."""

    placement: str
    unit_code: str
    day: date
    items: int


class Outages:
    """What stations missed, looked up once for some days: many reports are of the same days."""

    def __init__(self) -> None:
        self._known: dict[tuple[date, date], tuple[Missed, ...]] = {}

    def missed(self, since: date, until: date) -> tuple[Missed, ...]:
        """Return what was missed on the days [since, until), everywhere."""
        if (since, until) not in self._known:
            self._known[since, until] = tuple(_missed(since, until))
        return self._known[since, until]


def compared(scope: Scope, *, simulated: bool, outages: Outages) -> Comparison | None:
    """Return the comparison of a unit's report; None for a plan's, which compares nobody.

    It counts what is proven by now, towards what is promised by the end of the report.
    """
    if not scope.top:
        return None
    lost = _lost(scope, outages)
    sums: defaultdict[tuple[str, str], defaultdict[UnitKey, Sum]]
    sums = defaultdict(lambda: defaultdict(Sum))
    for plan in scope.plans:
        rows = {row.key: row for row in scope.targets.values() if row.plan_id == plan.pk}
        asked = delivery.coverage(plan, simulated=simulated, until=scope.ask.until)
        for target in asked.targets:
            row = rows.get(target.key)
            if row is None or row.quantity or not target.installed:
                continue
            day = min(row.phase.ends or scope.ask.until, scope.ask.until) - DAY
            for unit in target.units:
                key = scope.cut.unit(unit.unit_code, day)
                account = Account(unit.promised, unit.proven.total, lost.get((row.pk, key), 0))
                sums[target.channel, target.measure][key] += account
    found = (
        comparison.standing(scope.top, units, channel=channel, measure=measure)
        for (channel, measure), units in sorted(sums.items())
    )
    return Comparison(scope.top, tuple(one for one in found if one is not None))


def _lost(scope: Scope, outages: Outages) -> Lost:
    """Count the items of each target that a station in each unit missed through an outage."""
    missed = outages.missed(scope.since, scope.ask.until)
    of_targets = Placement.objects.filter(target__plan__in=scope.plans)
    targets: dict[str, int] = dict(of_targets.values_list("key", "target_id")) if missed else {}
    found: Counter[tuple[int, UnitKey]] = Counter()
    for one in missed:
        if one.placement in targets:
            found[targets[one.placement], scope.cut.unit(one.unit_code, one.day)] += one.items
    return found


def _missed(since: date, until: date) -> Iterator[Missed]:
    rows = AsRun.objects.filter(
        outcome=Outcome.MISSED, reason__in=OUTAGES, rundown__day__gte=since, rundown__day__lt=until
    )
    items: defaultdict[int, set[str]] = defaultdict(set)
    for rundown, item in rows.order_by().values_list("rundown_id", "item_id").iterator():
        items[rundown].add(item)
    for some in _batched(sorted(items)):
        days = RundownDay.objects.filter(pk__in=some).select_related("station")
        for row in days.prefetch_related("station__units"):
            held = [(u.since, u.until, u.unit_code) for u in row.station.units.all()]
            unit = unit_on(held, row.day)
            counts = Counter(i.placement for i in row.rundown().items if i.id in items[row.pk])
            for placement, count in sorted(counts.items()):
                if placement:
                    yield Missed(placement, unit, row.day, count)


def _batched(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield keys as many at a time as a query takes: documents of days are large."""
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
