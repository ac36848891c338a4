"""Verbs on places: loading a file of units, adding some, keeping named sites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from loa.core.fold import fold
from loa.places import unit_file
from loa.places.models import AdminUnit, Site, Succession
from loa.places.rules import Lineage, Register, Unit

OWN_FILE = Path(__file__).parent / "data" / "units.toml"
CHANGING = ("name", "folded", "form", "level", "parent_code", "valid_until", "known_from")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many units and successions the database now holds from the file."""

    units: int
    successions: int


@transaction.atomic
def load_units(source: Path | Mapping[str, Any] = OWN_FILE) -> Loaded:
    """Bring the units of a file, or of the data it would hold, into the database.

    All or nothing; loading again changes nothing, and a state that has been corrected in
    the file (its name, its last day) is corrected here. Units that the file does not name
    stay. Raises UnitFileError, also when file and database together would have two units
    of one code on one day.
    """
    content = unit_file.read(source) if isinstance(source, Path) else unit_file.parse(source)
    name = str(source) if isinstance(source, Path) else "units"
    AdminUnit.objects.bulk_create(
        [_row(unit) for unit in content.units],
        update_conflicts=True,
        unique_fields=["code", "valid_from"],
        update_fields=CHANGING,
    )
    codes = {unit.code for unit in content.units}
    rows = list(AdminUnit.objects.filter(code__in=codes))
    try:
        register = Register(row.as_unit() for row in rows)
    except ValueError as error:
        raise unit_file.UnitFileError(
            f"{name}: {error}, one from the file and one kept from before"
        ) from error
    ids = {(row.code, row.valid_from): row.pk for row in rows}
    Succession.objects.bulk_create(
        [_succession(step, register, ids) for step in content.lineage],
        update_conflicts=True,
        unique_fields=["predecessor", "successor", "on"],
        update_fields=["part"],
    )
    return Loaded(len(content.units), len(content.lineage))


@transaction.atomic
def add_units(units: Sequence[Unit]) -> int:
    """Add units that are not known yet, hamlets among them; return how many.

    All or nothing. Raises UnitFileError for a code that is known on one of the days, no code
    of its tier, or a unit above that does not hold as long as it does.
    """
    held = [row.as_unit() for row in AdminUnit.objects.all()]
    try:
        register = Register([*held, *units])
        for unit in units:
            unit_file.check_code(unit)
            unit_file.check_parent(unit, register)
    except ValueError as error:
        raise unit_file.UnitFileError(str(error)) from error
    return len(AdminUnit.objects.bulk_create([_row(unit) for unit in units]))


@transaction.atomic
def keep_site(
    *,
    name: str,
    kind: Site.Kind,
    unit_code: str,
    recorded_on: date,
    position: tuple[Decimal, Decimal] | None = None,
) -> Site:
    """Return the site of a name in a unit, entered now if it is not known."""
    latitude, longitude = position or (None, None)
    site, _new = Site.objects.get_or_create(
        unit_code=unit_code,
        name=name,
        defaults={
            "kind": kind,
            "recorded_on": recorded_on,
            "latitude": latitude,
            "longitude": longitude,
        },
    )
    return site


def _row(unit: Unit) -> AdminUnit:
    return AdminUnit(
        code=unit.code,
        name=unit.name,
        folded=fold(unit.name),  # bulk_create passes `save` by
        form=unit.form,
        level=unit.level,
        parent_code=unit.parent_code,
        valid_from=unit.valid_from,
        valid_until=unit.valid_until,
        known_from=unit.known_from,
    )


def _succession(
    step: Lineage, register: Register, ids: Mapping[tuple[str, date], int]
) -> Succession:
    before = register.unit_before(step.predecessor, step.on)
    after = register.unit_on(step.successor, step.on)
    if before is None or after is None:  # the file was checked against itself
        raise unit_file.UnitFileError(f"{step}: a unit of this succession is not in the database")
    return Succession(
        predecessor_id=ids[before.code, before.valid_from],
        successor_id=ids[after.code, after.valid_from],
        on=step.on,
        part=step.part,
    )
