"""What the coverage pages show: the table, one cell's units on their map, their evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from loa.channels.broadcast.counting import PLAYS
from loa.channels.broadcast.inputs import own_area, unit_on
from loa.channels.broadcast.models import Station
from loa.channels.broadcast.queries.making_good import MakingGood, making_good
from loa.control.queries import blank, units
from loa.control.rules import heat as rules
from loa.control.rules.heat import Heat, Slot, TopicNode, UnitCell
from loa.delivery import queries as delivery
from loa.delivery.queries import Coverage, TargetCoverage
from loa.places import tiles
from loa.places.models import Succession
from loa.places.rules import Register, Unit
from loa.places.tiles import Tile
from loa.plans import queries as plans
from loa.plans import words as plan_words
from loa.plans.models import Phase, Plan
from loa.rehearsal.models import Run

LOUD = "loudspeaker"


def makes_good(column: rules.Column) -> bool:
    """Whether what was missed in a column can be heard once more."""
    return column.channel == LOUD and column.measure == PLAYS


@dataclass(frozen=True, slots=True)
class Table:
    """A plan's coverage as a table, and which kinds of evidence the plan has."""

    heat: Heat
    simulated: bool
    kinds: frozenset[bool]


@dataclass(frozen=True, slots=True)
class Place:
    """One unit of a cell: its name on the day it was promised to, and its tile if drawn."""

    cell: UnitCell
    name: str
    tile: Tile | None


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell, its targets, and its units by code."""

    targets: tuple[TargetCoverage, ...]
    whole: rules.Cell
    places: tuple[Place, ...]

    @property
    def mapped(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.tile is not None)

    @property
    def short(self) -> int:
        """How many units have less than they were promised."""
        return sum(place.cell.short for place in self.places)

    @property
    def makes_good(self) -> bool:
        """Whether what was missed here can be heard once more."""
        return makes_good(self.whole.column)


def kind_shown(plan: Plan, asked: str | None) -> tuple[bool, frozenset[bool]]:
    """Return whether to show simulated figures, and which kinds there are.

    Real figures are shown first. Where there is none, and only simulated figures are there or
    can come, those are shown.
    """
    kinds = delivery.kinds_of_evidence(plan)
    if True not in kinds and rehearsed(plan) is not None:
        kinds |= {True}
    if asked in {"0", "1"}:
        return asked == "1", kinds
    return False not in kinds and (True in kinds or blank.players_simulated()), kinds


def phase_shown(phases: Sequence[Phase], asked: str | None, *, today: date) -> str:
    """Return the phase to show, empty for all: what was asked for, else the one that runs.

    Of several that run, the latest begun.
    """
    if asked is not None:
        return asked if asked in {phase.key for phase in phases} else ""
    running = [p for p in phases if p.starts and p.days and today in p.days]
    return max(running, key=lambda p: p.starts or today).key if running else ""


def rehearsed(plan: Plan) -> Run | None:
    """Return the latest finished rehearsal of a plan that proved something."""
    return (
        Run.objects.filter(plan_key=plan.key, kind=Run.Kind.WHOLE, state=Run.State.DONE)
        .exclude(cells=[])
        .order_by("-finished_at", "-pk")
        .first()
    )


def shown(plan: Plan, *, simulated: bool, until: date) -> Coverage:
    """Return a plan's coverage; what stations did not simulate comes from the last rehearsal."""
    if simulated and True not in delivery.kinds_of_evidence(plan):
        run = rehearsed(plan)
        if run is not None:
            return delivery.coverage_from_cells(plan, run.cells, until=min(until, run.ends))
    return delivery.coverage(plan, simulated=simulated, until=until)


def table(plan: Plan, *, simulated: bool, kinds: frozenset[bool], until: date) -> Table:
    """Return a plan's coverage as a table."""
    coverage = shown(plan, simulated=simulated, until=until)
    phases = list(plan.phases.order_by("position").values_list("key", flat=True))
    heat = rules.heat(coverage, topics(plan), phases, channels(coverage))
    return Table(heat, simulated, kinds)


