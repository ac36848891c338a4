"""The layer law as pyproject.toml states it for import-linter, read for what imports hide."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "loa"
CONTRACT = "Rooms import downwards only"


@cache
def ranks() -> dict[str, int]:
    """Return each room's layer, 0 at the bottom."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["name"] == CONTRACT)
    return {
        room.strip(" ()"): rank
        for rank, layer in enumerate(reversed(layers))
        for room in layer.split("|")
    }


@dataclass(frozen=True, order=True)
class Room:
    """A room, or one channel of the room `channels`."""

    name: str
    channel: str = ""

    def may_know(self, other: "Room") -> bool:
        """Whether the law lets this room refer to another: itself, or any layer below."""
        if self.name == other.name:
            return self.channel == other.channel or not other.channel
        return ranks()[other.name] < ranks()[self.name]


def room_of_module(module: str) -> Room | None:
    """Return the room of a dotted name; None for what is not a room of loa."""
    parts = module.split(".")
    if parts[0] != "loa" or len(parts) == 1 or parts[1] not in ranks():
        return None
    channel = parts[2] if parts[1] == "channels" and len(parts) > 2 else ""
    return Room(parts[1], channel)


def room_of_file(path: Path, source: Path = SOURCE) -> Room | None:
    """Return the room in which a file below src/loa lies."""
    folders = path.relative_to(source).parts
    return room_of_module(".".join(("loa", *folders))) if len(folders) > 1 else None


def room_of_prefix(prefix: str, source: Path = SOURCE) -> Room | None:
    """Return the room that owns a template folder or a url namespace."""
    if (source / "channels" / prefix).is_dir():
        return Room("channels", prefix)
    return Room(prefix) if prefix in ranks() else None
