"""Coverage: what a plan's targets promise, and what evidence proves of it.

`coverage` reads the rollup, `coverage_from_evidence` the evidence itself; a property test
holds both equal. Real and simulated evidence never meet in one answer.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from itertools import groupby, pairwise, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Q, QuerySet, Sum, TextField
from django.db.models.sql.compiler import SQLCompiler

from loa.core.periods import DAY, Days
from loa.core.words import Grade, Scope
from loa.delivery import registry
from loa.delivery.contract import Channel, Receiver, Roster
from loa.delivery.models import CoverageCell, Evidence, SealedMessage
from loa.delivery.rules import Proven
from loa.places.rules import Level, Register
from loa.plans import queries as plan_queries
from loa.plans import records, rules
from loa.plans.models import Plan, Target

Key = tuple[str, str]  # target's key, measure
Sums = dict[Grade, dict[str, int]]  # of one target in one measure: quantities by unit
STEADY = timedelta(weeks=4)
_GRADES = {str(grade): grade for grade in Grade}


class ByUnit(Aggregate):
    """Quantities by unit as the text of one object: thousands of rows in the time of a few."""

    function = "json_group_object"
    output_field = TextField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Return the same for PostgreSQL."""
        template = "json_object_agg(%(expressions)s)::text"
        return self.as_sql(compiler, connection, template=template, **context)


class UnitCoverage(NamedTuple):
    """What one unit was promised by a target, and what is proven there.

    A province has tens of thousands of them: a tuple is made in half of a dataclass's time.
    """

    unit_code: str
    promised: int
    proven: Proven


@dataclass(frozen=True, slots=True)
class TargetCoverage:
    """One target: promised and proven, in its own measure, whole and by unit.

    A total for the whole area is promised to no unit in particular: its units promise 0.
    `begun` is false while its phase lies wholly ahead of the day that was asked for.
    """

    key: str
    topic: str
    phase: str
    channel: str
    measure: str
    promised: int
    proven: Proven
    units: tuple[UnitCoverage, ...]
    begun: bool
    installed: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """A plan's coverage: simulated or real, with rotations counted up to `until`."""

    plan: str
    simulated: bool
    until: date
    targets: tuple[TargetCoverage, ...]


def public_messages(now: datetime) -> QuerySet[SealedMessage]:
    """Return what the public may see at a moment: see `SealedMessage.public_at`."""
    return SealedMessage.objects.filter(
        Q(results=False) | Q(announced_at__isnull=False),
        scope=Scope.PUBLIC,
        retracted_at__isnull=True,
        valid_from__lte=now,
        valid_until__gt=now,
    )


def coverage(plan: Plan, *, simulated: bool, until: date) -> Coverage:
    """Return a plan's coverage from the rollup.

    `until` is the first day that is not counted of a rotation. A run and a total are
    promised whole, however far their phase has come.
    """
    cells = CoverageCell.objects.filter(target__plan=plan, simulated=simulated).order_by()
    rows = cells.values_list("target__key", "unit", "grade")
    proven: defaultdict[Key, Sums] = defaultdict(dict)
    for target, measure, grade, units in rows.annotate(units=ByUnit("unit_code", "quantity")):
        proven[target, measure][_GRADES[grade]] = json.loads(units)
    return _coverage(plan, proven, simulated=simulated, until=until)


def coverage_from_cells(
    plan: Plan, cells: Iterable[tuple[str, str, str, str, int]], *, until: date
) -> Coverage:
    """Return the coverage that a rehearsal came to: rows of target, unit, measure, grade, quantity.

    It is simulated, and no evidence row stands behind it.
    """
    return _coverage(plan, _sums(cells), simulated=True, until=until)


def coverage_from_evidence(plan: Plan, *, simulated: bool, until: date) -> Coverage:
    """Return the same by the definition: all evidence summed anew, to hold the rollup against.

    SELECT t.key, e.unit_code, e.unit, e.grade, SUM(e.quantity) FROM delivery_evidence e JOIN
    plans_target t ON t.id = e.target_id WHERE t.plan_id = … AND e.simulated = … GROUP BY 1, 2, 3, 4
    """
    rows = Evidence.objects.filter(target__plan=plan, simulated=simulated).order_by()
    cells = rows.values_list("target__key", "unit_code", "unit", "grade")
    summed = cells.annotate(Sum("quantity"))
    return _coverage(plan, _sums(summed), simulated=simulated, until=until)


def kinds_of_evidence(plan: Plan) -> frozenset[bool]:
    """Return which of simulated (True) and real (False) evidence a plan has."""
    found = CoverageCell.objects.filter(target__plan=plan).order_by()
    return frozenset(found.values_list("simulated", flat=True).distinct())


