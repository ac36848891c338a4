"""The units that come with loa, read without a database."""

from importlib.resources import as_file, files
from pathlib import Path

from loa.places import unit_file
from loa.places.rules import Register


def shipped_register() -> Register:
    """Return the register of the units that come with loa."""
    with as_file(files("loa.places") / "data" / "units.toml") as path:
        return register_from(path)


def register_from(path: Path) -> Register:
    """Read a file of units. Raises unit_file.UnitFileError."""
    content = unit_file.read(path)
    return Register(content.units, content.lineage)