def cell(
    plan: Plan, *, topic: str, slot: Slot, simulated: bool, until: date, within: str = ""
) -> CellView | None:
    """Return one cell; None when nothing was promised there. `within`: keep what lies in a unit."""
    coverage = shown(plan, simulated=simulated, until=until)
    targets = rules.chosen(coverage, topics(plan), topic=topic, slot=slot)
    if not targets:
        return None
    first = targets[0]
    column = rules.Column(*slot, installed=first.installed, begun=first.begun)
    return CellView(
        targets=tuple(targets),
        whole=rules.cell(column, targets),
        places=tuple(_places(plan, rules.by_unit(targets), until, within)),
    )


def missed(plan: Plan, found: CellView, *, now: datetime) -> MakingGood:
    """Return what a cell's units missed, and what of it fits once more."""
    codes = {place.cell.unit_code for place in found.places}
    today = timezone.localdate(now)
    stations = {
        station: code
        for station in Station.objects.prefetch_related("units")
        if (code := _stands_in(station, today)) in codes
    }
    targets = {f"{plan.key}/{target.key}" for target in found.targets}
    return making_good(targets, stations=stations, now=now)


def homes(day: date) -> dict[str, str]:
    """Return the unit in which each station stands on a day, by the area that means it alone."""
    rows = Station.objects.prefetch_related("units")
    return {own_area(station.key): _stands_in(station, day) for station in rows}


def _stands_in(station: Station, day: date) -> str:
    return unit_on([(u.since, u.until, u.unit_code) for u in station.units.all()], day)


def topics(plan: Plan) -> list[TopicNode]:
    """Return a plan's topics in its order."""
    rows = plan.topics.select_related("parent").order_by("position")
    return [TopicNode(t.key, t.name, t.parent.key if t.parent else "") for t in rows]


def channels(coverage: Coverage) -> list[str]:
    """Return every channel word in a steady order, those of the plan that nobody knows last."""
    words = {target.channel for target in coverage.targets}
    return [*plan_words.CHANNELS, *sorted(words - set(plan_words.CHANNELS))]


def _places(plan: Plan, cells: Sequence[UnitCell], until: date, within: str) -> Iterable[Place]:
    register = plans.unit_register()
    every = [c.unit_code for c in cells]
    kept = units.codes_in(every, within, today=until) if within else every
    wanted = [c for c in cells if c.unit_code in kept]
    codes = [c.unit_code for c in wanted]
    day = _day_of(plan, until)
    drawn, _undrawn = tiles.place(codes, _map_of(plan, codes, register, day))
    for c in wanted:
        unit = _unit(c.unit_code, register, day)
        yield Place(c, unit.full_name if unit else c.unit_code, drawn.get(c.unit_code))


def _day_of(plan: Plan, until: date) -> date:
    """Return the day whose names and units a plan speaks in: its last, or the day asked for."""
    ends = [phase.ends for phase in plan.phases.all()]
    dated = [phase.starts for phase in plan.phases.all() if phase.starts]
    if None in ends and dated:
        return max(dated)
    return min([until, *(end for end in ends if end)])


def _unit(code: str, register: Register, day: date) -> Unit | None:
    states = register.states(code)
    return register.unit_on(code, day) or (states[-1] if states else None)


def _map_of(plan: Plan, codes: Sequence[str], register: Register, day: date) -> str:
    """Return the unit on whose map most of the codes are drawn."""
    tops = dict.fromkeys(plan.area)
    for code in [*plan.area, *codes[:3]]:
        tops |= dict.fromkeys(unit.code for unit in register.ancestors(code, day))
    return max(tops, key=lambda top: len(set(codes) & set(tiles.layout(top))), default="")


def lineage(code: str) -> list[str]:
    """Return a unit's code with those of the units that became it, for evidence of before."""
    rows = Succession.objects.filter(successor__code=code).values_list("predecessor__code")
    return sorted({code, *(before for (before,) in rows)})
