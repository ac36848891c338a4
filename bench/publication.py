"""Publication for a province of 500 stations: by the signer's own process, to a player's refresh.

The signer is `loa signer run` as an installation starts it, asked over its socket, with a
disk that flushes. Times are of the whole answer, the best of some: another program's work
on the machine only ever adds to them. Bytes are counted by the player's own client.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from math import log
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from bench.table import Row
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.core.bundle import Bundle, keyring_path, policy_path
from loa.core.canonical import canonical
from loa.core.dayparts import Daypart
from loa.core.keyring import Key, Keyring, keyid
from loa.core.message import Approval, Message, Provenance, Sealed, Sound, Variant
from loa.core.policy import Hours, Policy
from loa.core.rundown import Item, Rundown, item_id
from loa.core.words import Kind, Mood, Priority, Scope
from loa.devices.disk import HastyDisk
from loa.devices.keys import make_key, public_hex
from loa.devices.objects import ObjectStore
from loa.devices.repository import leaders
from loa.devices.repository.layout import Repository
from loa.devices.signer.client import SignerClient
from loa.player.ports import NotThere
from loa.player.store import MemoryStore
from loa.player.trusted import Refresh, Trusted

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STATIONS, MESSAGES, DAYS, ITEMS = 500, 40, 28, 6  # items in each of two sessions
ONE_MS, ALL_MS, REFRESH_KB, GROWTH = 200, 1000, 40, 2.0
UNITS = 20  # communes, each with its keyring
ROUNDS = 5
LOA = (sys.executable, "-m", "loa.cli")


@dataclass
class Files:
    """What a player asks the server for, read straight from the repository."""

    folder: Path

    def metadata(self, name: str, _limit: int) -> bytes:
        return self._read(self.folder / "metadata" / name)

    def target(self, name: str, _limit: int) -> bytes:
        return self._read(self.folder / "targets" / name)

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise NotThere(path.name) from error


@dataclass
class Province:
    """Stations with everything that signs for them; `days` are those published so far."""

    folder: Path
    stations: Sequence[str]
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    root_key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    leaders_key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    approver: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    days: dict[str, dict[date, str]] = field(default_factory=dict)
    serial: int = 0

    def __post_init__(self) -> None:
        online = make_key(self.folder / "signer" / "online.pem")
        self.repository = Repository(self.folder / "repo", HastyDisk())
        self.objects = ObjectStore(self.folder / "objects", HastyDisk())
        self.root = leaders.create(
            self.repository,
            root_key=self.root_key,
            leaders_key=self.leaders_key,
            online_public=public_hex(online),
            now=self.now,
        )
        (self.folder / "root.json").write_bytes(self.root)
        public = public_hex(self.approver)
        lasts = (self.now - timedelta(days=9), self.now + timedelta(days=900))
        key = Key(keyid(bytes.fromhex(public)), "ed25519", public, "Bí thư Đảng uỷ xã", *lasts)
        signed = {
            keyring_path(unit): Keyring(unit, 1, (key,)).document()
            for unit in map(_unit, range(UNITS))
        }
        signed |= {policy_path(s): _policy(n, s).document() for n, s in enumerate(self.stations)}
        leaders.publish_policies(
            self.repository,
            self.leaders_key,
            {path: canonical(document) for path, document in signed.items()},
            pinned=self.root,
            now=self.now,
        )
        self.messages = [_message(n, self.now) for n in range(MESSAGES)]
        approvals = [Approval(m.digest, key.keyid, self.now, "ed25519", "") for m in self.messages]
        sealed = [
            Sealed(m, (replace(a, signature=self.approver.sign(a.statement()).hex()),))
            for m, a in zip(self.messages, approvals, strict=True)
        ]
        self.sealed = self.objects.put_all([canonical(one.document()) for one in sealed])

    def grow(self, stations: Sequence[str], days: int = 1) -> dict[str, bytes]:
        """Plan some more days for stations; return their bundles."""
        self.serial += 1
        today = self.now.astimezone(ZONE).date()
        rundowns = []
        for station in stations:
            own = self.days.setdefault(station, {})
            first = max(own, default=today) + timedelta(days=1)
            rundowns += [self._rundown(station, first + timedelta(days=n)) for n in range(days)]
        for rundown, address in zip(
            rundowns, self.objects.put_all([r.encoded() for r in rundowns]), strict=True
        ):
            self.days[rundown.station][rundown.day] = address
        return {
            station: canonical(
                Bundle(station, self.serial, self.days[station], tuple(self.sealed)).document()
            )
            for station in stations
        }

    def _rundown(self, station: str, day: date) -> Rundown:
        number = self.stations.index(station) + day.toordinal()
        items = []
        for place in range(2 * ITEMS):
            message = self.messages[(number + place) % MESSAGES]
            opens = datetime.combine(day, time(5 if place < ITEMS else 17), ZONE).astimezone(UTC)
            sound = message.sounds()["vi"]
            items.append(
                Item(
                    item_id(station, day, message.key, 1),
                    opens + (place % ITEMS) * timedelta(minutes=2),
                    sound.ms,
                    Kind.MESSAGE,
                    message.headline,
                    message=message.digest,
                    language="vi",
                    sound=sound.digest,
                    placement=message.key,
                    target=f"146-KH/HU/{message.key}",
                )
            )
        return Rundown(station, day, self.serial, tuple(items))

    def player(self, station: str) -> Trusted:
        """Return a new player of a station that knows the first root and nothing else."""
        return Trusted(MemoryStore(), Files(self.repository.folder), station, self.root)  # type: ignore[arg-type]  # the parts of Fetch that a refresh uses


def _unit(number: int) -> str:
    return f"{2000 + number:05}"


def _policy(number: int, station: str) -> Policy:
    return Policy(
        station=station,
        serial=1,
        zone=ZONE.key,
        hours=(Hours(Daypart(time(5), time(6))), Hours(Daypart(time(17), time(18)))),
        session_s=1800,
        day_s=3600,
        source="12/QĐ-UBND",
        keyrings=(_unit(number % UNITS),),
        relays=("VOV1",),
        devices=(f"{number:016x}",),
    )


def _message(number: int, now: datetime) -> Message:
    sound = Sound(f"{number:064x}", 400_000, 60_000 + 1000 * (number % 40), "recorded")
    text = f"Tin số {number}: sáng thứ Hai tiêm phòng tại trạm y tế xã, mời bà con đến đúng giờ."
    return Message(
        key=f"tin-{number}",
        revision=1,
        plan="146-KH/HU",
        topic="T01",
        scope=Scope.PUBLIC,
        priority=Priority.ROUTINE,
        mood=Mood.PLAIN,
        headline=f"Lịch tiêm phòng, tin số {number}",
        variants=(Variant("vi", text * 8, sound),),
        provenance=Provenance("UBND xã Nghĩa Tá", "Cán bộ văn hoá", "Trạm y tế"),
        valid_from=now - timedelta(days=30),
        valid_until=now + timedelta(days=400),
        unit=_unit(0),
    )


@contextmanager
def signing(province: Province) -> Iterator[SignerClient]:
    """Run the signer's process beside a province."""
    folder, address = province.folder, province.folder / "signer.sock"
    words = [*LOA, "signer", "run", "--folder", f"{folder}/signer", "--address", f"{address}"]
    words += ["--repository", f"{folder}/repo", "--objects", f"{folder}/objects"]
    own = {"LOA_DATA_DIR": f"{folder}/data"}
    with subprocess.Popen(
        [*words, "--root", f"{folder}/root.json"],
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # python-tuf remarks on each signature that was not there yet
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"ready")
        try:
            yield SignerClient(address)
        finally:
            process.terminate()


