"""The office's folder, its commands, and a signer started as it is in service."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.devices.authority import NOW, Province

from loa.cli import main
from loa.core.canonical import canonical, digest
from loa.core.claim import fingerprint
from loa.devices import office
from loa.devices.keys import KeyFileError
from loa.devices.office import Office
from loa.devices.repository.layout import Repository
from loa.devices.repository.reading import open_offline
from loa.devices.signer.client import SignerClient

KEY = "ab" * 32
PHRASE = b"hai ba trung"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Office, Repository]:
    desk, repository = Office(tmp_path / "office", PHRASE), Repository(tmp_path / "repo")
    root = office.init(desk, repository, online_public=office.online_key(tmp_path / "s"), now=NOW)
    assert desk.fingerprint() == fingerprint(digest(root))
    return desk, repository


def test_keys_are_under_the_passphrase_and_for_their_owner_alone(
    made: tuple[Office, Repository],
) -> None:
    desk, _ = made
    for name in ("root.pem", "leaders.pem"):
        assert (desk.folder / name).stat().st_mode & 0o777 == 0o600
        with pytest.raises(KeyFileError, match=name):
            Office(desk.folder, b"another").key(name)
        with pytest.raises(KeyFileError, match="passphrase"):
            Office(desk.folder).key(name)


def test_only_what_differs_is_signed_and_serials_go_up(
    made: tuple[Office, Repository], tmp_path: Path
) -> None:
    desk, repository = made
    province = Province(tmp_path / "p")
    first, second = province.policy("nghia-ta"), province.policy("nghia-ta")
    assert office.sign(desk, repository, [second, province.ring()], now=NOW) is not None
    assert office.sign(desk, repository, [second], now=NOW) is None
    with pytest.raises(ValueError, match="go on from there"):
        office.sign(desk, repository, [first], now=NOW)
    standing = open_offline(repository, desk.pinned).stored("policy/nghia-ta.json")
    assert standing == canonical(second.document())


def test_a_handed_over_leaders_key_goes_on_and_the_old_one_does_not(
    made: tuple[Office, Repository], tmp_path: Path
) -> None:
    desk, repository = made
    office.rotate_leaders_key(desk, repository, now=NOW)
    policy = Province(tmp_path / "p").policy("nghia-ta")
    assert office.sign(desk, repository, [policy], now=NOW) is not None
    old = desk.folder / "leaders.pem.old"
    old.replace(desk.folder / "leaders.pem")
    with pytest.raises(ValueError, match="no longer"):
        office.sign(desk, repository, [Province(tmp_path / "q").policy("la")], now=NOW)
    standing = open_offline(repository, desk.pinned).stored("policy/nghia-ta.json")
    assert standing == canonical(policy.document())


def test_nothing_is_overwritten(made: tuple[Office, Repository]) -> None:
    desk, repository = made
    with pytest.raises(ValueError, match="already"):
        office.init(desk, repository, online_public=KEY, now=NOW)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    monkeypatch.setenv("LOA_DATA_DIR", str(tmp_path))
    return os.environ


def test_from_nothing_to_a_published_bundle_by_commands_alone(
    environment: Mapping[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["signer", "key"]) == 0
    key = capsys.readouterr().out.strip()
    assert main(["office", "init", "--plain", "--bits", "2", "--signer-key", key]) == 0
    province = Province(tmp_path / "elsewhere")
    files = []
    for document in (province.policy("nghia-ta"), province.ring()):
        files.append(tmp_path / f"{len(files)}.json")
        files[-1].write_bytes(canonical(document.document()))
    assert main(["office", "sign-policy", *map(str, files)]) == 0
    assert main(["office", "show", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert shown["roles"]["root"]["version"] == 1
    with subprocess.Popen(
        [sys.executable, "-m", "loa.cli", "signer", "run"],
        stdout=subprocess.PIPE,
        env=dict(environment),
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("ready")
            client = SignerClient(tmp_path / "signer.sock")
            bundle = province.bundle("nghia-ta", {})
            assert client.publish({"nghia-ta": bundle}, now=NOW) == {}
            assert (tmp_path / "repo" / "metadata" / "timestamp.json").exists()
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert not (tmp_path / "signer.sock").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["office", "show"], "loa office init"),
        (["office", "init", "--plain", "--signer-key", "xyz"], "hex"),
        (["signer", "run"], "loa office init"),
    ],
)
def test_what_is_missing_is_said_with_its_mend(
    environment: Mapping[str, str],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    assert main(arguments) == 1
    assert sentence in capsys.readouterr().err
