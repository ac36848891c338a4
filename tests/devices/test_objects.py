from pathlib import Path

import pytest
from tests.devices.authority import FailingDisk, PowerCutError

from loa.core.canonical import FormatError, digest
from loa.devices.objects import ObjectError, ObjectStore


def test_what_is_put_is_found_by_its_digest(tmp_path: Path) -> None:
    store = ObjectStore(tmp_path / "o")
    (tmp_path / "f").write_bytes(b"sound")
    assert store.put(b"sound") == store.put(tmp_path / "f") == digest(b"sound")
    assert store.read(digest(b"sound")) == b"sound"
    assert [p.name for p in (tmp_path / "o").glob("*/*")] == [digest(b"sound")]


def test_a_damaged_object_is_never_read_and_is_mended_when_put_again(tmp_path: Path) -> None:
    store = ObjectStore(tmp_path)
    address = store.put(b"sound")
    store.path(address).write_bytes(b"soun")
    with pytest.raises(ObjectError, match="its bytes are others"):
        store.read(address)
    store.put(b"sound")
    assert store.read(address) == b"sound"


def test_a_power_cut_leaves_nothing_under_the_name(tmp_path: Path) -> None:
    with pytest.raises(PowerCutError):
        ObjectStore(tmp_path, FailingDisk(0)).put(b"sound")
    assert not ObjectStore(tmp_path).has(digest(b"sound"))


@pytest.mark.parametrize("address", ["../../etc/passwd", "", "A" * 64, "a" * 63])
def test_what_is_no_address_has_no_path(tmp_path: Path, address: str) -> None:
    with pytest.raises(FormatError):
        ObjectStore(tmp_path).path(address)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="No such file"):
        ObjectStore(tmp_path).read("a" * 64)
