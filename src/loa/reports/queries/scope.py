"""What a report speaks of: its plans and targets, its units, how days become instants."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from loa.core.periods import Days
from loa.people.models import Organisation
from loa.places.rules import Level, Register
from loa.plans import queries as plans
from loa.plans.models import Phase, Plan, Target
from loa.reports.rules.asking import Ask, AskError
from loa.reports.rules.periods import STATE, Practice, term_on
from loa.reports.rules.report import Kind, UnitKey
from loa.reports.rules.units import Cut

A_YEAR = timedelta(days=365)
OFFICES = (Organisation.Kind.COMMUNE_OFFICE, Organisation.Kind.AUTHORITY)


@dataclass(frozen=True)
class Scope:
    """The plans and units of one report, read once. `top` is empty for a report of a plan."""

    ask: Ask
    plans: tuple[Plan, ...]
    register: Register
    practice: Practice
    top: UnitKey
    since: date

    @cached_property
    def cut(self) -> Cut:
        return Cut(self.register, self.ask.cut_on or self.ask.last_day)

    @cached_property
    def counted(self) -> Days:
        """The days of the cumulative figures."""
        return Days(self.since, self.ask.until)

    @cached_property
    def targets(self) -> Mapping[int, Target]:
        """The targets whose phase has begun by the end of the report, by row id."""
        rows = Target.objects.filter(plan__in=self.plans).select_related("plan", "phase", "topic")
        rows = rows.filter(phase__key=self.ask.phase) if self.ask.kind is Kind.PHASE else rows
        found = rows.order_by("plan__key", "position")
        return {
            row.pk: row
            for row in found
            if row.phase.days is not None and row.phase.days.overlap(self.counted)
        }

    @cached_property
    def codes(self) -> frozenset[str] | None:
        """The codes of a unit's area over the days counted; None: a plan's, wherever it is."""
        if not self.top:
            return None
        found = set()
        for unit in self.register.units:
            days = Days(unit.valid_from, unit.valid_until).overlap(self.counted)
            if days is not None and self.has(self.cut.unit(unit.code, days.start)):
                found.add(unit.code)
        return frozenset(found)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(plan.key for plan in self.plans)

    def of(self, plan: str, target: str, topic: str) -> tuple[str, str, str]:
        """Return a plan, target and topic as the report names them: of other plans, none."""
        return (plan, target, topic) if plan in self._keys else ("", "", "")

    def has(self, unit: UnitKey) -> bool:
        """Whether a unit is in the report's area."""
        return not self.top or self.cut.within(unit, self.top)

    def covers(self, area: Sequence[str]) -> bool:
        """Whether an area lies wholly in the report's."""
        return all(self.has(self.cut.unit(code, self.ask.last_day)) for code in area)

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """The days within those counted on which some unit begins or ends."""
        days = {d for u in self.register.units for d in (u.valid_from, u.valid_until) if d}
        return tuple(sorted(day for day in days if self.since < day < self.ask.until))


def worked_on(plan: Plan, phase: Phase) -> Days | None:
    """Return the days on which a phase is worked on: one without an end, for its first year.

    A campaign that nobody closed would be asked for figures for ever; only a standing plan
    goes on. None before the phase has days.
    """
    days: Days | None = phase.days
    if days is None or days.end is not None or plan.kind == Plan.Kind.STANDING:
        return days
    return Days(days.start, days.start + A_YEAR)


