"""What the signer remembers comes back whole, also from a folder that an older one left."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from loa.core.canonical import canonical, header, parse
from loa.devices.disk import HastyDisk
from loa.devices.signer.judge import Remembered
from loa.devices.signer.memory import SHARES, Memory

DAY = date(2026, 11, 23)


def one(serial: int) -> Remembered:
    return Remembered(serial, f"{serial:064x}", 100 + serial, {DAY: (serial, "ab" * 32)})


MANY = {f"tram-{n}": one(n + 1) for n in range(300)}


def test_what_is_kept_is_remembered_after_a_restart(tmp_path: Path) -> None:
    memory = Memory(tmp_path, HastyDisk())
    memory.keep(MANY)
    memory.keep({"tram-7": one(900)})
    memory.keep_versions({"snapshot": 3})
    again = Memory(tmp_path, HastyDisk())
    assert again.stations == memory.stations == MANY | {"tram-7": one(900)}
    assert again.versions == {"snapshot": 3}


def test_files_are_canonical_and_few_and_one_change_writes_one(tmp_path: Path) -> None:
    written: list[int] = []

    class Counting(HastyDisk):
        def write_all(self, files: Mapping[Path, bytes], mode: int = 0o644) -> None:
            written.append(len(files))
            super().write_all(files, mode)

    memory = Memory(tmp_path, Counting())
    memory.keep(MANY)
    memory.keep({"tram-7": one(900)})
    files = list((tmp_path / "memory").iterdir())
    assert written == [len(files), 1]
    assert len(files) <= SHARES
    for file in files:
        data = file.read_bytes()
        assert canonical(parse(data, "signer-memory", major=2)) == data


def test_a_disk_that_refuses_leaves_everything_as_it_was_remembered(tmp_path: Path) -> None:
    class Full(HastyDisk):
        full = False

        def write_all(self, files: Mapping[Path, bytes], mode: int = 0o644) -> None:
            if self.full:
                raise OSError("full")
            super().write_all(files, mode)

    disk = Full()
    memory = Memory(tmp_path, disk)
    memory.keep(MANY)
    disk.full = True
    with pytest.raises(OSError, match="full"):
        memory.keep({"tram-7": one(900)})
    disk.full = False
    assert memory.stations == MANY
    memory.keep({"tram-8": one(901)})
    assert Memory(tmp_path, disk).stations == MANY | {"tram-8": one(901)}


@pytest.mark.parametrize("serial", [5, 7, 9])
def test_a_file_for_each_station_as_before_counts_unless_something_newer_does(
    tmp_path: Path, serial: int
) -> None:
    Memory(tmp_path, HastyDisk()).keep({"nghia-ta": one(7)})
    old = header("signer-memory") | {
        "serial": serial,
        "sha256": one(serial).digest,
        "bytes": one(serial).length,
        "days": {DAY.isoformat(): [serial, "ab" * 32]},
    }
    for station in ("nghia-ta", "xuan-lac"):
        (tmp_path / "memory" / f"{station}.station.json").write_bytes(canonical(old))
    found = Memory(tmp_path, HastyDisk()).stations
    assert found == {"nghia-ta": one(max(7, serial)), "xuan-lac": one(serial)}