def timed(client: SignerClient, bundles: dict[str, bytes]) -> float:
    """Return the milliseconds until all of these are published."""
    began = monotonic()
    refused = client.publish(bundles, now=datetime.now(UTC))
    took = (monotonic() - began) * 1000
    assert not refused, next(iter(refused.items()))
    return took


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: of the first publication of all days, of one change, of a change for all."""

    first: float
    one: float
    all: float


def times(province: Province, client: SignerClient) -> Times:
    first = timed(client, province.grow(province.stations, DAYS))
    one = [timed(client, province.grow([province.stations[n]])) for n in range(ROUNDS)]
    every = [timed(client, province.grow(province.stations)) for _ in range(ROUNDS)]
    return Times(first, min(one), min(every))


def rotate(province: Province) -> Iterator[str]:
    """Hand over the online key, then the leaders'; yield after each, to be published."""
    online = make_key(province.folder / "signer" / "online-2.pem")
    keys = {"root_key": province.root_key, "pinned": province.root}
    leaders.rotate_online(
        province.repository,
        leaders_key=province.leaders_key,
        online_public=public_hex(online),
        now=province.now,
        **keys,
    )
    yield "the online key"
    fresh = Ed25519PrivateKey.generate()
    leaders.rotate_leaders(
        province.repository, old=province.leaders_key, new=fresh, now=province.now, **keys
    )
    yield "a leaders' key"


def refreshes(province: Province, warm: Trusted) -> Iterator[tuple[str, Refresh]]:
    """Yield what a player fetches: when its own station changed, and after rotations, cold too."""
    station, now = province.stations[0], datetime.now(UTC)
    yield "after a change", warm.refresh(now)
    yield "a new player's", province.player(station).refresh(now)
    for handed_over in rotate(province):
        with signing(province) as client:  # a new key is a new start
            client.publish({}, now=now)
        yield f"{handed_over} rotated", warm.refresh(now)
        yield f"{handed_over} rotated, new player", province.player(station).refresh(now)


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        few = Province(Path(folder) / "few", [f"tram-{n:03}" for n in range(STATIONS // 10)])
        with signing(few) as client:
            small = times(few, client)
        whole = Province(Path(folder) / "whole", [f"tram-{n:03}" for n in range(STATIONS)])
        warm = whole.player(whole.stations[0])
        with signing(whole) as client:
            big = times(whole, client)
            warm.refresh(datetime.now(UTC))
            client.publish(whole.grow(whole.stations[:1]), now=datetime.now(UTC))
        sizes = [(name, found.bytes / 1000) for name, found in refreshes(whole, warm)]
    steeper = (big.all / small.all) / (10 * log(STATIONS) / log(STATIONS / 10))
    named = "publication of 500 stations"
    return [
        Row(f"{named}, one changed", big.one, "ms", f"{ONE_MS}", big.one <= ONE_MS),
        Row(f"{named}, a new day for all", big.all, "ms", f"{ALL_MS}", big.all <= ALL_MS),
        Row(f"{named}, {DAYS} days for all at first", big.first, "ms"),
        Row(
            "publication, 10 times the stations", steeper, "× n log n", f"{GROWTH}",
            steeper <= GROWTH,
        ),
        *(
            Row(f"refresh, {name}", size, "kB", f"{REFRESH_KB}", size <= REFRESH_KB)
            for name, size in sizes
        ),
    ]  # fmt: skip
