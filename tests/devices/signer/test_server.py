"""The signer as a process: its socket, its lock, and its distance from Django."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.devices.authority import NOW, Client, Province

from loa.core.bundle import bundle_path
from loa.core.canonical import header
from loa.devices.signer.client import SignerClient, SignerError
from loa.devices.signer.server import SignerBusyError, SignerServer


@pytest.fixture
def address(province: Province, tmp_path: Path) -> Iterator[Path]:
    signer = province.signer()
    path = tmp_path / "s.sock"
    server = SignerServer(signer, path, folder=tmp_path / "signer", clock=lambda: NOW)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield path
    server.shutdown()
    thread.join()
    server.server_close()


def test_publishes_over_the_socket(province: Province, listener: Client, address: Path) -> None:
    bundle = province.one_item("nghia-ta")
    assert SignerClient(address).publish({"nghia-ta": bundle}, now=NOW) == {}
    assert listener.get(bundle_path("nghia-ta")) == bundle
    assert address.stat().st_mode & 0o777 == 0o600


def test_refusals_come_back_as_sentences(province: Province, address: Path) -> None:
    bundle = province.one_item("la")
    assert SignerClient(address).publish({"la": bundle}, now=NOW) == {
        "la": ["the leaders have signed no policy for it"]
    }


@pytest.mark.parametrize(
    "request_",
    [{}, header("signer-request"), header("signer-request") | {"publish": [1]}],
    ids=["empty", "no-publish", "list"],
)
def test_a_request_that_makes_no_sense_is_answered(
    address: Path, request_: dict[str, object]
) -> None:
    with pytest.raises(SignerError) as caught:
        SignerClient(address).ask(request_)
    assert not caught.value.again


def test_nobody_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(SignerError, match="loa signer run") as caught:
        SignerClient(tmp_path / "none.sock").publish({}, now=NOW)
    assert caught.value.again


def test_a_second_signer_in_the_same_folder_is_refused(
    province: Province, address: Path, tmp_path: Path
) -> None:
    with pytest.raises(SignerBusyError, match="another signer"):
        SignerServer(
            province.signer(), tmp_path / "t.sock", folder=tmp_path / "signer", clock=lambda: NOW
        )
    assert address.exists()


def test_the_signer_never_touches_django() -> None:
    script = (
        "import sys, loa.devices.signer.server, loa.devices.office;"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
