"""What the signer remembers, in its own folder: nobody else can make it forget.

One file per station, so that one station's change writes one file, and one file with the
versions that were published. `serials never go back` rests on these files.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from loa.core.canonical import FormatError, Json, canonical, header, is_digest, parse
from loa.devices.disk import PRIVATE, Disk
from loa.devices.repository.layout import check_name
from loa.devices.signer.judge import Remembered

NAME, VERSIONS = "signer-memory", "signer-versions"
KEEP = timedelta(days=7)


class Memory:
    """A folder of what was signed."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder, self._disk = folder / "memory", disk
        self.stations: dict[str, Remembered] = {
            path.name.removesuffix(".station.json"): _read(path.read_bytes())
            for path in sorted(self._folder.glob("*.station.json"))
        }
        versions = self._folder / "versions.json"
        self.versions: Mapping[str, int] = (
            dict(parse(versions.read_bytes(), VERSIONS)["versions"]) if versions.exists() else {}
        )

    def keep(self, signed: Mapping[str, Remembered]) -> None:
        """Remember stations' bundles before anybody can see them."""
        self._disk.write_all(
            {
                self._folder / f"{check_name(station)}.station.json": canonical(_document(one))
                for station, one in signed.items()
            },
            PRIVATE,
        )
        self.stations.update(signed)

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


def _document(one: Remembered) -> Json:
    return header(NAME) | {
        "serial": one.serial,
        "sha256": one.digest,
        "bytes": one.length,
        "days": {day.isoformat(): list(entry) for day, entry in one.days.items()},
    }


def _read(data: bytes) -> Remembered:
    value = parse(data, NAME)
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