def midnight(day: date) -> datetime:
    """Return the instant at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def practice_of(organisation_key: str) -> Practice:
    """Return an office's practice of reporting, or the state's where it has set none."""
    office = Organisation.objects.filter(key=organisation_key)
    row = office.select_related("reporting_practice").first()
    own = getattr(row, "reporting_practice", None) if row else None
    return own.as_practice() if own else STATE


def office_of(unit_code: str) -> Organisation | None:
    """Return the office that answers for a unit, if one is known."""
    rows = Organisation.objects.filter(unit_code=unit_code, kind__in=OFFICES)
    return min(rows, key=lambda row: (OFFICES.index(row.kind), row.key), default=None)


def scope_of(ask: Ask) -> Scope:
    """Read what a report speaks of. Raises AskError for a plan or unit that is not there."""
    register = plans.unit_register()
    return _of_plan(ask, register) if ask.plan else _of_unit(ask, register)


def _of_plan(ask: Ask, register: Register) -> Scope:
    plan = Plan.objects.filter(key=ask.plan).first()
    if plan is None:
        known = ", ".join(Plan.objects.order_by("key").values_list("key", flat=True)[:10])
        raise AskError(
            _("There is no plan “%(plan)s”. Those that are here: %(known)s.")
            % {"plan": ask.plan, "known": known or "–"}
        )
    phases = plan.phases.filter(key=ask.phase) if ask.kind is Kind.PHASE else plan.phases.all()
    starts = [phase.starts for phase in phases if phase.starts]
    if not starts:
        raise AskError(
            _("“%(plan)s” has no phase with days yet: give the event or the phase its days first.")
            % {"plan": plan}
        )
    since = min(starts)
    if since >= ask.until:
        raise AskError(
            _("“%(plan)s” begins on %(day)s, after the report's days.")
            % {"plan": plan, "day": f"{since:%d/%m/%Y}"}
        )
    return Scope(ask, (plan,), register, practice_of(plan.issuer_key), "", since)


def _of_unit(ask: Ask, register: Register) -> Scope:
    day = ask.cut_on or ask.last_day
    unit = register.unit_on(ask.unit, day)
    if unit is None:
        raise AskError(
            _("No unit has the code “%(code)s” on %(day)s.")
            % {"code": ask.unit, "day": f"{day:%d/%m/%Y}"}
        )
    office = office_of(ask.unit)
    practice = practice_of(office.key if office else "")
    year = term_on(Kind.YEAR, ask.last_day, practice).days.start
    cut = Cut(register, day)
    top = cut.unit(unit.code, day)
    since = min(year, ask.period.start)
    found = [
        plan for plan in _begun(Days(since, ask.until)) if area_of(plan, cut).touches(top, cut)
    ]
    return Scope(ask, tuple(found), register, practice, top, since)


def _begun(days: Days) -> list[Plan]:
    """Return the plans in force, or over, of which some phase holds on one of these days."""
    states = (Plan.State.APPROVED, Plan.State.CLOSED)
    rows = Plan.objects.filter(state__in=states).prefetch_related("phases").order_by("key")
    return [row for row in rows if any(_overlaps(row, phase, days) for phase in row.phases.all())]


def _overlaps(plan: Plan, phase: Phase, days: Days) -> bool:
    own = worked_on(plan, phase)
    return own is not None and own.overlap(days) is not None


@dataclass(frozen=True, slots=True)
class Area:
    """The units of a plan in a cut: those that it is for, and those that contain some of them."""

    own: frozenset[UnitKey]
    above: frozenset[UnitKey]

    def touches(self, unit: UnitKey, cut: Cut) -> bool:
        """Whether a unit is of the area, contains some of it or lies in it."""
        if unit in self.own or unit in self.above:
            return True
        while unit := cut.above(unit):
            if unit in self.own:
                return True
        return False


def area_of(plan: Plan, cut: Cut) -> Area:
    """Return a plan's area in a cut; the plan may name units of before."""
    own = {cut.unit(code, cut.on) for code in plan.area}
    own |= {unit for code in plan.area for unit in _communes(code, cut)}
    above = set()
    for one in own:
        unit = one
        while (unit := cut.above(unit)) and unit not in above:
            above.add(unit)
    return Area(frozenset(own), frozenset(above))


def _communes(code: str, cut: Cut) -> Iterator[UnitKey]:
    """Yield what the communes of a unit, in each of its states, are in the cut."""
    for state in cut.register.states(code):
        for below in cut.register.within(code, state.valid_from, Level.COMMUNE):
            yield cut.unit(below.code, state.valid_from)
