"""One station and its server, for benchmarks of the real player program.

The server is the tests' own, over real HTTP; the station's documents are really signed,
its sounds are Opus, and every hour of the day may be used.
"""

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import numpy as np
from tests.simulators.programme import STATION, ZONE, Programme
from tests.simulators.publisher import Publisher
from tests.simulators.server import Server

from loa.core.dayparts import Daypart
from loa.core.policy import Hours
from loa.core.rundown import Item, item_id
from loa.core.words import Kind
from loa.player.cli import main as loa_player

RATE = 48_000


@dataclass
class Village:
    """A server and one station, whose programme may go on growing."""

    sounds: Sequence[bytes]
    heard_ms: int
    settings: str = ""  # of player.toml
    programme: Programme = field(default_factory=Programme)
    publisher: Publisher = field(default_factory=lambda: Publisher(datetime.now(UTC)))
    later: int = 0

    def __post_init__(self) -> None:
        self.server = Server(self.publisher)
        hours = (Hours(Daypart(datetime.min.time(), datetime.min.time())),)
        self.programme.policy = replace(
            self.programme.policy, hours=hours, session_s=86_400, day_s=86_400
        )
        self.publish()

    def enrolled(self, home: Path) -> Path:
        words = ["enrol", "--server", self.server.url, "--claim", str(self.server.claim)]
        assert loa_player([*words, "--home", str(home)]) == 0
        (home / "player.toml").write_text(f"trust_system_clock = true\n{self.settings}")
        return home

    def plan(self, starts: Sequence[datetime]) -> None:
        """Plan an item for each instant; when there are more than sounds, they come again."""
        for number, moment in enumerate(starts):
            self.add(f"item{number}", moment, self.sounds[number % len(self.sounds)])
        self.publish()

    def add(self, key: str, starts: datetime, sound: bytes) -> None:
        message = self.programme.message(key, self.heard_ms, sound=sound)
        day = starts.astimezone(ZONE).date()
        variant = message.sounds()["vi"]
        self.programme.items.append(
            Item(
                item_id(STATION, day, key, 1), starts, self.heard_ms, Kind.MESSAGE, key,
                message=message.digest, language="vi", sound=variant.digest,
            )
        )  # fmt: skip
        self.publisher.put(sound)

    def go_on(self) -> None:
        """Plan one more item for tomorrow, with its own sound, and publish."""
        self.later += 1
        starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1, hours=1)
        self.add(f"later{self.later}", starts, self.sounds[0] + bytes(self.later))
        self.publish()

    def publish(self) -> None:
        p = self.programme
        self.publisher.now = datetime.now(UTC)
        serial = self.publisher.serial + 1
        self.publisher.station(p.policy, p.rings, p.rundowns(serial), [*p.messages.values()])
        self.publisher.publish()

    def meanwhile(self) -> Counter[str]:
        """Return how often what went on."""
        names = {
            "timestamp.json": "refreshes",
            "ledger": "segments sent",
            "heartbeat": "heartbeats",
        }
        asked = [path.rpartition("/")[2] for path in self.server.requests]
        sounds = set(self.programme.sounds)
        return Counter(names.get(n, "sounds brought" if n in sounds else "") for n in asked
                       if n in names or n in sounds)  # fmt: skip


def opus(number: int, seconds: int) -> bytes:
    """Return an Opus file of a tone, another for each number, loud from its first sample."""
    with tempfile.NamedTemporaryFile(suffix=".opus") as file:
        with av.open(file.name, "w", format="ogg") as container:
            track = container.add_stream("libopus", rate=RATE)
            track.codec_context.layout, track.codec_context.format = "mono", "flt"
            track.codec_context.options = {"b": "24000", "compression_level": "0"}
            at = np.arange(seconds * RATE)
            tone = (0.4 * np.cos(at * (0.02 + number * 0.0005))).astype("<f4")
            for start in range(0, len(tone), 960):
                block = tone[start : start + 960].reshape(1, -1)
                made = av.AudioFrame.from_ndarray(block, format="flt", layout="mono")
                made.sample_rate, made.pts = RATE, start
                container.mux(track.encode(made))
            container.mux(track.encode(None))
        return Path(file.name).read_bytes()
