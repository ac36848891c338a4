"""Evidence is kept beside a ledger, within bounds, and what proves a fork is never dropped."""

import os
from pathlib import Path

import pytest
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder

from loa.devices import evidence
from loa.devices.evidence import EVIDENCE, keep_within_bounds
from loa.devices.models import Alarm, Device

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / Recorder().keyid / EVIDENCE
    made.mkdir(parents=True)
    return made


def keep(folder: Path, name: str, lines: bytes) -> Path:
    """Write one file, younger than all before it, as intake does."""
    age = len(list(folder.iterdir()))
    path = folder / f"{name}.segment"
    path.write_bytes(b"{}\n" + lines)
    os.utime(path, (age, age))
    keep_within_bounds(path)
    return path


def left(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.iterdir())


def raise_alarm(path: Path) -> None:
    player = Recorder()
    player.enrolled()
    name = f"{path.parent.parent.name}/{EVIDENCE}/{path.name}"
    Alarm.objects.create(
        device=Device.objects.get(keyid=player.keyid), kind=Alarm.Kind.FORK,
        detail="", evidence=name, raised_at=NOW, repeated_at=NOW,
    )  # fmt: skip


def test_what_the_newest_contains_goes(folder: Path) -> None:
    for name, lines in (("a", b"1\n"), ("b", b"other\n"), ("c", b"1\n2\n"), ("d", b"1\n2\n3\n")):
        keep(folder, name, lines)
    assert left(folder) == ["b", "d"]


def test_what_an_alarm_names_stays(folder: Path) -> None:
    raise_alarm(keep(folder, "first", b"1\n"))
    keep(folder, "second", b"1\n2\n")
    assert left(folder) == ["first", "second"]


@pytest.mark.parametrize(("most_files", "most_bytes"), [(3, 10_000), (50, 40)])
def test_the_oldest_goes_when_it_is_too_much(
    most_files: int, most_bytes: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_FILES", most_files)
    monkeypatch.setattr(evidence, "MOST_BYTES", most_bytes)
    raise_alarm(keep(folder, "a", b"named by an alarm\n"))
    for name in "bcdefg":
        keep(folder, name, f"{name * 8}\n".encode())
    assert left(folder) == ["a", "e", "f", "g"]
