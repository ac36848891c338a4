"""Bundles laid down beside the judging: all lie there, or the disk's error is said."""

from pathlib import Path

import pytest
from tests.devices.authority import FailingDisk, PowerCutError

from loa.core.canonical import digest
from loa.devices.repository.layout import Repository
from loa.devices.repository.online import Publisher, Standing
from loa.devices.signer.laying import AT_ONCE, Laying

COUNTS = [0, 1, AT_ONCE, 3 * AT_ONCE + 1]


def laying(folder: Path, files: int) -> tuple[Repository, Laying]:
    repository = Repository(folder, FailingDisk(files))
    return repository, Laying(Publisher(repository, [], b""))


@pytest.mark.parametrize("count", COUNTS)
def test_all_lie_there_once_it_says_so(tmp_path: Path, count: int) -> None:
    repository, some = laying(tmp_path, count)
    bundles = {f"tram-{n}": f"{n}".encode() for n in range(count)}
    with some:
        for station, data in bundles.items():
            some.add(station, data)
        standing = some.all()
    assert standing == {s: Standing(digest(d), len(d)) for s, d in bundles.items()}
    for station, data in bundles.items():
        assert repository.target(f"station/{station}.json", data).read_bytes() == data


@pytest.mark.parametrize("count", COUNTS[1:])
def test_what_the_disk_refused_is_said(tmp_path: Path, count: int) -> None:
    _repository, some = laying(tmp_path, count - 1)
    with some:
        for n in range(count):
            some.add(f"tram-{n}", b"x")
        with pytest.raises(PowerCutError):
            some.all()
