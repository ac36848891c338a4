"""What the signer remembers, in its own folder: nobody else can make it forget.

Stations lie together in at most SHARES files, so that one station's change writes one small
file and a whole province's change some dozens; one more file has the versions that were
published. `serials never go back` rests on these files.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from loa.core.canonical import (
    ENCODE,
    FormatError,
    Json,
    canonical,
    digest,
    header,
    is_digest,
    parse,
)
from loa.devices.disk import PRIVATE, Disk
from loa.devices.repository.layout import check_name
from loa.devices.signer.judge import Remembered

NAME, VERSIONS = "signer-memory", "signer-versions"
VERSION, MAJOR = "2.0", 2  # 1.0 had a file for each station
SHARES = 64
KEEP = timedelta(days=7)


class Memory:
    """A folder of what was signed."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder, self._disk = folder / "memory", disk
        self.stations: dict[str, Remembered] = {}
        for station, one in self._read():
            known = self.stations.get(station)
            if known is None or one.serial >= known.serial:
                self.stations[station] = one
        self._spelled: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for station, one in self.stations.items():
            self._spelled[_share(station)][station] = _spelled(one)
        versions = self._folder / "versions.json"
        self.versions: Mapping[str, int] = (
            dict(parse(versions.read_bytes(), VERSIONS)["versions"]) if versions.exists() else {}
        )

    def _read(self) -> Iterator[tuple[str, Remembered]]:
        for path in sorted(self._folder.glob("*.station.json")):  # as 1.0 left them
            name = path.name.removesuffix(".station.json")
            yield name, _remembered(parse(path.read_bytes(), NAME))
        for path in sorted(self._folder.glob("*.stations.json")):
            for name, value in parse(path.read_bytes(), NAME, major=MAJOR)["stations"].items():
                yield check_name(name), _remembered(value)

    def keep(self, signed: Mapping[str, Remembered]) -> None:
        """Remember stations' bundles before anybody can see them."""
        shares: dict[str, dict[str, str]] = {}
        for station, one in signed.items():
            share = _share(check_name(station))
            if share not in shares:
                shares[share] = self._spelled[share].copy()
            shares[share][station] = _spelled(one)
        self._disk.write_all(
            {
                self._folder / f"{share}.stations.json": _together(stations)
                for share, stations in shares.items()
            },
            PRIVATE,
        )
        self.stations.update(signed)
        self._spelled.update(shares)

    def keep_versions(self, versions: Mapping[str, int]) -> None:
        """Remember what was published, so that an older repository is never built upon."""
        data = canonical(header(VERSIONS) | {"versions": dict(versions)})
        self._disk.write_all({self._folder / "versions.json": data}, PRIVATE)
        self.versions = dict(versions)


def carried(
    before: Remembered | None, days: Mapping[date, tuple[int, str]], today: date
) -> dict[date, tuple[int, str]]:
    """Return the days to remember: the new ones over those not long past."""
    old = before.days if before else {}
    return {
        day: entry for day, entry in sorted((dict(old) | dict(days)).items()) if day >= today - KEEP
    }


def _share(station: str) -> str:
    return f"{int(digest(station.encode())[:8], 16) % SHARES:02x}"


def _together(stations: Mapping[str, str]) -> bytes:
    """Return a file's bytes: the canonical form, put together from what is spelled already."""
    whole = canonical(header(NAME, VERSION) | {"stations": {}}).decode()
    start, empty, end = whole.partition('"stations":{}')
    members = ",".join(f"{ENCODE(name)}:{text}" for name, text in sorted(stations.items()))
    return f"{start}{empty[:-1]}{members}}}{end}".encode()


def _spelled(one: Remembered) -> str:
    """Return the canonical text; whole numbers, digests and days need no looking through."""
    return ENCODE(
        {
            "serial": one.serial,
            "sha256": one.digest,
            "bytes": one.length,
            "days": {day.isoformat(): entry for day, entry in one.days.items()},
        }
    )


def _remembered(value: Json) -> Remembered:
    try:
        days = {
            date.fromisoformat(day): (int(serial), str(address))
            for day, (serial, address) in value["days"].items()
        }
        one = Remembered(int(value["serial"]), str(value["sha256"]), int(value["bytes"]), days)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"loa.{NAME}: {type(error).__name__}: {error}") from error
    if not is_digest(one.digest):
        raise FormatError(f"loa.{NAME}: no digest")
    return one
