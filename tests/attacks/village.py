"""A station with the real player program, a server between, and somebody who means harm.

The publisher holds every key; an attack takes away what the attacker does not have. `play`
runs `loa-player` as a process of its own, on its own folder, over real HTTP.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.simulators.programme import DAY, Programme, at, tone
from tests.simulators.publisher import Publisher
from tests.simulators.server import Server, serving

from loa.core.bundle import object_path
from loa.core.ledger import Entry, read_entry
from loa.player.cli import main

NOW = at("03:00")
# The program as installed from the wheel, where there is one: see tests/wheel.py.
COMMAND = (
    [os.environ["LOA_PLAYER"]]
    if "LOA_PLAYER" in os.environ
    else [sys.executable, "-m", "loa.player.cli"]
)
MORNING = ("--at", f"{DAY}T04:50:00+07:00", "--until", f"{DAY}T06:10:00+07:00")


@dataclass
class Played:
    """What the process did: sounds begun by the names of their items, outcomes, its words."""

    heard: list[str]
    outcomes: dict[str, str]
    said: str
    code: int


@dataclass
class Village:
    """One station. `day` is what people approved and leaders allowed."""

    server: Server
    folder: Path
    day: Programme
    runs: int = 0
    names: dict[str, str] = field(default_factory=dict)

    @property
    def publisher(self) -> Publisher:
        return self.server.publisher

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def publish(self, day: Programme | None = None, serial: int = 1) -> None:
        """Publish a day with every key that the publisher holds."""
        day = day or self.day
        self.names |= {item.id: item.title for item in day.items}
        self.publisher.station(
            day.policy, day.rings, day.rundowns(serial), list(day.messages.values())
        )
        for sound in day.sounds.values():
            self.publisher.put(sound)
        self.publisher.publish()

    def object(self, address: str) -> str:
        """Return the name under which the server keeps an object."""
        return f"objects/{object_path(address)}"

    def enrol(self) -> None:
        arguments = ["enrol", "--server", self.server.url, "--claim", str(self.server.claim)]
        assert main([*arguments, "--home", str(self.home)]) == 0

    def play(self, *times: str) -> Played:
        """Run the program through the morning and return what it did."""
        self.runs += 1
        out = self.folder / f"out-{self.runs}"
        command = [*COMMAND, "run", "--home", str(self.home), "--output", f"file:{out}"]
        done = subprocess.run(
            [*command, "--speed", "20000", *(times or MORNING)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        starts = out / "starts.jsonl"
        lines = starts.read_text(encoding="utf-8").splitlines() if starts.exists() else []
        heard = [self.names.get(i := str(json.loads(line)["item"]), i) for line in lines]
        return Played(heard, self.outcomes(), done.stderr, done.returncode)

    def entries(self) -> list[Entry]:
        """Return the ledger as it stands on the player's disk."""
        files = sorted((self.home / "ledger").glob("*.jsonl"))
        return [read_entry(line) for path in files for line in path.read_bytes().splitlines()]

    def outcomes(self) -> dict[str, str]:
        """Return each item's outcome by its title, with the reason where there is one."""
        found = {}
        for entry in self.entries():
            if entry.event in {"finished", "cut", "missed"}:
                word = f"{entry.event} {entry.get('reason') or ''}".strip()
                found[self.names.get(entry.item, entry.item)] = word
        return found

    def notes(self) -> list[str]:
        return [str(entry.get("text")) for entry in self.entries() if entry.event == "note"]


def a_day(**message: object) -> Programme:
    """Return a morning of two approved announcements of 20 s."""
    day = Programme()
    for number, (clock, name) in enumerate((("05:00", "first"), ("05:10", "second"))):
        day.add(clock, 20, name=name, sound=tone(20_000, number), **message)
    return day


@contextmanager
def village(
    folder: Path, day: Programme | None = None, publisher: Publisher | None = None
) -> Iterator[Village]:
    """Publish a day, serve it, and enrol a player."""
    with serving(Server(publisher or Publisher(NOW))) as server:
        made = Village(server, folder, day or a_day())
        made.day.policy = replace(made.day.policy, acknowledgers=(server.key.public,))
        made.publish()
        made.enrol()
        yield made