def evidence_of(
    targets: Collection[str], plan: Plan, *, unit_codes: Collection[str], simulated: bool
) -> QuerySet[Evidence]:
    """Return the evidence of some targets (by key) in some units, latest first."""
    rows = Evidence.objects.filter(target__plan=plan, target__key__in=targets, simulated=simulated)
    if unit_codes:
        rows = rows.filter(unit_code__in=unit_codes)
    return rows.select_related("placement__message", "target").order_by("-at", "-pk")


def _sums(cells: Iterable[tuple[str, str, str, str, int]]) -> dict[Key, Sums]:
    """Sort sums by (target, measure): rows of target, unit, measure, grade, quantity.

    A cell comes once. By grade first, because a province's thousands of cells have three.
    """
    found: defaultdict[Key, defaultdict[str, dict[str, int]]]
    found = defaultdict(lambda: defaultdict(dict))
    for target, unit_code, measure, grade, quantity in cells:
        found[target, measure][grade][unit_code] = quantity
    return {
        key: {_GRADES[grade]: units for grade, units in by_grade.items()}
        for key, by_grade in found.items()
    }


def _coverage(
    plan: Plan,
    proven: Mapping[Key, Sums],
    *,
    simulated: bool,
    until: date,
) -> Coverage:
    ledger = _Promises(plan_queries.unit_register(), until)
    rows = Target.objects.filter(plan=plan).select_related("plan", "phase", "topic")
    targets = tuple(
        ledger.target(row, proven.get((row.key, row.unit), {})) for row in rows.order_by("position")
    )
    return Coverage(plan.key, simulated, until, targets)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days [start, end) on which the same receivers serve a target."""

    start: date
    end: date
    receivers: Sequence[Receiver]


@dataclass(frozen=True)
class _Promises:
    """Counts promises; who receives on a channel in an area on a day is asked once.

    A channel is not asked for every day of years: between two days at most four weeks
    apart on which the same receivers serve, with no unit changing, they are taken to serve.
    """

    register: Register
    until: date
    asked: dict[tuple[str, tuple[str, ...], date], Sequence[Receiver]] = field(default_factory=dict)
    rosters: dict[str, Roster] = field(default_factory=dict)
    meant: dict[tuple[str, date], list[str]] = field(default_factory=dict)
    holding: dict[date, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def changes(self) -> set[date]:
        """The days on which some unit begins or ends."""
        return {day for u in self.register.units for day in (u.valid_from, u.valid_until) if day}

    def target(self, row: Target, sums: Sums) -> TargetCoverage:
        days = self._days(row)
        stretches = self._stretches(row, days) if days else []
        promise = records.target_of(row)
        by_unit = shared(promise, stretches)
        merged = self._as_of(stretches[-1].end - DAY if stretches else None, sums, row)
        return TargetCoverage(
            key=row.key,
            topic=row.topic.key if row.topic else "",
            phase=row.phase.key,
            channel=row.channel,
            measure=row.unit,
            promised=row.quantity or sum(by_unit.values()),
            proven=Proven({grade: sum(units.values()) for grade, units in merged.items()}),
            units=_units(by_unit, merged),
            begun=row.phase.days is not None and row.phase.days.start < self.until,
            installed=self._channel(row.channel) is not None,
        )

    def _days(self, row: Target) -> Days | None:
        """Return the days on which something may be owed; None before the phase has any."""
        phase: Days | None = row.phase.days
        if phase is None or row.quantity:
            return None
        if row.every_days:
            return phase.overlap(Days(phase.start, max(self.until, phase.start)))
        return phase

    def _stretches(self, row: Target, days: Days) -> list[Stretch]:
        """Return who receives when, without the days on which nobody does.

        A run and a total for each unit are owed to the receivers of the phase's last day;
        of an open phase, which has none, to those of its first, or else of the latest day.
        """
        if row.every_days and days.end is not None:
            marks = self._marks(days.start, days.end)
            found = [s for a, b in pairwise(marks) for s in self._steady(row, a, b, days.end)]
            return [stretch for stretch in found if stretch.receivers]
        asked = [days.end - DAY] if days.end else [days.start, max(days.start, self.until - DAY)]
        ones = (Stretch(day, day + DAY, self._receivers(row, day)) for day in asked)
        return [stretch for stretch in ones if stretch.receivers][:1]

    def _marks(self, start: date, end: date) -> list[date]:
        """Return the days between which receivers are asked for, units changing on none inside."""
        changes = self.changes
        steps = {start + n * STEADY for n in range((end - start) // STEADY + 1)}
        return sorted({start, end} | {day for day in changes | steps if start < day < end})

    def _steady(self, row: Target, start: date, end: date, last: date) -> list[Stretch]:
        """Return the stretches of [start, end), asked for the day after where that is as good."""
        if end < last and end not in self.changes:
            first = self._receivers(row, start)
            if first == self._receivers(row, end):
                return [Stretch(start, end, first)]
        return self._between(row, start, end)

    def _between(self, row: Target, start: date, end: date) -> list[Stretch]:
        """Return the stretches of [start, end); alike at both ends is alike in between."""
        first, last = self._receivers(row, start), self._receivers(row, end - DAY)
        if first == last:
            return [Stretch(start, end, first)]
        middle = start + (end - start) // 2
        return [*self._between(row, start, middle), *self._between(row, middle, end)]

    def _receivers(self, row: Target, day: date) -> Sequence[Receiver]:
        channel = None if row.quantity_per_unit else self._channel(row.channel)
        area = row.area or row.plan.area
        codes = tuple(code for one in area for code in self._on_day(one, day))
        asked = (row.channel if channel else "", codes, day)
        if asked not in self.asked:
            if channel is not None:
                if channel.word not in self.rosters:
                    self.rosters[channel.word] = channel.roster()
                self.asked[asked] = sorted(self.rosters[channel.word](codes, day))
            else:
                self.asked[asked] = self._communes(codes, day)
        return self.asked[asked]

    def _communes(self, codes: Iterable[str], day: date) -> Sequence[Receiver]:
        found = {u.code for code in codes for u in self.register.within(code, day, Level.COMMUNE)}
        return [(code, code) for code in sorted(found)]

    def _on_day(self, code: str, day: date) -> list[str]:
        """Return what a code means on a day: itself, or what became of it since it last held."""
        if (code, day) not in self.meant:
            self.meant[code, day] = self._looked_up(code, day)
        return self.meant[code, day]

    def _looked_up(self, code: str, day: date) -> list[str]:
        if self.register.unit_on(code, day):
            return [code]
        held = [unit for unit in self.register.states(code) if unit.valid_from <= day]
        after = self.register.successors(code, held[-1].valid_from, day) if held else []
        return [unit.code for unit in after]

    def _as_of(self, day: date | None, sums: Sums, row: Target) -> Sums:
        """Gather what is proven under the codes that hold on the last day counted.

        A unit that merged hands its proof on together with what it was owed.
        """
        if day is None or row.every_days:
            return sums
        return {grade: self._handed_on(day, units) for grade, units in sums.items()}

    def _handed_on(self, day: date, units: dict[str, int]) -> dict[str, int]:
        gone = units.keys() - self._holding(day)
        if not gone:
            return units
        found = {code: quantity for code, quantity in units.items() if code not in gone}
        for code in gone:
            after = self._on_day(code, day)
            heir = after[0] if len(after) == 1 else code
            found[heir] = found.get(heir, 0) + units[code]
        return found

    def _holding(self, day: date) -> frozenset[str]:
        """Return the codes that name a unit on a day."""
        if day not in self.holding:
            self.holding[day] = frozenset(u.code for u in self.register.units if u.holds(day))
        return self.holding[day]

    @staticmethod
    def _channel(word: str) -> Channel | None:
        return registry.channels().get(word)


def shared(promise: rules.Target, stretches: Sequence[Stretch]) -> dict[str, int]:
    """Share what is promised, by `rules.promised`, among the units that receivers stand in.

    A rotation counts its days from the first on which the channel served anywhere.
    """
    found: dict[str, int] = {}
    owed: list[tuple[Sequence[Receiver], int]] = []
    first = stretches[0].start if stretches else None
    for stretch in stretches:
        if promise.every_days and first is not None:
            days = range((stretch.start - first).days, (stretch.end - first).days)
            each = sum(promise.times_a_day * len(rules.due_items(promise, n)) for n in days)
        else:
            each = rules.promised(promise, {stretch.start: ["one"]})
        owed.append((stretch.receivers, each))
    for receivers, alike in groupby(owed, key=itemgetter(0)):
        total = sum(each for _receivers, each in alike)
        for code, count in Counter(map(itemgetter(1), receivers)).items():
            found[code] = found.get(code, 0) + total * count
    return found


def _units(by_unit: Mapping[str, int], sums: Sums) -> tuple[UnitCoverage, ...]:
    """Return what each unit was promised and what is proven there, by code.

    Made in rows, not one by one: a province has tens of thousands.
    """
    codes = sorted(set(by_unit).union(*sums.values()))
    promised = map(by_unit.get, codes, repeat(0))
    if len(sums) == 1:
        ((grade, units),) = sums.items()
        grades = [{grade: units[code]} if code in units else {} for code in codes]
    else:
        found = list(sums.items())
        grades = [{grade: units[code] for grade, units in found if code in units} for code in codes]
    made = map(partial(tuple.__new__, Proven), zip(grades))
    return tuple(map(partial(tuple.__new__, UnitCoverage), zip(codes, promised, made, strict=True)))
