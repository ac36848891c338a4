"""Coverage as a picture: topics down, phases with their channels across. Pure.

Quantities of two measures (banners up, banners down) never meet in one cell, and simulated
figures never meet real ones: a table is made from one kind alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loa.core.words import Grade
from loa.delivery.queries import Coverage, TargetCoverage
from loa.delivery.rules import Proven

WHOLE = "*"  # the row that sums every topic
NO_TOPIC = ""  # targets that serve every topic of their phase

Slot = tuple[str, str, str]  # phase, channel, measure


@dataclass(frozen=True, slots=True)
class TopicNode:
    """A topic as the table needs it; topics come in the plan's order, parents first."""

    code: str
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A channel within a phase, counted in one measure."""

    phase: str
    channel: str
    measure: str
    installed: bool
    begun: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a topic was promised in a column, and what is proven."""

    column: Column
    promised: int
    proven: Proven
    targets: tuple[str, ...]

    @property
    def reported(self) -> int:
        return self.proven.by_grade.get(Grade.REPORTED, 0)

    @property
    def confirmed(self) -> int:
        return self.proven.by_grade.get(Grade.CONFIRMED, 0)

    @property
    def sure(self) -> int:
        """What is recorded or confirmed: more than somebody's word."""
        return self.proven.by_grade.get(Grade.RECORDED, 0) + self.confirmed

    @property
    def fill(self) -> int:
        """How full the cell is, in percent; credit stops at what was promised."""
        if not self.promised:
            return 0
        return min(100, 100 * self.proven.total // self.promised)


@dataclass(frozen=True, slots=True)
class Row:
    """One topic with its cells in the order of the columns; None: nothing promised."""

    code: str
    name: str
    depth: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """The table; `spans` are the phases in order with the number of their columns."""

    spans: tuple[tuple[str, int], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = field(default_factory=tuple)


def heat(
    coverage: Coverage, topics: Sequence[TopicNode], phases: Sequence[str], channels: Sequence[str]
) -> Heat:
    """Lay a plan's coverage out; `phases` and `channels` give the order of the columns.

    Channels that are installed come first in each phase. A topic's row holds what its own
    targets and those below it promise; the first row holds everything.
    """
    columns = _columns(coverage.targets, phases, channels)
    below = _families(topics)
    rows = [Row(WHOLE, "", 0, _cells(coverage.targets, columns))]
    loose = [t for t in coverage.targets if t.topic == NO_TOPIC]
    if loose:
        rows.append(Row(NO_TOPIC, "", 0, _cells(loose, columns)))
    for topic, depth in _in_order(topics):
        own = [t for t in coverage.targets if t.topic in below[topic.code]]
        if own:
            rows.append(Row(topic.code, topic.name, depth, _cells(own, columns)))
    spans = tuple((p, sum(c.phase == p for c in columns)) for p in phases)
    return Heat(tuple(span for span in spans if span[1]), columns, tuple(rows))


def _columns(
    targets: Iterable[TargetCoverage], phases: Sequence[str], channels: Sequence[str]
) -> tuple[Column, ...]:
    found: dict[Slot, Column] = {}
    for t in targets:
        slot = (t.phase, t.channel, t.measure)
        found.setdefault(slot, Column(t.phase, t.channel, t.measure, t.installed, t.begun))
    return tuple(
        sorted(
            found.values(),
            key=lambda c: (phases.index(c.phase), not c.installed, channels.index(c.channel)),
        )
    )


def _cells(targets: Iterable[TargetCoverage], columns: Sequence[Column]) -> tuple[Cell | None, ...]:
    by_slot: dict[Slot, list[TargetCoverage]] = {}
    for target in targets:
        by_slot.setdefault((target.phase, target.channel, target.measure), []).append(target)
    return tuple(
        cell(c, by_slot[slot]) if (slot := (c.phase, c.channel, c.measure)) in by_slot else None
        for c in columns
    )


def cell(column: Column, targets: Sequence[TargetCoverage]) -> Cell:
    """Sum the targets of one column."""
    return Cell(
        column=column,
        promised=sum(target.promised for target in targets),
        proven=total(target.proven for target in targets),
        targets=tuple(target.key for target in targets),
    )


def total(parts: Iterable[Proven]) -> Proven:
    """Sum proven quantities, grade by grade."""
    sums: dict[Grade, int] = {}
    for part in parts:
        for grade, quantity in part.by_grade.items():
            sums[grade] = sums.get(grade, 0) + quantity
    return Proven(sums)


@dataclass(frozen=True, slots=True)
class UnitCell:
    """One unit within a cell. `short`: it was promised more than is proven there."""

    unit_code: str
    promised: int
    proven: Proven

    @property
    def short(self) -> bool:
        return self.proven.total < self.promised


def by_unit(targets: Iterable[TargetCoverage]) -> tuple[UnitCell, ...]:
    """Sum some targets of one measure by unit, in the order of codes: never a ranking."""
    promised: dict[str, int] = {}
    proven: dict[str, list[Proven]] = {}
    for target in targets:
        for unit in target.units:
            promised[unit.unit_code] = promised.get(unit.unit_code, 0) + unit.promised
            proven.setdefault(unit.unit_code, []).append(unit.proven)
    return tuple(UnitCell(code, promised[code], total(proven[code])) for code in sorted(promised))


def chosen(
    coverage: Coverage, topics: Sequence[TopicNode], *, topic: str, slot: Slot
) -> list[TargetCoverage]:
    """Return the targets behind one cell; a topic stands for all below it."""
    family = {topic} | _families(topics).get(topic, frozenset())
    return [
        target
        for target in coverage.targets
        if (target.phase, target.channel, target.measure) == slot
        and (topic == WHOLE or target.topic in family)
    ]


def _families(topics: Sequence[TopicNode]) -> dict[str, frozenset[str]]:
    children: dict[str, list[str]] = {}
    for topic in topics:
        children.setdefault(topic.parent, []).append(topic.code)

    def family(code: str) -> set[str]:
        return {code}.union(*(family(child) for child in children.get(code, ())))

    return {topic.code: frozenset(family(topic.code)) for topic in topics}


def _in_order(topics: Sequence[TopicNode]) -> list[tuple[TopicNode, int]]:
    """Return the tree from the top, each topic before those below it, with its depth."""
    known = {topic.code for topic in topics}
    children: dict[str, list[TopicNode]] = {}
    for topic in topics:
        children.setdefault(topic.parent if topic.parent in known else "", []).append(topic)

    def walk(parent: str, depth: int) -> list[tuple[TopicNode, int]]:
        found = []
        for topic in children.get(parent, ()):
            found += [(topic, depth), *walk(topic.code, depth + 1)]
        return found

    return walk("", 0)
