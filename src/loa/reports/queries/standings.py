"""How a unit stands beside the median of all units to which its plans promise something."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from loa.channels.broadcast.inputs import unit_on
from loa.channels.broadcast.models import AsRun
from loa.core.periods import DAY
from loa.core.words import Missed, Outcome
from loa.delivery import queries as delivery
from loa.delivery.models import Placement
from loa.plans.models import Target
from loa.reports.queries.scope import Scope
from loa.reports.rules import comparison
from loa.reports.rules.comparison import Account, Sum
from loa.reports.rules.report import Comparison, UnitKey

# What nobody in the unit could have helped.
OUTAGES = (
    Missed.OFF,
    Missed.OUTPUT,
    Missed.CLOCK,
    Missed.MEDIA,
    Missed.RUNDOWN,
    Missed.NO_REPORT,
)
Lost = Mapping[tuple[int, UnitKey], int]  # of a target's row and a unit: items


def compared(scope: Scope, *, simulated: bool) -> Comparison | None:
    """Return the comparison of a unit's report; None for a plan's, which compares nobody.

    It counts what is proven by now, towards what is promised by the end of the report.
    """
    if not scope.top:
        return None
    lost = outages(scope)
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


def outages(scope: Scope) -> Lost:
    """Count the items of each target that a station in each unit missed through an outage."""
    rows = AsRun.objects.filter(
        outcome=Outcome.MISSED,
        reason__in=OUTAGES,
        rundown__day__gte=scope.since,
        rundown__day__lt=scope.ask.until,
    ).select_related("rundown__station")
    missed: defaultdict[int, set[str]] = defaultdict(set)
    days = {}
    for row in rows.order_by("rundown"):
        missed[row.rundown_id].add(row.item_id)
        days[row.rundown_id] = row.rundown
    lost: Counter[tuple[str, str]] = Counter()  # placement, unit
    for pk, items in missed.items():
        held = [(u.since, u.until, u.unit_code) for u in days[pk].station.units.all()]
        unit = scope.cut.unit(unit_on(held, days[pk].day), days[pk].day)
        for item in days[pk].rundown().items:
            if item.id in items and item.placement:
                lost[item.placement, unit] += 1
    keys = {placement for placement, _unit in lost}
    targets: dict[str, int] = dict(
        Placement.objects.filter(key__in=keys, target__in=Target.objects.filter(
            plan__in=scope.plans)).values_list("key", "target_id")
    )  # fmt: skip
    found: Counter[tuple[int, UnitKey]] = Counter()
    for (placement, unit), count in lost.items():
        if placement in targets:
            found[targets[placement], unit] += count
    return found
