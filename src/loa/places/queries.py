"""Reads of the units. Answers are plain values of `rules`, never rows."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from loa.places import rules
from loa.places.models import AdminUnit, Succession
from loa.places.rules import Level, Lineage, NotValid, Register, Unit


def unit_on(code: str, day: date) -> Unit | None:
    """Return the unit that a code names on a day."""
    row = AdminUnit.objects.filter(_on(day), code=code).first()
    return row.as_unit() if row else None


def units_within(code: str, day: date, level: Level | None = None) -> list[Unit]:
    """Return the units below a code on a day, by code; only those of a level when given.

    The unit itself is among them when it is of that level. One query for each tier.
    """
    top = unit_on(code, day)
    if top is None:
        return []
    units, frontier = [top], [top.code]
    while frontier:
        rows = [
            row.as_unit() for row in AdminUnit.objects.filter(_on(day), parent_code__in=frontier)
        ]
        units += rows
        frontier = [unit.code for unit in rows]
    return Register(units).within(code, day, level)


def ancestors(code: str, day: date) -> list[Unit]:
    """Return the units that contain a code on a day, nearest first."""
    found: list[Unit] = []
    unit = unit_on(code, day)
    while unit is not None and unit.parent_code:
        unit = unit_on(unit.parent_code, day)
        if unit is not None:
            found.append(unit)
    return found


def successors(code: str, day: date, on: date) -> list[Unit]:
    """Return what the unit of `day` is on a later day, by code; see `Register.successors`."""
    return register([code]).successors(code, day, on)


def explain(code: str, day: date) -> NotValid | None:
    """Return why a code names no unit on a day, or None when it does."""
    return rules.explain(register([code, code.zfill(5)]), code, day)


def register(codes: Iterable[str]) -> Register:
    """Return every state of these codes and of whatever became of them.

    For many questions at once: a few queries however many codes. What lies below a code
    is there only as far as succession needs it, so `within` is no question for it.
    """
    units: dict[str, list[Unit]] = {}
    steps: set[Lineage] = set()
    frontier = set(codes)
    while frontier:
        fresh: dict[str, list[Unit]] = {code: [] for code in frontier}
        for row in AdminUnit.objects.filter(code__in=frontier):
            fresh[row.code].append(row.as_unit())
        units |= fresh
        found = _steps_from(frontier)
        steps |= found
        followed = {step.predecessor for step in found}
        dissolved = {
            code
            for code, states in fresh.items()
            if code not in followed and any(unit.valid_until is not None for unit in states)
        }
        below = AdminUnit.objects.filter(parent_code__in=dissolved).values_list("code", flat=True)
        frontier = ({step.successor for step in found} | set(below)) - set(units)
    return Register((unit for states in units.values() for unit in states), steps)


def _steps_from(codes: Iterable[str]) -> set[Lineage]:
    rows = Succession.objects.filter(predecessor__code__in=codes).values_list(
        "predecessor__code", "successor__code", "on", "part"
    )
    return {Lineage(before, after, on, part) for before, after, on, part in rows}


def _on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))
