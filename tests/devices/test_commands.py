"""`loa device` and `loa backup` from a shell."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.devices.authority import NOW, Province
from tests.devices.recorder import Recorder

from loa.cli import main
from loa.core.claim import read_claim
from loa.devices import intake
from loa.devices.intake import take_segment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _installation(province: Province, settings: Any) -> None:
    settings.DATA_DIR = province.folder


def test_a_claim_is_printed_once_as_text_or_json_or_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["device", "claim", "nghia-ta", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["station"], str(read_claim(found["claim"]))) == ("nghia-ta", found["claim"])
    assert main(["device", "claim", "nghia-ta", "--qr"]) == 0
    assert "█" in capsys.readouterr().out
    assert main(["device", "claim", "../x"]) == 1


def test_players_are_listed_with_what_is_wrong_and_can_be_revoked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    player = Recorder().write_many(3)
    player.enrolled()
    take_segment(player.segment(3), now=NOW)
    assert main(["device", "list", "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["device"], one["alarms"], one["revoked"]) == (player.keyid, ["gap"], None)
    assert main(["device", "revoke", player.keyid, "--why", "mất"]) == 0
    assert main(["device", "revoke", "0" * 16]) == 1
    main(["device", "list"])
    assert "revoked" in capsys.readouterr().out


def test_a_backup_says_what_it_made_durable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    player = Recorder().write_many(3)
    player.enrolled()
    take_segment(player.segment(), now=NOW)
    assert main(["backup", "run", "--to", str(tmp_path / "b"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries_made_durable"] == 4
    assert main(["backup", "replay", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"segments": 1, "left": {}}
    for path in intake.ledgers_folder().glob("*/*.segment"):
        path.write_bytes(b"")
    (tmp_path / "b" / "ledgers" / player.keyid).rename(tmp_path / "gone")
    assert main(["backup", "run", "--to", str(tmp_path / "b"), "--full"]) == 1
    assert "not verified" in capsys.readouterr().out
