"""The shell: what is printed, and exit codes that mean something."""

import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.broadcast.builders import (
    UNIT,
    Ledger,
    at,
    day_of,
    ident_in,
    item,
    placement,
    sealed,
    station,
    voiced,
)

from loa import cli
from loa.channels.broadcast import sticks
from loa.channels.broadcast.models import Station, UsbStick

pytestmark = pytest.mark.django_db
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def called(*arguments: str) -> tuple[int, Any]:
        code = cli.main(arguments)
        out = capsys.readouterr()
        return code, json.loads(out.out) if out.out.startswith(("{", "[")) else out.out + out.err

    return called


def on_air_today(owner: Station, folder: Path) -> None:
    """Plan one item with a real sound for the station's today."""
    row = voiced("co-tieng", ident_in(sticks.cache().objects, folder))
    today = timezone.localdate()
    day_of(owner, [item(row, at(5, day=today))], day=today)


def test_stations_are_listed(run: Run) -> None:
    station("fm", kind=Station.Kind.WIRED)
    assert run("station", "list", "--json") == (
        0,
        [
            {
                "key": "fm",
                "name": "Trạm Fm",
                "kind": "wired",
                "unit": UNIT,
                "languages": ["vi", "tyz"],
                "since": "2026-01-01",
                "until": None,
            }
        ],
    )
    code, text = run("station", "list")
    assert (code, text.split()) == (0, ["fm", "wired", UNIT, "Trạm", "Fm"])


def test_a_stick_is_written(run: Run, tmp_path: Path) -> None:
    owner = station("fm", kind=Station.Kind.WIRED)
    on_air_today(owner, tmp_path)
    out = Path(tempfile.mkdtemp(dir=tmp_path))
    code, found = run("usb", "export", "fm", "--out", str(out), "--days", "1", "--json")
    today = timezone.localdate()
    stick = UsbStick.objects.get()
    assert (code, found) == (
        0,
        {
            "stick": stick.pk,
            "station": "fm",
            "first": str(today),
            "last": str(today),
            "folder": str(out / f"loa-fm-{today}"),
            "files": 1,
            "seconds": 2,
        },
    )
    written = sorted(p.relative_to(found["folder"]) for p in Path(found["folder"]).rglob("*.*"))
    assert [str(p) for p in written] == [
        f"{today}_sang_0500/01_tin-co-tieng.mp3",
        "PHIEU_PHAT_THANH.pdf",
        "manifest.json",
    ]
    code, text = run("usb", "export", "fm", "--out", str(out), "--days", "1")
    assert (code, UsbStick.objects.count()) == (1, 1)
    assert "is there already" in text
    shutil.rmtree(out)


def test_a_station_with_a_player_is_told_when_a_stick_is_written(run: Run, tmp_path: Path) -> None:
    owner = station("nghia-ta")
    on_air_today(owner, tmp_path)
    Ledger(owner)
    out = tmp_path / "stick"
    out.mkdir()
    code, text = run("usb", "export", "nghia-ta", "--out", str(out), "--days", "1")
    assert code == 0
    assert "Trạm này đã có đầu phát; chỉ chép khi đầu phát hỏng." in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["nowhere"], "no station has this key", id="unknown-station"),
        pytest.param(["fm", "--from", "2031-01-01"], "", id="nothing-published"),
        pytest.param(["fm", "--days", "40"], "", id="too-many-days"),
    ],
)
def test_a_stick_that_cannot_be_made_is_told(
    run: Run, tmp_path: Path, arguments: list[str], says: str
) -> None:
    station("fm", kind=Station.Kind.WIRED)
    code, text = run("usb", "export", *arguments, "--out", str(tmp_path))
    assert code == 1
    assert text.startswith("loa: ")
    assert says in text
    assert not UsbStick.objects.exists()


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    station("fm", kind=Station.Kind.WIRED)
    code, text = run("usb", "export", "fm", "--out", str(tmp_path / "none"))
    assert (code, "is the stick there?" in text) == (1, True)


def test_publishing_without_a_signer_says_what_is_missing(run: Run) -> None:
    station()
    placement(sealed(), starts=timezone.localdate() - timedelta(days=1))
    code, text = run("publish")
    assert (code, "is `loa signer run` running?" in text) == (1, True)


def test_publishing_an_unknown_station_is_refused(run: Run) -> None:
    code, text = run("publish", "--station", "nowhere")
    assert (code, "nowhere: no station in service has this key" in text) == (1, True)
